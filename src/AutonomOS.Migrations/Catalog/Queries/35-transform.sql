-- Transforms. One has no schema: it is told where its type or a function of it is in a schema that is compared, or where all of them are
-- the system's, so that it concerns everybody.
--? pg_relation_size('pg_transform') is distinct from 0
--# -- Which of them belong to some schemas, only what they join can tell.
--# select 'transform', 'pg_transform', oid, 0, 1 from pg_transform where $1::text[] is null
with {{schemas}}
select o.* from (
  select
    format_type(t.trftype, null) || ' language ' || {{name l.lanname}} as object,
    'language ' || {{name l.lanname}} as parent,
    {{routine t.trffromsql}} as "from sql",
    {{routine t.trftosql}} as "to sql"
  from pg_transform t
  join pg_language l on l.oid = t.trflang
  join pg_type y on y.oid = t.trftype
  left join pg_proc f on f.oid = t.trffromsql
  left join pg_proc p on p.oid = t.trftosql
  where (
      exists (select from schemas s where s.oid in (y.typnamespace, f.pronamespace, p.pronamespace))
      or not exists (
        select from pg_namespace n
        where n.oid in (y.typnamespace, f.pronamespace, p.pronamespace) and n.nspname not in ('pg_catalog', 'information_schema')))
    and {{own pg_transform t.oid}}
) o
order by convert_to(o.object, 'UTF8')
