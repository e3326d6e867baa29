using System.Globalization;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Guarding;

namespace AutonomOS.Migrations.Reports;

/// <summary>A plan for people: <c>plan.txt</c>, which a reviewer reads in a pull request, and its lines on the log.</summary>
public static class PlanText
{
    /// <summary>How many revisions the log tells of, how many operations of each, and how long a line may be.</summary>
    private const int MostRevisions = 20;
    private const int MostOperations = 6;
    private const int LongestObject = 80;

    /// <summary>Writes a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="production">Production; null when it could not be looked at.</param>
    /// <param name="projectDirectory">Full path of the folder that paths are relative to.</param>
    /// <returns>Lines, each ending with a line break.</returns>
    public static string Write(PlanReport plan, DatabaseReport? production, string projectDirectory)
    {
        var lines = new List<string>
        {
            production is null ? "What is about to run on production"
                : $"What is about to run on production ({production.Database} at {production.Host}:{production.Port}, PostgreSQL {production.ServerVersion})",
            Summary(plan),
        };
        foreach (var group in Groups(plan))
        {
            lines.Add("");
            lines.Add(group.Title is null ? "SQL file" : $"Revision {group.Title}");
            lines.AddRange(group.Operations.Count == 0
                ? ["  does nothing to the database"]
                : group.Operations.SelectMany(operation => OperationLines(operation, projectDirectory)));
        }

        if (plan.Notes.Count > 0)
        {
            lines.Add("");
            lines.Add("Besides");
            lines.AddRange(plan.Notes.Select(note =>
                $"  {Word(note.Severity)} {note.Code}: {(note.File is { } file ? $"{Relative(file, projectDirectory)}({note.Line}): " : "")}{note.Message}"));
        }

        return string.Concat(lines.Select(line => OneLine.Escape(line) + "\n"));
    }

    /// <summary>One line a revision: what it does.</summary>
    /// <param name="plan">The plan.</param>
    internal static IEnumerable<string> LogLines(PlanReport plan)
    {
        var groups = Groups(plan);
        foreach (var (title, operations) in groups.Take(MostRevisions))
        {
            var shown = string.Join(", ", operations.Take(MostOperations).Select(operation =>
                $"{operation.Operation}{(operation.ObjectName is { } name ? $" {Cut(name)}" : "")}{(operation.IsDestructive ? " (destructive)" : "")}"));
            var more = operations.Count > MostOperations ? $" and {operations.Count - MostOperations} more" : "";
            yield return $"  {title ?? "SQL file"}: {(operations.Count == 0 ? "nothing that changes the database" : shown + more)}";
        }

        if (groups.Count > MostRevisions)
        {
            yield return $"  and {groups.Count - MostRevisions} revisions more, which plan.txt has";
        }
    }

    /// <summary>The plan in numbers.</summary>
    /// <param name="plan">The plan.</param>
    internal static string Summary(PlanReport plan) =>
        $"{(plan.Revisions.Count > 0 ? $"{Count(plan.Revisions.Count, "revision")}, " : "")}{Count(plan.Operations.Count, "operation")}, "
        + $"{plan.Operations.Count(operation => operation.IsDestructive)} destructive, "
        + $"{plan.Findings.Count(finding => finding.Severity == Severity.Error)} refused, "
        + Count(plan.Findings.Count(finding => finding.Severity == Severity.Warning), "warning");

    /// <summary>A path from the project's folder, with slashes.</summary>
    /// <param name="file">A full path.</param>
    /// <param name="projectDirectory">Full path of the project's folder.</param>
    internal static string Relative(string file, string projectDirectory) =>
        Path.GetRelativePath(projectDirectory, file).Replace('\\', '/');

    private static List<(string? Title, IReadOnlyList<PlannedOperationReport> Operations)> Groups(PlanReport plan)
    {
        var operations = plan.Operations.ToLookup(operation => operation.Revision);
        return plan.Revisions.Count == 0
            ? [(null, plan.Operations)]
            : [.. plan.Revisions.Select(revision => ((string?)revision, (IReadOnlyList<PlannedOperationReport>)[.. operations[revision]]))];
    }

    private static IEnumerable<string> OperationLines(PlannedOperationReport operation, string projectDirectory)
    {
        string[] parts =
        [
            $"{operation.Operation}{(operation.ObjectName is { } name ? $" {name}" : "")}",
            .. operation.IsDestructive ? (string[])["DESTRUCTIVE"] : [],
            .. operation.Lock is { } mode ? (string[])[mode] : [],
            .. operation.EstimatedRows is { } rows ? (string[])[string.Create(CultureInfo.InvariantCulture, $"about {rows:N0} rows")] : [],
            .. operation.EstimatedBytes is { } bytes ? (string[])[string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} bytes")] : [],
        ];
        yield return $"  {Relative(operation.Place.File, projectDirectory)}({operation.Place.Line}): {string.Join(", ", parts)}";
        foreach (var finding in operation.Findings)
        {
            yield return $"    {Word(finding.Severity)} {finding.Code}: {finding.Message}";
        }
    }

    private static string Word(Severity severity) => severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "note" };

    private static string Cut(string name) => name.Length <= LongestObject ? name : name[..LongestObject] + "…";

    private static string Count(int number, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");
}
