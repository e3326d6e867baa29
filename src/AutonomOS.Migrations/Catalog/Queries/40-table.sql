-- Tables, partitioned tables and partitions. A partition goes with its partitioned table.
with {{schemas}}
select o.* from (
  select
    s.name || '.' || {{name c.relname}} as object,
    coalesce(
      case when c.relispartition then (
        select 'table ' || {{name pn.nspname}} || '.' || {{name pc.relname}}
        from pg_inherits i
        join pg_class pc on pc.oid = i.inhparent
        join pg_namespace pn on pn.oid = pc.relnamespace
        where i.inhrelid = c.oid
      ) end,
      'schema ' || s.name) as parent,
    case c.relpersistence when 'u' then 'unlogged' else 'permanent' end as persistence,
    case when c.relkind = 'p' then pg_get_partkeydef(c.oid) end as "deparsed:partition key",
    pg_get_expr(c.relpartbound, c.oid) as "deparsed:partition bound",
    (
      select string_agg({{name pn.nspname}} || '.' || {{name pc.relname}}, ', ' order by i.inhseqno)
      from pg_inherits i
      join pg_class pc on pc.oid = i.inhparent
      join pg_namespace pn on pn.oid = pc.relnamespace
      where i.inhrelid = c.oid
    ) as inherits,
    case when c.relispartition --@ >= 14
      then (select 'true' from pg_inherits i where i.inhrelid = c.oid and i.inhdetachpending) --@ >= 14
    end as "detach pending", --@ >= 14
    case when c.reloftype <> 0 then format_type(c.reloftype, null) end as "of type",
    case when c.relrowsecurity then 'enabled' else 'disabled' end as "row security",
    case when c.relforcerowsecurity then 'true' else 'false' end as "row security forced",
    {{replica identity c}} as "replica identity",
    {{name am.amname}} as "access method",
    {{tablespace c.reltablespace}} as "note:tablespace",
    {{options c.reloptions}} as options,
    {{toast options c}} as "toast options",
    (
      select string_agg({{name a.attname}}, ', ' order by a.attnum)
      from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    ) as "note:column order" --= not ColumnOrder
    ) as "order:column order" --= ColumnOrder
  from pg_class c
  join schemas s on s.oid = c.relnamespace
  left join pg_am am on am.oid = c.relam
  where c.relkind in ('r', 'p') and c.relpersistence <> 't'
    and {{own pg_class c.oid}}
) o
order by convert_to(o.object, 'UTF8')
