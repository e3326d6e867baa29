-- Schemas, but for the system's and those that an extension made.
select
  {{name n.nspname}} as object,
  null::text as parent
from pg_namespace n
where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  and ($1::text[] is null or n.nspname = any ($1::text[]))
  and not exists (
    select from pg_depend d where d.classid = 'pg_namespace'::regclass and d.objid = n.oid and d.deptype = 'e')
order by convert_to({{name n.nspname}}, 'UTF8')
