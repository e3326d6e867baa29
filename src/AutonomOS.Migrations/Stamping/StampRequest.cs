using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Guarding;

namespace AutonomOS.Migrations.Stamping;

/// <summary>What to stamp.</summary>
/// <param name="Audit">The databases and the migration files.</param>
/// <param name="BaselineRevisions">
/// The revisions production stands at, as <c>alembic stamp</c> takes them; empty for the only base revision.
/// </param>
/// <param name="DryRun">True to look and say what would be written, and write nothing.</param>
public sealed record StampRequest(AuditRequest Audit, IReadOnlyList<string> BaselineRevisions, bool DryRun);

/// <summary>What a stamp did.</summary>
/// <param name="Findings">What was found; the stamp failed, and the database is as it was, when one is an error.</param>
/// <param name="Lines">What people read on the log: who, where, the state before and after.</param>
public sealed record StampResult(IReadOnlyList<Finding> Findings, IReadOnlyList<string> Lines)
{
    /// <summary>The rows that were written, or would be; empty when nothing was, or would be.</summary>
    public IReadOnlyList<string> Written { get; init; } = [];

    /// <summary>The same for <c>stamp.txt</c>.</summary>
    public string Text => string.Concat(
        this.Lines.Concat(this.Findings.Select(finding => $"{finding.Code} {finding.Message}")).Select(line => line + "\n"));
}
