-- Row security policies. Roles are told by name: their ids differ between servers.
with schemas as materialized (
  select oid, {{name nspname}} as name from pg_namespace
  where nspname !~ '^pg_' and nspname <> 'information_schema'
    and ($1::text[] is null or nspname = any ($1::text[]))
)
select o.* from (
  select
    s.name || '.' || {{name c.relname}} || '.' || {{name p.polname}} as object,
    'table ' || s.name || '.' || {{name c.relname}} as parent,
    case p.polcmd when '*' then 'all' when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' else 'delete' end as command,
    case when p.polpermissive then 'true' else 'false' end as permissive,
    (
      select string_agg(name, ', ' order by name collate "C")
      from (select case role when 0 then 'public' else {{name pg_get_userbyid(role)}} end as name from unnest(p.polroles) role) named
    ) as roles,
    pg_get_expr(p.polqual, p.polrelid) as "using",
    pg_get_expr(p.polwithcheck, p.polrelid) as "with check"
  from pg_policy p
  join pg_class c on c.oid = p.polrelid
  join schemas s on s.oid = c.relnamespace
  where not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
) o
order by convert_to(o.object, 'UTF8')
