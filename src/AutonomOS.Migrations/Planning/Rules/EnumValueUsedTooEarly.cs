using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Planning.Facts;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>
/// A label that the same transaction added and that an expression names: PostgreSQL refuses it before the commit. Defaults, checks and
/// predicates of indexes are seen; the texts of INSERT and UPDATE are not kept, so that what they use is not.
/// </summary>
internal sealed class EnumValueUsedTooEarly : IPlanRule
{
    /// <inheritdoc />
    public DiagnosticDescriptor Code => DiagnosticCodes.EnumValueUsedTooEarly;

    /// <inheritdoc />
    public IEnumerable<Finding> Judge(SchemaOperation operation, PlannedProduction production)
    {
        if (production.FreshLabels.Count == 0 || operation.IsOutsideTransaction)
        {
            yield break;
        }

        foreach (var (type, label) in production.FreshLabels)
        {
            if (Expressions(operation, production).Any(used => Uses(used.Expression, used.Type, type, label)))
            {
                yield return this.Code.At(
                    operation.Place,
                    $"{operation.Name} {production.FullNameOf(operation)} uses the value '{label}' of enum {type.Schema}.{type.Name}, which the same transaction adds: PostgreSQL refuses it before the commit. Add the value in 'with op.get_context().autocommit_block():'.");
            }
        }
    }

    private static IEnumerable<(string Expression, string? Type)> Expressions(SchemaOperation operation, PlannedProduction production) => operation switch
    {
        CreateTable create => [.. create.Columns.SelectMany(InColumn), .. create.Constraints.SelectMany(constraint => InCheck(constraint, null))],
        AddColumn add => InColumn(add.Column),
        AlterColumn { Change: ColumnChange.SetDefault, Value: { } value } alter => [(value, production.FindColumn(alter.Table, alter.Column)?.Type)],
        AlterColumn { Change: ColumnChange.Type, Using: { } value } alter => [(value, alter.Value)],
        AddConstraint add => InCheck(add.Constraint, null),
        CreateIndex create => [.. create.Index.Keys.Select(key => (key, (string?)null)), (create.Index.Where ?? "", null)],
        _ => [],
    };

    private static IEnumerable<(string Expression, string? Type)> InColumn(ColumnDefinition column) =>
        [(column.Default ?? "", column.Type), (column.Generated ?? "", column.Type), .. column.Constraints.SelectMany(constraint => InCheck(constraint, column.Type))];

    private static IEnumerable<(string Expression, string? Type)> InCheck(ConstraintDefinition constraint, string? type) =>
        constraint.Expression is { Length: > 0 } expression ? [(expression, type)] : [];

    // The literal, where the column is of the type or a cast says so.
    private static bool Uses(string expression, string? columnType, QualifiedName type, string label)
    {
        var literal = $"'{label.Replace("'", "''", StringComparison.Ordinal)}'";
        return expression.Contains(literal, StringComparison.Ordinal)
            && ((columnType is not null && IsType(columnType, type))
                || expression.Split("::").Skip(1).Any(cast => IsType(cast.TrimEnd(')', ' '), type))
                || expression.Contains($" AS {type.Name})", StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsType(string written, QualifiedName type) =>
        IdentifierNames.OfType(written) is { } name && name.Name == type.Name && (name.Schema is null || name.Schema == type.Schema);
}
