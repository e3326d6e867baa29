-- Tables, partitioned tables and partitions. A partition goes with its partitioned table.
-- Partitions come with the rows (pg_partman, cron), so that each is told by its shape: what it has that its parent does not give it, and
-- the same of what is below it. One whose parent is not read is a table as any other. A default partition, and those of a partitioning by
-- hash, are made once: they are told one by one.
with recursive {{schemas}}
--+ partitions.sql --@ with partitions
select o.* from (
  select
    s.name || '.' || {{name c.relname}} as object,
    coalesce(
      case when c.relispartition then ( --@ with partitions
        select 'table ' || pn.name || '.' || {{name pc.relname}} --@ with partitions
        from pg_inherits i --@ with partitions
        join pg_class pc on pc.oid = i.inhparent --@ with partitions
        join schemas pn on pn.oid = pc.relnamespace --@ with partitions
        where i.inhrelid = c.oid --@ with partitions
      ) end, --@ with partitions
      'schema ' || s.name) as parent,
    case c.relpersistence when 'u' then 'unlogged' else 'permanent' end as persistence,
    case when c.relkind = 'p' then pg_get_partkeydef(c.oid) end as "deparsed:partition key",
    pg_get_expr(c.relpartbound, c.oid) as "deparsed:partition bound",
    case when exists (select from pg_inherits i where i.inhrelid = c.oid) then ( --@ with inheritance
      select string_agg({{name pn.nspname}} || '.' || {{name pc.relname}}, ', ' order by i.inhseqno) --@ with inheritance
      from pg_inherits i --@ with inheritance
      join pg_class pc on pc.oid = i.inhparent --@ with inheritance
      join pg_namespace pn on pn.oid = pc.relnamespace --@ with inheritance
      where i.inhrelid = c.oid --@ with inheritance
    ) end as inherits, --@ with inheritance
    case when c.relispartition --@ >= 14, with partitions
      then (select 'true' from pg_inherits i where i.inhrelid = c.oid and i.inhdetachpending) --@ >= 14, with partitions
    end as "detach pending", --@ >= 14, with partitions
    case when c.reloftype <> 0 then format_type(c.reloftype, null) end as "of type",
    case when c.relrowsecurity then 'enabled' else 'disabled' end as "row security",
    case when c.relforcerowsecurity then 'true' else 'false' end as "row security forced",
    {{replica identity c}} as "replica identity",
    {{name am.amname}} as "access method",
    {{tablespace c.reltablespace}} as "note:tablespace", --@ with tablespaces
    {{options c.reloptions}} as options,
    {{options toast.reloptions}} as "toast options",
    -- An index gives them in order, and an array takes half as long as an aggregate that sorts.
    nullif(array_to_string(array(
      select {{name a.attname}}
      from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and a.atttypid <> 0
      order by a.attnum), ', '), '') as "note:column order" --= not ColumnOrder
      order by a.attnum), ', '), '') as "order:column order" --= ColumnOrder
    , case when f.many then f.shape || f.below end as "instance:partition" --@ with partitions
  from pg_class c
  join schemas s on s.oid = c.relnamespace
  left join pg_am am on am.oid = c.relam
  left join pg_class toast on toast.oid = c.reltoastrelid and toast.reloptions is not null
  left join partitions f on f.oid = c.oid --@ with partitions
  where c.relkind in ('r', 'p') and c.relpersistence <> 't'
    and {{own pg_class c.oid}} --@ with extensions
  offset 0
) o
order by convert_to(o.object, 'UTF8')
