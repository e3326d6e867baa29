-- The names of objects of every kind, for what is told about all of them: owners, privileges, comments, security labels. A query that
-- takes in this file has it in its WITH, behind a common table expression asked (class, id, sub, detail, told): a catalog, an id in it,
-- the number of a column or 0, what is put behind the name, and what is told.
-- Gives objects (object, parent, kind, extension, compared, told): the full name; the object as its own kind's query names it, or the
-- nearest above it that one tells; the extension that it is a member of, or null; whether it is in a schema that is compared or in none,
-- which is null in pg_catalog.
-- A name never has an id in it, and what has a name of the server's making is named by what it is for.
spaces as materialized (
  select oid, {{name nspname}} as name,
    case when nspname <> 'pg_catalog'
      then nspname <> 'information_schema' and ($1::text[] is null or nspname = any ($1::text[]))
    end as compared
  from pg_namespace
  where nspname !~ '^pg_(temp|toast)'
),
extensions as materialized (
  select d.classid as class, d.objid as id, {{name e.extname}} as name
  from pg_extension e
  join pg_depend d on d.refclassid = 'pg_extension'::regclass and d.refobjid = e.oid and d.deptype = 'e'
),
relations as not materialized (
  select c.oid, c.relkind, s.compared, s.name || '.' || {{name c.relname}} as name,
    case c.relkind
      when 'f' then 'foreign table' when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence'
      when 'c' then 'composite type' else 'table'
    end as kind
  from pg_class c
  join spaces s on s.oid = c.relnamespace
  where c.relpersistence <> 't'
),
-- An object that its own kind's query tells has itself as its parent: null here.
named (class, id, sub, detail, told, compared, kind, name, parent) as (
  select a.*, r.compared, r.kind, r.name,
    case when r.relkind = 'S' then (
      select 'column ' || t.name || '.' || {{name i.attname}}
      from pg_depend d
      join relations t on t.oid = d.refobjid
      join pg_attribute i on i.attrelid = d.refobjid and i.attnum = d.refobjsubid
      where d.classid = 'pg_class'::regclass and d.objid = r.oid and d.refclassid = 'pg_class'::regclass and d.deptype = 'i'
    ) end
  from asked a
  join relations r on r.oid = a.id
  where a.class = 'pg_class'::regclass and a.sub = 0 and r.relkind in ('r', 'p', 'f', 'v', 'm', 'S')
  union all
  -- A partition's part of an index or a constraint goes with the partition.
  select a.*, t.compared, 'index', s.name || '.' || {{name x.relname}},
    case
      when x.relispartition then t.kind || ' ' || t.name
      when k.oid is not null then 'constraint ' || t.name || '.' || {{name k.conname}}
    end
  from asked a
  join pg_class x on x.oid = a.id
  join spaces s on s.oid = x.relnamespace
  join pg_index i on i.indexrelid = x.oid
  join relations t on t.oid = i.indrelid
  left join pg_constraint k on k.conindid = x.oid and k.conrelid = i.indrelid and k.contype in ('p', 'u', 'x')
  where a.class = 'pg_class'::regclass
  union all
  -- A column of a view or of a composite type goes with that, and so does one that every table has.
  select a.*, t.compared, case t.relkind when 'f' then 'foreign column' else 'column' end, t.name || '.' || {{name i.attname}},
    case when t.relkind not in ('r', 'p', 'f') or a.sub < 0 then t.kind || ' ' || t.name end
  from asked a
  join relations t on t.oid = a.id
  join pg_attribute i on i.attrelid = a.id and i.attnum = a.sub
  where a.class = 'pg_class'::regclass and a.sub <> 0
  union all
  -- Array types, multirange types and the row types of relations are told where they are told of, and go with what they are of.
  select a.*, s.compared,
    case
      when t.typtype = 'e' then 'enum'
      when t.typtype = 'd' then 'domain'
      when t.typtype = 'r' then 'range type'
      when r.relkind = 'c' then 'composite type'
      when t.typtype = 'b' and e.oid is null then 'base type'
      when t.typtype = 'p' and not t.typisdefined then 'base type'
      else 'type'
    end,
    s.name || '.' || {{name t.typname}},
    case
      when r.relkind <> 'c' then r.kind || ' ' || r.name
      when e.oid is not null then 'schema ' || s.name
      when t.typtype = 'm' then ( --@ >= 14
        select 'range type ' || ms.name || '.' || {{name mt.typname}} --@ >= 14
        from pg_range m join pg_type mt on mt.oid = m.rngtypid join spaces ms on ms.oid = mt.typnamespace --@ >= 14
        where m.rngmultitypid = t.oid) --@ >= 14
    end
  from asked a
  join pg_type t on t.oid = a.id
  join spaces s on s.oid = t.typnamespace
  left join relations r on r.oid = t.typrelid
  left join pg_type e on e.oid = t.typelem and e.typarray = t.oid
  where a.class = 'pg_type'::regclass
  union all
  -- A range type's constructors go with it.
  select a.*, s.compared,
    case p.prokind when 'p' then 'procedure' when 'a' then 'aggregate' else 'function' end,
    s.name || '.' || {{name p.proname}}
      || '(' || case when p.prokind = 'a' and p.pronargs = 0 then '*' else oidvectortypes(p.proargtypes) end || ')',
    (
      select 'range type ' || rs.name || '.' || {{name rt.typname}}
      from pg_depend d join pg_type rt on rt.oid = d.refobjid join spaces rs on rs.oid = rt.typnamespace
      where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.refclassid = 'pg_type'::regclass and d.deptype = 'i'
    )
  from asked a
  join pg_proc p on p.oid = a.id
  join spaces s on s.oid = p.pronamespace
  where a.class = 'pg_proc'::regclass
  union all
  -- NOT NULL has names of the server's making, from version 17 and 18 on, and is told with its column or domain.
  select a.*, t.compared, case when k.contype = 'n' then 'not null' else 'constraint' end,
    t.name || '.'
      || case when k.contype = 'n'
        then (select {{name i.attname}} from pg_attribute i where i.attrelid = k.conrelid and i.attnum = k.conkey[1])
        else {{name k.conname}}
      end,
    case
      when k.contype = 'n' then (
        select case t.relkind when 'f' then 'foreign column ' else 'column ' end || t.name || '.' || {{name i.attname}}
        from pg_attribute i where i.attrelid = k.conrelid and i.attnum = k.conkey[1])
      when k.contype = 't' then 'trigger ' || t.name || '.' || {{name k.conname}}
      when k.conparentid <> 0 or k.contype = 'c' and not k.conislocal then t.kind || ' ' || t.name
    end
  from asked a
  join pg_constraint k on k.oid = a.id
  join relations t on t.oid = k.conrelid
  where a.class = 'pg_constraint'::regclass
  union all
  select a.*, s.compared, case when k.contype = 'n' then 'not null' else 'domain constraint' end,
    s.name || '.' || {{name t.typname}} || case when k.contype = 'n' then '' else '.' || {{name k.conname}} end,
    case when k.contype = 'n' then 'domain ' || s.name || '.' || {{name t.typname}} end
  from asked a
  join pg_constraint k on k.oid = a.id
  join pg_type t on t.oid = k.contypid
  join spaces s on s.oid = t.typnamespace
  where a.class = 'pg_constraint'::regclass
  union all
  select a.*, t.compared, 'trigger', t.name || '.' || {{name g.tgname}}, case when g.tgparentid <> 0 then t.kind || ' ' || t.name end
  from asked a
  join pg_trigger g on g.oid = a.id
  join relations t on t.oid = g.tgrelid
  where a.class = 'pg_trigger'::regclass and (g.tgparentid <> 0 or not g.tgisinternal)
  union all
  select a.*, t.compared, 'rule', t.name || '.' || {{name w.rulename}}, case when w.ev_type = '1' then t.kind || ' ' || t.name end
  from asked a
  join pg_rewrite w on w.oid = a.id
  join relations t on t.oid = w.ev_class
  where a.class = 'pg_rewrite'::regclass
  union all
  select a.*, t.compared, 'policy', t.name || '.' || {{name p.polname}}, null
  from asked a
  join pg_policy p on p.oid = a.id
  join relations t on t.oid = p.polrelid
  where a.class = 'pg_policy'::regclass
  union all
  select a.*, s.compared, 'operator',
    s.name || '.' || p.oprname || '('
      || case when p.oprleft = 0 then 'none' else format_type(p.oprleft, null) end || ', '
      || case when p.oprright = 0 then 'none' else format_type(p.oprright, null) end || ')',
    null
  from asked a
  join pg_operator p on p.oid = a.id
  join spaces s on s.oid = p.oprnamespace
  where a.class = 'pg_operator'::regclass
  union all
  select a.*, s.compared, 'operator class', s.name || '.' || {{name c.opcname}} || ' using ' || {{name m.amname}}, null
  from asked a
  join pg_opclass c on c.oid = a.id
  join pg_am m on m.oid = c.opcmethod
  join spaces s on s.oid = c.opcnamespace
  where a.class = 'pg_opclass'::regclass
  union all
  select a.*, s.compared, 'operator family', s.name || '.' || {{name f.opfname}} || ' using ' || {{name m.amname}}, null
  from asked a
  join pg_opfamily f on f.oid = a.id
  join pg_am m on m.oid = f.opfmethod
  join spaces s on s.oid = f.opfnamespace
  where a.class = 'pg_opfamily'::regclass
  union all
  select a.*, s.compared, 'collation', s.name || '.' || {{name c.collname}}, null
  from asked a
  join pg_collation c on c.oid = a.id
  join spaces s on s.oid = c.collnamespace
  where a.class = 'pg_collation'::regclass and c.collencoding in (-1, pg_char_to_encoding(getdatabaseencoding()))
  union all
  select a.*, s.compared, 'conversion', s.name || '.' || {{name c.conname}}, null
  from asked a
  join pg_conversion c on c.oid = a.id
  join spaces s on s.oid = c.connamespace
  where a.class = 'pg_conversion'::regclass
  union all
  select a.*, s.compared, 'text search parser', s.name || '.' || {{name p.prsname}}, null
  from asked a
  join pg_ts_parser p on p.oid = a.id
  join spaces s on s.oid = p.prsnamespace
  where a.class = 'pg_ts_parser'::regclass
  union all
  select a.*, s.compared, 'text search template', s.name || '.' || {{name t.tmplname}}, null
  from asked a
  join pg_ts_template t on t.oid = a.id
  join spaces s on s.oid = t.tmplnamespace
  where a.class = 'pg_ts_template'::regclass
  union all
  select a.*, s.compared, 'text search dictionary', s.name || '.' || {{name y.dictname}}, null
  from asked a
  join pg_ts_dict y on y.oid = a.id
  join spaces s on s.oid = y.dictnamespace
  where a.class = 'pg_ts_dict'::regclass
  union all
  select a.*, s.compared, 'text search configuration', s.name || '.' || {{name c.cfgname}}, null
  from asked a
  join pg_ts_config c on c.oid = a.id
  join spaces s on s.oid = c.cfgnamespace
  where a.class = 'pg_ts_config'::regclass
  union all
  select a.*, s.compared, 'statistics', s.name || '.' || {{name x.stxname}}, null
  from asked a
  join pg_statistic_ext x on x.oid = a.id
  join spaces s on s.oid = x.stxnamespace
  where a.class = 'pg_statistic_ext'::regclass
  union all
  select a.*, s.compared, 'schema', s.name, null
  from asked a
  join spaces s on s.oid = a.id
  where a.class = 'pg_namespace'::regclass
  union all
  -- As the casts themselves: where one of the parts is in a schema that is compared, or all are the system's.
  select a.*,
    exists (select from spaces s where s.compared and s.oid in (source.typnamespace, target.typnamespace, p.pronamespace))
      or not exists (
        select from pg_namespace n
        where n.oid in (source.typnamespace, target.typnamespace, p.pronamespace)
          and n.nspname not in ('pg_catalog', 'information_schema')),
    'cast', format_type(c.castsource, null) || ' as ' || format_type(c.casttarget, null), null
  from asked a
  join pg_cast c on c.oid = a.id
  join pg_type source on source.oid = c.castsource
  join pg_type target on target.oid = c.casttarget
  left join pg_proc p on p.oid = c.castfunc
  where a.class = 'pg_cast'::regclass
  union all
  select a.*,
    exists (select from spaces s where s.compared and s.oid in (y.typnamespace, f.pronamespace, p.pronamespace))
      or not exists (
        select from pg_namespace n
        where n.oid in (y.typnamespace, f.pronamespace, p.pronamespace) and n.nspname not in ('pg_catalog', 'information_schema')),
    'transform', format_type(t.trftype, null) || ' language ' || {{name l.lanname}}, null
  from asked a
  join pg_transform t on t.oid = a.id
  join pg_language l on l.oid = t.trflang
  join pg_type y on y.oid = t.trftype
  left join pg_proc f on f.oid = t.trffromsql
  left join pg_proc p on p.oid = t.trftosql
  where a.class = 'pg_transform'::regclass
  union all
  -- What has no schema.
  select a.*, true, o.kind, {{name o.name}}, null
  from asked a
  join (
    select 'pg_extension'::regclass as class, oid, 'extension' as kind, extname as name from pg_extension
    union all select 'pg_language', oid, 'language', lanname from pg_language
    union all select 'pg_am', oid, 'access method', amname from pg_am
    union all select 'pg_foreign_data_wrapper', oid, 'foreign data wrapper', fdwname from pg_foreign_data_wrapper
    union all select 'pg_foreign_server', oid, 'server', srvname from pg_foreign_server
    union all select 'pg_event_trigger', oid, 'event trigger', evtname from pg_event_trigger
    union all select 'pg_publication', oid, 'publication', pubname from pg_publication
    union all select 'pg_subscription', oid, 'subscription', subname from pg_subscription --@ >= 14
    -- Version 13 lets nobody but superusers read its id there; this view has a row for each of its workers.
    union all select 'pg_subscription'::regclass, subid, 'subscription', subname from pg_stat_subscription group by subid, subname --@ < 14
  ) o on o.class = a.class and o.oid = a.id
  union all
  -- The database itself, whose name is not the same on both sides.
  select a.*, true, 'database', null, null from asked a where a.class = 'pg_database'::regclass
),
objects as (
  select concat_ws(' ', n.kind, n.name) || n.detail as object,
    case when n.kind = 'database' then null else coalesce('extension ' || e.name, n.parent, n.kind || ' ' || n.name) end as parent,
    n.kind, e.name as extension, n.compared, n.told
  from named n
  left join extensions e on e.class = n.class and e.id = n.id
)
