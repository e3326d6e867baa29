-- Constraints of tables: check, primary key, unique, exclusion, foreign key. The definition tells the type, deferrability and validity.
-- Left out: constraint triggers (told as triggers), NOT NULL rows of version 18 (told as a column's nullability), and what a table has from
-- its parent alone: rows that PostgreSQL makes for partitions (conparentid) get names that depend on the order in which partitions came.
-- Told all the same is one with triggers switched off, or whose index has other options than its parent's, or that was validated where
-- its parent was not.
-- The index behind a constraint is told here, not among the indexes.
-- On an extension's relation too, where it goes with the extension: what is on a member is itself no member, so that the user's cannot be
-- told from the extension's (PostgreSQL's documentation, "Packaging Related Objects into an Extension").
-- A key of one column with nothing special is written out here, in pg_get_constraintdef's words: the server looks up its index and its
-- column for each. A test holds it to them; of a server that the test does not know it is not done.
-- offset 0: each name is put together once a table, and unlike a common table expression's the planner knows that the ids are unique.
with {{schemas}},
{{members}}, --@ with extensions
{{traits}},
switched as materialized (
  -- DISABLE TRIGGER ALL switches the triggers inside constraints off too: a foreign key that checks nothing.
  select t.tgconstraint as id,
    string_agg(
      p.proname || ' ' || case t.tgenabled when 'D' then 'disabled' when 'R' then 'replica' else 'always' end, ', '
      order by p.proname, t.tgenabled) as state
  from pg_trigger t
  join pg_proc p on p.oid = t.tgfoid
  where t.tgisinternal and t.tgconstraint <> 0 and t.tgenabled <> 'O'
  group by t.tgconstraint
)
select o.* from (
  select
    t.name || '.' || {{name r.conname}} as object,
    coalesce('extension ' || t.extension, t.kind || t.name) as parent, --@ with extensions
    t.kind || t.name as parent, --@ without extensions
    case --@ < 19
      when r.contype in ('p', 'u') and cardinality(r.conkey) = 1 and i.plain and not r.condeferrable --@ < 19
      then ( --@ < 19
        select format(case r.contype when 'p' then 'PRIMARY KEY (%I)' else 'UNIQUE (%I)' end, a.attname) --@ < 19
        from pg_attribute a where a.attrelid = r.conrelid and a.attnum = r.conkey[1]) --@ < 19
      else --@ < 19
        pg_get_constraintdef(r.oid)
    end --@ < 19
      as "deparsed:definition",
    w.state as triggers,
    case when i.valid then 'true' when not i.valid then 'false' end as "index valid",
    {{options i.reloptions}} as "index options",
    i.indisclustered::text as clustered,
    i.targets as "index statistics targets"
    , i.extensions as "index depends on extension" --@ with extensions
    , {{tablespace i.reltablespace}} as "note:index tablespace" --@ with tablespaces
  from pg_constraint r
  join (
    select c.oid, s.name || '.' || {{name c.relname}} as name,
      m.extension, --@ with extensions
      case c.relkind when 'f' then 'foreign table ' else 'table ' end as kind
    from pg_class c
    join schemas s on s.oid = c.relnamespace
    left join members m on m.relation = c.oid --@ with extensions
    where c.relkind in ('r', 'p', 'f') and c.relpersistence <> 't'
    offset 0
  ) t on t.oid = r.conrelid
  left join (
    select x.oid, n.indisvalid and n.indisready and n.indislive as valid, x.reloptions, x.reltablespace, n.indisclustered,
      n.indnatts = 1 --@ < 15
      n.indnatts = 1 and not n.indnullsnotdistinct --@ >= 15
        as plain,
      z.targets
      , z.extensions --@ with extensions
      , {{other options x px}} as differs --@ with inheritance
    from pg_index n
    join pg_class x on x.oid = n.indexrelid
    left join pg_inherits h on x.relispartition and h.inhrelid = n.indexrelid --@ with inheritance
    left join pg_class px on px.oid = h.inhparent --@ with inheritance
    left join traits z on z.index = n.indexrelid
    offset 0
  ) i on i.oid = r.conindid and r.contype in ('p', 'u', 'x')
  left join switched w on w.id = r.oid
  where r.contype in ('c', 'p', 'u', 'x', 'f')
    and (
      r.conparentid = 0 or w.state is not null or i.indisclustered
      or case when r.contype = 'f' and r.convalidated --@ >= 18
        then exists (select from pg_constraint k where k.oid = r.conparentid and not k.convalidated) end --@ >= 18
      or i.differs --@ with inheritance
      or i.extensions is not null --@ with extensions
      or i.targets is not null)
    and (r.contype <> 'c' or r.conislocal or r.coninhcount = 0 or not r.convalidated)
    and {{own pg_constraint r.oid}} --@ with extensions
  offset 0
) o
order by convert_to(o.object, 'UTF8')
