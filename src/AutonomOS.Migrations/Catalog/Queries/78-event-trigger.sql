-- Event triggers, whatever schemas were asked for: one fires for the whole database.
--? pg_relation_size('pg_event_trigger') is distinct from 0
--# select 'event trigger', 'pg_event_trigger', oid, 0, 1 from pg_event_trigger
select
  {{name t.evtname}} as object,
  null::text as parent,
  {{name t.evtevent}} as event,
  (select string_agg(tag, ', ' order by tag collate "C") from unnest(t.evttags) tag) as tags,
  {{routine t.evtfoid}} as function,
  case t.evtenabled when 'O' then 'origin' when 'D' then 'disabled' when 'R' then 'replica' else 'always' end as enabled
from pg_event_trigger t
where {{own pg_event_trigger t.oid}}
order by convert_to({{name t.evtname}}, 'UTF8')
