-- Row security policies. Roles are told by name: their ids differ between servers.
-- On an extension's relation too, where it goes with the extension: what is on a member is itself no member, so that the user's cannot be
-- told from the extension's (PostgreSQL's documentation, "Packaging Related Objects into an Extension").
with schemas as materialized (
  select oid, {{name nspname}} as name from pg_namespace
  where nspname !~ '^pg_' and nspname <> 'information_schema'
    and ($1::text[] is null or nspname = any ($1::text[]))
),
members as materialized (
  select d.objid as relation, {{name e.extname}} as extension
  from pg_extension e
  join pg_depend d on d.refclassid = 'pg_extension'::regclass and d.refobjid = e.oid
  where d.classid = 'pg_class'::regclass and d.deptype = 'e'
)
select o.* from (
  select
    s.name || '.' || {{name c.relname}} || '.' || {{name p.polname}} as object,
    coalesce('extension ' || m.extension, 'table ' || s.name || '.' || {{name c.relname}}) as parent,
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
  left join members m on m.relation = c.oid
  where not exists (select from pg_depend d where d.classid = 'pg_policy'::regclass and d.objid = p.oid and d.deptype = 'e')
) o
order by convert_to(o.object, 'UTF8')
