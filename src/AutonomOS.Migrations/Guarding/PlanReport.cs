using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Planning;
using AutonomOS.Migrations.Planning.Locks;

namespace AutonomOS.Migrations.Guarding;

/// <summary>What is about to run on production, as reports tell it. Holds no secret.</summary>
/// <param name="Revisions">The pending revisions in order; empty for a SQL file.</param>
/// <param name="Operations">Their operations in the order in which they will run.</param>
/// <param name="Notes">What concerns no operation alone.</param>
public sealed record PlanReport(
    IReadOnlyList<string> Revisions, IReadOnlyList<PlannedOperationReport> Operations, IReadOnlyList<Finding> Notes)
{
    /// <summary>All findings, in the order of the operations, and then the notes.</summary>
    public IEnumerable<Finding> Findings => this.Operations.SelectMany(operation => operation.Findings).Concat(this.Notes);

    /// <summary>Makes it of a plan.</summary>
    /// <param name="revisions">The pending revisions in order; empty for a SQL file.</param>
    /// <param name="plan">The plan.</param>
    public static PlanReport Of(IReadOnlyList<string> revisions, MigrationPlan plan) =>
        new(revisions, [.. plan.Operations.Select(Of)], [.. plan.Notes.Select(Masked)]);

    private static PlannedOperationReport Of(PlannedOperation planned) => new(
        planned.Revision,
        planned.Operation.Place,
        planned.Operation.Name,
        planned.FullName is { } name ? OneLine.Escape(name) : null,
        planned.IsDestructive,
        planned.Locks is [{ Mode: > LockMode.None } strongest, ..] ? InWords(strongest.Mode) : null,
        planned.EstimatedRows,
        planned.EstimatedBytes,
        [.. planned.Findings.Select(Masked)]);

    // ACCESS EXCLUSIVE, as PostgreSQL's manual writes it.
    private static string InWords(LockMode mode) =>
        string.Concat(mode.ToString().Select((letter, at) => at > 0 && char.IsUpper(letter) ? $" {letter}" : $"{letter}")).ToUpperInvariant();

    // Literals come from people, and people write URLs with passwords into them.
    private static Finding Masked(Finding finding) => finding with { Message = SecretMask.Apply(finding.Message) };
}

/// <summary>One operation that is about to run.</summary>
/// <param name="Revision">Its revision; null in a SQL file.</param>
/// <param name="Place">Where it is written.</param>
/// <param name="Operation">What it is called in approvals, such as <c>drop_table</c>.</param>
/// <param name="ObjectName">The object's full name; null for none, or where it is not known.</param>
/// <param name="IsDestructive">True when something that production has will be gone.</param>
/// <param name="Lock">The strongest lock on what production has, such as <c>ACCESS EXCLUSIVE</c>; null for none.</param>
/// <param name="EstimatedRows">Rows of the relation; null where that is not known, or it is new.</param>
/// <param name="EstimatedBytes">Bytes of the relation; null where it is new, or there is none.</param>
/// <param name="Findings">What the rules say of it, approved or not.</param>
public sealed record PlannedOperationReport(
    string? Revision,
    SourcePlace Place,
    string Operation,
    string? ObjectName,
    bool IsDestructive,
    string? Lock,
    long? EstimatedRows,
    long? EstimatedBytes,
    IReadOnlyList<Finding> Findings);
