-- The schema of an object d (class, id), as an expression: 0 for what is in none. What a table or a domain has is in its schema.
(case d.class
  when 'pg_class'::regclass then (select c.relnamespace from pg_class c where c.oid = d.id)
  when 'pg_type'::regclass then (select t.typnamespace from pg_type t where t.oid = d.id)
  when 'pg_proc'::regclass then (select p.pronamespace from pg_proc p where p.oid = d.id)
  when 'pg_constraint'::regclass then (select c.connamespace from pg_constraint c where c.oid = d.id)
  when 'pg_trigger'::regclass then (select c.relnamespace from pg_trigger t join pg_class c on c.oid = t.tgrelid where t.oid = d.id)
  when 'pg_rewrite'::regclass then (select c.relnamespace from pg_rewrite w join pg_class c on c.oid = w.ev_class where w.oid = d.id)
  when 'pg_policy'::regclass then (select c.relnamespace from pg_policy p join pg_class c on c.oid = p.polrelid where p.oid = d.id)
  when 'pg_operator'::regclass then (select o.oprnamespace from pg_operator o where o.oid = d.id)
  when 'pg_opclass'::regclass then (select c.opcnamespace from pg_opclass c where c.oid = d.id)
  when 'pg_opfamily'::regclass then (select f.opfnamespace from pg_opfamily f where f.oid = d.id)
  when 'pg_collation'::regclass then (select c.collnamespace from pg_collation c where c.oid = d.id)
  when 'pg_conversion'::regclass then (select c.connamespace from pg_conversion c where c.oid = d.id)
  when 'pg_ts_parser'::regclass then (select p.prsnamespace from pg_ts_parser p where p.oid = d.id)
  when 'pg_ts_template'::regclass then (select t.tmplnamespace from pg_ts_template t where t.oid = d.id)
  when 'pg_ts_dict'::regclass then (select y.dictnamespace from pg_ts_dict y where y.oid = d.id)
  when 'pg_ts_config'::regclass then (select c.cfgnamespace from pg_ts_config c where c.oid = d.id)
  when 'pg_statistic_ext'::regclass then (select x.stxnamespace from pg_statistic_ext x where x.oid = d.id)
  when 'pg_namespace'::regclass then d.id
  else 0::oid
end)
