-- How many rows each table has, by the same key, and the tables of which it is a partition.
select
  'pg_class'::regclass::oid || '.' || c.oid || '.0' as key, concat_ws('.', n.nspname, c.relname) as name,
  (xpath('/row/n/text()', query_to_xml(format('select count(*) as n from only %s', c.oid::regclass), false, true, '')))[1]::text as rows,
  coalesce((select string_agg(concat_ws('.', pn.nspname, p.relname), ' ') from pg_inherits h join pg_class p on p.oid = h.inhparent
    join pg_namespace pn on pn.oid = p.relnamespace where h.inhrelid = c.oid), '') as parents
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind = 'r' and c.oid >= 16384 and n.nspname !~ '^pg_'
