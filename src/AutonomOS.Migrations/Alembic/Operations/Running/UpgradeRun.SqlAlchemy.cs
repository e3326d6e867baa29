using AutonomOS.Migrations.Alembic.Operations.Values;
using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Sql.Statements;

namespace AutonomOS.Migrations.Alembic.Operations.Running;

/// <summary>What SQLAlchemy makes: columns, constraints, tables, statements, sessions.</summary>
internal sealed partial class UpgradeRun
{
    // What SQLAlchemy writes as functions and PostgreSQL has as syntax, or in an extension: they only compute, as the built-in ones do.
    private static readonly HashSet<string> Computing = new(StringComparer.Ordinal)
    {
        "coalesce", "nullif", "greatest", "least", "cast", "extract", "exists", "any", "all", "distinct", "position", "substring", "trim",
        "current_timestamp", "current_date", "current_time", "localtime", "localtimestamp", "uuid_generate_v4", "grouping_sets",
    };

    private RunValue CallSqlAlchemy(string path, RunArguments arguments)
    {
        var dot = path.LastIndexOf('.');
        var name = path[(dot + 1)..];
        if (path[..dot].EndsWith(".func", StringComparison.Ordinal) || path.Contains(".func.", StringComparison.Ordinal))
        {
            return Function(path[(path.IndexOf(".func.", StringComparison.Ordinal) + 6)..], arguments);
        }

        if (name is not ("text" or "column" or "table" or "select" or "update" or "insert" or "delete")
            && SqlAlchemyTypes.Find(path, arguments) is { } type)
        {
            return type;
        }

        switch (name)
        {
            case "Column":
                return Column(arguments);
            case "text":
                return arguments.Need(0, "text") is RunText text ? new RunSql(text, hasBinds: true)
                    : new RunSql(new RunText(RunText.Gap.ToString()), hasBinds: true);
            case "DDL":
                return arguments.Need(0, "statement") is RunText ddl ? new RunSql(ddl, hasBinds: false) : RunUnknown.Data();
            case "literal_column":
                return new RunExpression(TextOf(arguments.Find(0, "text")));
            case "false" or "true" or "null":
                return new RunExpression(name == "null" ? "NULL" : name) { IsAlwaysTrue = name == "true" };
            case "literal":
                return new RunExpression(arguments.Find(0, "value") is { } literal ? LiteralOf(literal) : null);
            case "quoted_name" or "conv" or "_truncated_label":
                return arguments.Need(0, "value");
            case "ForeignKey":
                return Reference(arguments);
            case "Identity":
                return new RunColumnPart("Identity")
                {
                    Text = arguments.Find(0, "always") is { } always
                    && RunValues.IsTrue(always) != false ? "always" : "by default"
                };
            case "Computed":
                return new RunColumnPart("Computed") { Text = SqlOf(arguments.Need(0, "sqltext")) };
            case "FetchedValue":
                return new RunColumnPart("FetchedValue");
            case "Sequence":
                return new RunColumnPart("Sequence") { Name = NameOf(arguments.Need(0, "name"), arguments.Find(-1, "schema")) };
            case "PrimaryKeyConstraint" or "UniqueConstraint" or "CheckConstraint" or "ForeignKeyConstraint" or "ExcludeConstraint":
                return this.Constraint(name, arguments);
            case "Index":
                return Index(arguments);
            case "MetaData":
                return new RunMetadata { Schema = arguments.Find(-1, "schema") };
            case "table" or "TableClause":
                return new RunTable(NameOf(arguments.Need(0, "name"), arguments.Find(-1, "schema")),
                    arguments.Positional.Skip(1).ToList(), false);
            case "Table":
                return Table(arguments);
            case "column":
                return new RunExpression(TextOf(arguments.Find(0, "text")) is { } column ? QuotedName.Of(column) : null);
            case "select" or "union" or "union_all" or "exists" or "intersect" or "except_":
                return new RunSelect(arguments.All.Select(Calls).FirstOrDefault(call => call is not null)
                    ?? arguments.All.OfType<RunItems>().SelectMany(items => items.Items).Select(Calls).FirstOrDefault(call =>
                        call is not null));
            case "update" or "insert" or "delete":
                return Statement(arguments.Find(0, "table") as RunTable, name, arguments, first: 1);
            case "CreateSequence" or "DropSequence" or "CreateSchema" or "DropSchema" or "CreateTable" or "DropTable" or "CreateIndex"
                or "DropIndex":
                return this.Ddl(name, arguments);
            case "Session" or "scoped_session" or "sessionmaker":
                return path.Contains("orm", StringComparison.Ordinal) || name == "Session"
                    ? name == "Session" ? new RunHandle(HandleKind.Session) : new RunName("sqlalchemy.orm.Session")
                        : this.Leave(arguments, "it may do anything");
            case "inspect" or "Inspector" or "from_engine":
                return new RunHandle(HandleKind.Inspector);
            case "create_engine" or "create_async_engine" or "engine_from_config" or "create_mock_engine" or "event" or "listen"
                or "listens_for":
                return this.Leave(arguments, "it may do anything");
            case "declarative_base" or "DeclarativeBase" or "automap_base" or "relationship" or "backref" or "mapped_column" or "registry"
                or "declared_attr" or "synonym" or "deferred" or "composite" or "column_property" or "hybrid_property":
                return new RunUnknown($"{name}() makes a model", false);
            case "case" or "cast" or "and_" or "or_" or "not_" or "desc" or "asc" or "bindparam" or "type_coerce" or "extract" or "tuple_"
                or "distinct"
                or "over" or "values" or "literal_execute" or "nulls_last" or "nullslast" or "any_" or "all_" or "array"
                    or "aggregate_order_by" or "lateral"
                or "outerjoin" or "join" or "alias" or "aliased" or "collate" or "within_group" or "between" or "hstore" or "load_only"
                    or "joinedload"
                or "selectinload" or "subqueryload" or "undefer" or "defer" or "contains_eager" or "noload" or "lazyload" or "label"
                    or "func":
                return new RunExpression(null) { Calls = arguments.All.Select(Calls).FirstOrDefault(call => call is not null) };
            default:
                return path.Contains(".exc.", StringComparison.Ordinal) ? RunUnknown.Data()
                    : this.Leave(arguments, $"{path} is not followed");
        }
    }

    private static RunExpression Function(string name, RunArguments arguments)
    {
        var texts = arguments.All.Select(LiteralOf).ToArray();
        var known = name.ToLowerInvariant();
        var calls = Computing.Contains(known) || HarmlessFunctions.BuiltIn.Contains(known)
            ? arguments.All.Select(Calls).FirstOrDefault(call => call is not null) : name + "()";
        return new RunExpression(texts.Contains(null) ? null
            : texts.Length == 0 && name is "current_timestamp" or "current_date" or "current_time" or "localtime" or "localtimestamp"
                or "current_user"
                ? name.ToUpperInvariant() : $"{name}({string.Join(", ", texts)})")
        {
            Calls = calls,
        };
    }

    private static string? LiteralOf(RunValue value) => value switch
    {
        RunText { IsWhole: true } text => $"'{text.Text.Replace("'", "''", StringComparison.Ordinal)}'",
        RunConstant { Value: bool truth } => truth ? "true" : "false",
        RunConstant { Value: null } => "NULL",
        RunConstant => RunValues.Shown(value),
        RunSql { Text.IsWhole: true } sql => sql.Text.Text,
        RunExpression expression => expression.Sql,
        _ => null,
    };

    private static RunColumn Column(RunArguments arguments)
    {
        var parts = new List<RunValue>(arguments.Positional);
        var name = arguments.Find(-1, "name");
        if (name is null && parts.Count > 0 && parts[0] is RunText or RunConstant { Value: null } or RunMember or RunUnknown)
        {
            name = parts[0];
            parts.RemoveAt(0);
        }

        var type = arguments.Find(-1, "type_");
        if (type is null && parts.Count > 0 && parts[0] is not (RunColumnPart or RunConstraint))
        {
            type = parts[0];
            parts.RemoveAt(0);
        }

        var identity = parts.OfType<RunColumnPart>().FirstOrDefault(part => part.Kind == "Identity");
        var computed = parts.OfType<RunColumnPart>().FirstOrDefault(part => part.Kind == "Computed");
        var fallback = arguments.Find(-1, "server_default");
        if (fallback is RunColumnPart given)
        {
            identity ??= given.Kind == "Identity" ? given : null;
            computed ??= given.Kind == "Computed" ? given : null;
            fallback = given is { Kind: "Sequence", Name: { } sequence } ? new RunExpression($"nextval('{QuotedName.Of(sequence)}')")
                : null;
        }

        var constraints = parts.OfType<RunColumnPart>().Select(part => part.Constraint).OfType<ConstraintDefinition>()
            .Concat(parts.OfType<RunConstraint>().Select(part => part.Definition)).ToArray();
        var nullable = arguments.Find(-1, "nullable");
        return new RunColumn(name is null ? null : TextOf(name), type is null ? null : SqlAlchemyTypes.Of(type))
        {
            IsNullable = nullable is null ? null : RunValues.IsTrue(nullable),
            IsPrimaryKey = arguments.Flag("primary_key") ?? false,
            IsUnique = arguments.Flag("unique") ?? false,
            IsIndexed = arguments.Flag("index") ?? false,
            Autoincrement = arguments.Find(-1, "autoincrement") switch { RunConstant { Value: bool auto } => auto, _ => null },
            HasDefault = arguments.Find(-1, "default") is not null and not RunConstant { Value: null },
            Default = fallback is null ? null : DefaultOf(fallback),
            Identity = identity?.Text,
            Generated = computed?.Text,
            HasComment = arguments.Find(-1, "comment") is not null and not RunConstant { Value: null },
            Constraints = constraints,
            IsPartlyKnown = arguments.HasMore || arguments.HasMoreNamed
                || parts.Exists(part => part is not (RunColumnPart or RunConstraint))
                || (nullable is not null and not RunConstant { Value: null } && RunValues.IsTrue(nullable) is null)
                || arguments.Flag("primary_key") is null || arguments.Flag("unique") is null || arguments.Flag("index") is null,
        };
    }

    private static RunColumnPart Reference(RunArguments arguments)
    {
        var name = arguments.Find(-1, "name");
        var target = TextOf(arguments.Need(0, "column")) is { } text && text.Contains('.', StringComparison.Ordinal)
            ? SchemaName.Split(text) : default(QualifiedName?);
        return new RunColumnPart("ForeignKey")
        {
            Constraint = new ConstraintDefinition(ConstraintType.ForeignKey, name is null or RunConstant ? null
                : TextOf(name) ?? string.Empty)
            {
                References = target?.Schema is { } table ? SchemaName.Split(table) : null,
                ReferencedColumns = target is { } column ? [column.Name] : [],
                IsNotValid = arguments.Flag("postgresql_not_valid") ?? false,
            },
        };
    }

    private RunConstraint Constraint(string kind, RunArguments arguments)
    {
        var name = arguments.Find(kind switch { "CheckConstraint" => 1, "ForeignKeyConstraint" => 2, _ => -1 }, "name");
        var definition = new ConstraintDefinition(
            kind switch
            {
                "PrimaryKeyConstraint" => ConstraintType.PrimaryKey,
                "UniqueConstraint" => ConstraintType.Unique,
                "CheckConstraint" => ConstraintType.Check,
                "ForeignKeyConstraint" => ConstraintType.ForeignKey,
                _ => ConstraintType.Exclude,
            },
            name is null or RunConstant { Value: null } ? null : TextOf(name) ?? string.Empty)
        {
            NullsNotDistinct = arguments.Flag("postgresql_nulls_not_distinct") ?? false,
            IsNotValid = arguments.Flag("postgresql_not_valid") ?? false,
        };
        switch (kind)
        {
            case "CheckConstraint":
                return new(definition with { Expression = SqlOf(arguments.Need(0, "sqltext")) });
            case "ForeignKeyConstraint":
                var targets = this.Texts(arguments.Need(1, "refcolumns")).Select(SchemaName.Split).ToArray();
                var table = targets is [{ Schema: { } first }, ..] ? SchemaName.Split(first) : default(QualifiedName?);
                return new(definition with
                {
                    Columns = this.Texts(arguments.Need(0, "columns")),
                    References = table,
                    ReferencedColumns = [.. targets.Select(target => target.Name)],
                });
            case "ExcludeConstraint":
                return new(definition);
            default:
                var columns = AllOrNone(arguments.Positional.Select(column => column is RunColumn { Name: { } own } ? own
                    : TextOf(column)));
                return new(definition with { Columns = arguments.HasMore ? [] : columns });
        }
    }

    private static RunIndex Index(RunArguments arguments)
    {
        var keys = AllOrNone(arguments.Positional.Skip(1).Select(KeyOf));
        return new(
            IndexOf(arguments, arguments.Need(0, "name"), QualifiedName.Unknown, arguments.HasMore ? [] : keys)
                with
            { Table = null, IsUnique = arguments.Flag("unique") ?? true },
            arguments.Flag("if_not_exists") ?? false);
    }

    private static RunTable Table(RunArguments arguments)
    {
        var metadata = arguments.Find(1, "metadata") as RunMetadata;
        var parts = arguments.Positional.Skip(2).ToList();
        var table = new RunTable(
            NameOf(arguments.Need(0, "name"), arguments.Find(-1, "schema") ?? metadata?.Schema),
            parts,
            !arguments.HasMore && arguments.Find(-1, "autoload", "autoload_with") is null && parts.Count > 0);
        metadata?.Tables.Add(table);
        return table;
    }

    private static RunChange Statement(RunTable? table, string name, RunArguments arguments, int first)
    {
        var change = name switch { "insert" => RowChange.Insert, "update" => RowChange.Update, _ => RowChange.Delete };

        // Up to SQLAlchemy 1.4: update(whereclause, values).
        var where = change == RowChange.Insert ? null : arguments.Find(first, "whereclause");
        var hasWhere = where is not null and not RunConstant { Value: null } and not RunDictionary;
        return new RunChange(table?.Name, change, hasWhere, change != RowChange.Insert
            && (!hasWhere || where is RunExpression { IsAlwaysTrue: true }));
    }

    private RunValue Ddl(string kind, RunArguments arguments)
    {
        var element = arguments.Need(0, "element", "name");
        var tolerant = (arguments.Flag("if_exists") ?? false) || (arguments.Flag("if_not_exists") ?? false);
        var name = element switch
        {
            RunColumnPart part => part.Name,
            RunTable table => table.Name,
            RunIndex index => index.Definition.Name is { Length: > 0 } own ? new QualifiedName(null, own) : null,
            var text => TextOf(text) is { } plain ? new QualifiedName(null, plain) : null,
        };
        switch (kind)
        {
            case "CreateSequence" or "CreateSchema" when name is not null:
                return new RunDdl(place => [new CreateObject(kind == "CreateSchema" ? "schema" : "sequence", name) { Place = place,
                    IsTolerant = tolerant }]);
            case "DropSequence" or "DropSchema" or "DropTable" or "DropIndex":
                var dropped = kind switch { "DropSequence" => "sequence", "DropSchema" => "schema", "DropTable" => "table", _ => "index" };
                return new RunDdl(place => [new DropObject(dropped, name) { Place = place, IsTolerant = tolerant,
                    IsCascading = arguments.Flag("cascade") ?? true }]);
            case "CreateTable" when element is RunTable { IsWhole: true, Name: not null } whole:
                return new RunDdl(place =>
                {
                    this.CreateTable(whole, place, tolerant, false);
                    return [];
                });
            default:
                return new RunUnknown($"{kind} of something that is not known", false);
        }
    }
}
