using AutonomOS.Migrations.Alembic.Operations;
using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Planning;
using AutonomOS.Migrations.Planning.Facts;
using AutonomOS.Migrations.Sql;
using AutonomOS.Migrations.Testing;
using AutonomOS.Migrations.Tests.Alembic;
using AutonomOS.Migrations.Tests.Connections;

namespace AutonomOS.Migrations.Tests.Planning;

/// <summary>What the planner says of a text against a real database, or against none.</summary>
internal static class Judged
{
    /// <summary>Nothing of production.</summary>
    public static ProductionFacts Nothing { get; } = new() { ServerVersionNumber = 170000, SearchPath = ["public"] };

    /// <summary>Judges SQL.</summary>
    /// <param name="database">Production.</param>
    /// <param name="sql">What is pending.</param>
    public static Task<MigrationPlan> SqlAsync(TestDatabase database, string sql) => OfAsync(database, SqlReader.Read(sql, "f.sql", 1));

    /// <summary>Judges the body of <c>upgrade()</c>.</summary>
    /// <param name="database">Production.</param>
    /// <param name="body">Its lines, without indentation.</param>
    public static Task<MigrationPlan> PythonAsync(TestDatabase database, string body)
    {
        var lines = string.Join("\n", body.Split('\n').Select(line => "    " + line));
        using var folder = AlembicFolder.Standard().Write(
            "migrations/versions/x.py",
            $"from alembic import op\nimport sqlalchemy as sa\nfrom sqlalchemy.dialects import postgresql\nrevision = 'x'; down_revision = None\ndef upgrade():\n{lines}\n");
        return OfAsync(database, UpgradeOperations.Read(folder.Load().Graph!.Find("x")!));
    }

    /// <summary>The codes of a plan's findings.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="withLocks">True to include those about locks, which many an operation on a table with rows has besides.</param>
    public static string Codes(MigrationPlan plan, bool withLocks = false) => string.Join(
        ' ', plan.Findings.Select(finding => finding.Code).Where(code => withLocks || !code.StartsWith("AMB404", StringComparison.Ordinal)));

    private static async Task<MigrationPlan> OfAsync(TestDatabase database, IReadOnlyList<SchemaOperation> operations)
    {
        await using var session = await Sessions.OpenAsync(database.Url);
        var facts = await FactsReader.ReadAsync(session, MentionedNames.Of(operations), CancellationToken.None);
        return Planner.Judge([.. operations.Select(operation => ((string?)"x", operation))], facts);
    }
}
