-- Materialized views. Whether one was ever refreshed is a state of its data: told, no drift.
with schemas as materialized (
  select oid, {{name nspname}} as name from pg_namespace
  where nspname !~ '^pg_' and nspname <> 'information_schema'
    and ($1::text[] is null or nspname = any ($1::text[]))
)
select o.* from (
  select
    s.name || '.' || {{name c.relname}} as object,
    'schema ' || s.name as parent,
    pg_get_viewdef(c.oid) as definition,
    {{name am.amname}} as "access method",
    (select string_agg(option, ', ' order by option collate "C") from unnest(c.reloptions) option) as options,
    (select {{name ts.spcname}} from pg_tablespace ts where ts.oid = c.reltablespace) as "note:tablespace",
    c.relispopulated::text as "note:populated"
  from pg_class c
  join schemas s on s.oid = c.relnamespace
  left join pg_am am on am.oid = c.relam
  where c.relkind = 'm'
    and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
) o
order by convert_to(o.object, 'UTF8')
