using System.Globalization;
using System.Text;
using AutonomOS.Migrations.Guarding;

namespace AutonomOS.Migrations.Reports;

/// <summary><c>dev-summary.txt</c> and <c>prod-summary.txt</c>: what one database looks like, for people.</summary>
public static class DatabaseSummary
{
    private const string PublicSchema = "public.";

    /// <summary>Writes the summary of one database.</summary>
    /// <param name="report">The report.</param>
    /// <param name="role"><c>development</c> or <c>production</c>.</param>
    /// <returns>Lines, each ending with a line break.</returns>
    public static string Write(AuditReport report, string role)
    {
        var text = new StringBuilder();
        var database = report.Databases.FirstOrDefault(database => database.Role == role);
        Line($"{(role == "production" ? "Production" : "Development")} database");
        Line("");
        if (database is null)
        {
            Line("It was not looked at.");
        }
        else
        {
            Line($"Database:        {database.Database}");
            Line($"User:            {database.User}");
            Line($"Server:          {database.Host}:{database.Port}, PostgreSQL {database.ServerVersion}");
            Line($"Search path:     {database.SearchPath}");
            Line($"Alembic version: {LogText.TrackingOf(database.Tracking)}");
        }

        Line($"Schema distance: {LogText.DistanceOf(report.Distance)}");
        Line($"Diagnosis:       {DiagnosisText.ForPeople(report.Diagnosis)}");
        if (database is not null)
        {
            WriteTables(database.Tables);
        }

        if (report.Findings.Count > 0)
        {
            Line("");
            Line("Findings");
            foreach (var finding in report.Findings)
            {
                Line($"  {finding.Code} {finding.Message}");
            }
        }

        return text.ToString();

        void Line(string line) => text.Append(line).Append('\n');

        void WriteTables(IReadOnlyList<string> tables)
        {
            var own = tables.Where(table => table.StartsWith(PublicSchema, StringComparison.Ordinal)).ToList();
            Line("");
            Line(string.Create(CultureInfo.InvariantCulture, $"Tables in public ({own.Count})"));
            own.ForEach(table => Line($"  {table[PublicSchema.Length..]}"));
            var others = tables
                .Where(table => !table.StartsWith(PublicSchema, StringComparison.Ordinal))
                .CountBy(SchemaOf, StringComparer.Ordinal)
                .ToList();
            if (others.Count > 0)
            {
                Line("");
                Line("Tables in other schemas");
                others.ForEach(schema => Line(string.Create(CultureInfo.InvariantCulture, $"  {schema.Key} ({schema.Value})")));
            }
        }
    }

    // The schema is the first part of the full name; a quoted one may hold dots and doubled quotes.
    private static string SchemaOf(string table)
    {
        if (!table.StartsWith('"'))
        {
            return table[..table.IndexOf('.', StringComparison.Ordinal)];
        }

        var end = 1;
        while (table[end] != '"' || table[end + 1] == '"')
        {
            end += table[end] == '"' ? 2 : 1;
        }

        return table[..(end + 1)];
    }
}
