using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Planning.Accounting;
using AutonomOS.Migrations.Schema;

namespace AutonomOS.Migrations.Guarding;

/// <summary>What differences and pending revisions mean together. Pure.</summary>
internal static class DriftRules
{
    /// <summary>What to think of differences between servers of different major versions.</summary>
    /// <param name="differences">All differences, notes included.</param>
    /// <param name="development">Development's version, such as <c>17.2</c>.</param>
    /// <param name="production">Production's version.</param>
    internal static IEnumerable<Finding> OfVersions(IReadOnlyList<Difference> differences, string development, string production)
    {
        if (differences.Any(difference => !difference.IsNote) && development.Split('.')[0] != production.Split('.')[0])
        {
            yield return DiagnosticCodes.MajorVersionsDiffer.At(
                $"Development is PostgreSQL {development} and production is PostgreSQL {production}: what only one of the versions has, or does by itself, is among the differences. Develop on production's major version.");
        }
    }

    /// <summary>Judges differences between two tracked databases whose histories agree.</summary>
    /// <param name="differences">All differences, notes included.</param>
    /// <param name="pending">What production has yet to apply.</param>
    /// <param name="target">What the team deploys with.</param>
    /// <param name="accounts">What accounts for the differences; null where nothing is pending, or what is could not be read.</param>
    internal static IEnumerable<Finding> Of(
        IReadOnlyList<Difference> differences, IReadOnlyList<string> pending, UpgradeTarget target, AccountedDifferences? accounts = null)
    {
        var drift = differences.Where(difference => !difference.IsNote).ToList();
        var notes = differences.Where(difference => difference.IsNote).Select(difference => DiagnosticCodes.NoteworthyDifference.At(
            $"{Named(difference)}: {difference.Property![ObjectKind.NotePrefix.Length..]} is {OneLine.Quote(difference.Production)} in production and {OneLine.Quote(difference.Development)} in development. This is no drift."));
        return pending.Count == 0 ? drift.Select(OfOne).Concat(notes)
            : accounts is not null ? Accounted(accounts, target).Concat(notes)
            : drift.Count == 0 ? notes
            : drift
                .Select(difference => Told(difference).As(Severity.Info))
                .Prepend(DiagnosticCodes.PendingHideDrift.At(
                    $"Could not verify: {drift.Count} difference{(drift.Count == 1 ? "" : "s")} between development and production, while "
                        + $"{pending.Count} revision{(pending.Count == 1 ? " is" : "s are")} pending "
                        + $"({string.Join(", ", pending.Take(5))}{(pending.Count > 5 ? ", ..." : "")}) that could not be read. Apply them to production as your "
                        + $"deployment does ({AlembicCommand.Upgrade(target)}), then publish; or compare by hand what is listed in audit.json."))
                .Concat(notes);
    }

    /// <summary>Judges differences between production and the schema file of its own revision.</summary>
    /// <param name="differences">All differences, notes included; the file stands for development.</param>
    /// <param name="file">Full path of the file.</param>
    internal static IEnumerable<Finding> OfFile(IReadOnlyList<Difference> differences, string file) =>
    [
        .. differences.Where(difference => !difference.IsNote).Select(difference => difference.Change switch
        {
            Change.Missing => DiagnosticCodes.MissingInProduction.At(
                $"{Named(difference)} is not in production, and is there at its revision: somebody changed production by hand, or the revision was edited after it ran ({file}). Make it again there, or write a migration that drops it."),
            Change.Extra => DiagnosticCodes.ExtraInProduction.At(
                $"{Named(difference)} is in production, and is not there at its revision: somebody changed production by hand, or the revision was edited after it ran ({file}). Remove it there, or write a migration that adds it."),
            _ => DiagnosticCodes.DifferentInProduction.At(
                $"{Named(difference)}: {difference.Property} is {Value(difference.Production, difference.Development)} in production, and {Value(difference.Development, difference.Production)} at its revision ({file}). Undo the change, or write a migration for it."),
        }),
        .. differences.Where(difference => difference.IsNote).Select(difference => DiagnosticCodes.NoteworthyDifference.At(
            $"{Named(difference)}: {difference.Property![ObjectKind.NotePrefix.Length..]} is {OneLine.Quote(difference.Production)} in production and {OneLine.Quote(difference.Development)} in {file}. This is no drift.")),
    ];

    // What is known to be wrong first, then what could not be known, then what is planned.
    private static IEnumerable<Finding> Accounted(AccountedDifferences accounts, UpgradeTarget target) =>
    [
        .. accounts.Differences.Where(one => one.Verdict == Planning.Accounting.Accounted.Drift).Select(one => OfOne(one.Difference)),
        .. accounts.NotShown.Select(one => DiagnosticCodes.PendingNotShown.At(
            one.Operation.Place.File,
            one.Operation.Place.Line,
            $"Revision {one.Revision} does {one.Operation.Name} here, and development, which has run it, does not show it: {one.What}. Development was changed by hand, or the revision was edited after it ran there: make development anew from the migrations, or write another revision.")),
        .. accounts.Differences.Where(one => one.Verdict == Planning.Accounting.Accounted.Unverifiable).Select(one => DiagnosticCodes.PendingHideDrift.At(
            one.By!.Place.File,
            one.By.Place.Line,
            $"Could not verify: {Told(one.Difference).Message.TrimEnd('.')}; {What(one.By)} in revision {one.Revision} could account for it, and only running it would tell. Apply what is pending to production as your deployment does ({AlembicCommand.Upgrade(target)}), then publish; or write it so that it can be read.")),
        .. accounts.Differences.Where(one => one.Verdict == Planning.Accounting.Accounted.Explained).Select(one =>
            Told(one.Difference) is var told
                ? (told with { Message = $"{told.Message} Pending revision {one.Revision} accounts for it{(one.By!.IsConditional ? ", where its condition holds" : "")}." }).As(Severity.Info)
                : told),
    ];

    private static string What(SchemaOperation operation) => operation is OpaqueOperation opaque ? opaque.What : operation.Name;

    private static Finding Told(Difference difference) => difference.Change switch
    {
        Change.Missing => DiagnosticCodes.MissingInProduction.At($"{Named(difference)} is in development and not in production."),
        Change.Extra => DiagnosticCodes.ExtraInProduction.At($"{Named(difference)} is in production and not in development."),
        _ => DiagnosticCodes.DifferentInProduction.At(Unequal(difference)),
    };

    private static Finding OfOne(Difference difference) => difference.Change switch
    {
        Change.Missing => DiagnosticCodes.MissingInProduction.At(
            $"{Named(difference)} is in development and not in production, and no revision is pending that would add it. Write a migration that creates it, or drop it in development."),
        Change.Extra => DiagnosticCodes.ExtraInProduction.At(
            $"{Named(difference)} is in production and not in development: somebody changed production by hand. Remove it there, or write a migration that adds it."),
        _ => DiagnosticCodes.DifferentInProduction.At(
            $"{Unequal(difference)} Undo the change, or write a migration for it."),
    };

    private static string Unequal(Difference difference) =>
        $"{Named(difference)}: {difference.Property} is {Value(difference.Production, difference.Development)} in production and {Value(difference.Development, difference.Production)} in development.";

    private static string Named(Difference difference) => $"{difference.Kind} {difference.ObjectName}";

    private static string Value(string? value, string? other) => OneLine.Quote(value, OneLine.FirstDifference(value, other));
}
