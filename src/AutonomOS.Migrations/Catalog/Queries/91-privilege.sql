-- Privileges of what is in the database and of the database: one object for each grantee, and for each whom something is kept from that
-- objects of the kind begin with. What somebody granted or took away on what the server or an extension made is told too, whatever
-- schemas were asked for: REVOKE EXECUTE ON FUNCTION pg_read_file changes what an application can do. Not so in information_schema: what
-- that began with is written down nowhere.
-- Who granted is not told: it is the owner, or somebody whom the owner let. Roles, and what is theirs by membership, are the server's.
--= Privileges
with {{holders}},
{{grants}},
asked (class, id, sub, detail, told) as materialized (select class, id, sub, detail, told from grants),
{{objects}}
select o.object, o.parent, o.told as privileges
from objects o
where o.compared is not false or o.extension is not null
order by convert_to(o.object, 'UTF8')
