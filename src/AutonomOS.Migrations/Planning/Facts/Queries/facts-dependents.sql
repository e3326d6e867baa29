-- What CASCADE takes along with what an operation drops, all the way down: relations and their columns, types, routines, schemas,
-- extensions, collations, servers and foreign data wrappers of the names in $1. A dependency is followed as DROP does (src/backend/catalog/dependency.c): normal ones need CASCADE, the
-- automatic and internal ones go in any case; what is inside a view (its rule) takes the view along.
with recursive roots (class, id, part, kind, schema, name, "column") as (
  select 'pg_class'::regclass::oid, c.oid, 0,
    case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'f' then 'foreign table' when 'S' then 'sequence'
      when 'i' then 'index' when 'I' then 'index' when 'c' then 'composite type' else 'table' end,
    n.nspname::text, c.relname::text, null::text
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relname = any ($1::text[]) and n.nspname !~ '^pg_toast' and c.relpersistence <> 't'
  union all
  select 'pg_class'::regclass::oid, c.oid, a.attnum::int, 'table', n.nspname::text, c.relname::text, a.attname::text
  from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
  where c.relname = any ($1::text[]) and n.nspname !~ '^pg_toast' and c.relpersistence <> 't' and c.relkind in ('r', 'p', 'f')
    and a.attnum > 0 and not a.attisdropped
  union all
  select 'pg_type'::regclass::oid, t.oid, 0,
    case t.typtype when 'e' then 'enum' when 'd' then 'domain' when 'r' then 'range type' else 'base type' end,
    n.nspname::text, t.typname::text, null
  from pg_type t join pg_namespace n on n.oid = t.typnamespace
  where t.typname = any ($1::text[]) and t.typtype in ('e', 'd', 'r', 'b') and t.typelem = 0 and t.oid >= 16384
  union all
  select 'pg_proc'::regclass::oid, p.oid, 0,
    case p.prokind when 'p' then 'procedure' when 'a' then 'aggregate' else 'function' end, n.nspname::text, p.proname::text,
    -- Several have one name.
    oidvectortypes(p.proargtypes)
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where p.proname = any ($1::text[]) and p.oid >= 16384
  union all
  select 'pg_namespace'::regclass::oid, oid, 0, 'schema', null, nspname::text, null from pg_namespace where nspname = any ($1::text[])
  union all
  select 'pg_extension'::regclass::oid, oid, 0, 'extension', null, extname::text, null from pg_extension where extname = any ($1::text[])
  union all
  select 'pg_collation'::regclass::oid, l.oid, 0, 'collation', n.nspname::text, l.collname::text, null
  from pg_collation l join pg_namespace n on n.oid = l.collnamespace where l.collname = any ($1::text[]) and l.oid >= 16384
  union all
  select 'pg_foreign_server'::regclass::oid, oid, 0, 'server', null, srvname::text, null from pg_foreign_server where srvname = any ($1::text[])
  union all
  select 'pg_foreign_data_wrapper'::regclass::oid, oid, 0, 'foreign data wrapper', null, fdwname::text, null
  from pg_foreign_data_wrapper where fdwname = any ($1::text[])
  union all
  -- Constraints: dropping a unique one takes foreign keys along.
  select 'pg_constraint'::regclass::oid, r.oid, 0, 'constraint', n.nspname::text, c.relname::text, r.conname::text
  from pg_constraint r join pg_class c on c.oid = r.conrelid join pg_namespace n on n.oid = c.relnamespace
  where c.relname = any ($1::text[]) and r.contype in ('p', 'u', 'x') and c.relpersistence <> 't'
),
-- told: what goes because it needs CASCADE, and the view of a rule that does; what goes with that in any case is not told.
reached (root_class, root_id, root_part, class, id, part, cascaded, told) as (
  select class, id, part, class, id, part, false, false from roots
  union
  select x.root_class, x.root_id, x.root_part, d.class, d.id, d.part, x.cascaded or d.needs, d.told
  from reached x
  cross join lateral (
    -- What depends on it, or on a part of it.
    select e.classid, e.objid, e.objsubid, e.deptype = 'n', e.deptype = 'n'
    from pg_depend e
    where e.refclassid = x.class and e.refobjid = x.id and (x.part = 0 or e.refobjsubid = x.part) and e.deptype in ('n', 'a', 'i', 'P', 'S', 'e')
    union all
    -- What it is inside of: the view of a rule, the constraint of an index.
    select e.refclassid, e.refobjid, e.refobjsubid, false, true
    from pg_depend e
    where e.classid = x.class and e.objid = x.id and (x.part = 0 or e.objsubid = x.part) and e.deptype = 'i' and x.cascaded
  ) d (class, id, part, needs, told)
)
select r.kind, r.schema, r.name, r."column", i.type || ' ' || i.identity as dependent, x.told::text as told
from (
  select root_class, root_id, root_part, class, id, part, bool_or(told) as told from reached
  where (told or cascaded) and class in (
    'pg_class'::regclass, 'pg_constraint'::regclass, 'pg_proc'::regclass, 'pg_type'::regclass, 'pg_trigger'::regclass,
    'pg_policy'::regclass, 'pg_attrdef'::regclass, 'pg_rewrite'::regclass, 'pg_operator'::regclass, 'pg_cast'::regclass,
    'pg_collation'::regclass, 'pg_statistic_ext'::regclass, 'pg_extension'::regclass, 'pg_event_trigger'::regclass,
    'pg_foreign_server'::regclass, 'pg_user_mapping'::regclass, 'pg_publication_rel'::regclass, 'pg_namespace'::regclass,
    'pg_ts_config'::regclass, 'pg_ts_dict'::regclass, 'pg_transform'::regclass, 'pg_language'::regclass)
  group by 1, 2, 3, 4, 5, 6
) x
join roots r on r.class = x.root_class and r.id = x.root_id and r.part = x.root_part
cross join lateral pg_identify_object(x.class, x.id, x.part) i
where not (x.class = r.class and x.id = r.id)
  and not (x.class = 'pg_attrdef'::regclass and exists (select from pg_attrdef f where f.oid = x.id and f.adrelid = r.id))
  and not (x.class = 'pg_constraint'::regclass and exists (select from pg_constraint k where k.oid = x.id and k.conrelid = r.id))
  -- A view's rule and the row type of a relation are the relation itself.
  and not (x.class = 'pg_rewrite'::regclass and exists (select from pg_rewrite w where w.oid = x.id and w.ev_type = '1'))
  and not (x.class = 'pg_trigger'::regclass and exists (select from pg_trigger t where t.oid = x.id and t.tgisinternal))
  and not (x.class = 'pg_type'::regclass and exists (
    select from pg_type t where t.oid = x.id and (t.typrelid <> 0 or t.typelem <> 0)))
order by 1, 2, 3, 4, 5, 6
