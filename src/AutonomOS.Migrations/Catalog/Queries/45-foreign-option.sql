-- Options of foreign data wrappers, servers, foreign tables and their columns, one object each: their values can hold passwords, so that
-- only a digest leaves the server. Options of user mappings are told with these, by name.
--? pg_relation_size('pg_foreign_data_wrapper') is distinct from 0
--# select 'foreign option', 'pg_foreign_data_wrapper', oid, 0, cardinality(fdwoptions) from pg_foreign_data_wrapper
--# union all select 'foreign option', 'pg_foreign_server', oid, 0, cardinality(srvoptions) from pg_foreign_server
--# union all
--# select 'foreign option', 'pg_class', ftrelid, 0, cardinality(ftoptions) from pg_foreign_table
--# where ftrelid in (select r.oid from relations r)
--# union all
--# select 'foreign option', 'pg_class', a.attrelid, 0, cardinality(a.attfdwoptions)
--# from relations r
--# join pg_attribute a on a.attrelid = r.oid
--# where r.relkind = 'f' and a.attnum > 0 and not a.attisdropped
with {{schemas}},
holders as (
  select 'foreign data wrapper ' || {{name w.fdwname}} as name, w.fdwoptions as options
  from pg_foreign_data_wrapper w
  where w.fdwoptions is not null and {{own pg_foreign_data_wrapper w.oid}}
  union all
  select 'server ' || {{name v.srvname}}, v.srvoptions
  from pg_foreign_server v
  where v.srvoptions is not null and {{own pg_foreign_server v.oid}}
  union all
  select 'foreign table ' || s.name || '.' || {{name c.relname}}, t.ftoptions
  from pg_foreign_table t
  join pg_class c on c.oid = t.ftrelid
  join schemas s on s.oid = c.relnamespace
  where t.ftoptions is not null and {{own pg_class c.oid}}
  union all
  select 'foreign column ' || s.name || '.' || {{name c.relname}} || '.' || {{name a.attname}}, a.attfdwoptions
  from pg_foreign_table t
  join pg_class c on c.oid = t.ftrelid
  join schemas s on s.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where a.attfdwoptions is not null and {{own pg_class c.oid}}
)
select o.* from (
  select
    h.name || '.' || {{name split_part(option, '=', 1)}} as object,
    h.name as parent,
    encode(sha256(convert_to(substr(option, strpos(option, '=') + 1), 'UTF8')), 'hex') as "hidden:value"
  from holders h, unnest(h.options) option
) o
order by convert_to(o.object, 'UTF8')
