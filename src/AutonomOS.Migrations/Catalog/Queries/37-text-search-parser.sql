-- Text search parsers.
--? counted
with {{schemas}}
select o.* from (
  select
    s.name || '.' || {{name p.prsname}} as object,
    'schema ' || s.name as parent,
    {{routine p.prsstart}} as start,
    {{routine p.prstoken}} as "get token",
    {{routine p.prsend}} as "end",
    {{routine p.prsheadline}} as headline,
    {{routine p.prslextype}} as "token types"
  from pg_ts_parser p
  join schemas s on s.oid = p.prsnamespace
  where {{own pg_ts_parser p.oid}}
) o
order by convert_to(o.object, 'UTF8')
