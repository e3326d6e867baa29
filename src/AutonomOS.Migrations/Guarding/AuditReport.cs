using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Catalog;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Schema;
using AutonomOS.Migrations.Tracking;

namespace AutonomOS.Migrations.Guarding;

/// <summary>Everything one look at development and production found. Holds no secret.</summary>
public sealed record AuditReport
{
    /// <summary>The word for it.</summary>
    public required Diagnosis Diagnosis { get; init; }

    /// <summary>True when the guard lets the publish go on.</summary>
    public required bool Passed { get; init; }

    /// <summary>Development and production, in this order; one that could not be looked at is left out.</summary>
    public required IReadOnlyList<DatabaseReport> Databases { get; init; }

    /// <summary>The migration files; null when they cannot be trusted.</summary>
    public required HistoryReport? History { get; init; }

    /// <summary>What the pending revisions will do to production; null when none is pending, or that cannot be told.</summary>
    public PlanReport? Plan { get; init; }

    /// <summary>How far the two schemas are apart; null when they were not compared.</summary>
    public required SchemaDistance? Distance { get; init; }

    /// <summary>All differences, notes included, in the order of kinds and names.</summary>
    public required IReadOnlyList<Difference> Differences { get; init; }

    /// <summary>What was left out of the comparison by decision of the team; empty when nothing was compared.</summary>
    public IReadOnlyList<IgnoredReport> Ignored { get; init; } = [];

    /// <summary>What a replay showed, in lines for people; empty when none was asked for, or the audit itself did not pass.</summary>
    public IReadOnlyList<string> Proof { get; init; } = [];

    /// <summary>What nobody compared, in words.</summary>
    public IReadOnlyList<string> NotCompared { get; init; } = Uncompared.By(OptionalKinds.None);

    /// <summary>All findings, in the order in which they are told.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>What the team deploys with, for the commands that people are told to type.</summary>
    public UpgradeTarget UpgradeTarget { get; init; }

    /// <summary>Where the time went.</summary>
    public required Elapsed Elapsed { get; init; }

    /// <summary>The report of a look that could not be made.</summary>
    /// <param name="why">What kept it from being made.</param>
    public static AuditReport Unverified(Finding why) => new()
    {
        Diagnosis = Diagnosis.Unverified,
        Passed = false,
        Databases = [],
        History = null,
        Distance = null,
        Differences = [],
        Findings = [why],
        Elapsed = new(0, 0, 0, 0),
    };

    /// <summary>The same with what a replay showed.</summary>
    /// <param name="findings">What it found; an error refuses.</param>
    /// <param name="lines">What it did, for people.</param>
    public AuditReport WithProof(IReadOnlyList<Finding> findings, IReadOnlyList<string> lines)
    {
        List<Finding> all = [.. this.Findings, .. findings];
        return this with
        {
            Findings = all,
            Proof = lines,
            Passed = this.Passed && all.TrueForAll(finding => finding.Severity != Severity.Error),
            Diagnosis = Audit.DiagnosisOf(all),
        };
    }

    /// <summary>
    /// The same as <c>DbAudit</c> tells it: what the guard fails for is a warning, and an error is left only where a database that
    /// is configured, or the configuration itself, could not be read.
    /// </summary>
    public AuditReport ForAudit() => this with
    {
        Findings = [.. this.Findings.Select(finding =>
            finding.Severity == Severity.Error && !KeepsAuditFromLooking(finding.Descriptor) ? finding.As(Severity.Warning) : finding)],
    };

    private static bool KeepsAuditFromLooking(DiagnosticDescriptor descriptor) =>
        (descriptor.Code.StartsWith("AMB00", StringComparison.Ordinal)
            && descriptor != DiagnosticCodes.ProductionUrlNotSet
            && descriptor != DiagnosticCodes.DevelopmentUrlNotSet
            && descriptor != DiagnosticCodes.SameDatabase)
        || (descriptor.Code.StartsWith("AMB90", StringComparison.Ordinal)
            && descriptor != DiagnosticCodes.PendingHideDrift
            && descriptor != DiagnosticCodes.KindNotCompared
            && descriptor != DiagnosticCodes.PropertyUnknown
            && descriptor != DiagnosticCodes.NotComparableAcrossVersions
            && descriptor != DiagnosticCodes.ServerTooNew);
}

/// <summary>One database as it was found.</summary>
/// <param name="Role"><c>development</c> or <c>production</c>.</param>
/// <param name="Host">Host that was connected to.</param>
/// <param name="Port">Port.</param>
/// <param name="Database">Name of the database.</param>
/// <param name="User">Name of the role.</param>
/// <param name="ServerVersion">Such as <c>17.2</c>.</param>
/// <param name="SearchPath">The role's own <c>search_path</c>.</param>
/// <param name="Tables">Full names of all tables compared, and of the version table, in ascending order.</param>
/// <param name="ObjectCounts">How many objects of each kind were read, without the version table's own.</param>
/// <param name="Tracking">The version table and its rows.</param>
/// <param name="Fingerprint"><c>sha256:</c> and 64 hexadecimal digits over everything compared; null when reading failed.</param>
public sealed record DatabaseReport(
    string Role,
    string Host,
    int Port,
    string Database,
    string User,
    string ServerVersion,
    string SearchPath,
    IReadOnlyList<string> Tables,
    IReadOnlyList<KindCount> ObjectCounts,
    TrackingState? Tracking,
    string? Fingerprint);

/// <summary>The migration files.</summary>
/// <param name="Tool">Such as <c>alembic</c>.</param>
/// <param name="Revisions">How many revisions.</param>
/// <param name="Heads">Revisions nobody follows.</param>
/// <param name="RealHeads">What the version table holds when everything is applied.</param>
/// <param name="Bases">Revisions that follow none.</param>
/// <param name="Pending">What production has yet to apply, in an order in which it can be; null when it cannot be told.</param>
public sealed record HistoryReport(
    string Tool,
    int Revisions,
    IReadOnlyList<string> Heads,
    IReadOnlyList<string> RealHeads,
    IReadOnlyList<string> Bases,
    IReadOnlyList<string>? Pending);

/// <summary>What one <see cref="IgnoreRule"/> left out.</summary>
/// <param name="Entry">The rule as it was written.</param>
/// <param name="Justification">Why.</param>
/// <param name="Development">How many objects it covered in development; what goes with them is not counted.</param>
/// <param name="Production">The same in production.</param>
public sealed record IgnoredReport(string Entry, string Justification, int Development, int Production);

/// <summary>How far two schemas are apart.</summary>
/// <param name="Tables">Tables of production less tables of development; negative when production has fewer.</param>
/// <param name="Objects">Differences, notes left out.</param>
public sealed record SchemaDistance(int Tables, int Objects);

/// <summary>Where the time went, in milliseconds.</summary>
/// <param name="Connect">Until both databases had answered the first question.</param>
/// <param name="Read">For the servers' answers about their catalogs.</param>
/// <param name="Compare">For the comparison, reading left out.</param>
/// <param name="Total">From start to verdict.</param>
public sealed record Elapsed(long Connect, long Read, long Compare, long Total);
