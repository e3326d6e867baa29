-- Behind census.sql: what somebody granted or took away, without the name of what.
--= Privileges
select 'privilege', count(*)::text, count(*)::text, null
from (
  with {{holders}},
  {{grants}}
  select class, id from grants
) d
where {{namespace}} in (select 0::oid union all select 'pg_catalog'::regnamespace union all select oid from schemas)
  or exists (select from members m where m.classid = d.class and m.objid = d.id)
