-- Collations. One that is for another encoding than the database's cannot be used here and is not told.
-- The version is the one that the operating system's or ICU's library had when the collation was made: told, no drift.
--? counted
with {{schemas}}
select o.* from (
  select
    s.name || '.' || {{name c.collname}} as object,
    'schema ' || s.name as parent,
    case c.collprovider when 'c' then 'libc' when 'i' then 'icu' when 'b' then 'builtin' else 'default' end as provider,
    -- ICU takes de_DE for de-DE, and since version 16 that is what is kept of it.
    case when c.collprovider = 'i' and l.locale ~ '^[A-Za-z]+(_[A-Za-z0-9]+)+$' then replace(l.locale, '_', '-') else l.locale end as locale,
    case when c.collprovider = 'c' then c.collcollate::text end as "lc_collate",
    case when c.collprovider = 'c' then c.collctype::text end as "lc_ctype",
    c.collicurules as rules, --@ >= 16
    c.collisdeterministic::text as deterministic,
    c.collversion as "note:version"
  from pg_collation c
  join schemas s on s.oid = c.collnamespace
  cross join lateral (
    select case when c.collprovider <> 'c' then c.collcollate::text end as locale --@ < 15
    -- The column is called colliculocale in 15 and 16, and colllocale since.
    select coalesce(to_jsonb(c) ->> 'colllocale', to_jsonb(c) ->> 'colliculocale') as locale --@ >= 15
  ) l
  where c.collencoding in (-1, pg_char_to_encoding(getdatabaseencoding()))
    and {{own pg_collation c.oid}}
) o
order by convert_to(o.object, 'UTF8')
