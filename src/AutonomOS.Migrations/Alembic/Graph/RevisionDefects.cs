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

        if (file.Revision is "head" or "heads" or "base")
        {
            yield return DiagnosticCodes.ReservedRevisionIdentifier.At(
                file.Path,
                file.RevisionLine,
                $"Revision {OneLine.Quote(file.Revision)} is named with a word that Alembic keeps for itself, also when it reads the"
                + " version table: a database at that revision is taken for another; rename the revision.");
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

    /// <summary>An empty string in place of a dependency. To Alembic it is no dependency, and yet the revision no base to begin with
    /// (<c>revision.py _is_real_base</c>), so that a base with it ends in DependencyCycleDetected.</summary>
    /// <param name="file">The file.</param>
    /// <param name="reference">The empty reference, the only one.</param>
    public static Finding OfEmptyDependency(RevisionFile file, RevisionReference reference) => file.DownRevisions.Count == 0
        ? DiagnosticCodes.EmptyDependencyOfBase.At(
            file.Path,
            reference.Line,
            $"Base revision {OneLine.Quote(file.Revision)} has an empty string in depends_on, for which Alembic refuses the history with"
            + " 'Dependency cycle is detected'; write None.")
        : DiagnosticCodes.EmptyDependency.At(
            file.Path,
            reference.Line,
            $"Revision {OneLine.Quote(file.Revision)} has an empty string in depends_on, which Alembic takes for no dependency; write"
            + " None.");

    /// <summary>Identifiers that differ only in case.</summary>
    /// <param name="files">All files that count, in the order in which they are told.</param>
    public static IEnumerable<Finding> OfCase(IEnumerable<RevisionFile> files)
    {
        var first = new Dictionary<string, RevisionFile>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in files)
        {
            if (!first.TryAdd(file.Revision, file))
            {
                yield return DiagnosticCodes.RevisionsDifferInCase.At(
                    file.Path,
                    file.RevisionLine,
                    $"Revision {OneLine.Quote(file.Revision)} and {OneLine.Quote(first[file.Revision].Revision)} in"
                    + $" {OneLine.Quote(first[file.Revision].Path)} differ only in case: two revisions to Alembic and PostgreSQL, one to"
                    + " readers and to disks that ignore case; rename the one that no database has applied yet.");
            }
        }
    }

    /// <summary>Labels that are used twice, or that are a revision's identifier as well, or that cannot be written on a command
    /// line.</summary>
    /// <param name="files">All files that count.</param>
    /// <param name="numbers">The number of each identifier.</param>
    /// <param name="findings">Takes them.</param>
    /// <returns>For each label the number of the revision that declares it.</returns>
    public static Dictionary<string, int> ReadLabels(
        IReadOnlyList<RevisionFile> files, Dictionary<string, int> numbers, List<Finding> findings)
    {
        var labels = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            foreach (var label in file.BranchLabels)
            {
                if (numbers.TryGetValue(label.Name, out var node))
                {
                    findings.Add(DiagnosticCodes.BranchLabelClash.At(
                        file.Path,
                        label.Line,
                        $"Branch label {OneLine.Quote(label.Name)} is also the identifier of the revision in"
                        + $" {OneLine.Quote(files[node].Path)}; rename the label."));
                }
                else if (!labels.TryAdd(label.Name, numbers[file.Revision]))
                {
                    findings.Add(DiagnosticCodes.BranchLabelClash.At(
                        file.Path,
                        label.Line,
                        $"Branch label {OneLine.Quote(label.Name)} is declared in {OneLine.Quote(files[labels[label.Name]].Path)}"
                        + $"{(labels[label.Name] == numbers[file.Revision] ? " twice" : " too")}; keep one of them."));
                }
                else if (Unusable(label.Name) is { } why)
                {
                    findings.Add(DiagnosticCodes.BranchLabelNotUsable.At(
                        file.Path,
                        label.Line,
                        $"Branch label {OneLine.Quote(label.Name)} {why}, so that commands such as 'alembic upgrade label@head' do not"
                        + " find the branch; rename the label."));
                }
            }
        }

        return labels;
    }

    // revision.py _resolve_revision_number and _relative_destination: what is tried before a label is looked up.
    private static string? Unusable(string label) => label switch
    {
        "" => "is an empty string",
        "head" or "heads" or "base" => "is a word that Alembic keeps for itself",
        _ when label.Contains('@', StringComparison.Ordinal) => "has an @, which Alembic keeps for expressions",
        _ when RelativeIdentifier.Parse(label) is not null => "reads as a number of steps",
        _ => null,
    };
}
