-- Relations of the names in $1, in whatever schema, the tables of mentioned indexes, indexes and sequences that go with a mentioned table,
-- and what a lock spreads to (facts-links.sql).
-- Sizes and emptiness are those of the files, partitions included; rows are the planner's estimate from the same statistics.
-- Each column is text. pg_table_size and pg_relation_size wait for a lock of someone else as every reader would.
with recursive mentioned as materialized (
  select c.oid from pg_class c where c.relname = any ($1::text[])
  union
  select i.indrelid from pg_class c join pg_index i on i.indexrelid = c.oid where c.relname = any ($1::text[])
  union
  select r.confrelid from pg_class c join pg_constraint r on r.conrelid = c.oid and r.contype = 'f' where c.relname = any ($1::text[])
  union
  select r.conrelid from pg_class c join pg_constraint r on r.confrelid = c.oid and r.contype = 'f' where c.relname = any ($1::text[])
  union
  select p.partdefid from pg_class c left join pg_inherits i on i.inhrelid = c.oid and c.relispartition
  join pg_partitioned_table p on p.partrelid in (c.oid, i.inhparent) and p.partdefid <> 0 where c.relname = any ($1::text[])
  union
  select i.inhparent from pg_class c join pg_inherits i on i.inhrelid = c.oid where c.relname = any ($1::text[]) and c.relispartition
  union
  select i.indexrelid from pg_class c join pg_index i on i.indrelid = c.oid where c.relname = any ($1::text[])
  union
  select d.objid from pg_class c
  join pg_depend d on d.refclassid = 'pg_class'::regclass and d.refobjid = c.oid and d.classid = 'pg_class'::regclass and d.deptype in ('a', 'i')
  join pg_class s on s.oid = d.objid and s.relkind = 'S'
  where c.relname = any ($1::text[])
),
descendants (root, id) as (
  select h.inhparent, h.inhrelid from mentioned m join pg_inherits h on h.inhparent = m.oid
  union
  select d.root, h.inhrelid from descendants d join pg_inherits h on h.inhparent = d.id
)
select
  n.nspname::text as schema,
  c.relname::text as name,
  case c.relkind
    when 'v' then 'view' when 'm' then 'materialized view' when 'f' then 'foreign table' when 'S' then 'sequence'
    when 'i' then 'index' when 'I' then 'index' when 'c' then 'composite type' else 'table'
  end as kind,
  z.rows::bigint::text as rows,
  coalesce(z.bytes, 0)::text as bytes,
  coalesce(z.empty, false)::text as empty,
  (c.relkind in ('p', 'I'))::text as partitioned,
  c.relispartition::text as partition,
  c.relrowsecurity::text as "row security",
  tn.nspname::text as "table schema",
  t.relname::text as "table name",
  -- A flat list: schema, name, schema, name, ...
  coalesce((
    select json_agg(part.name order by dn.nspname, dc.relname, part.place)
    from descendants d
    join pg_class dc on dc.oid = d.id
    join pg_namespace dn on dn.oid = dc.relnamespace
    cross join lateral (values (1, dn.nspname::text), (2, dc.relname::text)) part (place, name)
    where d.root = c.oid), '[]')::text as descendants,
  exists (select from descendants d join pg_class dc on dc.oid = d.id where d.root = c.oid and dc.relkind = 'f')::text as "foreign descendants",
  c.relforcerowsecurity::text as "row security forced"
from mentioned m
join pg_class c on c.oid = m.oid
join pg_namespace n on n.oid = c.relnamespace
left join pg_index i on i.indexrelid = c.oid
left join lateral (
  select min(d.refobjid::text)::oid as id from pg_depend d
  where c.relkind = 'S' and d.classid = 'pg_class'::regclass and d.objid = c.oid and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')
) o on true
left join pg_class t on t.oid = coalesce(i.indrelid, o.id)
left join pg_namespace tn on tn.oid = t.relnamespace
left join lateral (
  select
    -- Null as soon as one part was never analysed: 0 pages and 0 rows (before version 14), or -1.
    case when bool_and(l.reltuples > 0 or (l.reltuples = 0 and l.relpages > 0) or l.size = 0) then
      sum(case when l.size = 0 then 0 when l.relpages > 0 then l.reltuples / l.relpages * (l.size / current_setting('block_size')::bigint)
        else l.reltuples end)
    end as rows,
    sum(pg_table_size(l.oid)) as bytes,
    bool_and(l.size = 0) as empty
  from (
    select x.oid, x.reltuples, x.relpages, pg_relation_size(x.oid) as size
    from pg_class x
    where (x.oid = c.oid and c.relkind <> 'p') or (c.relkind = 'p' and x.relkind = 'r'
      and x.oid in (select p.relid from pg_partition_tree(c.oid) p where p.isleaf))
  ) l
) z on c.relkind in ('r', 'p', 'm')
where n.nspname !~ '^pg_toast' and c.relpersistence <> 't'
order by 1, 2
