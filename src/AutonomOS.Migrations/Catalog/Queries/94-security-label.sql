-- Security labels, one for each provider: what SELinux, or an extension that masks data, goes by. Those on what the server or an extension
-- made are left out, as are those on roles and tablespaces, which are the server's.
--= SecurityLabels
--? exists (select from pg_seclabel) or exists (select from pg_shseclabel where classoid = 'pg_database'::regclass)
with asked (class, id, sub, detail, told) as materialized (
  select classoid, objoid, objsubid, ' by ' || {{name provider}}, label from pg_seclabel
  where (objoid >= 16384 or classoid = 'pg_namespace'::regclass and objoid = 2200)
    and classoid <> 'pg_largeobject'::regclass
  union all
  select s.classoid, s.objoid, 0, ' by ' || {{name s.provider}}, s.label from pg_shseclabel s
  join pg_database d on d.oid = s.objoid
  where s.classoid = 'pg_database'::regclass and d.datname = current_database()
),
{{objects}}
select o.object, o.parent, o.told as label
from objects o
where o.compared and o.extension is null
order by convert_to(o.object, 'UTF8')
