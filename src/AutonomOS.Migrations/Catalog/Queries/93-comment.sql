-- Comments, also on what no kind tells by itself: columns of views, indexes behind constraints. An extension's own is from the files of its
-- version, and told as that is. Those on what the server or an extension made are left out: nothing says which of them somebody changed.
--= Comments
--? exists (
--?   select from pg_description
--?   where objoid >= 16384 or classoid = 'pg_namespace'::regclass and objoid = 2200 or classoid = 'pg_extension'::regclass)
--? or exists (select from pg_shdescription where classoid = 'pg_database'::regclass)
with asked (class, id, sub, detail, told) as materialized (
  select classoid, objoid, objsubid, '', description from pg_description
  where (objoid >= 16384 or classoid = 'pg_namespace'::regclass and objoid = 2200 or classoid = 'pg_extension'::regclass)
    and classoid <> 'pg_largeobject'::regclass
  union all
  select c.classoid, c.objoid, 0, '', c.description from pg_shdescription c
  join pg_database d on d.oid = c.objoid
  where c.classoid = 'pg_database'::regclass and d.datname = current_database()
),
{{objects}}
select
  o.object,
  o.parent,
  case when o.kind <> 'extension' then o.told end as comment,
  case when o.kind = 'extension' then o.told end as "note:comment"
from objects o
where o.compared and o.extension is null
order by convert_to(o.object, 'UTF8')
