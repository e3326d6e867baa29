-- Views. The definition tells the columns; defaults of columns are for INSERT through the view.
--? counted
with {{schemas}}
select o.* from (
  select
    s.name || '.' || {{name c.relname}} as object,
    'schema ' || s.name as parent,
    pg_get_viewdef(c.oid) as "deparsed:definition",
    (
      select string_agg({{name a.attname}} || ' ' || pg_get_expr(f.adbin, f.adrelid), ', ' order by a.attnum)
      from pg_attrdef f
      join pg_attribute a on a.attrelid = f.adrelid and a.attnum = f.adnum
      where f.adrelid = c.oid
    ) as "deparsed:column defaults",
    {{options c.reloptions}} as options
  from pg_class c
  join schemas s on s.oid = c.relnamespace
  where c.relkind = 'v' and c.relpersistence <> 't'
    and {{own pg_class c.oid}}
) o
order by convert_to(o.object, 'UTF8')
