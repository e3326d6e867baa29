-- Behind census.sql: what a database is set to, eleven things in every version, and what its sessions are.
--= DatabaseSettings
select 'database setting', (11 + coalesce(sum(cardinality(s.setconfig)), 0))::text, (11 + coalesce(sum(cardinality(s.setconfig)), 0))::text, null
from pg_db_role_setting s
where s.setdatabase = (select d.oid from pg_database d where d.datname = current_database())
