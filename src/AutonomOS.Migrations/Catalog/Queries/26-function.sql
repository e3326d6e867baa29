-- Functions, window functions included. A range type's constructors (deptype i) belong to the type.
-- A routine is named by the types of its input arguments, as in DROP; argument names, modes and defaults are a property.
--? counted
with {{schemas}},
{{dependents pg_proc}}
select o.* from (
  select
    s.name || '.' || {{name p.proname}} || '(' || oidvectortypes(p.proargtypes) || ')' as object,
    'schema ' || s.name as parent,
    pg_get_function_arguments(p.oid) as "deparsed:arguments",
    pg_get_function_result(p.oid) as "deparsed:result",
    case when p.prokind = 'w' then 'true' else 'false' end as "window",
    case p.provolatile when 'i' then 'immutable' when 's' then 'stable' else 'volatile' end as volatility,
    case p.proparallel when 's' then 'safe' when 'r' then 'restricted' else 'unsafe' end as parallel,
    p.proisstrict::text as strict,
    p.proleakproof::text as leakproof,
    p.procost::text as cost,
    p.prorows::text as rows,
    case when p.prosupport <> 0 then p.prosupport::oid::regprocedure::text end as "support function",
    {{name l.lanname}} as language,
    replace(p.prosrc, e'\r\n', e'\n') as body, --@ < 14
    case when p.prosqlbody is null then replace(p.prosrc, e'\r\n', e'\n') end as body, --@ >= 14
    pg_get_function_sqlbody(p.oid) as "deparsed:SQL-standard body", --@ >= 14
    p.probin as library,
    case when p.prosecdef then 'definer' else 'invoker' end as security,
    case when p.proconfig is not null then (select told from {{settings p.proconfig}}) end as settings,
    case when p.proconfig is not null then (select custom from {{settings p.proconfig}}) end as "hidden:custom settings",
    (
      select string_agg(format_type(type, null), ', ' order by position)
      from unnest(p.protrftypes) with ordinality transform (type, position)
    ) as "transforms for",
    x.extensions as "depends on extension",
    case when strpos(p.prosrc, e'\r\n') > 0 then 'CRLF' end as "note:line endings"
  from pg_proc p
  join schemas s on s.oid = p.pronamespace
  join pg_language l on l.oid = p.prolang
  left join dependents x on x.id = p.oid
  where p.prokind in ('f', 'w')
    and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype in ('e', 'i'))
) o
order by convert_to(o.object, 'UTF8')
