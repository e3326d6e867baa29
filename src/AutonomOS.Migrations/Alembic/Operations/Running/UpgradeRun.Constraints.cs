using AutonomOS.Migrations.Alembic.Operations.Values;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Alembic.Operations.Running;

/// <summary>Constraints and indexes.</summary>
internal sealed partial class UpgradeRun
{
    private void DropConstraint(RunArguments arguments, RunBatch? batch) =>
        this.Add(new DropConstraint(TableOf(arguments, batch, 1, "table_name") ?? QualifiedName.Unknown,
            TextOf(arguments.Need(0, "constraint_name", "name")))
        {
            Place = this.Here(arguments.Line),
            IsTolerant = arguments.Flag("if_exists") ?? false,
        });

    private void CreateIndex(RunArguments arguments, RunBatch? batch)
    {
        var table = TableOf(arguments, batch, 1, "table_name", "tablename");
        var name = arguments.Need(0, "index_name", "name");
        if (table is null)
        {
            this.AddOrTell(false, arguments, "the table", () => null!);
            return;
        }

        var keys = AllOrNone(this.Items(arguments.Need(After(2, batch), "columns"))?.Select(KeyOf));
        this.Add(new CreateIndex(IndexOf(arguments, name, table.Value, keys))
        {
            Place = this.Here(arguments.Line),
            IsTolerant = arguments.Flag("if_not_exists") ?? false,
        });
    }

    private static string? KeyOf(RunValue key) => key switch
    {
        RunText { IsWhole: true } column => QuotedName.Of(column.Text),
        RunSql { Text.IsWhole: true } sql => sql.Text.Text,
        RunExpression expression => expression.Sql,
        RunColumn { Name: { } name } => QuotedName.Of(name),
        _ => null,
    };

    // What is not known of UNIQUE and CONCURRENTLY counts as what asks for more.
    private static IndexDefinition IndexOf(RunArguments arguments, RunValue name, QualifiedName table, IReadOnlyList<string> keys) =>
        new(name is RunConstant { Value: null } ? null : TextOf(name) ?? string.Empty, table)
        {
            Keys = keys,
            IsUnique = arguments.Flag("unique") ?? true,
            IsConcurrent = arguments.Flag("postgresql_concurrently") ?? false,
            NullsNotDistinct = arguments.Flag("postgresql_nulls_not_distinct") ?? false,
            Where = arguments.Find(-1, "postgresql_where") switch
            {
                null or RunConstant { Value: null } => null,
                var where => SqlOf(where),
            },
        };

    /// <summary>SQL that an expression is; empty when it is not known.</summary>
    private static string SqlOf(RunValue value) => value switch
    {
        RunText { IsWhole: true } text => text.Text,
        RunSql { Text.IsWhole: true } sql => sql.Text.Text,
        RunExpression { Sql: { } sql } => sql,
        _ => string.Empty,
    };

    private void AddConstraint(string operation, RunArguments arguments, RunBatch? batch)
    {
        var name = arguments.Need(0, "constraint_name", "name");
        var table = TableOf(arguments, batch, 1, "table_name", "source_table", "source");
        if (table is null)
        {
            this.AddOrTell(false, arguments, "the table", () => null!);
            return;
        }

        ConstraintDefinition definition = new(
            operation switch
            {
                "create_unique_constraint" => ConstraintType.Unique,
                "create_primary_key" => ConstraintType.PrimaryKey,
                "create_check_constraint" => ConstraintType.Check,
                "create_foreign_key" => ConstraintType.ForeignKey,
                _ => ConstraintType.Exclude,
            },
            name is RunConstant { Value: null } ? null : TextOf(name) ?? string.Empty)
        {
            IsNotValid = arguments.Flag("postgresql_not_valid") ?? false,
            NullsNotDistinct = arguments.Flag("postgresql_nulls_not_distinct") ?? false,
        };
        definition = definition.Type switch
        {
            ConstraintType.Check => definition with { Expression = SqlOf(arguments.Need(After(2, batch), "condition")) },
            ConstraintType.Exclude => definition,
            ConstraintType.ForeignKey => definition with
            {
                Columns = this.Texts(arguments.Need(After(3, batch), "local_cols")),
                References = NameOf(arguments.Need(After(2, batch), "referent_table", "referent"), arguments.Find(-1, "referent_schema")),
                ReferencedColumns = this.Texts(arguments.Need(After(4, batch), "remote_cols")),
            },
            _ => definition with { Columns = this.Texts(arguments.Need(After(2, batch), "columns", "local_cols", "cols")) },
        };
        this.Add(new AddConstraint(table.Value, definition) { Place = this.Here(arguments.Line) });
    }

    /// <summary>Column names; empty where not all are known.</summary>
    private List<string> Texts(RunValue value) => AllOrNone(this.Items(value)?.Select(TextOf));

    private static List<string> AllOrNone(IEnumerable<string?>? texts)
    {
        var all = texts?.ToList() ?? [];
        return all.Contains(null) ? [] : [.. all.OfType<string>()];
    }
}
