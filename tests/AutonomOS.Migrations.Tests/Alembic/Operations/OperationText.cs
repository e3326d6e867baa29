using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Tests.Alembic.Operations;

/// <summary>
/// Operations in a line each. Behind it: ? conditional, ^ outside a transaction, ~ tolerant, &amp; cascading, % concurrently; behind a
/// column: ! not null.
/// </summary>
internal static class OperationText
{
    public static string Of(IEnumerable<SchemaOperation> operations) => string.Join('|', operations.Select(Of));

    public static string Of(SchemaOperation operation) => Body(operation) + Flags(operation);

    public static string Of(ColumnDefinition column) =>
        $"{column.Name} {(column.IsSerial ? "serial:" : "")}{column.Type ?? "?"}{(column.IsNullable ? "" : "!")}"
        + (column.Default is { } value ? $" ={value}" : "")
        + (column.Identity is { } identity ? $" identity {identity}" : "")
        + (column.Generated is { } generated ? $" as {generated}" : "")
        + string.Concat(column.Constraints.Select(constraint => " " + Of(constraint)))
        + string.Concat(column.Indexes.Select(index => $" {(index.IsUnique ? "unique " : "")}index"))
        + (column.IsPartlyKnown ? " ..." : "");

    public static string Of(ConstraintDefinition constraint) =>
        $"{constraint.Type.ToString().ToLowerInvariant()}{(constraint.Name is null ? "" : $" {constraint.Name}")}"
        + (constraint.Columns.Count > 0 ? $"({string.Join(',', constraint.Columns)})" : "")
        + (constraint.References is { } table ? $"->{Of(table)}({string.Join(',', constraint.ReferencedColumns)})" : "")
        + (constraint.Expression is { } expression ? $"[{expression}]" : "")
        + (constraint.NullsNotDistinct ? " nnd" : "")
        + (constraint.IsNotValid ? " not valid" : "");

    public static string Of(QualifiedName? name) => name is not { } known || known.Name.Length == 0 ? "?"
        : known.Schema is null ? known.Name : $"{known.Schema}.{known.Name}";

    private static string Body(SchemaOperation operation) => operation switch
    {
        OpaqueOperation opaque => $"opaque {opaque.What}",
        CreateTable create => $"create_table {Of(create.Table)} ("
            + string.Join("; ", create.Columns.Select(Of).Concat(create.Constraints.Select(Of))) + ")" + (create.IsPartlyKnown ? " ..." : ""),
        AddColumn add => $"add_column {Of(add.Table)}.{Of(add.Column)}",
        AlterColumn alter => $"{alter.Name} {Of(alter.Table)}.{alter.Column}" + (alter.Value is null ? "" : $" ={alter.Value}")
            + (alter.Using is null ? "" : $" using {alter.Using}"),
        RenameColumn rename => $"rename_column {Of(rename.Table)}.{rename.Column} {rename.NewName}",
        RenameObject rename => $"{rename.Name} {Of(rename.Target)} {Of(rename.NewName)}",
        AddConstraint add => $"{add.Name} {Of(add.Table)} {Of(add.Constraint)}",
        CreateIndex create => $"create_index {(create.Index.IsUnique ? "unique " : "")}{create.Index.Name} {Of(create.Index.Table)}"
            + $"({string.Join(',', create.Index.Keys)})" + (create.Index.Where is null ? "" : $" where {create.Index.Where}")
            + (create.Index.NullsNotDistinct ? " nnd" : ""),
        CreateObject { Labels.Count: > 0 } create => $"{create.Name} {Of(create.Target)} {string.Join(',', create.Labels)}",
        DropConstraint drop => $"drop_constraint {Of(drop.Table)}.{drop.Constraint ?? "?"}",
        DropColumn drop => $"drop_column {Of(drop.Table)}.{(drop.Column.Length == 0 ? "?" : drop.Column)}",
        AddEnumValue add => $"add_enum_value {Of(add.Type)} {add.Value}",
        ChangeRows change => $"{change.Name} {Of(change.Table)}"
            + (change.Change is RowChange.Update or RowChange.Delete ? change.IsOfAllRows ? " all" : change.HasWhere ? " where" : "" : ""),
        ChangeSetting setting => $"set {setting.Setting} {setting.Value}",
        Annotate annotate => $"{annotate.Command} {annotate.ObjectKind} {Of(annotate.Target)}",
        _ => operation.Subject is { } subject ? $"{operation.Name} {Of(subject)}{(operation.Part is { } part ? $".{part}" : "")}"
            : operation is DropObject or RecreateTable ? $"{operation.Name} ?" : operation.Name,
    };

    private static string Flags(SchemaOperation operation)
    {
        var concurrent = operation is CreateIndex { Index.IsConcurrent: true } or DropObject { IsConcurrent: true };
        return (operation.IsConditional ? "?" : "") + (operation.IsOutsideTransaction ? "^" : "") + (operation.IsTolerant ? "~" : "")
            + (operation.IsCascading ? "&" : "") + (concurrent ? "%" : "") is { Length: > 0 } flags ? " " + flags : "";
    }
}
