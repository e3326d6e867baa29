-- Foreign data wrappers, whatever schemas were asked for: a wrapper is in a database, not in a schema. Its options are foreign options.
--? pg_relation_size('pg_foreign_data_wrapper') is distinct from 0
--# select 'foreign data wrapper', 'pg_foreign_data_wrapper', oid, 0, 1 from pg_foreign_data_wrapper
select
  {{name w.fdwname}} as object,
  null::text as parent,
  {{routine w.fdwhandler}} as handler,
  {{routine w.fdwvalidator}} as validator
from pg_foreign_data_wrapper w
where {{own pg_foreign_data_wrapper w.oid}}
order by convert_to({{name w.fdwname}}, 'UTF8')
