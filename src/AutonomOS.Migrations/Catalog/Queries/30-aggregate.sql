-- Aggregates, ordered-set and hypothetical-set ones included.
-- One is named by the types of its arguments, as in DROP; names and modes of arguments, and which are direct, are a property.
--? counted
with {{schemas}},
{{dependents pg_proc}}
select o.* from (
  select
    s.name || '.' || {{name p.proname}} || '(' || case when p.pronargs = 0 then '*' else oidvectortypes(p.proargtypes) end || ')' as object,
    'schema ' || s.name as parent,
    case a.aggkind when 'o' then 'ordered-set' when 'h' then 'hypothetical-set' else 'normal' end as kind,
    pg_get_function_arguments(p.oid) as "deparsed:arguments",
    pg_get_function_result(p.oid) as result,
    case p.proparallel when 's' then 'safe' when 'r' then 'restricted' else 'unsafe' end as parallel,
    {{routine a.aggtransfn}} as "state function",
    format_type(a.aggtranstype, null) as "state type",
    a.aggtransspace::text as "state space",
    a.agginitval as "initial value",
    {{routine a.aggfinalfn}} as "final function",
    a.aggfinalextra::text as "final function takes arguments",
    case a.aggfinalmodify when 'r' then 'read only' when 's' then 'shareable' else 'read write' end as "final function modifies",
    {{routine a.aggcombinefn}} as "combine function",
    {{routine a.aggserialfn}} as "serialization function",
    {{routine a.aggdeserialfn}} as "deserialization function",
    {{routine a.aggmtransfn}} as "moving state function",
    {{routine a.aggminvtransfn}} as "moving inverse function",
    case when a.aggmtranstype <> 0 then format_type(a.aggmtranstype, null) end as "moving state type",
    a.aggmtransspace::text as "moving state space",
    a.aggminitval as "moving initial value",
    {{routine a.aggmfinalfn}} as "moving final function",
    a.aggmfinalextra::text as "moving final function takes arguments",
    case a.aggmfinalmodify when 'r' then 'read only' when 's' then 'shareable' else 'read write' end as "moving final function modifies",
    {{operator a.aggsortop}} as "sort operator",
    x.extensions as "depends on extension"
  from pg_proc p
  join schemas s on s.oid = p.pronamespace
  join pg_aggregate a on a.aggfnoid = p.oid
  left join dependents x on x.id = p.oid
  where p.prokind = 'a'
    and {{own pg_proc p.oid}}
) o
order by convert_to(o.object, 'UTF8')
