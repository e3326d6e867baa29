-- Tables with rows that refer to those of the names in $1, all the way down: TRUNCATE ... CASCADE empties them too.
with recursive reached (root, id) as (
  select c.oid, r.conrelid from pg_class c join pg_constraint r on r.confrelid = c.oid and r.contype = 'f'
  where c.relname = any ($1::text[]) and c.relkind in ('r', 'p')
  union
  select x.root, r.conrelid from reached x join pg_constraint r on r.confrelid = x.id and r.contype = 'f'
)
select n.nspname::text as schema, c.relname::text as name, tn.nspname::text as "table schema", t.relname::text as "table name"
from reached x
join pg_class c on c.oid = x.root
join pg_namespace n on n.oid = c.relnamespace
join pg_class t on t.oid = x.id
join pg_namespace tn on tn.oid = t.relnamespace
where x.id <> x.root and c.relpersistence <> 't' and t.relpersistence <> 't' and not t.relispartition
  and case t.relkind when 'r' then pg_relation_size(t.oid) > 0 else exists (
    select from pg_partition_tree(t.oid) p join pg_class l on l.oid = p.relid where p.isleaf and l.relkind = 'r' and pg_relation_size(l.oid) > 0) end
order by 1, 2, 3, 4
