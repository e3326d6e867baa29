using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Schema;
using AutonomOS.Migrations.Tracking;

namespace AutonomOS.Migrations.Tests.Reports;

/// <summary>Reports to write.</summary>
internal static class Samples
{
    internal static AuditReport Drifted { get; } = new()
    {
        Diagnosis = Diagnosis.Mismatch,
        Passed = false,
        Databases =
        [
            Database("development", "shop_dev", ["public.users", "\"Odd.\"\"Name\".t", "billing.invoices", "billing.lines"]),
            Database("production", "shop", ["public.users", "public.\"Ärger\nline\""]),
        ],
        History = new("alembic", 3, ["c"], ["c"], ["a"], ["b", "c"]),
        Distance = new(-2, 3),
        Differences =
        [
            new("table", "billing.lines", Change.Missing, null, null, null, false),
            new("column", "public.users.email", Change.Changed, "type", "text", "character varying(255)", false),
            new("extension", "citext", Change.Changed, "note:version", "1.6", "1.5", true),
        ],
        Findings =
        [
            DiagnosticCodes.MissingInProduction.At("table billing.lines is missing"),
            DiagnosticCodes.SeveralHeads.At("/app/alembic/versions/x.py", 3, "two heads"),
            DiagnosticCodes.AutoMigrationsDisabled.At("on"),
            DiagnosticCodes.NoteworthyDifference.At("citext"),
        ],
        Elapsed = new(12, 40, 1, 55),
    };

    internal static AuditReport Passing { get; } = Drifted with
    {
        Diagnosis = Diagnosis.Ok,
        Passed = true,
        History = new("alembic", 1, ["a"], ["a"], ["a"], []),
        Distance = new(0, 0),
        Differences = [],
        Findings = [],
    };

    private static DatabaseReport Database(string role, string name, string[] tables) => new(
        role,
        "db",
        5432,
        name,
        "app",
        "17.2",
        "\"$user\", public",
        tables,
        [new KindCount("table", tables.Length), new KindCount("column", 4)],
        new("alembic", TrackingStatus.Tracked, "public.alembic_version", ["5a9d6371e18c"], null),
        "sha256:00");
}
