-- Enumerated types. Their labels have an order, which comparisons and ORDER BY use.
with schemas as materialized (
  select oid, {{name nspname}} as name from pg_namespace
  where nspname !~ '^pg_' and nspname <> 'information_schema'
    and ($1::text[] is null or nspname = any ($1::text[]))
)
select o.* from (
  select
    s.name || '.' || {{name t.typname}} as object,
    'schema ' || s.name as parent,
    (select string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid) as labels
  from pg_type t
  join schemas s on s.oid = t.typnamespace
  where t.typtype = 'e'
    and not exists (select from pg_depend d where d.classid = 'pg_type'::regclass and d.objid = t.oid and d.deptype = 'e')
) o
order by convert_to(o.object, 'UTF8')
