-- Casts. A cast has no schema: it is told where one of its types or its function is in a schema that is compared, or where all of them are
-- the system's, so that it concerns everybody. The system's own casts are told apart by their ids: pg_cast has more than 200 built-in rows
-- in every database, and ids below 16384 are given out by initdb only.
--? exists (select from pg_cast where oid >= 16384)
with {{schemas}}
select o.* from (
  select
    format_type(c.castsource, null) || ' as ' || format_type(c.casttarget, null) as object,
    null::text as parent,
    case c.castmethod when 'f' then 'function' when 'i' then 'inout' else 'binary' end as method,
    {{routine c.castfunc}} as function,
    case c.castcontext when 'e' then 'explicit' when 'a' then 'assignment' else 'implicit' end as context
  from pg_cast c
  join pg_type source on source.oid = c.castsource
  join pg_type target on target.oid = c.casttarget
  left join pg_proc p on p.oid = c.castfunc
  where c.oid >= 16384
    -- One of somebody's temporary type ends with the session.
    and not exists (
      select from pg_namespace n where n.oid in (source.typnamespace, target.typnamespace) and n.nspname ~ '^pg_temp')
    and (
      exists (select from schemas s where s.oid in (source.typnamespace, target.typnamespace, p.pronamespace))
      or not exists (
        select from pg_namespace n
        where n.oid in (source.typnamespace, target.typnamespace, p.pronamespace)
          and n.nspname not in ('pg_catalog', 'information_schema')))
    -- One that a range type has to its multirange type goes with it.
    and not exists (select from pg_depend d where d.classid = 'pg_cast'::regclass and d.objid = c.oid and d.deptype in ('e', 'i'))
) o
order by convert_to(o.object, 'UTF8')
