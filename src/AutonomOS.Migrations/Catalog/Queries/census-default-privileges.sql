-- Behind census.sql, and with its common table expressions. An entry is one object or more, by grantees; one in a schema may add nothing.
--= DefaultPrivileges
select 'default privilege', count(*) filter (where d.defaclnamespace = 0)::text,
  sum(cardinality(d.defaclacl) + 2)::text, null
from pg_default_acl d
where d.defaclnamespace in (select 0::oid union all select oid from schemas)
having count(*) > 0
