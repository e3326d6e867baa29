-- Triggers of tables and views, constraint triggers included. Those inside a constraint are told with it.
-- A partition's copy of its parent's trigger is told only where it is switched otherwise than the parent's (as pg_dump does), or would go
-- with an extension.
-- On an extension's relation too, where it goes with the extension: what is on a member is itself no member, so that the user's cannot be
-- told from the extension's (PostgreSQL's documentation, "Packaging Related Objects into an Extension").
--? counted
with {{schemas}},
{{members}},
{{dependents pg_trigger}}
select o.* from (
  select
    s.name || '.' || {{name c.relname}} || '.' || {{name t.tgname}} as object,
    coalesce(
      'extension ' || m.extension,
      case c.relkind when 'v' then 'view ' when 'f' then 'foreign table ' else 'table ' end
        || s.name || '.' || {{name c.relname}}) as parent,
    pg_get_triggerdef(t.oid) as "deparsed:definition",
    case t.tgenabled when 'O' then 'origin' when 'D' then 'disabled' when 'R' then 'replica' else 'always' end as enabled,
    x.extensions as "depends on extension"
  from pg_trigger t
  join pg_class c on c.oid = t.tgrelid
  join schemas s on s.oid = c.relnamespace
  left join members m on m.relation = c.oid
  left join pg_trigger p on p.oid = t.tgparentid
  left join dependents x on x.id = t.oid
  where c.relkind in ('r', 'p', 'v', 'f') and c.relpersistence <> 't'
    and (
      p.oid is null and not t.tgisinternal or x.extensions is not null
      -- A copy is internal before version 15, where what is inside a constraint has no parent.
      or p.oid is not null --@ < 15
      or p.oid is not null and not p.tgisinternal --@ >= 15
        and t.tgenabled <> p.tgenabled)
    and {{own pg_trigger t.oid}}
) o
order by convert_to(o.object, 'UTF8')
