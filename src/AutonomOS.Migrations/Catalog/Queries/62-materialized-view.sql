-- Materialized views. Whether one was ever refreshed is a state of its data: told, no drift.
--? counted
with {{schemas}},
{{dependents pg_class}}
select o.* from (
  select
    s.name || '.' || {{name c.relname}} as object,
    'schema ' || s.name as parent,
    pg_get_viewdef(c.oid) as "deparsed:definition",
    {{replica identity c}} as "replica identity",
    {{name am.amname}} as "access method",
    {{options c.reloptions}} as options,
    {{toast options c}} as "toast options",
    k.storage as "column storage",
    k.compression as "column compression", --@ >= 14
    k.targets as "statistics targets",
    k.options as "column options",
    x.extensions as "depends on extension",
    {{tablespace c.reltablespace}} as "note:tablespace",
    c.relispopulated::text as "note:populated"
  from pg_class c
  join schemas s on s.oid = c.relnamespace
  left join pg_am am on am.oid = c.relam
  left join dependents x on x.id = c.oid
  left join lateral (
    select
      string_agg(
        {{name a.attname}}
          || case a.attstorage when 'p' then ' plain' when 'e' then ' external' when 'm' then ' main' else ' extended' end,
        ', ' order by a.attnum) filter (where a.attstorage <> y.typstorage) as storage,
      string_agg( --@ >= 14
        {{name a.attname}} || case a.attcompression when 'p' then ' pglz' else ' lz4' end, --@ >= 14
        ', ' order by a.attnum) filter (where a.attcompression <> '') as compression, --@ >= 14
      string_agg({{name a.attname}} || ' ' || a.attstattarget, ', ' order by a.attnum) filter (where a.attstattarget >= 0) as targets,
      string_agg(
        {{name a.attname}} || ' ' || (select string_agg(option, ' ' order by convert_to(option, 'UTF8')) from unnest(a.attoptions) option),
        ', ' order by a.attnum) filter (where a.attoptions is not null) as options
    from pg_attribute a
    join pg_type y on y.oid = a.atttypid
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  ) k on true
  where c.relkind = 'm'
    and {{own pg_class c.oid}}
) o
order by convert_to(o.object, 'UTF8')
