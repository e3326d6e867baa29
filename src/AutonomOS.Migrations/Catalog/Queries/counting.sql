-- What a census looks things up in: the schemas, what belongs to extensions, and the relations.
{{schemas}},
members as materialized (
  select d.classid, d.objid from pg_extension e
  join pg_depend d on d.refclassid = 'pg_extension'::regclass and d.refobjid = e.oid and d.deptype = 'e'
),
relations as materialized (
  select c.oid, c.relkind, c.relnatts, c.reltype
  from pg_class c
  where c.relkind in ('r', 'p', 'f', 'v', 'm', 'S', 'c') and c.relpersistence <> 't' and c.relnamespace in (select s.oid from schemas s)
),
