-- What indexes have that goes by the index and not by its definition: statistics targets of its expressions, and the extensions it depends on.
{{dependents pg_class}}, --@ with extensions
traits as materialized (
  select index, max(targets) as targets, max(extensions) as extensions --@ with extensions
  from ( --@ with extensions
    select a.attrelid as index, string_agg(a.attnum || ': ' || a.attstattarget, ', ' order by a.attnum) as targets
      , null as extensions --@ with extensions
    from pg_index i
    join pg_attribute a on a.attrelid = i.indexrelid
    where i.indexprs is not null and a.attstattarget >= 0
    group by a.attrelid
    union all --@ with extensions
    select id, null, extensions from dependents --@ with extensions
  ) trait --@ with extensions
  group by index --@ with extensions
)
