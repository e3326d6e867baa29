-- Extended statistics: what is gathered, not what was gathered. In the schema of its own, it goes with its table.
--? pg_relation_size('pg_statistic_ext') is distinct from 0
--# select 'statistics', 'pg_statistic_ext', x.oid, x.stxnamespace, 1 from pg_statistic_ext x
--# where not exists (select from pg_class c where c.oid = x.stxrelid and c.relpersistence = 't')
with {{schemas}},
{{members}}
select o.* from (
  select
    s.name || '.' || {{name x.stxname}} as object,
    coalesce(
      'extension ' || m.extension,
      case c.relkind when 'm' then 'materialized view ' when 'f' then 'foreign table ' else 'table ' end
        || {{name n.nspname}} || '.' || {{name c.relname}}) as parent,
    {{name n.nspname}} || '.' || {{name c.relname}} as "table",
    {{statistics kinds x}} as kinds,
    {{statistics columns x}} as columns,
    array_to_string(pg_get_statisticsobjdef_expressions(x.oid), ', ') as "deparsed:expressions", --@ >= 14
    nullif(x.stxstattarget, -1)::text as target
  from pg_statistic_ext x
  join schemas s on s.oid = x.stxnamespace
  join pg_class c on c.oid = x.stxrelid
  join pg_namespace n on n.oid = c.relnamespace
  left join members m on m.relation = c.oid
  where c.relpersistence <> 't'
    and {{own pg_statistic_ext x.oid}}
) o
order by convert_to(o.object, 'UTF8')
