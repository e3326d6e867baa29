-- What the database itself is set to, and what its sessions are (ALTER DATABASE ... SET, ALTER ROLE ... IN DATABASE ... SET).
-- Custom parameters, those with a dot in their names, are where applications put their keys: a digest is all that leaves the server.
-- What a role is set to in all databases goes with roles, which are the server's.
--= DatabaseSettings
select o.* from (
  select v.object, null::text as parent, v.value, null::text as "hidden:custom value", v.note as "note:value"
  from pg_database d
  cross join lateral (values
    ('encoding', pg_encoding_to_char(d.encoding)::text, null::text),
    ('lc_collate', d.datcollate::text, null),
    ('lc_ctype', d.datctype::text, null),
    ('locale provider', 'libc', null), --@ < 15
    ('locale provider', case d.datlocprovider when 'i' then 'icu' when 'b' then 'builtin' else 'libc' end, null), --@ >= 15
    ('locale', null, null), --@ < 15
    -- The column is called daticulocale in 15 and 16, and datlocale since.
    ('locale', coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale'), null), --@ >= 15
    ('icu rules', null, null), --@ < 16
    ('icu rules', d.daticurules, null), --@ >= 16
    ('allow connections', d.datallowconn::text, null),
    ('connection limit', d.datconnlimit::text, null),
    ('template', d.datistemplate::text, null),
    ('collation version', null, null), --@ < 15
    ('collation version', null, d.datcollversion), --@ >= 15
    ('tablespace', null, (select {{name s.spcname}} from pg_tablespace s where s.oid = d.dattablespace))
  ) v (object, value, note)
  where d.datname = current_database()
  union all
  select
    'parameter ' || case when p.name ~ '^[A-Za-z_][A-Za-z0-9_.$]*$' then p.name else {{name p.name}} end
      || coalesce(' of ' || {{name r.rolname}}, ''),
    null,
    case when strpos(p.name, '.') = 0 then p.value end,
    case when strpos(p.name, '.') > 0 then encode(sha256(convert_to(p.value, 'UTF8')), 'hex') end,
    null
  from pg_db_role_setting s
  join pg_database d on d.oid = s.setdatabase
  left join pg_roles r on r.oid = s.setrole
  cross join lateral (
    select split_part(setting, '=', 1), substr(setting, strpos(setting, '=') + 1) from unnest(s.setconfig) setting
  ) p (name, value)
  where d.datname = current_database()
) o
order by convert_to(o.object, 'UTF8')
