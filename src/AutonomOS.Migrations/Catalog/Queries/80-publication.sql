-- Publications, whatever schemas were asked for: a publication is in a database, not in a schema. Its tables are publication tables.
--? pg_relation_size('pg_publication') is distinct from 0
--# select 'publication', 'pg_publication', oid, 0, 1 from pg_publication
select
  {{name p.pubname}} as object,
  null::text as parent,
  p.puballtables::text as "all tables",
  ( --@ >= 15
    select string_agg({{name n.nspname}}, ', ' order by convert_to(n.nspname, 'UTF8')) --@ >= 15
    from pg_publication_namespace s --@ >= 15
    join pg_namespace n on n.oid = s.pnnspid --@ >= 15
    where s.pnpubid = p.oid --@ >= 15
  ) as schemas, --@ >= 15
  nullif(concat_ws(
    ', ', case when p.pubinsert then 'insert' end, case when p.pubupdate then 'update' end, case when p.pubdelete then 'delete' end,
    case when p.pubtruncate then 'truncate' end), '') as publish,
  case p.pubgencols when 's' then 'stored' end as "publish generated columns", --@ >= 18
  p.pubviaroot::text as "publish via partition root"
from pg_publication p
where {{own pg_publication p.oid}}
order by convert_to({{name p.pubname}}, 'UTF8')
