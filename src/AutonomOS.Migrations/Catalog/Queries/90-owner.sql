-- Who owns what, by the roles' names: whoever asks for it has the same roles on both sides. An index is its table's owner's, and a serial
-- column's sequence too; they are not told. Nor is what the server or an extension made: that is whoever's who set it up.
--= Ownership
with owned (class, id, owner) as materialized (
  select 'pg_class'::regclass::oid, c.oid, c.relowner from pg_class c
  where c.relkind in ('r', 'p', 'f', 'v', 'm', 'S')
    and (c.relkind <> 'S' or not exists (
      select from pg_depend d
      where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')))
  union all
  select 'pg_type'::regclass, t.oid, t.typowner from pg_type t
  left join pg_class c on c.oid = t.typrelid
  left join pg_type e on e.oid = t.typelem and e.typarray = t.oid
  where (t.typtype in ('b', 'd', 'e', 'r', 'p') or c.relkind = 'c') and e.oid is null
  union all
  select 'pg_proc'::regclass, p.oid, p.proowner from pg_proc p
  where not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'i')
  union all select 'pg_operator'::regclass, oid, oprowner from pg_operator
  union all select 'pg_opclass'::regclass, oid, opcowner from pg_opclass
  union all select 'pg_opfamily'::regclass, oid, opfowner from pg_opfamily
  union all select 'pg_collation'::regclass, oid, collowner from pg_collation
  union all select 'pg_conversion'::regclass, oid, conowner from pg_conversion
  union all select 'pg_ts_dict'::regclass, oid, dictowner from pg_ts_dict
  union all select 'pg_ts_config'::regclass, oid, cfgowner from pg_ts_config
  union all
  select 'pg_statistic_ext'::regclass, x.oid, x.stxowner from pg_statistic_ext x
  where not exists (select from pg_class c where c.oid = x.stxrelid and c.relpersistence = 't')
  union all select 'pg_namespace'::regclass, oid, nspowner from pg_namespace
  union all select 'pg_extension'::regclass, oid, extowner from pg_extension
  union all select 'pg_language'::regclass, oid, lanowner from pg_language
  union all select 'pg_foreign_data_wrapper'::regclass, oid, fdwowner from pg_foreign_data_wrapper
  union all select 'pg_foreign_server'::regclass, oid, srvowner from pg_foreign_server
  union all select 'pg_event_trigger'::regclass, oid, evtowner from pg_event_trigger
  union all select 'pg_publication'::regclass, oid, pubowner from pg_publication
  union all
  select 'pg_subscription'::regclass, s.oid, s.subowner from pg_subscription s --@ >= 14
  -- See objects.sql. Of two databases' that have one name either tells it.
  select 'pg_subscription'::regclass, (select min(t.subid) from pg_stat_subscription t where t.subname = s.subname), s.subowner --@ < 14
  from pg_subscription s --@ < 14
  where s.subdbid = (select d.oid from pg_database d where d.datname = current_database())
  union all select 'pg_database'::regclass, oid, datdba from pg_database where datname = current_database()
),
asked (class, id, sub, detail, told) as materialized (
  select class, id, 0, '', {{name pg_get_userbyid(owner)}} from owned
  -- initdb gives out ids below 16384. It also makes the schema public, with an id of 2200, and that is a schema like others.
  where id >= 16384 or class = 'pg_namespace'::regclass and id = 2200 or class = 'pg_database'::regclass
),
{{objects}}
select o.object, o.parent, o.told as owner
from objects o
where o.compared and o.extension is null
order by convert_to(o.object, 'UTF8')
