-- Access methods that users made, whatever schemas were asked for: an access method is in a database, not in a schema.
-- The system's are told apart by their ids: pg_am has built-in rows in every database, and ids below 16384 are given out by initdb only.
--? counted
select
  {{name a.amname}} as object,
  null::text as parent,
  case a.amtype when 't' then 'table' else 'index' end as type,
  {{routine a.amhandler}} as handler
from pg_am a
where a.oid >= 16384
  and {{own pg_am a.oid}}
order by convert_to({{name a.amname}}, 'UTF8')
