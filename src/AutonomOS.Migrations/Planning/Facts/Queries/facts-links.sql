-- Relations that a lock on one of the names in $1 spreads to: other sides of foreign keys (of the referring tables all the way down, for
-- TRUNCATE ... CASCADE; those that partitions have from their parent are the parent's), the parent of a partition, the default partition of a partitioned table or of a partition's parent.
with recursive mentioned (id) as (
  select c.oid from pg_class c where c.relname = any ($1::text[]) and c.relpersistence <> 't' and c.relkind in ('r', 'p')
  union
  select r.conrelid from mentioned m join pg_constraint r on r.confrelid = m.id and r.contype = 'f'
)
select n.nspname::text as schema, c.relname::text as name, l.kind, tn.nspname::text as "other schema", t.relname::text as "other name",
  l."constraint", coalesce((
    select json_agg(a.attname::text order by k.place)
    from unnest(l.columns) with ordinality k (attnum, place) join pg_attribute a on a.attrelid = m.id and a.attnum = k.attnum), '[]')::text as columns,
  l.key
from mentioned m
join pg_class c on c.oid = m.id
join pg_namespace n on n.oid = c.relnamespace
cross join lateral (
  select 'references' as kind, r.confrelid as other, r.conname::text as "constraint", r.conkey as columns, null::text as key
  from pg_constraint r where r.conrelid = m.id and r.contype = 'f' and r.conparentid = 0
  union all
  select 'referenced by', r.conrelid, r.conname::text, r.confkey, (
    select k.conname::text from pg_constraint k where k.conindid = r.conindid and k.conrelid = m.id and k.contype in ('p', 'u') limit 1)
  from pg_constraint r where r.confrelid = m.id and r.contype = 'f' and r.conparentid = 0
  union all
  select 'parent', i.inhparent, null, null, null from pg_inherits i where i.inhrelid = m.id and c.relispartition
  union all
  select 'default partition', p.partdefid, null, null, null from pg_partitioned_table p
  where p.partdefid not in (0, m.id) and (p.partrelid = m.id or p.partrelid = (
    select i.inhparent from pg_inherits i where i.inhrelid = m.id and c.relispartition))
) l
join pg_class t on t.oid = l.other
join pg_namespace tn on tn.oid = t.relnamespace
order by 1, 2, 3, 4, 5, 6
