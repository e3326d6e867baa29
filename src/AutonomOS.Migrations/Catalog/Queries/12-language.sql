-- Languages that users made, whatever schemas were asked for: a language is in a database, not in a schema.
-- internal, c and sql are told apart by their ids (initdb gives out those below 16384); plpgsql and its like belong to an extension.
--? counted
select
  {{name l.lanname}} as object,
  null::text as parent,
  l.lanpltrusted::text as trusted,
  {{routine l.lanplcallfoid}} as handler,
  {{routine l.laninline}} as inline,
  {{routine l.lanvalidator}} as validator
from pg_language l
where l.oid >= 16384
  and {{own pg_language l.oid}}
order by convert_to({{name l.lanname}}, 'UTF8')
