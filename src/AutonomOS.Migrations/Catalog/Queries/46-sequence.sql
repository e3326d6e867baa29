-- Sequences, but for those of identity columns (deptype i), which are told with their column.
-- An owned sequence (a serial column's) goes with its column; a user's own on an extension's table goes with the extension.
-- The current value is data and is not compared.
--? counted
with {{schemas}},
{{members}}
select o.* from (
  select
    s.name || '.' || {{name c.relname}} as object,
    coalesce('extension ' || m.extension, 'column ' || owner.name, 'schema ' || s.name) as parent,
    -- Null is the owner's, or permanent where it has none: a server before version 15 knows no other.
    case when c.relpersistence <> coalesce(owner.persistence, 'p') --@ >= 15
      then case c.relpersistence when 'u' then 'unlogged' else 'permanent' end --@ >= 15
    end as persistence, --@ >= 15
    format_type(q.seqtypid, null) as type,
    q.seqstart::text as start,
    q.seqincrement::text as increment,
    q.seqmin::text as minimum,
    q.seqmax::text as maximum,
    q.seqcache::text as cache,
    q.seqcycle::text as cycle,
    owner.name as "owned by"
  from pg_sequence q
  join pg_class c on c.oid = q.seqrelid
  join schemas s on s.oid = c.relnamespace
  left join lateral (
    select tc.oid as relation, tc.relpersistence as persistence,
      {{name tn.nspname}} || '.' || {{name tc.relname}} || '.' || {{name a.attname}} as name
    from pg_depend d
    join pg_class tc on tc.oid = d.refobjid
    join pg_namespace tn on tn.oid = tc.relnamespace
    join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
    where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.refclassid = 'pg_class'::regclass and d.deptype = 'a'
  ) owner on true
  left join members m on m.relation = owner.relation
  where c.relpersistence <> 't'
    and {{own pg_class c.oid}}
    and not exists (
      select from pg_depend d
      where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.refclassid = 'pg_class'::regclass and d.deptype = 'i')
) o
order by convert_to(o.object, 'UTF8')
