using AutonomOS.Migrations.Alembic.Operations.Running;
using AutonomOS.Migrations.Alembic.Python;
using AutonomOS.Migrations.Alembic.Python.Syntax;
using AutonomOS.Migrations.Alembic.Revisions;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Alembic.Operations;

/// <summary>
/// What <c>upgrade()</c> or <c>downgrade()</c> of a revision file does to a database, read without running it. Every call that is not known, and every way in
/// which the database leaves the file, is an <see cref="OpaqueOperation"/> and never counts as harmless.
/// </summary>
public static class UpgradeOperations
{
    /// <summary>Reads the operations of a revision.</summary>
    /// <param name="file">The revision file; its text is read again.</param>
    /// <returns>In the order in which they run; empty when <c>upgrade()</c> does nothing.</returns>
    /// <exception cref="FindingException">The file can no longer be opened (AMB3011).</exception>
    public static IReadOnlyList<SchemaOperation> Read(RevisionFile file) => Read(file, Text(file));

    /// <summary>Reads what <c>downgrade()</c> of a revision does in the same way.</summary>
    /// <param name="file">The revision file; its text is read again.</param>
    /// <returns>In the order in which they run; empty when <c>downgrade()</c> does nothing.</returns>
    /// <exception cref="FindingException">The file can no longer be opened (AMB3011).</exception>
    public static IReadOnlyList<SchemaOperation> ReadDowngrade(RevisionFile file) => Read(file, Text(file), "downgrade", file.Downgrade);

    /// <summary>Reads the operations of a revision from its text.</summary>
    /// <param name="file">The revision file.</param>
    /// <param name="source">Its text.</param>
    internal static IReadOnlyList<SchemaOperation> Read(RevisionFile file, string source) => Read(file, source, "upgrade", file.Upgrade);

    /// <summary>Why <c>downgrade()</c> gives no way back.</summary>
    /// <param name="file">The revision file.</param>
    /// <param name="source">Its text.</param>
    /// <returns>A clause without full stop and its line; null when there is a way back, as far as can be told.</returns>
    internal static (string Reason, int Line)? WithoutDowngrade(RevisionFile file, string source)
    {
        if (file.Downgrade is not { } span)
        {
            return ("the file defines no downgrade()", 1);
        }

        var body = PythonProgramReader.Read(source, out _).OfType<FunctionStatement>()
            .LastOrDefault(function => function.Name == "downgrade" && function.Line == span.First)?.Body;
        return body?.FirstOrDefault(statement => statement is not ExpressionStatement { Value: ConstantNode }) switch
        {
            FlowStatement { Flow: PythonFlow.Raise } raise => ("downgrade() always fails", raise.Line),
            null or FlowStatement { Flow: PythonFlow.Pass } => ("downgrade() does nothing", span.First),
            _ => null,
        };
    }

    /// <summary>The text of a file; null when it cannot be read.</summary>
    /// <param name="path">Its path.</param>
    internal static string? Source(string path)
    {
        try
        {
            return PythonSource.Decode(File.ReadAllBytes(path), out _);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string Text(RevisionFile file)
    {
        try
        {
            return PythonSource.Decode(File.ReadAllBytes(file.Path), out _) ?? string.Empty;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new FindingException(DiagnosticCodes.RevisionFileNotReadable.At(
                file.Path, 0, "The revision file cannot be opened; let the build's user read it."));
        }
    }

    private static IReadOnlyList<SchemaOperation> Read(RevisionFile file, string source, string function, LineSpan? lines)
    {
        if (lines is not { } span)
        {
            return [Opaque(file.Path, 1, $"{function}()", "the file does not define it plainly")];
        }

        var program = PythonProgramReader.Read(source, out var error);
        return error is { } unreadable
            ? [Opaque(file.Path, unreadable.Line, "the file", $"it cannot be read: {unreadable.Reason}")]
            : UpgradeRun.Read(file.Path, program, function, span.First, file.Modules);
    }

    private static OpaqueOperation Opaque(string path, int line, string what, string reason) =>
        new(what, reason) { Place = new SourcePlace(path, line) };
}
