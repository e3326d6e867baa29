-- Indexes of the tables and materialized views of the names in $1, and of the tables of mentioned indexes.
with mentioned as materialized (
  select c.oid from pg_class c where c.relname = any ($1::text[])
  union
  select i.indrelid from pg_class c join pg_index i on i.indexrelid = c.oid where c.relname = any ($1::text[])
)
select
  n.nspname::text as schema,
  c.relname::text as name,
  x.relname::text as "index",
  i.indisunique::text as "unique",
  (i.indisvalid and i.indisready and i.indislive)::text as valid,
  (
    select json_agg(coalesce(a.attname::text, '') order by k.place)
    from unnest(i.indkey) with ordinality k (attnum, place)
    left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum and k.attnum > 0
    where k.place <= i.indnkeyatts)::text as keys,
  (i.indpred is not null)::text as partial,
  r.conname::text as "constraint",
  -- Dropping a column takes along an index that depends on it in whatever way.
  coalesce((
    select json_agg(distinct a.attname::text)
    from pg_depend d
    join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
    where d.classid = 'pg_class'::regclass and d.objid = i.indexrelid and d.refclassid = 'pg_class'::regclass and d.refobjid = i.indrelid
      and d.refobjsubid > 0), '[]')::text as "other columns"
from mentioned m
join pg_class c on c.oid = m.oid
join pg_namespace n on n.oid = c.relnamespace
join pg_index i on i.indrelid = c.oid
join pg_class x on x.oid = i.indexrelid
left join pg_constraint r on r.conindid = i.indexrelid and r.conrelid = i.indrelid and r.contype in ('p', 'u', 'x')
where c.relpersistence <> 't'
order by 1, 2, 3
