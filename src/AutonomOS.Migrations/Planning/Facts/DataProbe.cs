using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Planning.Facts;

/// <summary>
/// Puts questions to the rows of production, one statement each, in the session's read-only transaction and under its timeouts. A lock
/// that a question takes is given back with its answer, and one that fails leaves the transaction as it was.
/// </summary>
public static class DataProbe
{
    /// <summary>Asks.</summary>
    /// <param name="session">Production.</param>
    /// <param name="questions">The questions.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    /// <returns>An answer for each.</returns>
    /// <exception cref="FindingException">AMB0015: the server is gone.</exception>
    public static async Task<IReadOnlyDictionary<DataQuestion, DataAnswer>> AskAsync(
        DatabaseSession session, IReadOnlyCollection<DataQuestion> questions, CancellationToken cancellationToken)
    {
        var answers = new Dictionary<DataQuestion, DataAnswer>();
        foreach (var question in questions)
        {
            answers[question] = await AskAsync(session, question, cancellationToken);
            await session.RunAsync([new("ROLLBACK TO SAVEPOINT question"), new("RELEASE SAVEPOINT question")], cancellationToken);
        }

        return answers;
    }

    private static async Task<DataAnswer> AskAsync(DatabaseSession session, DataQuestion question, CancellationToken cancellationToken)
    {
        try
        {
            await using var reader = await session.ExecuteAsync([new("SAVEPOINT question"), new(question.Sql)], cancellationToken);
            return new(await reader.ReadAsync(cancellationToken), null);
        }
        catch (FindingException e) when (e.Finding.Descriptor != DiagnosticCodes.ConnectionLost)
        {
            return new(null, Why(e.Finding.Descriptor));
        }
    }

    private static string Why(DiagnosticDescriptor failure) =>
        failure == DiagnosticCodes.TimedOut ? "it did not end within DbStatementTimeout"
        : failure == DiagnosticCodes.LockedOut ? "somebody holds a lock on the table"
        : failure == DiagnosticCodes.NotAllowedToRead ? "the role may not read the table, or row security hides rows of it"
        : $"the server refused it ({failure.Code})";
}
