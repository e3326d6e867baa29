-- Constraints of the tables of the names in $1, and of the tables of mentioned indexes; NOT NULL from version 18 on.
with mentioned as materialized (
  select c.oid from pg_class c where c.relname = any ($1::text[])
  union
  select i.indrelid from pg_class c join pg_index i on i.indexrelid = c.oid where c.relname = any ($1::text[])
)
select
  n.nspname::text as schema,
  c.relname::text as name,
  r.conname::text as "constraint",
  r.contype::text as type,
  r.convalidated::text as valid,
  coalesce((
    select json_agg(a.attname::text order by k.place)
    from unnest(r.conkey) with ordinality k (attnum, place)
    join pg_attribute a on a.attrelid = r.conrelid and a.attnum = k.attnum), '[]')::text as columns,
  pg_get_constraintdef(r.oid) as definition
from mentioned m
join pg_class c on c.oid = m.oid
join pg_namespace n on n.oid = c.relnamespace
join pg_constraint r on r.conrelid = c.oid
where r.contype in ('p', 'u', 'c', 'f', 'x', 'n') and c.relpersistence <> 't'
order by 1, 2, 3
