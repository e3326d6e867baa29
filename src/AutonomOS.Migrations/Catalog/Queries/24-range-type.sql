-- Range types. Their constructors and multirange types belong to them; a multirange type's name is told where it is not the one that
-- PostgreSQL makes up, because a server before version 14 has none.
--? counted
with {{schemas}},
routines as not materialized (
  select p.oid, {{name n.nspname}} || '.' || {{name p.proname}} as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
)
select o.* from (
  select
    s.name || '.' || {{name t.typname}} as object,
    'schema ' || s.name as parent,
    format_type(r.rngsubtype, null) as subtype,
    case when not c.opcdefault or c.opcintype <> r.rngsubtype then {{name cn.nspname}} || '.' || {{name c.opcname}} end as "operator class",
    case when r.rngcollation <> y.typcollation then {{collation r.rngcollation}} end as collation,
    case --@ >= 14
      when m.typnamespace = t.typnamespace --@ >= 14
        -- Of a long name the beginning: makeMultirangeTypeName cuts it to what leaves room, within a character where that is so (typecmds.c). --@ >= 14
        and case when strpos(t.typname, 'range') > 0 --@ >= 14
          then m.typname = regexp_replace(t.typname, 'range', 'multirange')::name --@ >= 14
          else namesend(m.typname) = substr(namesend(t.typname), 1, 52) || '_multirange'::bytea --@ >= 14
        end then null --@ >= 14
      else {{name mn.nspname}} || '.' || {{name m.typname}} --@ >= 14
    end as "multirange type", --@ >= 14
    (select name from routines where oid = r.rngcanonical) as "canonical function",
    (select name from routines where oid = r.rngsubdiff) as "difference function"
  from pg_range r
  join pg_type t on t.oid = r.rngtypid
  join schemas s on s.oid = t.typnamespace
  join pg_type y on y.oid = r.rngsubtype
  join pg_opclass c on c.oid = r.rngsubopc
  join pg_namespace cn on cn.oid = c.opcnamespace
  left join pg_type m on m.oid = r.rngmultitypid --@ >= 14
  left join pg_namespace mn on mn.oid = m.typnamespace --@ >= 14
  where {{own pg_type t.oid}}
) o
order by convert_to(o.object, 'UTF8')
