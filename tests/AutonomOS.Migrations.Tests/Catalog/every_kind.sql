-- At least one object of every kind with its properties, and every form of expression that was found to be printed differently by some
-- major version, or was looked at because it might be. Applied on 13 to 18 it must show no difference: what a line needs a version for is
-- marked at its end as in the kinds' queries.
set client_min_messages = error;
create schema app; set search_path=app;
create type app.mood as enum ('sad','ok','happy');
create type app.place as (street text, number integer);
create domain app.positive as integer check (value > 0);
create table app.t (id integer primary key, a integer, b integer, c text, d date, ts timestamp, tz timestamptz, n numeric(10,2), arr integer[], tarr text[], j json, jb jsonb, m app.mood, p app.place, x xml, bits bit(8), iv interval, by bytea, bo boolean, dp double precision, vc varchar(20), ch char(3), json text, system_user_ text, r int4range, tm time, "Mixed Case" integer, "select" integer, "order" text, depth integer, "json_table" integer, value integer, pt point, bx box);
create table app.u (id integer, t_id integer, a integer, name text, ts timestamp);
create table app.t2 (id integer, a integer);
create sequence app.q;
create function app.f(integer) returns integer language sql immutable as 'select 1';
create function app.g(a integer, variadic b integer[]) returns integer language sql as 'select 1';
create function app.df2(a integer, b integer, c integer default 3) returns integer language sql as 'select 1';
create function app.srf(a integer) returns table (k integer, v text) language sql as 'select 1, ''x''';
create function app.plus(app.mood, app.mood) returns app.mood language sql immutable as 'select $1';
create operator app.+ (leftarg=app.mood, rightarg=app.mood, function=app.plus);
create collation app.coll (locale='C');
create view v001 as select * from t;
create view v002 as select a, b from t where a > 1 and b < 2 or c = 'x';
create view v003 as select x.a, x.b from t x;
create view v004 as select t.a, u.name from t join u on u.t_id = t.id;
create view v005 as select t.a, u.name from t left join u on u.t_id = t.id and u.a = 2 where t.b is null;
create view v006 as select t.a, u.name from t, u where u.t_id = t.id;
create view v007 as select id, t.a from t join t2 using (id);
create view v008 as select id from t natural join t2;
create view v009 as select a from t where exists (select 1 from u where u.t_id = t.id);
create view v010 as select a, (select max(u.a) from u where u.t_id = t.id) as m from t;
create view v011 as select a from t where id in (select t_id from u);
create view v012 as select a from t where id in (1,2,3) and c in ('a','b') and id not in (4,5);
create view v013 as select extract(year from d) as y from t;
create view v014 as select extract(epoch from tz - now()) as y, extract(month from ts) as mm from t;
create view v015 as select substring(c from 1 for 2) as s, substring(c from 2) as s2, substring(c, 1, 2) as s3, substring(c from 'a.c') as s4, substring(c for 3) s5 from t;
create view v015_similar as select substring(c similar 'a#"b#"c' escape '#') s6 from t; --@ >= 14
create view v016 as select position('a' in c) as p, strpos(c, 'a') p2 from t;
create view v017 as select trim(c) a1, trim(leading 'x' from c) a2, trim(trailing from c) a3, trim(both 'xy' from c) a4, btrim(c) a5, ltrim(c) a6 from t;
create view v018 as select overlay(c placing 'x' from 2 for 3) o, overlay(c placing 'x' from 2) o2 from t;
create view v019 as select ts at time zone 'UTC' as z, tz at time zone 'Europe/Berlin' as y, timezone('UTC', ts) z3 from t;
create view v020 as select (ts, iv) overlaps (ts, iv) o2 from t;
create view v021 as select collation for (c) as cf from t;
create view v022 as select normalize(c) n1, normalize(c, nfd) n2, c is normalized n3, c is nfd normalized n4, c is not normalized n5 from t;
create view v023 as select xmlexists('//a' passing by value x) xe, xmlelement(name foo, xmlattributes(a as b), c) xf, xmlforest(a, c as d) xg, xmlconcat(x, x) xc, xmlparse(content c) xp, xmlpi(name php, c) xpi, xmlserialize(content x as text) xs, xmlroot(x, version '1.0', standalone yes) xr, x is document xd from t;
create view v024 as select t.a, y.* from t, xmltable('/r' passing t.x columns n for ordinality, id int path '@id', nm text path 'nm' default 'q' not null) y;
create view v025 as select c collate "C" as cc, c collate app.coll as c2, c < 'x' collate "C" as c3 from t;
create view v026 as select case when a > 0 then 'pos' when a < 0 then 'neg' else 'zero' end as s, case a when 1 then 'one' else null end s2, coalesce(a, b, 0) co, nullif(a, b) ni, greatest(a, b) gr, least(a,b) le from t;
create view v027 as select a::text t1, c::integer t2, d::timestamp t3, n::integer t4, cast(a as numeric(5,1)) t5, c::varchar(3) t6, ch::text t7, a::bigint t8, 'ok'::app.mood t9, a::app.positive t10, '5'::interval t11, interval '1' day t12, '1 day 2 hours'::interval(0) t13, -5 t14, -a t15, - (-5) t16, 1.5 t17, 1e10 t18, '-1'::integer t19, b'101' t20, x'1F' t21, null t22, null::text t23, true t24, date '2020-01-01' t25, timestamp with time zone '2020-01-01 00:00+02' t26, e'a\nb\\c''d' t27, 'a\b' t28, time '10:00' t29, '{1,2}'::int[] t30, '{"a":1}'::jsonb t31, 10000000000 t32, 1e400::numeric t33, 'NaN'::float8 t34, 0.1::float4 t35, '\xdead'::bytea t36, '(1,2)'::point t37, '$1.00'::money t38 from t;
create view v028 as select count(*) c, count(distinct a) cd, sum(a) filter (where b > 0) sf, string_agg(c, ',' order by a desc nulls last) sa, array_agg(distinct a order by a) aa, percentile_cont(0.5) within group (order by dp) pc, rank(5) within group (order by a) rk, count(t) ct, count(t.*) ct2 from t;
create view v029 as select b, count(*) from t group by b having count(*) > 1 order by b desc nulls last, count(*) limit 5 offset 2;
create view v030 as select a, b, count(*) from t group by grouping sets ((a), (b), ()), cube (c), rollup (d, ts) ;
create view v031 as select row_number() over (partition by a order by b) rn, sum(a) over w sw, lag(a, 1, 0) over (w rows between 2 preceding and current row) lg, first_value(a) over (order by a range between unbounded preceding and 1 following exclude current row) fv, count(*) over () co from t window w as (partition by b order by id);
create view v032 as select a from t union all select a from u union select 5;
create view v033 as (select a from t order by a limit 1) intersect select a from u except all select b from t order by 1;
create view v034 as with x as (select a, b from t where a > 1) select x.a from x;
create view v035 as with recursive r(n) as (select 1 union all select n+1 from r where n < 10) select n from r;
create view v036 as with x as materialized (select a from t), y as not materialized (select a from x) select y.a, x.a as a2 from x, y;
create view v037 as values (1, 'a'), (2, 'b');
create view v038 as select * from (values (1, 'a'), (2, 'b')) v(n, s) where n > 1;
create view v039 as select * from (select a, b from t where a > 2) q where q.b > 1;
create view v040 as select * from generate_series(1, 10) g;
create view v041 as select * from generate_series(1, 10) with ordinality g(x, o);
create view v042 as select s.k, s.v from srf(1) s;
create view v043 as select t.a, s.k from t, lateral srf(t.a) s where s.k > 0;
create view v044 as select t.a, l.m from t left join lateral (select max(u.a) m from u where u.t_id = t.id) l on true;
create view v045 as select * from rows from (generate_series(1,2), generate_series(1,3)) as z(a,b);
create view v046 as select (p).street, (t.p).number, p from t;
create view v047 as select t from t;
create view v048 as select row(a, b)::text r, (a, b) = (1, 2) eq, (a, b) < (1, 2) lt, row(a, c) is null rn, (a,b) in (select id, a from u) rin from t;
create view v049 as select arr[1] a1, arr[1:2] a2, array[a, b] a3, array[[1,2],[3,4]] a4, array(select u.a from u) a5, a = any(arr) a6, a > all(arr) a7, arr || 1 a8, array[]::int[] a9, a = any(array[1,2]) a10, a = any((select array_agg(u.a) from u)::int[]) a11, array_append(arr, 1) a12, array_cat(arr, arr) a13, array_position(arr, 1) a14, arr[:2] a15, tarr @> array['x'] a16, array_remove(arr,1) a17, array_length(arr,1) a18 from t;
create view v050 as select j->'a' j1, j->>'b' j2, jb @> '{"a":1}' j3, jb ? 'x' j4, jb #> '{a,b}' j5, jb - 'a' j6, jsonb_build_object('a', a) j7, to_jsonb(t) j8, jb ?| array['a'] j9, jb @? '$.a' j10 from t;
create view v051 as select a is null i1, a is not null i2, bo is true i3, bo is not false i4, bo is unknown i5, a is distinct from b i6, a is not distinct from b i7, not bo i8, a between 1 and 2 i9, a not between 1 and 2 i10, a between symmetric 1 and 2 i11, c like 'a%' i12, c not like 'a%' i13, c ilike 'a%' i14, c like 'a#%' escape '#' i15, c similar to 'a%' i16, c similar to 'a#%' escape '#' i17, c ~ 'x' i18, c !~* 'x' i19 from t;
create view v052 as select m + m as o, m operator(app.+) m o2, m < 'ok' o3, m = 'ok'::mood o4 from t;
create view v053 as select a + b * 2 e1, (a + b) * 2 e2, a - (b - 1) e3, (a - b) - 1 e4, -a + b e5, - (a + b) e6, a ^ 2 e7, a % 2 e8, |/ dp e9, @ a e10, a # b e11, ~ a e12, a << 2 e13, not (bo and bo or not bo) e14, a / b e15 from t;
create view v054 as select current_date c1, current_time c2, current_timestamp c3, localtime c4, localtimestamp c5, current_user c6, session_user c7, user c8, current_role c9, current_catalog c10, current_schema c11, now() c12, current_timestamp(2) c13, current_time(1) c14, localtimestamp(3) c15, localtime(0) c16;
create view v055 as select distinct a, b from t order by a;
create view v056 as select distinct on (a) a, b from t order by a, b desc;
create view v057 as select a from t for update;
create view v058 as select t.a from t join u on true for share of t skip locked;
create view v059 as select a from t tablesample bernoulli (10) repeatable (5);
create view v060 as select a as "Weird Name", b as "select", c as json, d as value from t;
create view v061 as select json, "select", "order", depth, "json_table", value, "Mixed Case" from t;
create view v062 as select a x, b from t order by x, b using >;
create view v063 as select a as b, b as a from t order by a, t.b;
create view v064 as select nextval('q') n, 'app.t'::regclass rc, 'app.f(integer)'::regprocedure rp, 'integer'::regtype rt, currval('q'::regclass) cv;
create view v065 as select f(a) x1, g(a, 1, 2) x2, g(a, variadic arr) x3 , df2(b => 2, a => 5) x from t;
create view v066 as select a from only t;
create view v067 as select a from t fetch first 3 rows only;
create view v068 as select a from t order by a fetch first 3 rows with ties;
create view v069 as select upper(c) || lower(c) || a u1, c || 'x' u2, concat(a, b) u3, format('%s', a) u4, length(c) u5, char_length(c) u6, character_length(c) u7, octet_length(c) u8, bit_length(c) u9, replace(c, 'a', 'b') u10, left(c, 2) u11, lpad(c, 5) u12, split_part(c, ',', 1) u13, regexp_replace(c, 'a', 'b') u14, to_char(ts, 'YYYY') u15, to_date(c, 'YYYY') u16, date_trunc('day', ts) u17, age(ts) u18, date_part('year', d) u19, make_date(1,2,3) u20, md5(c) u21, random() u22, round(n, 1) u23, ceil(n) u24, trunc(n) u25, mod(a, b) u26, power(dp, 2) u27, sqrt(dp) u28, abs(a) u29, div(n, 2) u30, log(n) u31, exp(n) u32, sign(n) u33, width_bucket(n, 0, 10, 5) u34, to_tsvector('english', c) u35, to_tsvector(c) @@ to_tsquery('a & b') u36, plainto_tsquery('english', c) u37, ts_rank(to_tsvector(c), to_tsquery('x')) u38 from t;
create view v070 as select a from t where a = (select 1) and (a, b) = (select 1, 2) and a > any (select u.a from u) and a = all (select u.a from u) and not exists (select from u);
create view v071 as select r && int4range(1,2) r1, r @> 5 r2, lower(r) r3, upper_inf(r) r4, int4range(1,2,'[]') r5, '[1,5)'::int4range r6, daterange(d, null) r7 from t;
create view v072 as select grouping(a) g, a from t group by rollup (a);
create view v073 as select sum(a) over (order by b groups between 1 preceding and 1 following exclude ties) from t;
create view v074 as select x.a from t as x(id, a, renamed) where renamed > 5;
create view v075 as select j1.a from (t j1 join u j2 on j1.id = j2.id) cross join t2;
create view v076 as select jj.id, jj.name from (t j1 join u j2(id2, t_id2, a2, name, ts2) on j1.id = id2) as jj(id) ;
create view v077 as select t.a, u.a as ua from t full join u using (id) where t.a is not null;
create view v078 as select coalesce((select u.name from u where u.id = t.id limit 1), 'none') nm from t where t.a > (select avg(a) from t);
create view v079 as select a from t where (select count(*) from u where u.t_id = t.id and exists (select 1 from t2 where t2.id = u.id and t2.a = t.a)) > 1;
create view v080 as select a from v001 where b = 2;
create view v081 as select 1 as one;
create view v082 as select a, count(*) n from t where b > 0 group by a, c order by count(*) desc, a;
create view v083 as select a + 1 as s, count(*) from t group by a + 1, 1;
create view v084 as select lower(c) from t group by lower(c) having lower(c) <> '' order by lower(c);
create view v085 with (security_barrier) as select a from t where a > 0 with local check option;
create view v086 as select iv * 2 a1, d + 1 a2, d - d a3, ts + iv a4, ts - interval '1 day' a5, tz::date a6, d::timestamptz a7, extract(dow from d)::int a8 from t;
create view v087 as select (jb->'a')::int from t;
create view v087_subscript as select jb['a'] jj from t; --@ >= 14
create view v088 as select t.*, u.name from t join u on t.id = u.id;
create view v089 as select 1 from t where c = any (array['a','b']::varchar[]) and vc = 'x' and vc in ('a','b') and ch = 'abc' and vc like 'x%';
create view v090 as select jb @@ '$.a == 1' a, by || '\x00' b, encode(by,'hex') c, substring(by from 1 for 2) d, trim('\x00'::bytea from by) e, substring(bits from 1 for 2) f, position(b'1' in bits) g, overlay(bits placing b'1' from 2) h, position('\x00' in by) i, overlay(by placing '\x00' from 2 for 1) k from t;
create view v091 as select sum(n) s, avg(a) v, min(c) mi, bool_and(bo) ba, every(bo) ev, corr(dp, dp) co, mode() within group (order by a) mo, json_agg(t) ja, jsonb_object_agg(c, a) jo, xmlagg(x order by a) xa, array_agg(arr) aa from t;
create view v092 as select a from (select a from t) s group by a having count(*) > 1;
create view v093 as select q.a from (select t.a, u.name from t join u on t.id = u.id) q;
create view v095 as select extract(year from current_date) y, extract('month' from d) m, extract(timezone_hour from tz) tzh, extract(quarter from ts) qq, extract(minute from tm) mi, extract(isodow from d) io from t;
create view v097 as with x as (select a from t), y as (select a from u) select a from x where a in (select a from y) union select a from y;
create view v098 as select a "a b", c "c""d" from t "T x";
create view v099 as select pt <-> '(1,2)'::point dd, bx && bx bb, pt <@ bx cc from t;
create view v100 as select (select json_agg(s) from (select a, b from u where u.a = t.a) s(a, b)) x from t;
create view v101 as select ts at time zone 'UTC' at time zone 'Europe/Berlin' as z, (tz at time zone 'UTC')::date d, (ts + iv) at time zone iv x from t;
create view v102 as select substring(trim(c) from 1 for position('a' in c)) s, trim(both from substring(c from 2)) t, extract(year from ts at time zone 'UTC') y from t;
create table chk (a integer check (a > 0 and a < 10 or a is null), b text check (b ~ '^x' and length(b) < 5), c text default 'x' || 'y', d timestamp default (now() at time zone 'utc'), e date default current_date, f integer default nextval('q'), g text default substring('abc' from 1 for 2), h integer generated always as (a * 2) stored, i date check (extract(year from i) > 2000), json text check (json <> ''), k text[] default '{}', l jsonb default '{}', m numeric default 0.00, n boolean default true, o bigint default 5000000000, p text default null, r text check (trim(r) <> ''), s text check (s in ('a','b','c')), t varchar(5) check (t in ('a','b')), u integer default -1, v float default 'infinity', w interval default '1 day', x uuid default '00000000-0000-0000-0000-000000000000', constraint multi check (a > 1 and (b is not null or c is null)), constraint pos check (position('@' in b) > 1), exclude using gist (int4range(a, a + 1) with &&));
create index i1 on chk (lower(b), (a + 1), b text_pattern_ops desc nulls last, c collate "C") include (d) where a > 0 and b is not null and extract(year from i) > 1;
create index i2 on chk using gin (k); create index i3 on chk using brin (d) with (pages_per_range = 4); create index i4 on chk (json) where json is not null; create index i5 on chk (substring(b from 1 for 3)); create index i6 on chk ((d at time zone 'UTC')); create index i7 on chk ((l ->> 'a')); create unique index i8 on chk (trim(b)); create index i9 on chk using hash (a);
create index i10 on chk using gin (to_tsvector('english', b)); create index i11 on chk (a, json) where (a, u) = (1, 2);
create function app.trg() returns trigger language plpgsql as 'begin return new; end';
create trigger tr1 before update of a, b on chk for each row when (old.a is distinct from new.a and position('a' in new.b) > 0) execute function app.trg('x', 'y');
create trigger tr2 after insert on chk referencing new table as nt for each statement execute function app.trg();
create rule r1 as on insert to u where new.a > 5 do also insert into t2 values (new.id, new.a);
create rule r2 as on update to u do instead update t2 set a = new.a, id = default where t2.id = old.id returning t2.id, null::integer, t2.a, null::text, null::timestamp;
create rule r3 as on delete to u do instead (delete from t2 where id = old.id; select 1; notify foo);
create policy pol on t using (a > 0 and exists (select 1 from u where u.id = t.id) and c = current_user) with check (substring(c from 1 for 1) = 'x');
create table part (a integer, d date, e text) partition by range (a, (extract(year from d)), e collate "C");
create table part1 partition of part for values from (1, 2, 'a') to (5, minvalue, minvalue);
create table lp (a text, b integer) partition by list (lower(a));
create table lp1 partition of lp for values in ('a', 'b', null);
create table hp (a integer) partition by hash (a); create table hp1 partition of hp for values with (modulus 4, remainder 0);
create table numbered (a integer, id bigint generated always as identity (start 5)) partition by list (a); create table numbered1 partition of numbered for values in (1);
create function df(a integer default 5, b text default 'x' || 'y', c timestamp default now() at time zone 'utc', d text[] default '{a,b}', inout e text default substring('abc' from 2), variadic f integer[] default array[1,2]) language sql as 'select $5';
create procedure pr(a integer, inout b text default trim(' x ')) language plpgsql as 'begin end';
create domain dom as text check (value ~ '^a' and substring(value from 1 for 2) = 'ab' and length(value) > 2) default trim(' ab ');

do $$ begin create function sb1(a integer) returns integer language sql begin atomic select t.b from t where t.id = a and t.b > 1; end; end $$; --@ >= 14
create function sb2(a integer) returns integer language sql return a + 1; --@ >= 14
do $$ begin create procedure sb3(a integer) language sql begin atomic insert into u (id) values (a); update u set a = 5 where id = a; delete from u where id = sb3.a; end; end $$; --@ >= 14
do $$ begin create function sb4(x integer) returns integer language sql begin atomic select extract(year from d)::integer from t where t.id = sb4.x order by a; end; end $$; --@ >= 14
create statistics st on (lower(c)), (a + 1), (substring(c from 1 for 2)) from t; --@ >= 14

-- Every kind of object.
create schema other;
create access method heap2 type table handler heap_tableam_handler;
create language plpgsql2 handler plpgsql_call_handler inline plpgsql_inline_handler validator plpgsql_validator;
create foreign data wrapper remote options (debug 'true');
create server remote type 'x' version '1' foreign data wrapper remote options (host 'a');
create user mapping for public server remote options (password 'b');
create foreign table app.far (id integer options (name 'ID') not null default 5 check (id > 0), json text collate "C", e date default (now() at time zone 'utc'))
  server remote options (name 'FAR');
create foreign table app.part_far partition of app.part for values from (6, 0, 'a') to (7, 0, 'b') server remote;
create collation app.german (provider = icu, locale = 'de', deterministic = false);
create domain app.short as varchar(9) collate "C" not null default 'none' constraint is_short check (value <> 'json');
create type app.pair as (a integer, b text collate "C", c app.mood, "d.e" numeric(5, 1)[]);
create type app.a_name_of_63_bytes_0123456789_0123456789_0123456789_0123456789_ as range (subtype = integer);
create type app.a_range_of_63_bytes_0123456789_0123456789_0123456789_012345678_ as range (subtype = integer);
create type app.prices as range (subtype = float8, subtype_diff = float8mi);
create type app.times as range (subtype = time, multirange_type_name = app.many_times); --@ >= 14
create type app.raw;
create function app.raw_in(cstring) returns app.raw language internal immutable strict as 'textin';
create function app.raw_out(app.raw) returns cstring language internal immutable strict as 'textout';
create type app.raw (input = app.raw_in, output = app.raw_out, category = 'S', default = 'x', collatable = true);
create function app.rank(app.mood) returns integer language sql immutable parallel safe cost 7 as 'select 1';
create function app.same(app.mood, text) returns boolean language sql immutable strict leakproof as 'select true';
create function app.watch() returns event_trigger language plpgsql security definer set search_path = app, pg_temp set work_mem = '9MB' as 'begin end';
create function app.rows(a integer, out b integer, out "json" text) returns setof record language plpgsql stable rows 7 as 'begin end';
create function app.many(variadic "any") returns text language internal as 'text_concat_ws';
create function app.number() returns bigint window language internal as 'window_row_number';
create function app.poly(a anyelement, b anyarray default null) returns anyelement language sql as 'select a';
create function app.crlf() returns integer language sql as e'select 1\r\n';
create aggregate app.total(a integer) (sfunc = int4pl, stype = integer, initcond = '0', combinefunc = int4pl, parallel = safe);
create aggregate app.moving(integer) (
  sfunc = int4pl, stype = integer, msfunc = int4pl, minvfunc = int4mi, mstype = integer, minitcond = '0', sortop = <);
create aggregate app.middle(float8 order by float8) (sfunc = ordered_set_transition, stype = internal, finalfunc = percentile_disc_final, finalfunc_extra);
create operator app.=== (leftarg = app.mood, rightarg = text, function = app.same, restrict = eqsel, join = eqjoinsel);
create operator app.!== (rightarg = app.mood, function = app.rank);
create operator family app.integers using btree;
create operator class app.reversed for type integer using btree family app.integers as
  operator 1 >, operator 2 >=, operator 3 =, operator 4 <=, operator 5 <, function 1 btint4cmp(integer, integer);
create cast (app.mood as integer) with function app.rank(app.mood) as assignment;
create transform for integer language plpgsql2 (to sql with function int4recv(internal));
create conversion app.latin for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
create text search parser app.words (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);
create text search template app.like_simple (lexize = dsimple_lexize, init = dsimple_init);
create text search dictionary app.plain (template = simple, stopwords = 'english', accept = false);
create text search dictionary app.snow (template = snowball, language = english, stopwords = english);
create text search configuration app.plain (copy = english);
alter text search configuration app.plain alter mapping for asciiword with app.plain, simple;
create table app.parents (
  id bigint generated always as identity (start 5 increment 2 cycle) primary key, number serial, code text not null unique deferrable initially deferred,
  "User Name" text collate "C", at timestamptz default now(), price numeric(10, 2), moods app.mood[] default '{ok,happy}', place app.pair,
  unique (code, price) include (at) with (fillfactor = 70)) with (fillfactor = 80, autovacuum_enabled = false, toast.autovacuum_enabled = false);
alter table app.parents alter code set statistics 9, alter code set storage external, alter price set (n_distinct = 5);
alter table app.parents alter code set compression pglz; --@ >= 14
alter table app.parents enable row level security, force row level security, replica identity full;
create table app.children (
  key uuid default gen_random_uuid(), parent bigint constraint of_parent references app.parents on delete cascade on update set null deferrable,
  during int4range, kind text, weight double precision, exclude using gist (during with &&) where (kind is not null))
  inherits (app.t2);
alter table app.children add constraint heavy check (weight > 0 and trim(kind) <> '') not valid;
create unlogged table app.waste (a integer);
create table app.of_type of app.place (number not null, primary key (number));
create table app.otherwise (a integer) using heap2;
create index clustered on app.children (kind); alter table app.children cluster on clustered;
create index expression on app.children ((lower(kind))); alter index app.expression alter column 1 set statistics 99;
create unique index not_twice on app.children (kind) nulls not distinct; --@ >= 15
create table app.absent (a integer, b integer, unique nulls not distinct (a, b)); --@ >= 15
create table app.keyed (a integer, b integer, constraint fk foreign key (a, b) references app.absent (a, b) on delete set null (a)); --@ >= 15
create table app.hashed (a integer, b text storage external); --@ >= 16
create table app.calculated (a integer, b integer generated always as (a * 2) virtual, c integer, constraint c_set not null c, check (a > 0) not enforced); --@ >= 18
create table app.periods (a int4range, during int4range, primary key (a, during without overlaps)); --@ >= 18
create sequence app.numbers as smallint start 5 increment -5 minvalue -100 maxvalue 50 cache 3 cycle;
create sequence app.owned owned by app.children.weight;
create materialized view app.sums as select parent, sum(weight) as total, min(kind) as kind from app.children group by parent with no data;
create unique index on app.sums (parent); alter materialized view app.sums alter kind set storage external, alter kind set statistics 7;
create materialized view app.one_table with (fillfactor = 70) as select x.a, x.c from app.t x where extract(year from x.d) = 2020;
create view app.guarded with (security_barrier, check_option = cascaded) as select id, code, price from app.parents where price > 0;
alter view app.guarded alter code set default trim(' x ');
create view app.invoked with (security_invoker) as select kind from app.children; --@ >= 15
create rule quiet as on delete to app.waste do instead nothing;
create rule noted as on update to app.waste where old.a <> new.a and extract(year from now()) > 2000 do also
  insert into app.u (id, name) select new.a, substring(t.c from 1 for 2) from app.t where t.id = old.a;
alter table app.waste disable rule quiet;
create statistics app.pairs (ndistinct, dependencies, mcv) on id, code from app.parents; alter statistics app.pairs set statistics 50;
create constraint trigger late after insert or update of kind on app.children deferrable initially deferred for each row execute function app.trg('a''b', '5');
create trigger copied after insert on app.part for each row execute function app.trg();
create trigger instead instead of insert on app.guarded for each row execute function app.trg();
alter table app.children enable always trigger late;
create policy own on app.parents as restrictive for update to pg_monitor, public using ("User Name" = current_user) with check (position('x' in code) > 0);
create event trigger watch on ddl_command_end when tag in ('CREATE TABLE', 'DROP TABLE') execute function app.watch(); alter event trigger watch disable;
create publication everything for all tables with (publish = 'insert, delete');
create publication chosen for table app.parents, app.children with (publish_via_partition_root);
create publication columns for table app.t2 (id); --@ >= 15
create publication filtered for table app.children where (kind <> 'json' and substring(kind from 1 for 1) = 'a'), tables in schema other; --@ >= 15
create aggregate app.listed(integer) (sfunc = array_append, stype = integer[], initcond = '{}');
create subscription other connection 'host=nowhere.invalid' publication p with (connect = false, slot_name = none, enabled = false, synchronous_commit = 'off');
-- 18 streams in parallel where nobody says otherwise, which is a difference and here is none of the script.
do $$ begin if current_setting('server_version_num')::integer >= 180000 then alter subscription other set (streaming = off); end if; end $$;
