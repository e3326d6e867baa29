using AutonomOS.Migrations.Alembic.Command;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Guarding;

namespace AutonomOS.Migrations.Upgrading;

/// <summary>What to upgrade.</summary>
/// <param name="Audit">The databases and the migration files.</param>
/// <param name="Driver">The team's Alembic.</param>
/// <param name="LockTimeout">How long to wait for another deployment.</param>
public sealed record UpgradeRequest(AuditRequest Audit, AlembicDriver Driver, TimeSpan LockTimeout)
{
    /// <summary>How long an upgrade waits for another one unless it is told: ten minutes.</summary>
    public static TimeSpan DefaultLockTimeout { get; } = TimeSpan.FromMinutes(10);

    /// <summary>Full path of the folder that a relative path of <see cref="AlembicDriver.Command"/> starts from.</summary>
    public string CommandDirectory { get; init; } = Audit.ProjectDirectory;
}

/// <summary>What a run on production did.</summary>
/// <param name="Findings">What was found; the run failed when one is an error.</param>
/// <param name="Lines">The record: who, where, before, what ran, after.</param>
/// <param name="Output">The last lines that Alembic printed, masked.</param>
/// <param name="Audit">The last look at the databases; null when there was none.</param>
public sealed record UpgradeResult(IReadOnlyList<Finding> Findings, IReadOnlyList<string> Lines, IReadOnlyList<string> Output, AuditReport? Audit)
{
    /// <summary>Whether all went well.</summary>
    public bool Succeeded => !this.Findings.Any(finding => finding.Severity == Severity.Error);

    /// <summary>The same for a file.</summary>
    public string Text => string.Concat(
        this.Lines.Concat(this.Findings.Select(finding => $"{finding.Code} {finding.Message}"))
            .Concat(this.Output.Count == 0 ? [] : ["", "The last lines that Alembic printed:", .. this.Output.Select(line => $"  {OneLine.Escape(line)}")])
            .Select(line => line + "\n"));
}
