-- Operator classes. What operators and functions one has, its family says; it goes with the family that it was made with.
--? counted
with {{schemas}}
select o.* from (
  select
    s.name || '.' || {{name c.opcname}} || ' using ' || {{name m.amname}} as object,
    case when f.opfnamespace = c.opcnamespace
      then 'operator family ' || s.name || '.' || {{name f.opfname}} || ' using ' || {{name m.amname}}
      else 'schema ' || s.name
    end as parent,
    format_type(c.opcintype, null) as "input type",
    c.opcdefault::text as "default",
    case when c.opckeytype <> 0 then format_type(c.opckeytype, null) end as storage,
    {{name n.nspname}} || '.' || {{name f.opfname}} as family
  from pg_opclass c
  join schemas s on s.oid = c.opcnamespace
  join pg_am m on m.oid = c.opcmethod
  join pg_opfamily f on f.oid = c.opcfamily
  join pg_namespace n on n.oid = f.opfnamespace
  where {{own pg_opclass c.oid}}
) o
order by convert_to(o.object, 'UTF8')
