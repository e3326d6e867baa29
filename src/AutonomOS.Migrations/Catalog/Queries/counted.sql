-- All kinds of a census are joined with schemas and extensions once: the server would take longer to plan a join for each than to count.
select o.kind as counted, sum(o.number)::text as least, sum(o.number)::text as most, null::text as catalog
from objects o
where (o.namespace = 0 or o.namespace in (select s.oid from schemas s))
  and not exists (select from members m where m.classid = o.class and m.objid = o.oid)
group by o.kind
having sum(o.number) > 0
