-- Foreign data wrappers, whatever schemas were asked for: a wrapper is in a database, not in a schema. Its options are foreign options.
--? counted
select
  {{name w.fdwname}} as object,
  null::text as parent,
  {{routine w.fdwhandler}} as handler,
  {{routine w.fdwvalidator}} as validator
from pg_foreign_data_wrapper w
where {{own pg_foreign_data_wrapper w.oid}}
order by convert_to({{name w.fdwname}}, 'UTF8')
