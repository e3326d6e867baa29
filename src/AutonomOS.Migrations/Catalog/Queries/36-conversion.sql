-- Conversions between encodings. What a conversion's function takes is for the server's version to say (14 added an argument).
--? counted
with {{schemas}}
select o.* from (
  select
    s.name || '.' || {{name c.conname}} as object,
    'schema ' || s.name as parent,
    pg_encoding_to_char(c.conforencoding)::text as "from",
    pg_encoding_to_char(c.contoencoding)::text as "to",
    {{name pn.nspname}} || '.' || {{name p.proname}} as function,
    c.condefault::text as "default"
  from pg_conversion c
  join schemas s on s.oid = c.connamespace
  join pg_proc p on p.oid = c.conproc
  join pg_namespace pn on pn.oid = p.pronamespace
  where {{own pg_conversion c.oid}}
) o
order by convert_to(o.object, 'UTF8')
