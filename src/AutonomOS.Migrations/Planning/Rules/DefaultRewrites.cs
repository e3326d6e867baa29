using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>ADD COLUMN whose value is not the same for all rows: volatile defaults, identity, stored generated columns, domains.</summary>
/// <param name="policy">What the team has decided.</param>
internal sealed class DefaultRewrites(PlanPolicy policy) : BlockingRule(DiagnosticCodes.DefaultRewrites, policy)
{
    /// <inheritdoc />
    protected override string? Work(SchemaOperation operation, PlannedProduction production) =>
        operation is AddColumn add && Locks.Rewriting.Adds(add.Column, production)
            ? $"adds column {production.FullNameOf(add)} {Reason(add.Column)}"
            : null;

    /// <inheritdoc />
    protected override string SafeWay(SchemaOperation operation) =>
        operation is AddColumn { Column: { Generated: null, Type: not null } } add && (add.Column.Default is not null || add.Column.IsSerial || add.Column.Identity is not null)
            ? "Add it without default, set the default with ALTER COLUMN ... SET DEFAULT for new rows, and fill the old ones in batches."
            : "Add a plain nullable column of a built-in type, and fill it in batches.";

    private static string Reason(ColumnDefinition column) => column switch
    {
        { IsSerial: true } or { Identity: not null } => "with a value of a sequence for each row",
        { Generated: not null, IsVirtual: false } => "which is generated and stored",
        { Default: "" } => "with a default that cannot be told from the file and may be volatile",
        { Default: { } expression } when !Locks.StableExpressions.IsStable(expression) => $"with the default {expression}, which is not known to be the same for all rows",
        { Type: null } => "of a type that cannot be told from the file and may be a domain with constraints",
        _ => $"of type {column.Type}, which is a domain or may be one, whose constraints PostgreSQL verifies by writing the table anew",
    };
}
