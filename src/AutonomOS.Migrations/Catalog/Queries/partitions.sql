-- What of partitions is not their parent's: what each has that its parent does not give it, and the same of what is below it. Names of
-- what is on a partition are left out, as they follow from the partition's.
, shapes as materialized (
  select c.oid, h.inhparent as parent, g.partdefid <> c.oid and g.partstrat <> 'h' as many,
    concat_ws('; ',
      case when g.partdefid = c.oid or g.partstrat = 'h' then pg_get_expr(c.relpartbound, c.oid) end,
      case when c.relkind = 'p' then 'partitioned by ' || pg_get_partkeydef(c.oid) end,
      case when h.inhdetachpending then 'detach pending' end, --@ >= 14
      case when c.relpersistence <> p.relpersistence then case c.relpersistence when 'u' then 'unlogged' else 'permanent' end end,
      case when c.relam <> 0 and c.relam <> coalesce(nullif(p.relam, 0), (select oid from pg_am where amname = 'heap'))
        then 'access method ' || (select {{name am.amname}} from pg_am am where am.oid = c.relam)
      end,
      case when c.relowner <> p.relowner then 'owner ' || {{name pg_get_userbyid(c.relowner)}} end, --= Ownership
      -- As privileges are told: in an order of their own, the owner by no name, and who granted left out.
      case when {{privileges c.relacl r c.relowner}} not in ({{privileges null r c.relowner}}, {{privileges p.relacl r p.relowner}}) then 'privileges ' || {{privileges c.relacl r c.relowner}} end, --= Privileges
      ( --= Privileges
        select string_agg('privileges on ' || {{name a.attname}} || ' ' || {{privileges a.attacl c c.relowner}}, '; ' order by convert_to(a.attname, 'UTF8')) --= Privileges
        from pg_attribute a left join pg_attribute b on b.attrelid = h.inhparent and b.attname = a.attname --= Privileges
        where a.attrelid = c.oid and {{privileges a.attacl c c.relowner}} not in ('none', {{privileges b.attacl c p.relowner}}) --= Privileges
      ), --= Privileges
      ( --= SecurityLabels
        select string_agg(concat_ws(' ', 'label', l.name, 'by', l.provider || ':', l.label), '; ' order by convert_to(l.name, 'UTF8'), convert_to(l.provider, 'UTF8')) --= SecurityLabels
        from ( --= SecurityLabels
          {{labels c.oid}} except {{labels h.inhparent}} --= SecurityLabels
        ) l --= SecurityLabels
      ), --= SecurityLabels
      case when c.relrowsecurity then 'row security' end,
      case when c.relforcerowsecurity then 'row security forced' end,
      case when c.relreplident <> 'd' then 'replica identity ' || case c.relreplident when 'f' then 'full' when 'n' then 'nothing' else 'index' end end,
      'options ' || {{options c.reloptions}},
      'toast options ' || {{toast options c}},
      (
        select string_agg('column ' || {{name a.attname}} || ' ' || concat_ws(', ',
            case when a.attnotnull and not b.attnotnull then 'not null' when b.attnotnull and not a.attnotnull then 'null' end,
            case when f.adbin::text is distinct from d.adbin::text
                and pg_get_expr(f.adbin, f.adrelid) is distinct from pg_get_expr(d.adbin, d.adrelid)
              then coalesce('default ' || pg_get_expr(f.adbin, f.adrelid), 'no default')
            end,
            case when a.attidentity <> '' then 'identity' end, --@ < 17
            case when a.attstorage <> b.attstorage then 'storage ' || a.attstorage::text end,
            case when a.attcompression <> b.attcompression then 'compression ' || a.attcompression::text end, --@ >= 14
            case when a.attstattarget >= 0 and a.attstattarget is distinct from b.attstattarget then 'statistics ' || a.attstattarget end,
            'options ' || {{options a.attoptions}}), '; ' order by convert_to(a.attname, 'UTF8'))
        from pg_attribute a
        join pg_attribute b on b.attrelid = h.inhparent and b.attname = a.attname
        left join pg_attrdef f on f.adrelid = a.attrelid and f.adnum = a.attnum
        left join pg_attrdef d on d.adrelid = b.attrelid and d.adnum = b.attnum
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
          and (a.attnotnull <> b.attnotnull or f.adbin::text is distinct from d.adbin::text
            and pg_get_expr(f.adbin, f.adrelid) is distinct from pg_get_expr(d.adbin, d.adrelid)
            or a.attidentity <> '' --@ < 17
            or a.attstorage <> b.attstorage
            or a.attcompression <> b.attcompression --@ >= 14
            or a.attstattarget >= 0 and a.attstattarget is distinct from b.attstattarget or a.attoptions is not null)
      ),
      (
        select string_agg(item, '; ' order by convert_to(item, 'UTF8'))
        from (
          select concat_ws(' ', case when r.conparentid = 0 then 'constraint' else 'validated' end, pg_get_constraintdef(r.oid),
            {{options x.reloptions}}) as item
          from pg_constraint r
          left join pg_class x on x.oid = r.conindid and r.contype in ('p', 'u', 'x')
          where r.conrelid = c.oid
            and case
              when r.contype = 'n' then r.coninhcount = 0 and (not r.convalidated or r.connoinherit) --@ >= 18
              when r.contype = 'f' and r.conparentid <> 0 and r.convalidated --@ >= 18
              then exists (select from pg_constraint k where k.oid = r.conparentid and not k.convalidated) --@ >= 18
              when r.contype not in ('c', 'p', 'u', 'x', 'f') or r.conparentid <> 0 then false
              when r.contype <> 'c' or r.coninhcount = 0 then true
              else exists (
                select from pg_constraint k
                where k.conrelid = h.inhparent and k.contype = 'c' and k.conname = r.conname
                  and k.convalidated <> r.convalidated --@ < 18
                  and (k.convalidated <> r.convalidated or k.conenforced <> r.conenforced) --@ >= 18
              )
            end
        ) own
      ),
      (
        -- Behind a constraint of its own, an index is told where it has what a constraint does not tell.
        select string_agg(item, '; ' order by convert_to(item, 'UTF8'))
        from (
          select concat_ws(' ',
            case when i.parent is not null then 'index of ' || {{name i.parent}}
              else replace(replace(
                {{index definition i}},
                format(' INDEX %I ON %I.%I ', i.relname, n.nspname, c.relname), ' index '),
                format(' INDEX %I ON ONLY %I.%I ', i.relname, n.nspname, c.relname), ' index ')
            end,
            case when not i.indisvalid then 'invalid' end,
            case when i.indisclustered then 'clustered' end,
            case when i.indisreplident then 'replica identity' end,
            'statistics ' || i.targets,
            case when i.parent is not null then 'options ' || {{options i.reloptions}} end) as item
          from (
            select x.oid, x.relname, x.reloptions, i.indisvalid, i.indisclustered, i.indisreplident, u.relname as parent,
              {{other options x u}} as differs,
              case when i.indexprs is not null then (
                select string_agg(a.attnum || ': ' || a.attstattarget, ', ' order by a.attnum)
                from pg_attribute a where a.attrelid = x.oid and a.attstattarget >= 0
              ) end as targets
            from pg_index i
            join pg_class x on x.oid = i.indexrelid
            left join pg_inherits v on x.relispartition and v.inhrelid = x.oid
            left join pg_class u on u.oid = v.inhparent
            where i.indrelid = c.oid
            offset 0
          ) i
          where not i.indisvalid or i.indisclustered or i.indisreplident or i.targets is not null
            or case when i.parent is not null then i.differs
              else not exists (select from pg_constraint r where r.conindid = i.oid and r.contype in ('p', 'u', 'x'))
            end
        ) own
      ),
      (
        select string_agg(
          case
            when t.tgisinternal --@ >= 15
            when t.tgisinternal and tp.oid is null --@ < 15
            then 'constraint trigger ' || t.tgfoid::regproc::text
            else replace(pg_get_triggerdef(t.oid), format(' ON %I.%I ', n.nspname, c.relname), ' ')
          end || ' ' || t.tgenabled::text, '; ' order by convert_to(t.tgname, 'UTF8'))
        from pg_trigger t
        left join pg_trigger tp on tp.oid = t.tgparentid
        where t.tgrelid = c.oid
          -- A copy of the parent's is internal before version 15, where what is inside a constraint has no parent.
          and case
            when t.tgisinternal --@ >= 15
            when t.tgisinternal and tp.oid is null --@ < 15
            then t.tgenabled <> 'O'
            else tp.oid is null or t.tgenabled <> tp.tgenabled end
      ),
      (
        select string_agg(
          replace(pg_get_ruledef(w.oid), format(' %I.%I', n.nspname, c.relname), '')
          || case when w.ev_enabled = 'O' then '' else ' ' || w.ev_enabled::text end, '; ' order by convert_to(w.rulename, 'UTF8'))
        from pg_rewrite w where w.ev_class = c.oid
      ),
      (
        select string_agg(concat_ws(' ', 'policy', {{name y.polname}}, y.polcmd, y.polpermissive,
            case when y.polroles <> '{0}' then 'to ' || (
              select string_agg(name, ', ' order by convert_to(name, 'UTF8'))
              from (
                select case role when 0 then 'public' else {{name pg_get_userbyid(role)}} end as name from unnest(y.polroles) role
              ) named
            ) end,
            'using ' || pg_get_expr(y.polqual, y.polrelid),
            'with check ' || pg_get_expr(y.polwithcheck, y.polrelid)), '; ' order by convert_to(y.polname, 'UTF8'))
        from pg_policy y where y.polrelid = c.oid
      ),
      (
        select string_agg('statistics ' || item, '; ' order by convert_to(item, 'UTF8'))
        from (
          select concat_ws(' ',
            {{statistics kinds s}},
            'on',
            concat_ws(', ',
              {{statistics columns s}}
              , array_to_string(pg_get_statisticsobjdef_expressions(s.oid), ', ') --@ >= 14
            ),
            'target ' || nullif(s.stxstattarget, -1)) as item
          from pg_statistic_ext s where s.stxrelid = c.oid
        ) own
      ),
      (
        select 'sequences ' || count(*) from pg_depend q
        where q.classid = 'pg_class'::regclass and q.refclassid = 'pg_class'::regclass and q.refobjid = c.oid and q.refobjsubid > 0
          and q.deptype = 'a' and exists (select from pg_class qc where qc.oid = q.objid and qc.relkind = 'S')
        having count(*) > 0
      )) as shape
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  join pg_inherits h on h.inhrelid = c.oid
  join pg_class p on p.oid = h.inhparent and p.relnamespace in (select z.oid from schemas z)
  join pg_partitioned_table g on g.partrelid = h.inhparent
  where c.relispartition and c.relkind in ('r', 'p') and c.relpersistence <> 't'
),
below (root, id, level) as (
  select parent, oid, 1 from shapes where parent in (select oid from shapes)
  union all
  select b.root, s.oid, b.level + 1 from below b join shapes s on s.parent = b.id
)
, partitions as materialized (
  select p.oid, p.many, p.shape,
    coalesce((
      select string_agg(line, '' order by convert_to(line, 'UTF8'))
      from (
        select distinct '; ' || b.level || ' below: ' || s.shape as line
        from below b join shapes s on s.oid = b.id
        where b.root = p.oid and (s.shape <> '' or not s.many)
      ) x
    ), '') as below
  from shapes p
)
