-- What has a list of privileges, for a query that takes this file into its WITH. Gives holders (class, id, sub, type, owner, acl, first):
-- a catalog, an id in it, the number of a column or 0; the kind of privileges as acldefault takes it; the list, null for what the kind begins
-- with; what the server or an extension gave it first, null for nothing but that.
-- The schema public is held to what every schema begins with: what initdb gives to it is not the same in every version.
holders (class, id, sub, type, owner, acl, first) as materialized (
  select h.class, h.id, h.sub, h.type, h.owner, h.acl, case when h.class = 'pg_namespace'::regclass and h.id = 2200 then null else i.initprivs end
  from (
    select 'pg_class'::regclass::oid as class, oid as id, 0 as sub, case relkind when 'S' then 's' else 'r' end::"char" as type,
      relowner as owner, relacl as acl
    from pg_class
    where relkind in ('r', 'p', 'f', 'v', 'm', 'S') and relpersistence <> 't'
    union all
    select 'pg_class'::regclass, a.attrelid, a.attnum, 'c', c.relowner, a.attacl
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid
    where not a.attisdropped and c.relpersistence <> 't'
      and (a.attacl is not null
        or (a.attrelid, a.attnum) in (select objoid, objsubid from pg_init_privs where classoid = 'pg_class'::regclass and objsubid <> 0))
    union all select 'pg_type'::regclass, oid, 0, 'T', typowner, typacl from pg_type
    union all select 'pg_proc'::regclass, oid, 0, 'f', proowner, proacl from pg_proc
    union all select 'pg_namespace'::regclass, oid, 0, 'n', nspowner, nspacl from pg_namespace where nspname !~ '^pg_(temp|toast)'
    union all select 'pg_language'::regclass, oid, 0, 'l', lanowner, lanacl from pg_language
    union all select 'pg_foreign_data_wrapper'::regclass, oid, 0, 'F', fdwowner, fdwacl from pg_foreign_data_wrapper
    union all select 'pg_foreign_server'::regclass, oid, 0, 'S', srvowner, srvacl from pg_foreign_server
    union all select 'pg_database'::regclass, oid, 0, 'd', datdba, datacl from pg_database where datname = current_database()
  ) h
  left join pg_init_privs i on i.classoid = h.class and i.objoid = h.id and i.objsubid = h.sub
  where h.acl is not null or i.initprivs is not null
)
