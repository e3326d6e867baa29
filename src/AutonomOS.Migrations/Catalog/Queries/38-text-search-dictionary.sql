-- Text search dictionaries. The files that options name (stop words, thesauri) are on the server's disk and are not read.
--? counted
with {{schemas}}
select o.* from (
  select
    s.name || '.' || {{name y.dictname}} as object,
    'schema ' || s.name as parent,
    {{name n.nspname}} || '.' || {{name t.tmplname}} as template,
    -- In an order of their own, where all of them were made out.
    coalesce(
      (
        select string_agg(part[1], ', ' order by convert_to(part[1], 'UTF8'))
        from regexp_matches(y.dictinitoption, '("?[^ "=,]+"? = (?:E?''(?:[^'']|'''')*''|[^'',]+))', 'g') part
        having sum(length(part[1]) + 2) - 2 = length(y.dictinitoption)
      ),
      y.dictinitoption) as options
  from pg_ts_dict y
  join schemas s on s.oid = y.dictnamespace
  join pg_ts_template t on t.oid = y.dicttemplate
  join pg_namespace n on n.oid = t.tmplnamespace
  where {{own pg_ts_dict y.oid}}
) o
order by convert_to(o.object, 'UTF8')
