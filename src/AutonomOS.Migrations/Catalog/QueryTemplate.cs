using System.Text;
using AutonomOS.Migrations.Connections;

namespace AutonomOS.Migrations.Catalog;

/// <summary>
/// What the kinds' queries share, written out:
/// <list type="bullet">
/// <item><c>{{name x}}</c>: a name as an identifier, quoted by one rule for every server (<see cref="SqlName.Shown"/>).</item>
/// <item><c>{{schemas}}</c>: the common table expression <c>schemas (oid, nspname, name)</c>, the schemas that are compared: those of
/// <c>$1::text[]</c>, or every one but the system's where that is null.</item>
/// <item><c>{{members}}</c>: the common table expression <c>members (relation, extension)</c>, the relations of extensions.</item>
/// <item><c>{{dependents pg_class}}</c>: the common table expression <c>dependents (id, extensions)</c>, what of a catalog would go with
/// an extension without belonging to it (<c>DEPENDS ON EXTENSION</c>).</item>
/// <item><c>{{traits}}</c>: the common table expression <c>traits (index, targets, extensions)</c>, what few indexes have: statistics
/// targets of their expressions, and extensions they would go with. One table, because each join more is time for the planner.</item>
/// <item><c>{{own pg_class c.oid}}</c>: the condition that an object, by its catalog and its id, belongs to no extension. What extensions
/// have is looked up once, from their side: there are few, and each object's own dependencies are most of what the server keeps.</item>
/// <item><c>{{routine x}}</c> and <c>{{operator x}}</c>: the full name of the one with an id, with the types that it is for; null for none.
/// Casts to <c>regprocedure</c> and <c>regoperator</c> quote by the server's keywords. A system's function that version 14 made
/// polymorphic in another way (<c>array_append</c> and its like) is told as before.</item>
/// <item><c>{{collation x}}</c> and <c>{{tablespace x}}</c>: the name of the one with an id; null for no tablespace, the database's own.
/// </item>
/// <item><c>{{options x}}</c>: a list of options as text, in an order of its own and with one word for on and off; null for none. <c>{{toast options c}}</c>: those of the
/// TOAST table of a relation.</item>
/// <item><c>{{settings x}}</c>: a derived table, the settings of a routine a line each in an order of their own: <c>told</c>, and <c>custom</c>
/// of parameters that applications make up.</item>
/// <item><c>{{other options x y}}</c>: whether two relations, the second of which may be none, have other options, in whatever order.
/// </item>
/// <item><c>{{statistics kinds x}}</c> and <c>{{statistics columns x}}</c>: what extended statistics gather, and of which columns, by name:
/// the server keeps them in the order of the table, which is told as a note of the table.</item>
/// <item><c>{{index definition x}}</c>: that of an index by its row of pg_class, with its options in an order of their own: they are kept,
/// and printed, in the order in which they were set.</item>
/// <item><c>{{told n x}}</c>: the privileges of a group of rows <c>x (privilege, grantable)</c> in words, of which there are <c>n</c>.</item>
/// <item><c>{{privileges x r y}}</c>: what a list of privileges, or null, gives on an object of a type (as <c>acldefault</c> takes it) that
/// a role owns, with the owner by no name.</item>
/// <item><c>{{labels x}}</c>: a query of the security labels of a relation and its columns.</item>
/// <item><c>{{replica identity c}}</c>: that of a relation, in words.</item>
/// <item><c>{{objects}}</c>, <c>{{holders}}</c>, <c>{{grants}}</c>, <c>{{namespace}}</c>, <c>{{counting}}</c>, <c>{{counted}}</c> and
/// <c>{{identities}}</c>: the text of the file of that name, which says what it gives.</item>
/// </list>
/// </summary>
internal static class QueryTemplate
{
    private const string Begin = "{{";
    private const string End = "}}";

    private const string Schemas =
        """
        schemas as materialized (
          select oid, nspname, {{name nspname}} as name from pg_namespace
          where nspname !~ '^pg_' and nspname <> 'information_schema'
            and ($1::text[] is null or nspname = any ($1::text[]))
        )
        """;

    private const string Members =
        """
        members as materialized (
          select d.objid as relation, {{name e.extname}} as extension
          from pg_extension e
          join pg_depend d on d.refclassid = 'pg_extension'::regclass and d.refobjid = e.oid
          where d.classid = 'pg_class'::regclass and d.deptype = 'e'
        )
        """;

    private const string Routine =
        """
        (
          select {{name rn.nspname}} || '.' || {{name rp.proname}} || '('
            || case when rp.oid >= 16384 then oidvectortypes(rp.proargtypes)
              else replace(replace(oidvectortypes(rp.proargtypes), 'anycompatiblearray', 'anyarray'), 'anycompatible', 'anyelement')
            end || ')'
          from pg_proc rp join pg_namespace rn on rn.oid = rp.pronamespace
          where rp.oid = $id)
        """;

    private const string Operator =
        """
        (
          select {{name rn.nspname}} || '.' || ro.oprname || '('
            || case when ro.oprleft = 0 then 'none' else format_type(ro.oprleft, null) end || ', '
            || case when ro.oprright = 0 then 'none' else format_type(ro.oprright, null) end || ')'
          from pg_operator ro join pg_namespace rn on rn.oid = ro.oprnamespace
          where ro.oid = $id)
        """;

    private const string Collation =
        """
        (
          select {{name ln.nspname}} || '.' || {{name l.collname}}
          from pg_collation l join pg_namespace ln on ln.oid = l.collnamespace
          where l.oid = $id)
        """;

    private const string Tablespace =
        "case when $id <> 0 then (select {{name ts.spcname}} from pg_tablespace ts where ts.oid = $id) end";

    private const string Options =
        """
        case when $list is not null
          then (
            select string_agg(option, ', ' order by convert_to(option, 'UTF8'))
            from unnest($list) given
            cross join lateral regexp_replace(regexp_replace(given, '=(on|yes)$', '=true', 'i'), '=(off|no)$', '=false', 'i') option)
        end
        """;

    // Custom parameters may hold secrets, as those of a database may.
    private const string SettingsOfRoutine =
        """
        (
          select string_agg(line, e'\n' order by convert_to(line, 'UTF8')) filter (where split_part(line, '=', 1) !~ '[.]') as told,
            string_agg(line, e'\n' order by convert_to(line, 'UTF8')) filter (where split_part(line, '=', 1) ~ '[.]') as custom
          from (select replace(replace(setting, '\', '\\'), e'\n', '\n') as line from unnest($list) setting) x
        ) settings
        """;

    private const string OtherOptions =
        "($x.reloptions is distinct from $y.reloptions and ($x.reloptions @> $y.reloptions and $x.reloptions <@ $y.reloptions) is not true)";

    private const string StatisticsKinds =
        """
        (
          select string_agg(case kind when 'd' then 'ndistinct' when 'f' then 'dependencies' else 'mcv' end, ', ' order by kind)
          from unnest($x.stxkind) kind
          where kind <> 'e'
        )
        """;

    private const string StatisticsColumns =
        """
        (
          select string_agg({{name a.attname}}, ', ' order by convert_to(a.attname, 'UTF8'))
          from pg_attribute a
          where a.attrelid = $x.stxrelid and a.attnum = any ($x.stxkeys)
        )
        """;

    // Its options written as the server writes them (ruleutils.c, get_reloptions), to be found in its text and put in order there.
    private const string IndexDefinition =
        """
        case when cardinality($x.reloptions) > 1
          then (
            select replace(pg_get_indexdef($x.oid),
              ' WITH (' || string_agg(w.option, ', ' order by w.place) || ')',
              ' WITH (' || string_agg(w.option, ', ' order by convert_to(w.option, 'UTF8')) || ')')
            from (
              select v.place,
                format('%I=%s', v.name, case when format('%I', v.value) = v.value then v.value else quote_literal(v.value) end) as option
              from (
                select place, split_part(option, '=', 1) as name, substr(option, strpos(option, '=') + 1) as value
                from unnest($x.reloptions) with ordinality o (option, place)
              ) v
            ) w)
          else pg_get_indexdef($x.oid)
        end
        """;

    // All that there is to grant is told as ALL: what that is differs between versions.
    private const string Told =
        """
        case when $number > 1 and count(*) = $number and bool_and($x.privilege !~ '^grant')
          then 'ALL' || case when bool_and($x.grantable)
            then ' with grant option'
            else coalesce(
              ', ' || string_agg($x.privilege || ' with grant option', ', ' order by $x.privilege collate "C") filter (where $x.grantable), '')
          end
          else string_agg(
            $x.privilege || case when $x.grantable then ' with grant option' else '' end, ', ' order by $x.privilege collate "C")
        end
        """;

    private const string Privileges =
        """
        coalesce((
          select string_agg(
            concat_ws(' ', 'for',
              case when held.grantee = $owner then 'its owner' when held.grantee = 0 then 'PUBLIC' else {{name pg_get_userbyid(held.grantee)}} end)
              || ': ' || held.told, '; ' order by held.grantee = $owner desc, held.grantee = 0 desc, convert_to(pg_get_userbyid(held.grantee), 'UTF8'))
          from (
            select x.grantee, {{told number x}} as told
            from (
              select e.grantee, e.privilege_type as privilege, bool_or(e.is_grantable) and e.grantee <> $owner as grantable,
                case '$type' when 'c' then 4 else (select count(*) from aclexplode(acldefault('$type', $owner)) d where d.grantee = $owner) end as number
              from aclexplode(coalesce($list, acldefault('$type', $owner))) e
              group by e.grantee, e.privilege_type
            ) x
            group by x.grantee, x.number
          ) held
        ), 'none')
        """;

    private const string Labels =
        """
        select {{name la.attname}} as name, m.provider, m.label
        from pg_seclabel m
        left join pg_attribute la on la.attrelid = m.objoid and la.attnum = m.objsubid and m.objsubid > 0
        where m.classoid = 'pg_class'::regclass and m.objoid = $id
        """;

    private const string ReplicaIdentity =
        """
        case $c.relreplident
          when 'd' then 'default'
          when 'f' then 'full'
          when 'n' then 'nothing'
          else 'index ' || coalesce((
            select {{name ic.relname}} from pg_index ix join pg_class ic on ic.oid = ix.indexrelid
            where ix.indrelid = $c.oid and ix.indisreplident), '(dropped)')
        end
        """;

    private static readonly string[] Files = ["objects", "holders", "grants", "namespace", "counting", "counted", "identities", "traits"];

    /// <summary>Puts in the files that a query names: what is for some versions only is told by their lines.</summary>
    /// <param name="query">A query's file.</param>
    public static string Include(string query) => Files.Aggregate(query, (text, file) =>
        text.Contains($"{Begin}{file}{End}", StringComparison.Ordinal)
            ? text.Replace($"{Begin}{file}{End}", $"\n{CatalogQuery.ReadFile($"{file}.sql")}", StringComparison.Ordinal)
            : text);

    /// <summary>Writes a template out.</summary>
    /// <param name="template">A query.</param>
    /// <exception cref="FormatException">There is something else between braces, or braces have no end.</exception>
    public static string Expand(string template)
    {
        var text = new StringBuilder(template.Length * 2);
        var rest = template.AsSpan();
        for (var at = rest.IndexOf(Begin); at >= 0; at = rest.IndexOf(Begin))
        {
            text.Append(rest[..at]);
            rest = rest[(at + Begin.Length)..];
            var end = rest.IndexOf(End);
            if (end < 0)
            {
                throw new FormatException($"'{Begin}' has no '{End}'.");
            }

            text.Append(Part(rest[..end].Trim().ToString()));
            rest = rest[(end + End.Length)..];
        }

        return text.Append(rest).ToString();
    }

    private static string Part(string part) => part.Split(' ') switch
    {
        ["schemas"] => Expand(Schemas),
        ["members"] => Expand(Members),
        ["dependents", var catalog] => Expand(
            $"""
            dependents as materialized (
              select d.objid as id, string_agg({Begin}name e.extname{End}, ', ' order by convert_to(e.extname, 'UTF8')) as extensions
              from pg_extension e
              join pg_depend d on d.refclassid = 'pg_extension'::regclass and d.refobjid = e.oid
              where d.classid = '{catalog}'::regclass and d.deptype = 'x'
              group by d.objid
            )
            """),
        ["own", var catalog, var id] =>
            $"""
            {id} not in (
              select d.objid from pg_extension e
              join pg_depend d on d.refclassid = 'pg_extension'::regclass and d.refobjid = e.oid and d.deptype = 'e'
              where d.classid = '{catalog}'::regclass)
            """,
        ["routine", var id] => Expand(Routine.Replace("$id", id, StringComparison.Ordinal)),
        ["operator", var id] => Expand(Operator.Replace("$id", id, StringComparison.Ordinal)),
        ["name", ..] when part["name".Length..].Trim() is { Length: > 0 } name => SqlName.Shown(name),
        ["collation", var id] => Expand(Collation.Replace("$id", id, StringComparison.Ordinal)),
        ["tablespace", var id] => Expand(Tablespace.Replace("$id", id, StringComparison.Ordinal)),
        ["options", var list] => Options.Replace("$list", list, StringComparison.Ordinal),
        ["settings", var list] => SettingsOfRoutine.Replace("$list", list, StringComparison.Ordinal),
        ["toast", "options", var relation] =>
            Expand($"(select {Begin}options toast.reloptions{End} from pg_class toast where toast.oid = {relation}.reltoastrelid)"),
        ["other", "options", var relation, var other] => OtherOptions
            .Replace("$x", relation, StringComparison.Ordinal).Replace("$y", other, StringComparison.Ordinal),
        ["statistics", "kinds", var statistics] => StatisticsKinds.Replace("$x", statistics, StringComparison.Ordinal),
        ["statistics", "columns", var statistics] => Expand(StatisticsColumns.Replace("$x", statistics, StringComparison.Ordinal)),
        ["index", "definition", var index] => IndexDefinition.Replace("$x", index, StringComparison.Ordinal),
        ["told", var number, var row] => Told
            .Replace("$number", number, StringComparison.Ordinal).Replace("$x", row, StringComparison.Ordinal),
        ["privileges", var list, var type, var owner] => Expand(Privileges
            .Replace("$list", list, StringComparison.Ordinal).Replace("$type", type, StringComparison.Ordinal).Replace("$owner", owner, StringComparison.Ordinal)),
        ["labels", var relation] => Expand(Labels.Replace("$id", relation, StringComparison.Ordinal)),
        ["replica", "identity", var relation] => Expand(ReplicaIdentity.Replace("$c", relation, StringComparison.Ordinal)),
        _ => throw new FormatException($"'{Begin}{part}{End}' stands for nothing."),
    };
}
