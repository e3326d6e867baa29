-- How many objects of each kind there are, counted in the catalogs apart from the kinds' queries, with no join that one of those has and
-- that could lose a row. What is left out here is what a kind's query leaves out on purpose. Where a query tells some of what goes with a
-- parent (a partition's indexes, constraints and triggers) there are two numbers: what it has to tell, and what there is.
-- Below that, the catalogs that this package does not know ($2 are those it does) and what users have in them.
-- Kinds of which most databases have nothing, and whose catalogs are empty then, are counted by what their files say after --#.
with {{counting}}
-- The class and the id of what would be a member of an extension; the schema, or 0 for what is in none or was looked for in relations.
objects (kind, class, oid, namespace, number) as (
  select 'schema', 'pg_namespace'::regclass, s.oid, 0::oid, 1 from schemas s
  union all
  select
    case r.relkind
      when 'v' then 'view' when 'm' then 'materialized view' when 'f' then 'foreign table' when 'S' then 'sequence' else 'table'
    end,
    'pg_class', r.oid, 0, 1
  from relations r
  where r.relkind not in ('S', 'c')
    -- offset 0, here and below: the server looks these few up, and does not read the whole catalog for them.
    or r.relkind = 'S'
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = r.oid and d.deptype = 'i' offset 0)
  union all
  -- As many as the relation says that it ever had, less those that were dropped: reading each of them takes twice as long. A dropped one
  -- has no type, and that stands near the row's beginning: the server reads on for attisdropped.
  select
    case r.relkind when 'f' then 'foreign column' else 'column' end, 'pg_class', r.oid, 0, r.relnatts - coalesce(d.number, 0)
  from relations r
  left join (
    select attrelid, count(*)::int as number from pg_attribute where atttypid = 0 group by attrelid
  ) d on d.attrelid = r.oid
  where r.relkind in ('r', 'p', 'f')
  -- Of a composite type, the type is the member.
  union all select 'composite type', 'pg_type', r.reltype, 0, 1 from relations r where r.relkind = 'c'
  union all
  select
    case t.typtype when 'e' then 'enum' when 'd' then 'domain' when 'r' then 'range type' else 'base type' end,
    'pg_type', t.oid, t.typnamespace, 1
  from pg_type t
  where t.oid >= 16384 and t.typtype in ('b', 'd', 'e', 'r', 'p')
    -- An array type goes with the type of its elements.
    and not (t.typtype = 'b' and t.typelem <> 0 and exists (select from pg_type e where e.oid = t.typelem and e.typarray = t.oid offset 0))
  union all
  select 'domain constraint', 'pg_constraint', c.oid, c.connamespace, 1 from pg_constraint c where c.contypid >= 16384 and c.contype = 'c'
  union all
  select case p.prokind when 'p' then 'procedure' when 'a' then 'aggregate' else 'function' end, 'pg_proc', p.oid, p.pronamespace, 1
  from pg_proc p
  where p.oid >= 16384
    -- A range type's constructors go with it.
    and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'i')
  union all
  select 'rule', 'pg_rewrite', w.oid, 0, 1 from pg_rewrite w
  where w.oid >= 16384 and w.ev_type <> '1' and w.ev_class in (select r.oid from relations r)
  union all select 'operator', 'pg_operator', oid, oprnamespace, 1 from pg_operator where oid >= 16384
  union all select 'operator class', 'pg_opclass', oid, opcnamespace, 1 from pg_opclass where oid >= 16384
  union all select 'operator family', 'pg_opfamily', oid, opfnamespace, 1 from pg_opfamily where oid >= 16384
  union all
  -- A system's family that users added to.
  select distinct on (a.family) 'operator family', 0::regclass, a.family, 0::oid, 1
  from (
    select amopfamily, 'pg_operator'::regclass, amopopr from pg_amop where oid >= 16384 and amopfamily < 16384
    union all select amprocfamily, 'pg_proc'::regclass, amproc from pg_amproc where oid >= 16384 and amprocfamily < 16384
  ) a (family, class, member)
  where not exists (select from members m where m.classid = a.class and m.objid = a.member)
  union all
  select 'collation', 'pg_collation', oid, collnamespace, 1 from pg_collation
  where oid >= 16384 and collencoding in (-1, pg_char_to_encoding(getdatabaseencoding()))
  union all select 'conversion', 'pg_conversion', oid, connamespace, 1 from pg_conversion where oid >= 16384
  union all select 'text search parser', 'pg_ts_parser', oid, prsnamespace, 1 from pg_ts_parser where oid >= 16384
  union all select 'text search template', 'pg_ts_template', oid, tmplnamespace, 1 from pg_ts_template where oid >= 16384
  union all select 'text search dictionary', 'pg_ts_dict', oid, dictnamespace, 1 from pg_ts_dict where oid >= 16384
  union all select 'text search configuration', 'pg_ts_config', oid, cfgnamespace, 1 from pg_ts_config where oid >= 16384
  union all select 'extension', 0, oid, 0, 1 from pg_extension
  union all select 'language', 'pg_language', oid, 0, 1 from pg_language where oid >= 16384
  union all select 'access method', 'pg_am', oid, 0, 1 from pg_am where oid >= 16384
  union all
  -- Of casts in a part of the schemas there is no telling but by what they join; of all schemas there is.
  select 'cast', 'pg_cast', c.oid, 0, 1 from pg_cast c
  where c.oid >= 16384 and $1::text[] is null
    and not exists (
      select from pg_type t join pg_namespace n on n.oid = t.typnamespace
      where t.oid in (c.castsource, c.casttarget) and n.nspname ~ '^pg_temp')
    -- The one that a range type has to its multirange type goes with it.
    and not exists (select from pg_depend d where d.classid = 'pg_cast'::regclass and d.objid = c.oid and d.deptype = 'i')
)
{{counted}}
union all
select 'constraint',
  count(*) filter (where c.conparentid = 0 and (c.contype <> 'c' or c.conislocal or c.coninhcount = 0))::text, count(*)::text, null
from pg_constraint c
where c.contype in ('c', 'p', 'u', 'x', 'f') and c.conrelid in (select r.oid from relations r where r.relkind in ('r', 'p', 'f'))
  and not exists (select from members m where m.classid = 'pg_constraint'::regclass and m.objid = c.oid)
union all
-- An index is in the schema of its relation, and as lasting.
select 'index', count(*) filter (where not x.relispartition)::text, count(*)::text, null
from pg_class x
where x.relkind in ('i', 'I') and x.relpersistence <> 't' and x.relnamespace in (select s.oid from schemas s)
  and not exists (select from pg_constraint c where c.conindid = x.oid and c.contype in ('p', 'u', 'x'))
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
        || case when exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'oid')
          then ' where oid >= 16384' else '' end,
      false, true, '')::text
    from '<n>([0-9]+)</n>')
  end,
  null,
  'catalog'
from pg_class c
where c.relname like 'pg\_%' and c.relnamespace = 'pg_catalog'::regnamespace and c.relkind = 'r' and c.relname <> all ($2)
