-- Enumerated types. Their labels have an order, which comparisons and ORDER BY use.
--? counted
with {{schemas}}
select o.* from (
  select
    s.name || '.' || {{name t.typname}} as object,
    'schema ' || s.name as parent,
    (select string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid) as labels
  from pg_type t
  join schemas s on s.oid = t.typnamespace
  where t.typtype = 'e'
    and {{own pg_type t.oid}}
) o
order by convert_to(o.object, 'UTF8')
