-- Text search templates.
--? counted
with {{schemas}}
select o.* from (
  select
    s.name || '.' || {{name t.tmplname}} as object,
    'schema ' || s.name as parent,
    {{routine t.tmplinit}} as init,
    {{routine t.tmpllexize}} as lexize
  from pg_ts_template t
  join schemas s on s.oid = t.tmplnamespace
  where {{own pg_ts_template t.oid}}
) o
order by convert_to(o.object, 'UTF8')
