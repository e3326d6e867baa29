-- Behind census.sql, and with its common table expressions: the objects that it counts, of the kinds that have an owner, and the database.
--= Ownership
select 'owner', (1 + coalesce(sum(o.number), 0))::text, (1 + coalesce(sum(o.number), 0))::text, null
from objects o
where o.kind in (
    'schema', 'table', 'foreign table', 'view', 'materialized view', 'sequence', 'enum', 'domain', 'composite type', 'range type', 'base type',
    'function', 'procedure', 'aggregate', 'operator', 'operator class', 'operator family', 'collation', 'conversion', 'text search dictionary',
    'text search configuration', 'statistics', 'extension', 'language', 'foreign data wrapper', 'server', 'event trigger', 'publication',
    'subscription')
  and (o.namespace = 0 or o.namespace in (select s.oid from schemas s))
  and not exists (select from members m where m.classid = o.class and m.objid = o.oid)
  -- A system's family that users added to, and plpgsql, are the system's.
  and not (o.kind in ('operator family', 'extension') and o.oid < 16384)
  -- A serial column's sequence is its table's owner's.
  and not (o.kind = 'sequence' and exists (
    select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = o.oid and d.deptype = 'a'))
