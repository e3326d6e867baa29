-- The names in $1, and those of their partitions and of the tables that inherit from them, at any depth: what is done to a table is done to those.
with recursive inherited (id) as (
  select i.inhrelid from pg_class c join pg_inherits i on i.inhparent = c.oid where c.relname = any ($1::text[])
  union
  select i.inhrelid from inherited d join pg_inherits i on i.inhparent = d.id
)
select unnest($1::text[]) union select c.relname::text from inherited d join pg_class c on c.oid = d.id
