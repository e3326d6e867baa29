-- Foreign servers, whatever schemas were asked for: a server is in a database, not in a schema. Its options are foreign options.
--? pg_relation_size('pg_foreign_server') is distinct from 0
--# select 'server', 'pg_foreign_server', oid, 0, 1 from pg_foreign_server
select
  {{name s.srvname}} as object,
  'foreign data wrapper ' || {{name w.fdwname}} as parent,
  {{name w.fdwname}} as "foreign data wrapper",
  s.srvtype as type,
  s.srvversion as version
from pg_foreign_server s
join pg_foreign_data_wrapper w on w.oid = s.srvfdw
where {{own pg_foreign_server s.oid}}
order by convert_to({{name s.srvname}}, 'UTF8')
