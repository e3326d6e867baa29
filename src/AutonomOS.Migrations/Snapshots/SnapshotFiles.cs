using System.Text;
using AutonomOS.Migrations.Schema;

namespace AutonomOS.Migrations.Snapshots;

/// <summary>Where schema files are: <c>schema/</c> in the folder of the Alembic environment, one file for each set of revisions.</summary>
public static class SnapshotFiles
{
    private const string Folder = "schema";
    private const string Extension = ".schema";

    /// <summary>The file for a set of revisions: <c>schema/3f7a1c88d95b.schema</c>; of several, the names are joined by <c>+</c>.</summary>
    /// <param name="environment">Full path of the Alembic environment's folder.</param>
    /// <param name="revisions">The rows of a version table.</param>
    public static string PathOf(string environment, IEnumerable<string> revisions) => Path.Combine(
        environment, Folder, string.Join('+', revisions.Order(Utf8Order.Instance).Select(FileName)) + Extension);

    /// <summary>Whether there is a schema file.</summary>
    /// <param name="environment">Full path of the Alembic environment's folder.</param>
    public static bool AreIn(string environment) => Path.Combine(environment, Folder) is var folder
        && Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*" + Extension).Any();

    // A revision may be any text; a file's name may not, and some file systems know no upper case.
    private static string FileName(string revision)
    {
        var name = new StringBuilder(revision.Length);
        foreach (var unit in Encoding.UTF8.GetBytes(revision))
        {
            _ = char.IsAsciiLetterLower((char)unit) || char.IsAsciiDigit((char)unit) || unit is (byte)'_' or (byte)'-'
                ? name.Append((char)unit)
                : name.Append('%').Append(unit.ToString("x2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return name.ToString();
    }
}
