-- Extensions, whatever schemas were asked for: an extension is in a database, only its members are in schemas.
-- Its members are left out everywhere: they are what its version says they are.
select
  {{name e.extname}} as object,
  null::text as parent,
  {{name n.nspname}} as schema,
  e.extversion as "note:version"
from pg_extension e
join pg_namespace n on n.oid = e.extnamespace
order by convert_to({{name e.extname}}, 'UTF8')
