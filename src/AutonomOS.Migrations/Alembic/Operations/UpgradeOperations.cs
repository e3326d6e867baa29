using AutonomOS.Migrations.Alembic.Python;
using AutonomOS.Migrations.Alembic.Revisions;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Alembic.Operations;

/// <summary>
/// A light reading of <c>upgrade()</c>: enough to know whether applying a revision would destroy something or create tables. Every call it
/// does not know, and every way <c>op</c> leaves the function, is said to be not readable and never counts as harmless.
/// </summary>
public static class UpgradeOperations
{
    /// <summary>Reads the operations of a revision.</summary>
    /// <param name="file">The revision file; its text is read again.</param>
    /// <returns>In the order of the file; empty when <c>upgrade()</c> does nothing.</returns>
    /// <exception cref="FindingException">The file can no longer be opened (AMB3011).</exception>
    public static IReadOnlyList<UpgradeOperation> Read(RevisionFile file)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(file.Path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new FindingException(DiagnosticCodes.RevisionFileNotReadable.At(
                file.Path, 0, "The revision file cannot be opened; let the build's user read it."));
        }

        return Read(file, PythonSource.Decode(bytes, out _) ?? string.Empty);
    }

    /// <summary>Reads the operations of a revision from its text.</summary>
    /// <param name="file">The revision file.</param>
    /// <param name="source">Its text.</param>
    internal static IReadOnlyList<UpgradeOperation> Read(RevisionFile file, string source)
    {
        if (file.Upgrade is not { } span)
        {
            return [new(file.Path, 1, "no plain upgrade()", OperationEffect.NotReadable, null, null, false)];
        }

        var lines = new PythonLineReader(source);
        var blocks = new PythonBlocks(lines);
        var names = new OperationNames(lines);
        var operations = new List<UpgradeOperation>();
        while (lines.Read())
        {
            blocks.Enter();
            var first = lines.Tokens[0].Line;
            if (blocks.Scope != PythonScope.Definition && !blocks.IsDefinitionHeader)
            {
                names.ReadImports();
            }

            if (blocks.Definition == "upgrade" && first >= span.First && first <= span.Last)
            {
                var start = blocks.Scope == PythonScope.Definition ? 0 : BodyStart(lines);
                new UpgradeLine(lines, names, file.Path, blocks.IsNested).Read(start, operations);
            }
        }

        if (lines.Error is not null)
        {
            operations.Add(new(file.Path, lines.ErrorLine, "unreadable source", OperationEffect.NotReadable, null, null, false));
        }

        return operations;
    }

    // def upgrade(engine: str = "x") -> None: op.drop_table("t"): what follows the first colon outside brackets.
    private static int BodyStart(PythonLineReader lines)
    {
        var depth = 0;
        for (var i = 0; i < lines.Tokens.Count; i++)
        {
            var text = lines.Text(lines.Tokens[i]);
            depth += text is "(" or "[" or "{" ? 1 : text is ")" or "]" or "}" ? -1 : 0;
            if (depth == 0 && text is ":")
            {
                return i + 1;
            }
        }

        return lines.Tokens.Count;
    }
}
