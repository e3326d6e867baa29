-- Behind census.sql, and with its common table expressions: the objects that it counts, of the kinds that have an owner, those of the kinds
-- that it does not count, and the database.
--= Ownership
select 'owner', (1 + coalesce(sum(o.number), 0))::text, (1 + coalesce(sum(o.number), 0))::text, null
from (
  select * from objects
  where kind in (
    'schema', 'table', 'foreign table', 'view', 'materialized view', 'sequence', 'enum', 'domain', 'composite type', 'range type', 'base type',
    'function', 'procedure', 'aggregate', 'operator', 'operator class', 'operator family', 'collation', 'conversion', 'text search dictionary',
    'text search configuration', 'extension', 'language')
  union all
  select 'statistics', 'pg_statistic_ext', x.oid, x.stxnamespace, 1 from pg_statistic_ext x
  where not exists (select from pg_class c where c.oid = x.stxrelid and c.relpersistence = 't')
  union all select 'foreign data wrapper', 'pg_foreign_data_wrapper', oid, 0, 1 from pg_foreign_data_wrapper
  union all select 'server', 'pg_foreign_server', oid, 0, 1 from pg_foreign_server
  union all select 'event trigger', 'pg_event_trigger', oid, 0, 1 from pg_event_trigger
  union all select 'publication', 'pg_publication', oid, 0, 1 from pg_publication
  union all
  select 'subscription', 0, 0, 0, 1 from pg_subscription s
  where s.subdbid = (select d.oid from pg_database d where d.datname = current_database())
) o
where (o.namespace = 0 or o.namespace in (select s.oid from schemas s))
  and not exists (select from members m where m.classid = o.class and m.objid = o.oid)
  -- A system's family that users added to, and plpgsql, are the system's.
  and not (o.kind in ('operator family', 'extension') and o.oid < 16384)
  -- A serial column's sequence is its table's owner's.
  and not (o.kind = 'sequence' and exists (
    select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = o.oid and d.deptype = 'a'))
