namespace AutonomOS.Migrations.Alembic;

/// <summary>The commands that messages tell people to type, each spelled in one place.</summary>
public static class AlembicCommand
{
    /// <summary>What brings a database to the newest revisions.</summary>
    /// <param name="target">What the team deploys with.</param>
    public static string Upgrade(UpgradeTarget target) => $"alembic upgrade {Word(target)}";

    /// <summary>What records that a database stands there already.</summary>
    /// <param name="target">What the team deploys with.</param>
    public static string StampHead(UpgradeTarget target) => $"alembic stamp {Word(target)}";

    /// <summary>What moves the rows there are to the ones given.</summary>
    /// <param name="revisions">Identifiers.</param>
    public static string Stamp(IEnumerable<string> revisions) => $"alembic stamp {Words(revisions)}";

    /// <summary>
    /// What takes all rows out and writes the ones given, in one transaction. The only command that mends rows which Alembic cannot go on
    /// from: a plain stamp reads them first, and fails or leaves them.
    /// </summary>
    /// <param name="revisions">Identifiers.</param>
    public static string Purge(IEnumerable<string> revisions) => $"alembic stamp --purge {Words(revisions)}";

    private static string Word(UpgradeTarget target) => target == UpgradeTarget.Heads ? "heads" : "head";

    private static string Words(IEnumerable<string> revisions) => string.Join(' ', revisions.Select(ForShell));

    // An identifier may be any text; within single quotes a shell takes all but the quote itself as it stands.
    private static string ForShell(string word) =>
        word.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '.' or '-' or '@')
            ? word
            : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
