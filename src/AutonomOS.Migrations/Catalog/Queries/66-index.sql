-- Indexes of tables and materialized views, but for those behind a constraint, and for a partition's part of its parent's index:
-- that one's name depends on what else was there, and it cannot be dropped by itself. An invalid one is told all the same.
with schemas as materialized (
  select oid, {{name nspname}} as name from pg_namespace
  where nspname !~ '^pg_' and nspname <> 'information_schema'
    and ($1::text[] is null or nspname = any ($1::text[]))
)
select o.* from (
  select
    s.name || '.' || {{name x.relname}} as object,
    case c.relkind when 'm' then 'materialized view ' else 'table ' end || s.name || '.' || {{name c.relname}} as parent,
    pg_get_indexdef(i.indexrelid) as definition,
    case when i.indisvalid and i.indisready and i.indislive then 'true' else 'false' end as valid,
    i.indisclustered::text as clustered
  from pg_index i
  join pg_class x on x.oid = i.indexrelid
  join pg_class c on c.oid = i.indrelid
  join schemas s on s.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'm') and c.relpersistence <> 't'
    and not (x.relispartition and i.indisvalid)
    and not exists (select from pg_constraint r where r.conindid = i.indexrelid and r.contype in ('p', 'u', 'x'))
    and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
) o
order by convert_to(o.object, 'UTF8')
