-- Behind census.sql, and with its common table expressions. An entry is one object or more, by grantees; one in a schema may add nothing, and
-- so may one that lets an owner grant what an owner always may.
--= DefaultPrivileges
select 'default privilege', count(*) filter (where d.defaclnamespace = 0 and held.told is distinct from begun.told)::text,
  sum(cardinality(d.defaclacl) + 2)::text, null
from pg_default_acl d
cross join lateral (
  select string_agg(distinct format('%s %s %s', x.grantee, x.privilege_type, x.is_grantable and x.grantee <> d.defaclrole), ',') as told
  from aclexplode(d.defaclacl) x
) held
cross join lateral (
  select string_agg(distinct format('%s %s %s', x.grantee, x.privilege_type, false), ',') as told
  from aclexplode(acldefault(case d.defaclobjtype when 'S' then 's' else d.defaclobjtype end::"char", d.defaclrole)) x
) begun
where d.defaclnamespace in (select 0::oid union all select oid from schemas)
having count(*) > 0
