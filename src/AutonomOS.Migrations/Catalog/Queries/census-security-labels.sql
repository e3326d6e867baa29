-- Behind census.sql, and with its common table expressions: how many security labels there are, without a name of anything.
--= SecurityLabels
select 'security label', count(*) filter (where $1::text[] is null or d.class not in ('pg_cast'::regclass, 'pg_transform'::regclass))::text,
  count(*)::text, null
from (
  select classoid as class, objoid as id from pg_seclabel
  where (objoid >= 16384 or classoid = 'pg_namespace'::regclass and objoid = 2200) and classoid <> 'pg_largeobject'::regclass
  union all
  select classoid, objoid from pg_shseclabel
  where classoid = 'pg_database'::regclass and objoid = (select oid from pg_database where datname = current_database())
) d
where {{namespace}} in (select 0::oid union all select oid from schemas)
  and not exists (select from members m where m.classid = d.class and m.objid = d.id)
  -- What a name has an id in, and what is for another encoding than the database's, is not told.
  and not exists (
    select from pg_trigger t where d.class = 'pg_trigger'::regclass and t.oid = d.id and t.tgisinternal and t.tgparentid = 0)
  and not exists (
    select from pg_collation c
    where d.class = 'pg_collation'::regclass and c.oid = d.id and c.collencoding not in (-1, pg_char_to_encoding(getdatabaseencoding())))
