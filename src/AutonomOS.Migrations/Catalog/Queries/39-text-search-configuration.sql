-- Text search configurations: for each type of token the dictionaries, in the order in which they are asked.
-- Token types have names by their parser; only the default parser is asked for them, so that nobody's code runs for it.
--? counted
with {{schemas}}
select o.* from (
  select
    s.name || '.' || {{name c.cfgname}} as object,
    'schema ' || s.name as parent,
    {{name pn.nspname}} || '.' || {{name p.prsname}} as parser,
    (
      select string_agg(coalesce(k.alias, m.type::text) || ': ' || m.dictionaries, e'\n' order by m.type)
      from (
        select w.maptokentype as type,
          string_agg({{name dn.nspname}} || '.' || {{name d.dictname}}, ', ' order by w.mapseqno) as dictionaries
        from pg_ts_config_map w
        join pg_ts_dict d on d.oid = w.mapdict
        join pg_namespace dn on dn.oid = d.dictnamespace
        where w.mapcfg = c.oid
        group by w.maptokentype
      ) m
      left join ts_token_type('pg_catalog.default') k on k.tokid = m.type and p.oid < 16384
    ) as mappings
  from pg_ts_config c
  join schemas s on s.oid = c.cfgnamespace
  join pg_ts_parser p on p.oid = c.cfgparser
  join pg_namespace pn on pn.oid = p.prsnamespace
  where {{own pg_ts_config c.oid}}
) o
order by convert_to(o.object, 'UTF8')
