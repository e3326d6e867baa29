using AutonomOS.Migrations.Alembic.Operations.Values;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Alembic.Operations.Running;

/// <summary>Tables with all that SQLAlchemy emits for them, and columns as it compiles them.</summary>
internal sealed partial class UpgradeRun
{
    private RunTable CreateTable(RunArguments arguments)
    {
        var name = NameOf(arguments.Need(0, "table_name", "name"), arguments.Find(-1, "schema"));
        var parts = arguments.Positional.Skip(1).ToList();
        var table = new RunTable(name, parts, !arguments.HasMore);
        if (name is null)
        {
            this.AddOrTell(false, arguments, "the table's name", () => null!);
            return table;
        }

        this.CreateTable(table, this.Here(arguments.Line), arguments.Flag("if_not_exists") ?? false,
            arguments.Find(-1, "comment") is not null);
        return table;
    }

    /// <summary>What SQLAlchemy emits for a table: its enums, itself, its indexes and comments.</summary>
    private void CreateTable(RunTable table, SourcePlace place, bool isTolerant, bool hasComment)
    {
        var name = table.Name!.Value;
        var columns = table.Parts.OfType<RunColumn>().ToList();
        var constraints = table.Parts.OfType<RunConstraint>().Select(part => part.Definition).ToList();
        var key = constraints.Find(constraint => constraint.Type == ConstraintType.PrimaryKey);
        if (key is null && columns.Exists(column => column.IsPrimaryKey))
        {
            key = new ConstraintDefinition(ConstraintType.PrimaryKey, null)
            {
                Columns = [.. columns.Where(column => column.IsPrimaryKey).Select(column => column.Name ?? string.Empty)],
            };
            constraints.Insert(0, key);
        }

        foreach (var type in columns.Select(column => column.Type).OfType<RunType>().Where(type =>
            type is { Enum: not null, CreatesEnum: true }))
        {
            if (this.createdEnums.Add(type.Enum!.Value))
            {
                this.Add(new CreateObject("enum", type.Enum) { Place = place, Labels = type.Labels });
            }
        }

        var definitions = new List<ColumnDefinition>();
        var isPartlyKnown = !table.IsWhole;
        foreach (var column in columns)
        {
            var isKey = key is not null && column.Name is not null && key.Columns.Contains(column.Name);
            var refers = constraints.Exists(constraint => constraint.Type == ConstraintType.ForeignKey
                && constraint.Columns.Contains(column.Name));
            var definition = Defined(column, isKey && key!.Columns.Count == 1 && !refers, isKey, table: true);
            isPartlyKnown |= definition is null;
            if (definition is not null)
            {
                definitions.Add(definition with { Constraints = [] });
                constraints.AddRange(definition.Constraints);
            }
        }

        isPartlyKnown |= table.Parts.Any(part => part is not (RunColumn or RunConstraint or RunIndex or RunColumnPart));
        this.Add(new CreateTable(name)
        {
            Place = place,
            Columns = definitions,
            Constraints = constraints,
            IsPartlyKnown = isPartlyKnown,
            IsTolerant = isTolerant,
        });
        foreach (var index in table.Parts.OfType<RunIndex>())
        {
            this.Add(new CreateIndex(index.Definition with { Table = name }) { Place = place, IsTolerant = index.IsTolerant });
        }

        if (hasComment)
        {
            this.Add(new Annotate("comment", "table", name) { Place = place });
        }

        foreach (var column in columns.Where(column => column.HasComment))
        {
            this.Add(new Annotate("comment", "column", name) { Place = place });
        }
    }

    /// <summary>A column as it is created; null when its name is not known.</summary>
    private static ColumnDefinition? Defined(RunColumn column, bool isSoleKey, bool isKey = false, bool table = false)
    {
        if (column.Name is not { } name)
        {
            return null;
        }

        // Column._autoincrement_column of SQLAlchemy, and get_column_specification of its PostgreSQL dialect.
        isKey |= column.IsPrimaryKey;
        var references = column.Constraints.Any(constraint => constraint.Type == ConstraintType.ForeignKey);
        var isSerial = isKey && column.Identity is null && column.Generated is null && !column.IsPartlyKnown
            && (column.Autoincrement == true
                || (column.Autoincrement is null && (isSoleKey || !table) && column.Type is { IsNumber: true } && !references
                    && column.Default is null && !column.HasDefault));
        var constraints = column.Constraints.ToList();
        if (column.IsUnique && !column.IsIndexed)
        {
            constraints.Add(new ConstraintDefinition(ConstraintType.Unique, null) { Columns = [name] });
        }

        if (column.Type is { HasCheck: true })
        {
            constraints.Add(new ConstraintDefinition(ConstraintType.Check, null) { Expression = string.Empty });
        }

        // A sole key of any other number becomes SERIAL, which is an integer.
        var type = column.Type?.Sql;
        return new ColumnDefinition(name, isSerial && type is not ("bigint" or "smallint") ? "integer" : type)
        {
            IsNullable = !isKey && column.Identity is null && !isSerial && (column.IsNullable ?? true),
            Default = isSerial ? null : column.Default,
            Identity = column.Identity,
            IsSerial = isSerial,
            Generated = column.Generated,
            Constraints = [.. constraints.Select(constraint => constraint.Columns.Count == 0 && constraint.Type != ConstraintType.Check
                ? constraint with { Columns = [name] } : constraint)],
            Indexes = column.IsIndexed ? [new IndexDefinition(null, null) { Keys = [QuotedName.Of(name)], IsUnique = column.IsUnique }]
                : [],
            IsPartlyKnown = column.IsPartlyKnown,
        };
    }

    /// <summary>The SQL of a <c>server_default</c>; null for none, empty when it is not known.</summary>
    private static string? DefaultOf(RunValue value) => value switch
    {
        RunConstant { Value: null } => null,
        RunText { IsWhole: true } text => $"'{text.Text.Replace("'", "''", StringComparison.Ordinal)}'",
        RunMember { Value: RunText { IsWhole: true } text } => $"'{text.Text.Replace("'", "''", StringComparison.Ordinal)}'",
        RunSql { Text.IsWhole: true } sql => sql.Text.Text,
        RunExpression { Sql: { } sql } => sql,
        _ => string.Empty,
    };
}
