-- Operator families with their operators and functions, those of their operator classes included: an index finds them by the family.
-- A system's family is told with what users added to it (ALTER OPERATOR FAMILY ... ADD): rows with ids that initdb did not give out, of
-- operators and functions that belong to no extension.
--? counted
with {{schemas}},
operators as materialized (
  select a.amopfamily as family,
    string_agg(
      a.amopstrategy || ' ' || {{operator a.amopopr}} || case when a.amoppurpose = 'o' then coalesce(
        ' for order by ' || (
          select {{name n.nspname}} || '.' || {{name f.opfname}} from pg_opfamily f join pg_namespace n on n.oid = f.opfnamespace
          where f.oid = a.amopsortfamily), '') else '' end, ', '
      order by a.amopstrategy, convert_to({{operator a.amopopr}}, 'UTF8')) as list
  from pg_amop a
  where a.oid >= 16384
    and (a.amopfamily >= 16384 or {{own pg_operator a.amopopr}})
  group by a.amopfamily
),
functions as materialized (
  select a.amprocfamily as family,
    string_agg(
      a.amprocnum || ' (' || format_type(a.amproclefttype, null) || ', ' || format_type(a.amprocrighttype, null) || ') '
        || {{routine a.amproc}}, ', '
      order by a.amprocnum, convert_to(format_type(a.amproclefttype, null), 'UTF8'), convert_to(format_type(a.amprocrighttype, null), 'UTF8')) as list
  from pg_amproc a
  where a.oid >= 16384
    and (a.amprocfamily >= 16384 or {{own pg_proc a.amproc}})
  group by a.amprocfamily
)
select o.* from (
  select
    coalesce(s.name, 'pg_catalog') || '.' || {{name f.opfname}} || ' using ' || {{name m.amname}} as object,
    'schema ' || s.name as parent,
    p.list as operators,
    u.list as functions
  from pg_opfamily f
  left join schemas s on s.oid = f.opfnamespace
  join pg_am m on m.oid = f.opfmethod
  left join operators p on p.family = f.oid
  left join functions u on u.family = f.oid
  where (s.oid is not null or f.oid < 16384 and (p.family is not null or u.family is not null))
    and {{own pg_opfamily f.oid}}
) o
order by convert_to(o.object, 'UTF8')
