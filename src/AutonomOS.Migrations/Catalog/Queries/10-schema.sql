-- Schemas, but for the system's and those that an extension made.
select
  {{name n.nspname}} as object,
  null::text as parent
from pg_namespace n
where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  and ($1::text[] is null or n.nspname = any ($1::text[]))
  and {{own pg_namespace n.oid}}
order by convert_to({{name n.nspname}}, 'UTF8')
