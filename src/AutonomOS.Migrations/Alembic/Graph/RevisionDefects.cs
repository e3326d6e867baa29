using System.Globalization;
using AutonomOS.Migrations.Alembic.Revisions;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Alembic.Graph;

/// <summary>
/// Every way in which revision files do not make a history, each at its file and line. Alembic answers most of them with a traceback
/// without a file name, and some (duplicates, certain rings) not at all: facts/alembic.md, 0.4 to 0.6.
/// </summary>
internal static class RevisionDefects
{
    // Names of a ring or files of a duplicate beyond this many are counted, not listed.
    private const int MostListed = 100;

    // Looking for near matches goes through all revisions; the first findings are the ones somebody reads.
    private const int MostSuggested = 20;

    /// <summary>What is wrong with the identifiers of one file.</summary>
    /// <param name="file">The file.</param>
    public static IEnumerable<Finding> OfIdentifier(RevisionFile file)
    {
        // revision.py _revision_illegal_chars; the colon since 1.17.1. NUL is refused by PostgreSQL.
        if (file.Revision.AsSpan().IndexOfAny("@-+:\0") >= 0)
        {
            yield return DiagnosticCodes.IllegalRevisionIdentifier.At(
                file.Path,
                file.RevisionLine,
                $"Revision {OneLine.Quote(file.Revision)} has one of the characters @ - + : that Alembic keeps for expressions; rename"
                + " the revision.");
        }
    }

    /// <summary>A revision identifier that the version column cannot hold; PostgreSQL counts characters, not UTF-16 units.</summary>
    /// <param name="file">The file.</param>
    /// <param name="characters">Width of the column.</param>
    /// <returns>Null when it fits.</returns>
    public static Finding? OfWidth(RevisionFile file, int characters)
    {
        if (file.Revision.Length <= characters)
        {
            return null;
        }

        var length = file.Revision.EnumerateRunes().Count();
        return length <= characters ? null : DiagnosticCodes.RevisionIdentifierTooLong.At(
            file.Path,
            file.RevisionLine,
            string.Create(
                CultureInfo.InvariantCulture, $"Revision {OneLine.Quote(file.Revision)} has {length} characters and the version column"
                    + $" holds {characters}, so applying it fails; shorten it, or widen the column first."));
    }

    /// <summary>Two files with one identifier.</summary>
    /// <param name="first">The file that counts.</param>
    /// <param name="second">The other.</param>
    public static Finding OfDuplicate(RevisionFile first, RevisionFile second) => DiagnosticCodes.DuplicateRevision.At(
        second.Path,
        second.RevisionLine,
        $"Revision {OneLine.Quote(second.Revision)} is also in {OneLine.Quote(first.Path)}; delete one of the files or give it an"
        + " identifier of its own.");

    /// <summary>What is wrong with one reference of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="attribute"><c>down_revision</c> or <c>depends_on</c>.</param>
    /// <param name="known">All identifiers.</param>
    /// <param name="unknownLabels">A file whose labels are dynamic, any of which the reference may mean; null when there is none.</param>
    /// <param name="findings">What was found so far; takes one more.</param>
    public static void AddDangling(
        RevisionFile file,
        RevisionReference reference,
        string attribute,
        IEnumerable<string> known,
        RevisionFile? unknownLabels,
        List<Finding> findings)
    {
        if (unknownLabels is not null && attribute == "depends_on")
        {
            findings.Add(DiagnosticCodes.DanglingDependency.At(
                file.Path,
                reference.Line,
                $"Revision {OneLine.Quote(file.Revision)} has depends_on {OneLine.Quote(reference.Name)}, which no file is known to have; it"
                + $" may be a label of {OneLine.Quote(unknownLabels.Path)}, whose branch_labels cannot be evaluated: write those out, or"
                + " correct the identifier (written in full)."));
            return;
        }

        var near = findings.Count < MostSuggested ? NearMatches.Find(reference.Name, known) : [];
        findings.Add((attribute == "down_revision" ? DiagnosticCodes.DanglingDownRevision : DiagnosticCodes.DanglingDependency).At(
            file.Path,
            reference.Line,
            $"Revision {OneLine.Quote(file.Revision)} has {attribute} {OneLine.Quote(reference.Name)}, which no file has; "
            + (near.Count > 0 ? $"did you mean {OneLine.QuoteAll(near)}? " : string.Empty)
            + "Add the missing file or correct the identifier (written in full)."));
    }

    /// <summary>A revision that refers to itself.</summary>
    /// <param name="file">The file.</param>
    /// <param name="reference">The reference.</param>
    /// <param name="attribute"><c>down_revision</c> or <c>depends_on</c>.</param>
    public static Finding OfSelf(RevisionFile file, RevisionReference reference, string attribute) => DiagnosticCodes.SelfReference.At(
        file.Path, reference.Line, $"Revision {OneLine.Quote(file.Revision)} names itself in {attribute}; name the revision it follows,"
            + " or None.");

    /// <summary>A ring.</summary>
    /// <param name="ring">Files in the order of their references, the first not repeated.</param>
    /// <param name="dependencies">Whether <c>depends_on</c> has part in it.</param>
    public static Finding OfRing(IReadOnlyList<RevisionFile> ring, bool dependencies)
    {
        var first = ring[0];
        var names = string.Join(" -> ", ring.Take(MostListed).Select(file => OneLine.Quote(file.Revision)))
            + (ring.Count > MostListed ? string.Create(CultureInfo.InvariantCulture, $" -> ... ({ring.Count} in all)") : string.Empty)
            + $" -> {OneLine.Quote(first.Revision)}";
        var line = first.DownRevisions.Concat(first.DependsOn)
            .Where(reference => reference.Name == ring[1].Revision)
            .Select(reference => reference.Line)
            .FirstOrDefault(first.RevisionLine);
        return (dependencies ? DiagnosticCodes.DependencyCycle : DiagnosticCodes.RevisionCycle).At(
            first.Path, line, $"Revisions {(dependencies ? "and dependencies " : string.Empty)}form a ring: {names}; correct the"
                + " reference that closes it.");
    }

    /// <summary>Labels that are used twice, or that are a revision's identifier as well.</summary>
    /// <param name="files">All files that count.</param>
    /// <param name="contains">Whether an identifier is known.</param>
    /// <param name="findings">Takes them.</param>
    /// <returns>For each label the revision that declares it.</returns>
    public static Dictionary<string, string> ReadLabels(
        IReadOnlyList<RevisionFile> files, Func<string, bool> contains, List<Finding> findings)
    {
        var labels = new Dictionary<string, (string Revision, string Path)>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            foreach (var label in file.BranchLabels)
            {
                if (contains(label.Name))
                {
                    findings.Add(DiagnosticCodes.BranchLabelClash.At(
                        file.Path, label.Line, $"Branch label {OneLine.Quote(label.Name)} is the identifier of a revision too; rename the"
                            + " label."));
                }
                else if (!labels.TryAdd(label.Name, (file.Revision, file.Path)))
                {
                    findings.Add(DiagnosticCodes.BranchLabelClash.At(
                        file.Path, label.Line, $"Branch label {OneLine.Quote(label.Name)} is declared in"
                            + $" {OneLine.Quote(labels[label.Name].Path)} too; keep one of them."));
                }
            }
        }

        return labels.ToDictionary(pair => pair.Key, pair => pair.Value.Revision, StringComparer.Ordinal);
    }
}
