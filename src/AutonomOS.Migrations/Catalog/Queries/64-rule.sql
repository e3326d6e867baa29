-- Rewrite rules of tables and views. A view's own rule _RETURN is its definition.
-- On an extension's relation too, where it goes with the extension: what is on a member is itself no member, so that the user's cannot be
-- told from the extension's (PostgreSQL's documentation, "Packaging Related Objects into an Extension").
--? counted
with {{schemas}},
{{members}}
select o.* from (
  select
    s.name || '.' || {{name c.relname}} || '.' || {{name r.rulename}} as object,
    coalesce(
      'extension ' || m.extension,
      case c.relkind when 'v' then 'view ' else 'table ' end || s.name || '.' || {{name c.relname}}) as parent,
    pg_get_ruledef(r.oid) as "deparsed:definition",
    case r.ev_enabled when 'O' then 'origin' when 'D' then 'disabled' when 'R' then 'replica' else 'always' end as enabled
  from pg_rewrite r
  join pg_class c on c.oid = r.ev_class
  join schemas s on s.oid = c.relnamespace
  left join members m on m.relation = c.oid
  where r.ev_type <> '1' and c.relpersistence <> 't'
    and {{own pg_rewrite r.oid}}
) o
order by convert_to(o.object, 'UTF8')
