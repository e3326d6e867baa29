-- How many objects of each kind there are, counted in the catalogs apart from the kinds' queries, with no join that one of those has and
-- that could lose a row. What is left out here is what a kind's query leaves out on purpose. Where a query tells some of what goes with a
-- parent (a partition's indexes, constraints and triggers) there are two numbers: what it has to tell, and what there is.
-- Below that, the catalogs that this package does not know ($2 are those it does) and what users have in them.
with {{schemas}},
members as materialized (
  select d.classid, d.objid from pg_extension e
  join pg_depend d on d.refclassid = 'pg_extension'::regclass and d.refobjid = e.oid and d.deptype = 'e'
),
relations as materialized (
  select c.oid, c.relkind, exists (select from members m where m.classid = 'pg_class'::regclass and m.objid = c.oid) as member
  from pg_class c
  where c.relkind in ('r', 'p', 'f', 'v', 'm', 'S') and c.relpersistence <> 't'
    and c.relnamespace in (select s.oid from schemas s)
),
columns as materialized (
  select r.relkind = 'f' as of_foreign, count(*) as number
  from relations r
  join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
  where r.relkind in ('r', 'p', 'f') and not r.member
  group by 1
),
found (kind, number) as (
  select 'schema', count(*) from schemas s where not exists (select from members m where m.classid = 'pg_namespace'::regclass and m.objid = s.oid)
  union all select 'extension', count(*) from pg_extension
  union all
  select case r.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'f' then 'foreign table' else 'table' end, count(*)
  from relations r where r.relkind in ('r', 'p', 'f', 'v', 'm') and not r.member group by 1
  union all select case when c.of_foreign then 'foreign column' else 'column' end, c.number from columns c
  union all
  select 'sequence', count(*) from relations r
  where r.relkind = 'S' and not r.member and not exists (
    select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = r.oid and d.deptype = 'i')
  union all
  -- Of a composite type, the type is the member.
  select 'composite type', count(*) from pg_class c
  where c.relkind = 'c' and c.relnamespace in (select s.oid from schemas s)
    and not exists (select from members m where m.classid = 'pg_type'::regclass and m.objid = c.reltype)
  union all
  select case t.typtype when 'e' then 'enum' when 'd' then 'domain' when 'r' then 'range type' else 'base type' end, count(*)
  from pg_type t
  where t.typnamespace in (select s.oid from schemas s) and t.typtype in ('b', 'd', 'e', 'r', 'p')
    -- An array type goes with the type of its elements.
    and not (t.typtype = 'b' and t.typelem <> 0 and exists (select from pg_type e where e.oid = t.typelem and e.typarray = t.oid))
    and not exists (select from members m where m.classid = 'pg_type'::regclass and m.objid = t.oid)
  group by 1
  union all
  select 'domain constraint', count(*) from pg_constraint c join pg_type t on t.oid = c.contypid
  where c.contype = 'c' and t.typnamespace in (select s.oid from schemas s)
  union all
  select case p.prokind when 'p' then 'procedure' when 'a' then 'aggregate' else 'function' end, count(*)
  from pg_proc p
  where p.pronamespace in (select s.oid from schemas s)
    and not exists (select from members m where m.classid = 'pg_proc'::regclass and m.objid = p.oid)
    -- A range type's constructors go with it.
    and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'i')
  group by 1
  union all select 'policy', count(*) from pg_policy p where p.polrelid in (select r.oid from relations r)
  union all select 'rule', count(*) from pg_rewrite w where w.ev_type <> '1' and w.ev_class in (select r.oid from relations r)
  union all
  select o.kind, count(*)
  from (
    select 'operator' as kind, 'pg_operator'::regclass as class, oid, oprnamespace as namespace from pg_operator
    union all select 'operator class', 'pg_opclass', oid, opcnamespace from pg_opclass
    union all
    select 'collation', 'pg_collation', oid, collnamespace from pg_collation
    where collencoding in (-1, pg_char_to_encoding(getdatabaseencoding()))
    union all select 'conversion', 'pg_conversion', oid, connamespace from pg_conversion
    union all select 'text search parser', 'pg_ts_parser', oid, prsnamespace from pg_ts_parser
    union all select 'text search template', 'pg_ts_template', oid, tmplnamespace from pg_ts_template
    union all select 'text search dictionary', 'pg_ts_dict', oid, dictnamespace from pg_ts_dict
    union all select 'text search configuration', 'pg_ts_config', oid, cfgnamespace from pg_ts_config
    union all
    select 'statistics', 'pg_statistic_ext', x.oid, x.stxnamespace from pg_statistic_ext x
    where not exists (select from pg_class c where c.oid = x.stxrelid and c.relpersistence = 't')
  ) o
  where o.oid >= 16384 and o.namespace in (select s.oid from schemas s)
    and not exists (select from members m where m.classid = o.class and m.objid = o.oid)
  group by 1
  union all
  -- With the system's families that users added to.
  select 'operator family',
    (
      select count(*) from pg_opfamily f
      where f.opfnamespace in (select s.oid from schemas s)
        and not exists (select from members m where m.classid = 'pg_opfamily'::regclass and m.objid = f.oid)
    ) + (
      select count(distinct a.family)
      from (
        select amopfamily, 'pg_operator'::regclass, amopopr from pg_amop where oid >= 16384
        union all select amprocfamily, 'pg_proc'::regclass, amproc from pg_amproc where oid >= 16384
      ) a (family, class, member)
      where a.family < 16384 and not exists (select from members m where m.classid = a.class and m.objid = a.member)
    )
  union all
  select o.kind, count(*)
  from (
    select 'language' as kind, 'pg_language'::regclass as class, oid from pg_language
    union all select 'access method', 'pg_am', oid from pg_am
    union all select 'foreign data wrapper', 'pg_foreign_data_wrapper', oid from pg_foreign_data_wrapper
    union all select 'server', 'pg_foreign_server', oid from pg_foreign_server
    union all select 'user mapping', 'pg_user_mapping', umid from pg_user_mappings
    union all select 'event trigger', 'pg_event_trigger', oid from pg_event_trigger
    union all select 'publication', 'pg_publication', oid from pg_publication
    union all
    select 'publication table', 'pg_publication_rel', oid from pg_publication_rel
    where prrelid in (select r.oid from relations r)
  ) o
  where o.oid >= 16384 and not exists (select from members m where m.classid = o.class and m.objid = o.oid)
  group by 1
  union all
  select 'foreign option', coalesce(sum(cardinality(o.options)), 0)
  from (
    select 'pg_foreign_data_wrapper'::regclass as class, oid, fdwoptions as options from pg_foreign_data_wrapper
    union all select 'pg_foreign_server', oid, srvoptions from pg_foreign_server
    union all select 'pg_class', t.ftrelid, t.ftoptions from pg_foreign_table t where t.ftrelid in (select r.oid from relations r)
    union all
    select 'pg_class', a.attrelid, a.attfdwoptions from pg_foreign_table t join pg_attribute a on a.attrelid = t.ftrelid and a.attnum > 0
    where not a.attisdropped and t.ftrelid in (select r.oid from relations r)
  ) o
  where not exists (select from members m where m.classid = o.class and m.objid = o.oid)
  union all
  select 'subscription', count(*) from pg_subscription s
  where s.subdbid = (select d.oid from pg_database d where d.datname = current_database())
  union all
  -- Of casts and transforms in a part of the schemas there is no telling but by what they join; of all schemas there is.
  select 'cast', count(*) from pg_cast c
  where c.oid >= 16384 and $1::text[] is null
    and not exists (
      select from pg_type t join pg_namespace n on n.oid = t.typnamespace
      where t.oid in (c.castsource, c.casttarget) and n.nspname ~ '^pg_temp')
    and not exists (select from members m where m.classid = 'pg_cast'::regclass and m.objid = c.oid)
  union all
  select 'transform', count(*) from pg_transform t
  where $1::text[] is null and not exists (select from members m where m.classid = 'pg_transform'::regclass and m.objid = t.oid)
)
select f.kind as counted, f.number::text as least, f.number::text as most, null::text as catalog from found f where f.number > 0
union all
select 'constraint',
  count(*) filter (where c.conparentid = 0 and (c.contype <> 'c' or c.conislocal or c.coninhcount = 0))::text, count(*)::text, null
from pg_constraint c
where c.contype in ('c', 'p', 'u', 'x', 'f') and c.conrelid in (select r.oid from relations r)
  and not exists (select from members m where m.classid = 'pg_constraint'::regclass and m.objid = c.oid)
union all
select 'index', count(*) filter (where not x.relispartition)::text, count(*)::text, null
from pg_index i
join pg_class x on x.oid = i.indexrelid
left join pg_constraint c on c.conindid = i.indexrelid and c.conrelid = i.indrelid and c.contype in ('p', 'u', 'x')
where c.oid is null and i.indrelid in (select r.oid from relations r)
  and not exists (select from members m where m.classid = 'pg_class'::regclass and m.objid = x.oid)
union all
select 'trigger', count(*) filter (where t.tgparentid = 0)::text, count(*)::text, null
from pg_trigger t
where (t.tgparentid <> 0 or not t.tgisinternal) and t.tgrelid in (select r.oid from relations r)
  and not exists (select from members m where m.classid = 'pg_trigger'::regclass and m.objid = t.oid)
union all
select c.relname::text,
  case when has_table_privilege(c.oid, 'SELECT') then substring(
    query_to_xml(
      format('select count(*) as n from pg_catalog.%I', c.relname)
        || case when exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'oid') then ' where oid >= 16384' else '' end,
      false, true, '')::text
    from '<n>([0-9]+)</n>')
  end,
  null,
  'catalog'
from pg_class c
where c.relname like 'pg\_%' and c.relnamespace = 'pg_catalog'::regnamespace and c.relkind = 'r' and c.relname <> all ($2)
