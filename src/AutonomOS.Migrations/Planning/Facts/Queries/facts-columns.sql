-- Columns of the tables, views and materialized views of the names in $1, and of the tables of mentioned indexes.
with mentioned as materialized (
  select c.oid from pg_class c where c.relname = any ($1::text[])
  union
  select i.indrelid from pg_class c join pg_index i on i.indexrelid = c.oid where c.relname = any ($1::text[])
)
select
  n.nspname::text as schema,
  c.relname::text as name,
  a.attname::text as "column",
  format_type(a.atttypid, a.atttypmod) as type,
  (not a.attnotnull)::text as nullable,
  -- NULL, as PostgreSQL keeps it for a type with modifiers, is none.
  (a.attidentity <> '' or (a.atthasdef and coalesce(pg_get_expr(d.adbin, d.adrelid) !~ '^NULL::', true)))::text as "has default",
  case when a.attgenerated = '' then pg_get_expr(d.adbin, d.adrelid) end as "default",
  (a.attidentity <> '')::text as identity
from mentioned m
join pg_class c on c.oid = m.oid
join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = c.oid
left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
where c.relkind in ('r', 'p', 'f', 'v', 'm', 'c') and n.nspname !~ '^pg_toast' and c.relpersistence <> 't'
  and a.attnum > 0 and not a.attisdropped
order by 1, 2, a.attnum
