-- What ALTER DEFAULT PRIVILEGES has in store for objects to come, by who makes them. For all schemas it takes the place of what a kind begins
-- with; in one schema it adds to that, so that there only what it adds is told.
--= DefaultPrivileges
--? exists (select from pg_default_acl)
with {{schemas}},
holders as materialized (
  select 'pg_default_acl'::regclass::oid as class, d.oid as id, 0 as sub,
    case d.defaclobjtype when 'S' then 's' else d.defaclobjtype end::"char" as type,
    d.defaclrole as owner,
    case when d.defaclnamespace = 0 then d.defaclacl else d.defaclacl || coalesce(
      g.defaclacl, acldefault(case d.defaclobjtype when 'S' then 's' else d.defaclobjtype end::"char", d.defaclrole)) end as acl,
    g.defaclacl as first
  from pg_default_acl d
  left join pg_default_acl g
    on d.defaclnamespace <> 0 and g.defaclnamespace = 0 and g.defaclrole = d.defaclrole and g.defaclobjtype = d.defaclobjtype
),
{{grants}}
select o.* from (
  select
    'of ' || {{name pg_get_userbyid(d.defaclrole)}}
      || case when s.oid is not null then ' in ' || s.name else '' end
      || case d.defaclobjtype
        when 'r' then ' on tables' when 'S' then ' on sequences' when 'f' then ' on functions' when 'T' then ' on types'
        when 'n' then ' on schemas' else ' on large objects'
      end
      || g.detail as object,
    'schema ' || s.name as parent,
    g.told as privileges
  from grants g
  join pg_default_acl d on d.oid = g.id
  left join schemas s on s.oid = d.defaclnamespace
  where d.defaclnamespace = 0 or s.oid is not null
) o
order by convert_to(o.object, 'UTF8')
