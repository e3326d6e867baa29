-- Subscriptions of this database, whatever schemas were asked for. pg_subscription is shared by all databases of the server, and not all
-- columns of it may be read by everybody. The connection string is never read: it holds a password, and development's is not production's.
-- Which tables are copied already, and where a subscription skips, is state.
-- What only some versions know is null where it is as a version without it does. (18 streams in parallel where nobody says otherwise and the
-- others do not stream: that is a difference.)
--? pg_relation_size('pg_subscription') is distinct from 0
--# select 'subscription', 0, 0, 0, 1 from pg_subscription s
--# where s.subdbid = (select d.oid from pg_database d where d.datname = current_database())
select
  {{name s.subname}} as object,
  null::text as parent,
  (select string_agg({{name p}}, ', ' order by convert_to(p, 'UTF8')) from unnest(s.subpublications) p) as publications,
  {{name s.subslotname}} as slot,
  s.subsynccommit as "synchronous commit", --@ >= 14
  -- Version 13 lets nobody but superusers read this column. A column that may not be read must not stand in the statement: the server
  -- refuses all of it. So it stands in a statement of its own, which is run only where it may be.
  case when has_column_privilege('pg_subscription', 'subsynccommit', 'SELECT') then substring( --@ < 14
    query_to_xml( --@ < 14
      format('select subsynccommit as v from pg_subscription where subdbid = %s and subname = %L', s.subdbid, s.subname), --@ < 14
      false, true, '')::text --@ < 14
    from '<v>(.*)</v>') --@ < 14
  end as "synchronous commit", --@ < 14
  case when not has_column_privilege('pg_subscription', 'subsynccommit', 'SELECT') --@ < 14
    then 'GRANT SELECT (subsynccommit) ON pg_subscription TO ' || {{name current_user}} --@ < 14
  end as "unknown:synchronous commit", --@ < 14
  case when s.subbinary then 'true' end as "binary", --@ >= 14
  -- A boolean until version 15, a letter since.
  case when s.substream::text in ('t', 'true') then 'on' when s.substream::text = 'p' then 'parallel' end as streaming, --@ >= 14
  case when s.subtwophasestate <> 'd' then 'true' end as "two phase", --@ >= 15
  case when s.subdisableonerr then 'true' end as "disable on error", --@ >= 15
  case when not s.subpasswordrequired then 'false' end as "password required", --@ >= 16
  case when s.subrunasowner then 'true' end as "run as owner", --@ >= 16
  nullif(s.suborigin, 'any') as origin, --@ >= 16
  case when s.subfailover then 'true' end as failover, --@ >= 17
  s.subenabled::text as enabled
from pg_subscription s
where s.subdbid = (select d.oid from pg_database d where d.datname = current_database())
order by convert_to({{name s.subname}}, 'UTF8')
