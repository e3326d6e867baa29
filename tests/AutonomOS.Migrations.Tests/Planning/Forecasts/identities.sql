-- All that somebody made, by the identity that the catalog gives it and that no rename changes.
-- key: the address; kind, schema, name, part: how plans call it; slot: where another can take its place; told: as pg_identify_object tells it;
-- parents: what it is a part of or goes with; detail: a column's type, whether row security is enabled.
with found (class, id, sub, kind, schema, name, part, slot, detail) as (
  select 'pg_class'::regclass::oid, c.oid, 0,
    case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' when 'i' then 'index' when 'I' then 'index'
      when 'c' then 'composite type' when 'f' then 'foreign table' else 'table' end,
    n.nspname::text, c.relname::text, null::text, coalesce(i.indrelid::text, n.nspname) || '.' || c.relname,
    case when c.relkind in ('r', 'p') then c.relrowsecurity::text || ' ' || c.relforcerowsecurity::text end
  from pg_class c join pg_namespace n on n.oid = c.relnamespace left join pg_index i on i.indexrelid = c.oid
  where c.relkind in ('r', 'p', 'v', 'm', 'S', 'i', 'I', 'c', 'f') and c.oid >= 16384 and n.nspname !~ '^pg_'
  union all
  select 'pg_class'::regclass::oid, c.oid, a.attnum, case c.relkind when 'c' then 'attribute' else 'column' end,
    n.nspname::text, c.relname::text, a.attname::text, c.oid::text || '.' || a.attname, format_type(a.atttypid, a.atttypmod)
  from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
  where c.relkind in ('r', 'p', 'c', 'f') and a.attnum > 0 and not a.attisdropped and c.oid >= 16384 and n.nspname !~ '^pg_'
  union all
  select 'pg_constraint'::regclass::oid, r.oid, 0, case when r.contypid = 0 then 'constraint' else 'domain constraint' end,
    n.nspname::text, coalesce(c.relname, t.typname)::text, r.conname::text, r.conrelid::text || '.' || r.contypid || '.' || r.conname, null
  from pg_constraint r left join pg_class c on c.oid = r.conrelid left join pg_type t on t.oid = r.contypid
  join pg_namespace n on n.oid = coalesce(c.relnamespace, t.typnamespace)
  where r.contype in ('p', 'u', 'x', 'c', 'f') and r.oid >= 16384
  union all
  select 'pg_type'::regclass::oid, t.oid, 0, case t.typtype when 'e' then 'enum' when 'd' then 'domain' else 'range type' end,
    n.nspname::text, t.typname::text, null, n.nspname || '.' || t.typname, null
  from pg_type t join pg_namespace n on n.oid = t.typnamespace where t.typtype in ('e', 'd', 'r') and t.oid >= 16384
  union all
  select 'pg_proc'::regclass::oid, p.oid, 0, case p.prokind when 'p' then 'procedure' when 'a' then 'aggregate' else 'function' end,
    n.nspname::text, p.proname::text, null, n.nspname || '.' || p.proname || '(' || oidvectortypes(p.proargtypes) || ')', null
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  -- Those of a range type are parts of it.
  where p.oid >= 16384 and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'i')
  union all
  select 'pg_trigger'::regclass::oid, t.oid, 0, 'trigger', n.nspname::text, c.relname::text, t.tgname::text, c.oid::text || '.' || t.tgname, null
  from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
  -- Those that partitions have of their table's are parts of it.
  where not t.tgisinternal and t.tgparentid = 0
  union all
  select 'pg_policy'::regclass::oid, p.oid, 0, 'policy', n.nspname::text, c.relname::text, p.polname::text, c.oid::text || '.' || p.polname, null
  from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
  union all
  select 'pg_rewrite'::regclass::oid, w.oid, 0, 'rule', n.nspname::text, c.relname::text, w.rulename::text, c.oid::text || '.' || w.rulename, null
  from pg_rewrite w join pg_class c on c.oid = w.ev_class join pg_namespace n on n.oid = c.relnamespace where w.ev_type <> '1' and w.oid >= 16384
  union all
  select 'pg_statistic_ext'::regclass::oid, s.oid, 0, 'statistics', n.nspname::text, s.stxname::text, null, n.nspname || '.' || s.stxname, null
  from pg_statistic_ext s join pg_namespace n on n.oid = s.stxnamespace
  union all
  select 'pg_namespace'::regclass::oid, n.oid, 0, 'schema', null, n.nspname::text, null, n.nspname, null
  from pg_namespace n where n.oid >= 16384 and n.nspname !~ '^pg_' or n.nspname = 'public'
  union all
  select 'pg_foreign_data_wrapper'::regclass::oid, w.oid, 0, 'foreign data wrapper', null, w.fdwname::text, null, w.fdwname, null
  from pg_foreign_data_wrapper w where w.oid >= 16384
  union all
  select 'pg_foreign_server'::regclass::oid, s.oid, 0, 'server', null, s.srvname::text, null, s.srvname, null from pg_foreign_server s
  union all
  select 'pg_event_trigger'::regclass::oid, t.oid, 0, 'event trigger', null, t.evtname::text, null, t.evtname, null from pg_event_trigger t
  union all
  select 'pg_publication'::regclass::oid, p.oid, 0, 'publication', null, p.pubname::text, null, p.pubname, null from pg_publication p
  union all
  select 'pg_extension'::regclass::oid, e.oid, 0, 'extension', null, e.extname::text, null, e.extname, null from pg_extension e where e.oid >= 16384
)
select
  f.class || '.' || f.id || '.' || f.sub as key, f.kind, concat_ws('.', f.schema, f.name, f.part) as name, f.kind || ' ' || f.slot as slot,
  coalesce(o.type || ' ' || o.identity, '') as told, coalesce(f.detail, '') as detail,
  coalesce((
    select string_agg(d.refclassid || '.' || d.refobjid || '.' || d.refobjsubid, ' ' order by d.refclassid, d.refobjid, d.refobjsubid)
    from pg_depend d
    where d.classid = f.class and d.objid = f.id and (f.sub = 0 or d.objsubid = f.sub) and d.deptype in ('a', 'i', 'e', 'P', 'S')), '')
    || case when f.sub <> 0 then ' ' || f.class || '.' || f.id || '.0' else '' end
    -- A column that is inherited goes with that of the parent.
    || coalesce((
      select string_agg(' ' || f.class || '.' || i.inhparent || '.' || p.attnum, '')
      from pg_inherits i join pg_attribute a on a.attrelid = f.id and a.attnum = f.sub and a.attinhcount > 0
      join pg_attribute p on p.attrelid = i.inhparent and p.attname = a.attname
      where f.kind = 'column' and i.inhrelid = f.id), '') as parents
from found f cross join lateral pg_identify_object(f.class, f.id, f.sub) o
