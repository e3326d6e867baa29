using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Connections;

/// <summary>
/// Tells whether one database is the standby's copy of another. Advisory locks do not tell it (<see cref="DatabaseMark"/>), because a
/// standby has locks of its own, and the two would be equal for ever.
/// </summary>
public static class StandbyCopy
{
    private const string MayAsk = "select pg_catalog.has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE')::pg_catalog.text";

    // A promoted clone keeps both numbers and is a database of its own: only a server in recovery is a copy of another.
    private const string Identity =
        """
        select s.system_identifier::pg_catalog.text || '/' || d.oid::pg_catalog.text
        from pg_catalog.pg_control_system() s, pg_catalog.pg_database d
        where d.datname = pg_catalog.current_database()
        """;

    /// <summary>Whether one session is on a standby of the other's database. Asks nothing when neither is on a standby.</summary>
    /// <param name="first">One session.</param>
    /// <param name="second">The other.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    /// <exception cref="FindingException">AMB0012: a standby is involved and the role may not ask which database it copies.</exception>
    public static async Task<bool> IsBetweenAsync(DatabaseSession first, DatabaseSession second, CancellationToken cancellationToken) =>
        (first.Server.InRecovery || second.Server.InRecovery)
        && await IdentityAsync(first, cancellationToken) == await IdentityAsync(second, cancellationToken);

    private static async Task<string> IdentityAsync(DatabaseSession session, CancellationToken cancellationToken) =>
        await TextAsync(session, MayAsk, cancellationToken) == "true" && await TextAsync(session, Identity, cancellationToken) is { } identity
            ? identity
            : throw new FindingException(DiagnosticCodes.NotAllowedToRead.At(
                $"A standby is involved, and on the {session.Target} the role may not ask which database it is a copy of: grant EXECUTE on function pg_control_system(), or point at the primary."));

    private static async Task<string?> TextAsync(DatabaseSession session, string question, CancellationToken cancellationToken)
    {
        await using var reader = await session.ExecuteAsync([new(question)], cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? reader.Text(0) : null;
    }
}
