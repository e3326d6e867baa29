using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Tests.Sql;

/// <summary>Operations in a few words, so that a test shows all of them on a line.</summary>
internal static class Told
{
    /// <summary>Several, with semicolons between them.</summary>
    /// <param name="operations">The operations.</param>
    public static string Of(IEnumerable<SchemaOperation> operations) => string.Join("; ", operations.Select(Of));

    private static string Of(SchemaOperation operation)
    {
        string?[] words =
        [
            operation is OpaqueOperation opaque ? $"{opaque.What}: {opaque.Reason}" : operation.Name,
            Named(operation) + (operation.Part is { } part && operation is not CreateTable ? "#" + part : string.Empty),
            Details(operation),
            operation.IsConditional ? "maybe" : null,
            operation.IsOutsideTransaction ? "outside" : null,
            operation.IsTolerant ? "tolerant" : null,
            operation.IsCascading ? "cascade" : null,
        ];
        return string.Join(' ', words.Where(word => !string.IsNullOrEmpty(word)));
    }

    private static string? Details(SchemaOperation operation) => operation switch
    {
        CreateTable o => $"({string.Join("; ", [.. o.Columns.Select(Of), .. o.Constraints.Select(Of)])})" + (o.IsPartlyKnown ? " partly" : null)
            + (o.IsTemporary ? " temporary" : null) + (o.PartitionOf is { } parent ? $" of {Of(parent)}" : null),
        AddColumn o => Of(o.Column)[(o.Column.Name.Length + 1)..],
        AlterColumn o => (o.Value is null ? null : $"= {o.Value}") + (o.Using is null ? null : $" using {o.Using}"),
        AlterTable o => (o.Value is null ? null : $"= {o.Value}") + (o.IsConcurrent ? " concurrently" : null),
        AlterObject o => $"= {o.Change}",
        AddConstraint o => Of(o.Constraint),
        CreateIndex o => Of(o.Index),
        RenameColumn o => $"-> {o.NewName}",
        RenameObject o => o.NewName is { } name ? $"-> {Of(name)}" : null,
        AddEnumValue o => $"= {o.Value}",
        CreateObject o => (o.Arguments is null ? null : $"({o.Arguments})") + (o.Labels.Count > 0 ? $"['{string.Join("' '", o.Labels)}']" : null)
            + (o.IsTemporary ? "temporary" : null),
        DropObject o => (o.Arguments is null ? null : $"({o.Arguments})") + (o.IsConcurrent ? "concurrently" : null),
        ChangeRows o => string.Join(' ', new[] { o.HasWhere ? "where" : null, o.IsOfAllRows ? "all" : null }.OfType<string>()),
        ChangeSetting o => (o.Value is null ? null : $"= {o.Value}") + (o.IsLocal ? " local" : null),
        Maintain o => o.LockMode + (o.IsConcurrent ? "concurrently" : null),
        _ => null,
    };

    private static string Named(SchemaOperation operation) =>
        operation is CreateIndex { Index.Name: null } ? "?" : operation.Subject is { } subject ? Of(subject) : string.Empty;

    private static string Of(QualifiedName name) => name.Schema is null ? name.Name : $"{name.Schema}.{name.Name}";

    private static string Of(ColumnDefinition column) =>
        $"{column.Name} {column.Type ?? "?"}" + (column.IsSerial ? " serial" : null) + (column.Identity is null ? null : $" identity {column.Identity}")
        + (column.IsNullable ? null : " not null") + (column.Default is null ? null : $" default {column.Default}")
        + (column.Generated is null ? null : $" generated {column.Generated}") + (column.Generated is not null && column.IsVirtual ? " virtual" : null)
        + string.Concat(column.Constraints.Select(constraint => " " + Of(constraint)));

    private static string Of(ConstraintDefinition constraint)
    {
        var type = constraint.Type switch
        {
            ConstraintType.PrimaryKey => "primary key",
            ConstraintType.ForeignKey => "foreign key",
            ConstraintType.NotNull => "not null",
            var other => other.ToString().ToLowerInvariant(),
        };
        return $"[{type}" + (constraint.Name is null ? null : $" {constraint.Name}")
            + (constraint.Columns.Count > 0 && constraint.Type != ConstraintType.Check ? $" ({string.Join(", ", constraint.Columns)})" : null)
            + (constraint.References is { } table ? $" {Of(table)}" : null)
            + (constraint.ReferencedColumns.Count > 0 ? $" ({string.Join(", ", constraint.ReferencedColumns)})" : null)
            + (constraint.Expression is null ? null : $" {constraint.Expression}") + (constraint.IsNotValid ? " not valid" : null)
            + (constraint.IsNotEnforced ? " not enforced" : null) + "]";
    }

    private static string Of(IndexDefinition index) =>
        $"on {(index.Table is { } table ? Of(table) : "?")} ({string.Join(", ", index.Keys)})" + (index.IsUnique ? " unique" : null)
        + (index.NullsNotDistinct ? " nulls not distinct" : null) + (index.IsConcurrent ? " concurrently" : null) + (index.IsOnly ? " only" : null)
        + (index.Included.Count > 0 ? $" include ({string.Join(", ", index.Included)})" : null) + (index.Where is null ? null : $" where {index.Where}");
}
