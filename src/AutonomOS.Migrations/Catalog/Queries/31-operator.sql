-- Operators, named as in DROP. One that exists only as somebody's commutator or negator has no function yet.
--? counted
with {{schemas}}
select o.* from (
  select
    s.name || '.' || p.oprname || '('
      || case when p.oprleft = 0 then 'none' else format_type(p.oprleft, null) end || ', '
      || case when p.oprright = 0 then 'none' else format_type(p.oprright, null) end || ')' as object,
    'schema ' || s.name as parent,
    {{routine p.oprcode}} as function,
    {{operator p.oprcom}} as commutator,
    {{operator p.oprnegate}} as negator,
    {{routine p.oprrest}} as restrict,
    {{routine p.oprjoin}} as join,
    p.oprcanhash::text as hashes,
    p.oprcanmerge::text as merges
  from pg_operator p
  join schemas s on s.oid = p.oprnamespace
  where {{own pg_operator p.oid}}
) o
order by convert_to(o.object, 'UTF8')
