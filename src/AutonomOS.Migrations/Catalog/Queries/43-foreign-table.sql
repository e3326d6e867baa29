-- Foreign tables; one that is a partition goes with its partitioned table. Its options are foreign options.
--? counted
with {{schemas}}
select o.* from (
  select
    s.name || '.' || {{name c.relname}} as object,
    case when c.relispartition then 'table ' || parents.names else 'schema ' || s.name end as parent,
    {{name v.srvname}} as server,
    pg_get_expr(c.relpartbound, c.oid) as "deparsed:partition bound",
    parents.names as inherits,
    (
      select string_agg({{name a.attname}}, ', ' order by a.attnum)
      from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    ) as "note:column order" --= not ColumnOrder
    ) as "order:column order" --= ColumnOrder
  from pg_foreign_table t
  join pg_class c on c.oid = t.ftrelid
  join schemas s on s.oid = c.relnamespace
  join pg_foreign_server v on v.oid = t.ftserver
  left join lateral (
    select string_agg({{name pn.nspname}} || '.' || {{name pc.relname}}, ', ' order by i.inhseqno) as names
    from pg_inherits i
    join pg_class pc on pc.oid = i.inhparent
    join pg_namespace pn on pn.oid = pc.relnamespace
    where i.inhrelid = c.oid
  ) parents on true
  where {{own pg_class c.oid}}
) o
order by convert_to(o.object, 'UTF8')
