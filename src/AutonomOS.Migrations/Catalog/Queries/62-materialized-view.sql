-- Materialized views. Whether one was ever refreshed is a state of its data: told, no drift.
with {{schemas}}
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
    and {{own pg_class c.oid}}
) o
order by convert_to(o.object, 'UTF8')
