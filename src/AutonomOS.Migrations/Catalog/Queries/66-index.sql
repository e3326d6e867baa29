-- Indexes of tables and materialized views, but for those behind a constraint, and for a partition's part of its parent's index:
-- that one's name depends on what else was there, and it cannot be dropped by itself. Told all the same is one that is invalid, or has
-- other options than its parent, or is what its table is clustered on: only by itself does it get so.
-- On an extension's relation too, where it goes with the extension: what is on a member is itself no member, so that the user's cannot be
-- told from the extension's (PostgreSQL's documentation, "Packaging Related Objects into an Extension").
-- pg_get_indexdef opens the table of each: of an index on one column with nothing special the text is put together here, in the same
-- words, quoted by the server's keywords as it does. A test holds it to them; of a server that the test does not know it is not done.
-- offset 0: most indexes are behind a constraint, and are left out before anything is looked up for them.
with {{schemas}},
{{members}}, --@ with extensions
{{traits}},
-- The operator class that a B-tree (403) takes for a type by itself; of the types that have none of their own, for varchar alone, and where
-- nobody made another class that could be preferred.
usual as materialized (
  select opcintype as type, oid as class from pg_opclass where opcmethod = 403 and opcdefault and oid < 16384
  union all
  select 'varchar'::regtype, oid from pg_opclass
  where opcmethod = 403 and opcdefault and oid < 16384 and opcintype = 'text'::regtype
    and not exists (select from pg_opclass where opcmethod = 403 and opcdefault and oid >= 16384)
)
select o.* from (
  select
    s.name || '.' || {{name x.relname}} as object,
    coalesce( --@ with extensions
      'extension ' || m.extension, --@ with extensions
      case c.relkind when 'm' then 'materialized view ' else 'table ' end || s.name || '.' || {{name c.relname}}
    ) --@ with extensions
      as parent,
    case --@ < 19
      when u.class is not null and i.indnatts = 1 and i.indoption[0] = 0 and i.indcollation[0] in (0, a.attcollation) --@ < 19
        and i.indpred is null and not i.indisunique and x.reloptions is null and x.relkind = 'i' --@ < 19
      then format('CREATE INDEX %I ON %I.%I USING btree (%I)', x.relname, s.nspname, c.relname, a.attname) --@ < 19
      else --@ < 19
        {{index definition x}}
    end --@ < 19
      as "deparsed:definition",
    case when i.indisvalid and i.indisready and i.indislive then 'true' else 'false' end as valid,
    i.indisclustered::text as clustered,
    z.targets as "statistics targets"
    , z.extensions as "depends on extension" --@ with extensions
    , {{tablespace x.reltablespace}} as "note:tablespace" --@ with tablespaces
  from (
    select i.* from pg_index i
    where not exists (select from pg_constraint r where r.conindid = i.indexrelid and r.contype in ('p', 'u', 'x'))
      and i.indexrelid not in (select m.relation from members m) --@ with extensions
    offset 0
  ) i
  join pg_class x on x.oid = i.indexrelid
  join pg_class c on c.oid = i.indrelid
  join schemas s on s.oid = c.relnamespace
  left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
  left join usual u on u.class = i.indclass[0] and u.type = a.atttypid
  left join members m on m.relation = c.oid --@ with extensions
  left join ( --@ with inheritance
    select h.inhrelid, p.reloptions from pg_inherits h join pg_class p on p.oid = h.inhparent --@ with inheritance
    offset 0 --@ with inheritance
  ) px on x.relispartition and px.inhrelid = i.indexrelid --@ with inheritance
  left join traits z on z.index = i.indexrelid
  where c.relkind in ('r', 'p', 'm') and c.relpersistence <> 't'
    and not ( --@ with inheritance
      x.relispartition and i.indisvalid and not i.indisclustered and z.targets is null --@ with inheritance
      and z.extensions is null --@ with inheritance, with extensions
      and not {{other options x px}}) --@ with inheritance
  offset 0
) o
order by convert_to(o.object, 'UTF8')
