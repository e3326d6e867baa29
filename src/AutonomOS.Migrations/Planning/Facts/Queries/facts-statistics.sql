-- Statistics objects of the tables of the names given, each with the columns that it goes with.
select
  n.nspname::text as schema,
  c.relname::text as name,
  sn.nspname::text as "statistics schema",
  s.stxname::text as "statistics name",
  coalesce((
    select json_agg(distinct a.attname::text)
    from pg_depend d
    join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
    where d.classid = 'pg_statistic_ext'::regclass and d.objid = s.oid and d.refclassid = 'pg_class'::regclass and d.refobjid = c.oid
      and d.refobjsubid > 0), '[]')::text as columns
from pg_statistic_ext s
join pg_class c on c.oid = s.stxrelid
join pg_namespace n on n.oid = c.relnamespace
join pg_namespace sn on sn.oid = s.stxnamespace
where c.relname = any ($1::text[]) and c.relpersistence <> 't'
order by 1, 2, 3, 4
