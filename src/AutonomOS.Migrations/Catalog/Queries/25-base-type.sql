-- Base types, and types that are only announced (CREATE TYPE name). An array type belongs to its element type: left out is what
-- its element type names as its array.
--? counted
with {{schemas}},
routines as not materialized (
  select p.oid, {{name n.nspname}} || '.' || {{name p.proname}} as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
)
select o.* from (
  select
    s.name || '.' || {{name t.typname}} as object,
    'schema ' || s.name as parent,
    t.typisdefined::text as defined,
    (select name from routines where oid = t.typinput) as "input function",
    (select name from routines where oid = t.typoutput) as "output function",
    (select name from routines where oid = t.typreceive) as "receive function",
    (select name from routines where oid = t.typsend) as "send function",
    (select name from routines where oid = t.typmodin) as "modifier input function",
    (select name from routines where oid = t.typmodout) as "modifier output function",
    (select name from routines where oid = t.typanalyze) as "analyze function",
    -- What a type with elements gets by itself is not told: a server before version 14 knows nothing else.
    ( --@ >= 14
      select name from routines --@ >= 14
      where oid = t.typsubscript and oid <> 'raw_array_subscript_handler'::regproc --@ >= 14
    ) as "subscript function", --@ >= 14
    case t.typlen when -1 then 'variable' when -2 then 'null-terminated' else t.typlen::text end as length,
    t.typbyval::text as "passed by value",
    case t.typalign when 'c' then 'char' when 's' then 'int2' when 'i' then 'int4' else 'double' end as alignment,
    case t.typstorage when 'p' then 'plain' when 'e' then 'external' when 'm' then 'main' else 'extended' end as storage,
    t.typcategory::text as category,
    t.typispreferred::text as preferred,
    t.typdefault as "default",
    case when t.typelem <> 0 then format_type(t.typelem, null) end as element,
    t.typdelim::text as delimiter,
    case when t.typcollation <> 0 then 'true' else 'false' end as collatable
  from pg_type t
  join schemas s on s.oid = t.typnamespace
  left join pg_type e on e.oid = t.typelem
  where (t.typtype = 'b' or not t.typisdefined)
    and e.typarray is distinct from t.oid
    and {{own pg_type t.oid}}
) o
order by convert_to(o.object, 'UTF8')
