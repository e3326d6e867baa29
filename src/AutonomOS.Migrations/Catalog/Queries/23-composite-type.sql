-- Composite types. The order of their attributes has a meaning: row values are written and compared in it.
--? counted
with {{schemas}}
select o.* from (
  select
    s.name || '.' || {{name c.relname}} as object,
    'schema ' || s.name as parent,
    (
      select string_agg(
        {{name a.attname}} || ' ' || format_type(a.atttypid, a.atttypmod)
          || case when a.attcollation <> y.typcollation
            then ' collate ' || {{collation a.attcollation}}
            else ''
          end,
        ', ' order by a.attnum)
      from pg_attribute a
      join pg_type y on y.oid = a.atttypid
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    ) as attributes
  from pg_class c
  join schemas s on s.oid = c.relnamespace
  where c.relkind = 'c'
    and {{own pg_type c.reltype}}
) o
order by convert_to(o.object, 'UTF8')
