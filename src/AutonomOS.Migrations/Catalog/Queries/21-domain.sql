-- Domains. What they check are objects of their own.
--? counted
with {{schemas}}
select o.* from (
  select
    s.name || '.' || {{name t.typname}} as object,
    'schema ' || s.name as parent,
    format_type(t.typbasetype, t.typtypmod) as type,
    case when t.typcollation <> b.typcollation then {{collation t.typcollation}} end as collation,
    -- Version 17 keeps NOT NULL as a constraint too: its name says nothing.
    case when t.typnotnull then 'false' else 'true' end as nullable,
    pg_get_expr(t.typdefaultbin, 0) as "deparsed:default"
  from pg_type t
  join schemas s on s.oid = t.typnamespace
  join pg_type b on b.oid = t.typbasetype
  where t.typtype = 'd'
    and {{own pg_type t.oid}}
) o
order by convert_to(o.object, 'UTF8')
