-- Columns of tables. What a view's columns are, its definition says.
-- An identity column's sequence belongs to the column and is told here, not among the sequences.
-- offset 0: each name is put together once a table, and unlike a common table expression's the planner knows that the ids are unique.
with {{schemas}}
select o.* from (
  select
    t.name || '.' || {{name a.attname}} as object,
    'table ' || t.name as parent,
    format_type(a.atttypid, a.atttypmod) as type,
    case when a.attcollation <> y.typcollation then {{collation a.attcollation}} end as collation,
    case when a.attnotnull then 'false' else 'true' end as nullable,
    -- Version 18 keeps NOT NULL as constraints with generated names: the names say nothing, these two states do.
    nullif(concat_ws(', ', --@ >= 18
      case when r.connoinherit then 'no inherit' end, case when not r.convalidated then 'not valid' end), '') as "not null state", --@ >= 18
    -- A default names no column (0): with the table's id, the server opens the table for each.
    case when a.attgenerated = '' then pg_get_expr(f.adbin, 0) end as "deparsed:default",
    -- A partition whose numbers are its partitioned table's: since version 17 its column is marked as well.
    case when not t.partition or i.name is not null
      then case a.attidentity when 'a' then 'always' when 'd' then 'by default' end
    end as identity,
    i.options as "identity options",
    i.name as "identity sequence",
    -- Null where it is the table's: a server before version 15 knows no other.
    case when i.persistence <> t.persistence --@ >= 15
      then case i.persistence when 'u' then 'unlogged' else 'permanent' end --@ >= 15
    end as "identity persistence", --@ >= 15
    case when a.attgenerated <> ''
      then pg_get_expr(f.adbin, f.adrelid) || case a.attgenerated when 's' then ' stored' else ' virtual' end
    end as "deparsed:generated",
    -- Null is what the type says, or the server's own setting.
    case when a.attstorage <> y.typstorage
      then case a.attstorage when 'p' then 'plain' when 'e' then 'external' when 'm' then 'main' else 'extended' end
    end as storage,
    case a.attcompression when 'p' then 'pglz' when 'l' then 'lz4' end as compression, --@ >= 14
    case when a.attstattarget >= 0 then a.attstattarget::text end as "statistics target",
    {{options a.attoptions}} as options,
    -- A column that goes when the parent's goes. A partition's always does.
    case when not a.attislocal and not t.partition then 'true' end as "inherited only"
  from pg_attribute a
  join (
    select c.oid, s.name || '.' || {{name c.relname}} as name, c.relispartition as partition, c.relpersistence as persistence
    from pg_class c
    join schemas s on s.oid = c.relnamespace
    where c.relkind in ('r', 'p') and c.relpersistence <> 't'
      and {{own pg_class c.oid}} --@ with extensions
    offset 0
  ) t on t.oid = a.attrelid
  join pg_type y on y.oid = a.atttypid
  left join pg_attrdef f on f.adrelid = a.attrelid and f.adnum = a.attnum
  left join pg_constraint r on r.conrelid = a.attrelid and r.contype = 'n' and r.conkey[1] = a.attnum --@ >= 18
  left join {{identities}} i on a.attidentity <> '' and i.relation = a.attrelid and i.attribute = a.attnum
  -- What was dropped has no type, and that stands near the row's beginning: the server reads on for attisdropped.
  where a.attnum > 0 and a.atttypid <> 0
  offset 0
) o
order by convert_to(o.object, 'UTF8')
