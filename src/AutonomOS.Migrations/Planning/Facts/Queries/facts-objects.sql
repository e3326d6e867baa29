-- Objects that are no relations, of the names in $1 (of triggers, policies and rules: the names of their tables).
select 'schema' as kind, null::text as schema, n.nspname::text as name, null::text as part, '[]' as labels
from pg_namespace n where n.nspname = any ($1::text[])
union all
select 'extension', null, e.extname::text, null, '[]' from pg_extension e where e.extname = any ($1::text[])
union all
select
  case t.typtype when 'e' then 'enum' when 'd' then 'domain' when 'r' then 'range type' else 'base type' end,
  n.nspname::text, t.typname::text, null,
  coalesce((select json_agg(l.enumlabel::text order by l.enumsortorder) from pg_enum l where l.enumtypid = t.oid), '[]')::text
from pg_type t join pg_namespace n on n.oid = t.typnamespace
where t.typname = any ($1::text[]) and t.typtype in ('e', 'd', 'r', 'b') and t.typelem = 0 and t.oid >= 16384
union all
select case p.prokind when 'p' then 'procedure' when 'a' then 'aggregate' else 'function' end,
  n.nspname::text, p.proname::text, oidvectortypes(p.proargtypes), '[]'
from pg_proc p join pg_namespace n on n.oid = p.pronamespace
where p.proname = any ($1::text[]) and p.oid >= 16384
union all
select 'trigger', n.nspname::text, c.relname::text, t.tgname::text, '[]'
from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
where c.relname = any ($1::text[]) and not t.tgisinternal and c.relpersistence <> 't'
union all
select 'policy', n.nspname::text, c.relname::text, p.polname::text, '[]'
from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
where c.relname = any ($1::text[]) and c.relpersistence <> 't'
union all
select 'rule', n.nspname::text, c.relname::text, w.rulename::text, '[]'
from pg_rewrite w join pg_class c on c.oid = w.ev_class join pg_namespace n on n.oid = c.relnamespace
where c.relname = any ($1::text[]) and w.ev_type <> '1' and c.relpersistence <> 't'
union all
select 'domain constraint', n.nspname::text, t.typname::text, r.conname::text, '[]'
from pg_constraint r join pg_type t on t.oid = r.contypid join pg_namespace n on n.oid = t.typnamespace
where t.typname = any ($1::text[])
union all
select 'collation', n.nspname::text, l.collname::text, null, '[]'
from pg_collation l join pg_namespace n on n.oid = l.collnamespace where l.collname = any ($1::text[]) and l.oid >= 16384
union all
select 'statistics', n.nspname::text, s.stxname::text, null, '[]'
from pg_statistic_ext s join pg_namespace n on n.oid = s.stxnamespace where s.stxname = any ($1::text[])
union all
select 'event trigger', null, e.evtname::text, null, '[]' from pg_event_trigger e where e.evtname = any ($1::text[])
union all
select 'publication', null, p.pubname::text, null, '[]' from pg_publication p where p.pubname = any ($1::text[])
union all
select 'server', null, s.srvname::text, null, '[]' from pg_foreign_server s where s.srvname = any ($1::text[])
union all
select 'foreign data wrapper', null, w.fdwname::text, null, '[]' from pg_foreign_data_wrapper w where w.fdwname = any ($1::text[])
order by 1, 2, 3, 4
