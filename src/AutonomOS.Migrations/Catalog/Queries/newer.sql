-- What a server that is newer than this package keeps in the tables of pg_catalog that are compared ($3): columns that no query names and
-- that are not left out for a reason ($4, by themselves or with their table), and kinds that no query tells apart.
select c.relname || '.' || a.attname as counted, '1', null, 'column'
from pg_class c
join pg_attribute a on a.attrelid = c.oid
where c.relnamespace = 'pg_catalog'::regnamespace and c.relkind = 'r' and c.relname = any ($3::text[])
  and a.attnum > 0 and not a.attisdropped
  and a.attname <> all ($4::text[]) and c.relname || '.' || a.attname <> all ($4::text[])
union all
select k.kind, count(*)::text, null, 'column'
from (
  select format('pg_class.relkind %L', relkind) from pg_class where relkind not in ('r', 'p', 'f', 'v', 'm', 'S', 'c', 'i', 'I', 't')
  union all select format('pg_class.relpersistence %L', relpersistence) from pg_class where relpersistence not in ('p', 'u', 't')
  union all select format('pg_attribute.attgenerated %L', attgenerated) from pg_attribute where attgenerated not in ('', 's', 'v')
  union all select format('pg_attribute.attidentity %L', attidentity) from pg_attribute where attidentity not in ('', 'a', 'd')
  union all select format('pg_constraint.contype %L', contype) from pg_constraint where contype not in ('c', 'f', 'n', 'p', 't', 'u', 'x')
  union all select format('pg_proc.prokind %L', prokind) from pg_proc where prokind not in ('a', 'f', 'p', 'w')
  union all select format('pg_type.typtype %L', typtype) from pg_type where typtype not in ('b', 'c', 'd', 'e', 'm', 'p', 'r')
) k (kind)
group by k.kind
