-- The sequences of identity columns, a derived table: whose they are, their names, options and persistence.
(
  select d.refobjid as relation, d.refobjsubid as attribute,
    {{name n.nspname}} || '.' || {{name c.relname}} as name,
    format(
      'start %s increment %s minimum %s maximum %s cache %s%s',
      q.seqstart, q.seqincrement, q.seqmin, q.seqmax, q.seqcache, case when q.seqcycle then ' cycle' else '' end) as options,
    c.relpersistence as persistence
  from pg_sequence q
  join pg_class c on c.oid = q.seqrelid
  join pg_namespace n on n.oid = c.relnamespace
  join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = q.seqrelid and d.refclassid = 'pg_class'::regclass and d.deptype = 'i'
  offset 0
)
