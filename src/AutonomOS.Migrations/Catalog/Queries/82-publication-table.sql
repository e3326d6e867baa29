-- Tables that publications name one by one, in the schemas that are compared. Each goes with its publication.
--? pg_relation_size('pg_publication_rel') is distinct from 0
--# select 'publication table', 'pg_publication', prpubid, 0, 1 from pg_publication_rel
--# where prrelid in (select r.oid from relations r)
with {{schemas}}
select o.* from (
  select
    {{name p.pubname}} || ' ' || s.name || '.' || {{name c.relname}} as object,
    'publication ' || {{name p.pubname}} as parent
    , ( --@ >= 15
      select string_agg({{name a.attname}}, ', ' order by convert_to(a.attname, 'UTF8')) --@ >= 15
      from unnest(r.prattrs) k (number) --@ >= 15
      join pg_attribute a on a.attrelid = r.prrelid and a.attnum = k.number --@ >= 15
    ) as columns, --@ >= 15
    pg_get_expr(r.prqual, r.prrelid) as "deparsed:row filter" --@ >= 15
  from pg_publication_rel r
  join pg_publication p on p.oid = r.prpubid
  join pg_class c on c.oid = r.prrelid
  join schemas s on s.oid = c.relnamespace
  where {{own pg_publication p.oid}}
) o
order by convert_to(o.object, 'UTF8')
