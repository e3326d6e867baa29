-- User mappings of all servers, an extension's too: a user mapping itself belongs to no extension.
-- Their options are passwords more often than not, and development's are not production's: the names are compared, the values never read.
-- The view pg_user_mappings, which everybody may read, shows options only to whoever may use them. An empty list and a hidden one look the
-- same, so that the view's own condition is written out here.
--? pg_relation_size('pg_user_mapping') is distinct from 0
--# select 'user mapping', 'pg_user_mapping', umid, 0, 1 from pg_user_mappings
select o.object, o.parent, o.options, o."unknown:options" from (
  select
    (case when m.umuser = 0 then 'public' else {{name m.usename}} end) || ' on ' || {{name m.srvname}} as object,
    'server ' || {{name m.srvname}} as parent,
    (
      select string_agg({{name split_part(option, '=', 1)}}, ', ' order by convert_to(split_part(option, '=', 1), 'UTF8')) from unnest(m.umoptions) option
    ) as options,
    case
      when m.umoptions is not null or r.rolsuper then null
      when m.umuser = 0 and not pg_has_role(s.srvowner, 'USAGE')
        then 'GRANT ' || {{name pg_get_userbyid(s.srvowner)}} || ' TO ' || {{name current_user}}
      when m.umuser <> 0
        and not (m.usename = current_user and (pg_has_role(s.srvowner, 'USAGE') or has_server_privilege(s.oid, 'USAGE')))
        then 'only ' || {{name m.usename}} || ', with USAGE on the server, or a superuser may read them'
    end as "unknown:options"
  from pg_user_mappings m
  join pg_foreign_server s on s.oid = m.srvid
  join pg_roles r on r.rolname = current_user
) o
order by convert_to(o.object, 'UTF8')
