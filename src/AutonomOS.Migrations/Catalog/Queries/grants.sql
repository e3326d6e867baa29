-- What somebody granted or took away, one row for each object and grantee, for a query that takes this file into its WITH, behind a common
-- table expression holders (see holders.sql): the privileges that hold less those that an object begins with, so that no list of privileges
-- and one that says the same are equal. An object begins with what the server gives to its kind (all to its owner, and to PUBLIC EXECUTE on
-- functions, USAGE on types and languages, CONNECT and TEMPORARY on databases), or with what made it gave.
-- The owner is called so and not by a name, which may differ between development and production; an owner can always grant what it has.
-- All that there is to grant is told as ALL: what that is differs between versions (MAINTAIN is new in 17), and a server's ALL stays ALL.
-- Gives grants (class, id, sub, detail, told): what is put behind the object's name, and the privileges.
held as (
  select h.class, h.id, h.sub, case when x.grantee = h.owner then null else x.grantee end as grantee, x.privilege_type as privilege,
    bool_or(x.is_grantable) and x.grantee <> h.owner as grantable
  from holders h, aclexplode(coalesce(h.acl, acldefault(h.type, h.owner))) x
  group by h.class, h.id, h.sub, h.owner, x.grantee, x.privilege_type
),
begun as (
  -- Who owned a member when its extension was made granted to itself. A role that was dropped since has nothing to lose.
  select h.class, h.id, h.sub, case when x.grantee in (h.owner, x.grantor) then null else x.grantee end as grantee,
    x.privilege_type as privilege, bool_or(x.is_grantable and x.grantee not in (h.owner, x.grantor)) as grantable
  from holders h, aclexplode(coalesce(h.first, acldefault(h.type, h.owner))) x
  where x.grantee = 0 or exists (select from pg_roles r where r.oid = x.grantee)
  group by 1, 2, 3, 4, 5
),
changes as (
  select coalesce(n.class, b.class) as class, coalesce(n.id, b.id) as id, coalesce(n.sub, b.sub) as sub,
    case when n.class is null then b.grantee else n.grantee end as grantee,
    b.class is null or n.grantable and not b.grantable as granted,
    case when b.class is not null and n.class is not null and b.grantable then 'grant option for ' else '' end
      || coalesce(n.privilege, b.privilege) as privilege,
    coalesce(n.grantable, false) as grantable
  from held n
  full join begun b
    on b.class = n.class and b.id = n.id and b.sub = n.sub and b.privilege = n.privilege and coalesce(b.grantee::text, '') = coalesce(n.grantee::text, '')
  where n.class is null or b.class is null or n.grantable <> b.grantable
),
grants (class, id, sub, detail, told) as (
  select c.class, c.id, c.sub,
    case when c.granted then ' for ' else ' kept from ' end
      || case when c.grantee is null then 'its owner' when c.grantee = 0 then 'PUBLIC' else {{name pg_get_userbyid(c.grantee)}} end,
    {{told all_of.number c}}
  from changes c
  join holders h on h.class = c.class and h.id = c.id and h.sub = c.sub
  cross join lateral (
    select case when h.type = 'c' then 4 else count(*) end as number from aclexplode(acldefault(h.type, h.owner)) x where x.grantee = h.owner
  ) all_of
  group by c.class, c.id, c.sub, c.grantee, c.granted, all_of.number
)
