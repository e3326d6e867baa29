-- What domains check. The definition tells the validity.
-- On an extension's domain too, where it goes with the extension: what is on a member is itself no member, so that the user's cannot be
-- told from the extension's (PostgreSQL's documentation, "Packaging Related Objects into an Extension").
--? counted
with {{schemas}}
select o.* from (
  select
    s.name || '.' || {{name t.typname}} || '.' || {{name r.conname}} as object,
    coalesce(
      (
        select 'extension ' || {{name e.extname}}
        from pg_depend m join pg_extension e on e.oid = m.refobjid
        where m.classid = 'pg_type'::regclass and m.objid = t.oid and m.refclassid = 'pg_extension'::regclass and m.deptype = 'e'
      ),
      'domain ' || s.name || '.' || {{name t.typname}}) as parent,
    pg_get_constraintdef(r.oid) as "deparsed:definition"
  from pg_constraint r
  join pg_type t on t.oid = r.contypid
  join schemas s on s.oid = t.typnamespace
  where r.contypid <> 0 and r.contype = 'c'
    and {{own pg_constraint r.oid}}
) o
order by convert_to(o.object, 'UTF8')
