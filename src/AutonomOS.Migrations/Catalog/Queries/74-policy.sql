-- Row security policies. Roles are told by name: their ids differ between servers.
-- On an extension's relation too, where it goes with the extension: what is on a member is itself no member, so that the user's cannot be
-- told from the extension's (PostgreSQL's documentation, "Packaging Related Objects into an Extension").
--? pg_relation_size('pg_policy') is distinct from 0
--# select 'policy', 'pg_policy', p.oid, 0, 1 from pg_policy p where p.polrelid in (select r.oid from relations r)
with {{schemas}},
{{members}}
select o.* from (
  select
    s.name || '.' || {{name c.relname}} || '.' || {{name p.polname}} as object,
    coalesce('extension ' || m.extension, 'table ' || s.name || '.' || {{name c.relname}}) as parent,
    case p.polcmd when '*' then 'all' when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' else 'delete' end as command,
    case when p.polpermissive then 'true' else 'false' end as permissive,
    (
      select string_agg(name, ', ' order by convert_to(name, 'UTF8'))
      from (select case role when 0 then 'public' else {{name pg_get_userbyid(role)}} end as name from unnest(p.polroles) role) named
    ) as roles,
    pg_get_expr(p.polqual, p.polrelid) as "deparsed:using",
    pg_get_expr(p.polwithcheck, p.polrelid) as "deparsed:with check"
  from pg_policy p
  join pg_class c on c.oid = p.polrelid
  join schemas s on s.oid = c.relnamespace
  left join members m on m.relation = c.oid
  where {{own pg_policy p.oid}}
) o
order by convert_to(o.object, 'UTF8')
