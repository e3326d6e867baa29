using System.Data.Common;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using AutonomOS.Migrations.Diagnostics;
using Npgsql;

namespace AutonomOS.Migrations.Connections;

/// <summary>
/// What to tell of a failure of the server, the driver or the network. Exceptions' own texts may quote connection strings and values, so
/// only SQLSTATEs decide, and of texts only a server's message gets out, cleaned.
/// SQLSTATEs: https://www.postgresql.org/docs/current/errcodes-appendix.html.
/// </summary>
internal static partial class SessionFailure
{
    private const int LongestServerText = 200;

    /// <summary>Whether an exception is a failure of that sort; anything else is a fault of ours and is let through.</summary>
    /// <param name="exception">The exception.</param>
    internal static bool IsOne(Exception exception) => exception
        is DbException or IOException or SocketException or TimeoutException or AuthenticationException or CryptographicException
        or UnauthorizedAccessException or InvalidCastException or ObjectDisposedException or DecoderFallbackException
        or NpgsqlOperationInProgressException;

    /// <summary>The finding for a failure after the login.</summary>
    /// <param name="exception">One that <see cref="IsOne"/>.</param>
    /// <param name="target">The database.</param>
    internal static Finding Of(Exception exception, ConnectionTarget target) => exception switch
    {
        FindingException known => known.Finding,
        PostgresException answer => OfAnswer(answer, target),
        TimeoutException or NpgsqlException { InnerException: TimeoutException } => DiagnosticCodes.TimedOut.At(
            $"The {target} has gone silent in the middle of a statement. Run the check again; raise DbStatementTimeout if it is slow."),
        InvalidCastException => NoText(target),
        DecoderFallbackException => NoUtf8("", target),
        _ => Lost(target),
    };

    /// <summary>The finding for a value that is no text.</summary>
    /// <param name="target">The database.</param>
    internal static Finding NoText(ConnectionTarget target) => DiagnosticCodes.CatalogNotUnderstood.At(
        $"The {target} sent a value of another type than was asked for. Is it PostgreSQL? Report it if so.");

    /// <summary>The finding when a session is no longer there.</summary>
    /// <param name="target">The database.</param>
    internal static Finding Lost(ConnectionTarget target) => DiagnosticCodes.ConnectionLost.At(
        $"The connection to the {target} was lost while reading. Run the check again when the server is back.");

    /// <summary>The finding for a failure on the way to a session.</summary>
    /// <param name="exception">One that <see cref="IsOne"/>.</param>
    /// <param name="attempt">The attempt that failed.</param>
    /// <returns>Code, and the words that follow the host's name.</returns>
    internal static (DiagnosticDescriptor Code, string What) AtLogin(Exception exception, HostAttempt attempt) => exception switch
    {
        PostgresException answer => AtLogin(answer, attempt),
        TimeoutException or NpgsqlException { InnerException: TimeoutException } => (
            DiagnosticCodes.TimedOut, "did not answer within DbConnectTimeout"),
        NpgsqlException when attempt.RefusedCertificate is { } why => (DiagnosticCodes.TlsFailed, $"was refused because {why}"),
        CryptographicException or UnauthorizedAccessException or FileNotFoundException or DirectoryNotFoundException => (
            DiagnosticCodes.CredentialFileNotReadable,
            "was not asked: the client certificate or its key cannot be read; look at sslcert, sslkey and sslpassword"),
        NpgsqlException { InnerException: null } plain when plain.Message.StartsWith("SSL", StringComparison.Ordinal) => (
            DiagnosticCodes.TlsFailed, "offers no TLS, which the URL requires"),
        NpgsqlException tls when tls.InnerException is AuthenticationException || tls.Message.Contains("SSL", StringComparison.Ordinal) => (
            DiagnosticCodes.TlsFailed, "broke the TLS handshake off; look at sslmode, the certificates and the TLS versions of both sides"),
        NpgsqlException { InnerException: null } plain when plain.Message.StartsWith("No password", StringComparison.Ordinal) =>
            NoPassword(attempt),
        NpgsqlException { InnerException: null } plain when plain.Message.Contains("authentication method", StringComparison.Ordinal) => (
            DiagnosticCodes.LoginRefused, "asked for a way to log in that require_auth does not allow"),
        NpgsqlException { InnerException: null } plain when plain.Message.Contains("annel binding", StringComparison.Ordinal) => (
            DiagnosticCodes.LoginRefused, "cannot bind the login to the TLS channel, which channel_binding=require asks for"),
        _ => (DiagnosticCodes.NotReachable, Network(exception)),
    };

    /// <summary>A message of the server's on one line, without URLs, passwords and length.</summary>
    /// <param name="text">The message.</param>
    /// <param name="password">The password in use, or null.</param>
    internal static string Clean(string text, string? password)
    {
        var line = Blanks().Replace(ConnectionSettings.Without(text, password), " ").Trim();
        line = SecretMask.Apply(Urls().Replace(line, "***"));
        return line.Length <= LongestServerText ? line : line[..LongestServerText] + "…";
    }

    private static Finding NoUtf8(string state, ConnectionTarget target) => DiagnosticCodes.CatalogNotUnderstood.At(
        $"The {target} holds text that is no UTF-8{state}, as an SQL_ASCII database may, or was asked for a name that its encoding does not have. "
        + "Rename what is not UTF-8; name no schema in DbSchemas that cannot be there.");

    private static Finding OfAnswer(PostgresException answer, ConnectionTarget target) => answer.SqlState switch
    {
        "42501" => DiagnosticCodes.NotAllowedToRead.At(
            $"The role may not read what the check needs on the {target}: {Text(answer, target)} Grant it the right to read that."),
        "57014" => DiagnosticCodes.TimedOut.At(
            $"The {target} ended a statement that took longer than DbStatementTimeout, or that someone cancelled. "
            + "Run again, or raise DbStatementTimeout."),
        "25P04" => DiagnosticCodes.TimedOut.At(
            $"The {target} ended the check's transaction by its transaction_timeout. "
            + "Raise it for this role: ALTER ROLE ... SET transaction_timeout."),
        "55P03" or "40P01" => DiagnosticCodes.LockedOut.At(
            $"Someone holds a lock on the {target} that kept the check waiting longer than DbLockTimeout. "
            + "Run again later, or raise DbLockTimeout."),
        "57P01" or "57P02" or "57P03" or "57P04" or "57P05" or "25P03" => Lost(target),
        "22021" or "22P05" => NoUtf8($" (SQLSTATE {answer.SqlState})", target),
        "40001" => DiagnosticCodes.ChangedWhileReading.At(
            $"The {target} ended the check's statement because it had to go on with other work first (SQLSTATE 40001): {Text(answer, target)} "
            + "Run the check again; where a standby does so each time, raise max_standby_streaming_delay there, or point at the primary."),
        { } state when state.StartsWith("08", StringComparison.Ordinal) => Lost(target),
        "XX000" or "23505" or "42710" or "42P01" or "42P07" or "42703" or "42704" or "42883" or "3F000" =>
            DiagnosticCodes.ChangedWhileReading.At(
            $"The catalog of the {target} changed while it was read (SQLSTATE {answer.SqlState}): {Text(answer, target)} "
            + "Run the check again when no migration runs."),
        _ => DiagnosticCodes.CatalogNotUnderstood.At(
            $"The {target} refused a statement of the check (SQLSTATE {answer.SqlState}): {Text(answer, target)}"),
    };

    private static (DiagnosticDescriptor Code, string What) AtLogin(PostgresException answer, HostAttempt attempt)
    {
        var text = Clean(answer.MessageText, attempt.Password);
        return answer.SqlState switch
        {
            "28P01" or "28000" when attempt.IgnoredPasswordFile is not null && attempt.Password is null => NoPassword(attempt),
            "57P03" => (DiagnosticCodes.NotReachable, $"is not ready for logins: {text}"),
            "53300" => (DiagnosticCodes.NotReachable, "has no connection left; wait, or raise max_connections or the role's limit"),
            "3D000" => (DiagnosticCodes.LoginRefused, $"has no such database: {text}"),
            "42501" => (DiagnosticCodes.LoginRefused, $"does not let the role connect: {text}"),
            _ => (DiagnosticCodes.LoginRefused, $"refused the login (SQLSTATE {answer.SqlState}): {text}"),
        };
    }

    private static (DiagnosticDescriptor Code, string What) NoPassword(HostAttempt attempt) =>
        attempt.IgnoredPasswordFile is { } why
            ? (DiagnosticCodes.CredentialFileNotReadable, $"asked for a password and there is none: {why}")
            : (DiagnosticCodes.LoginRefused, "asked for a password and there is none in the URL, in PGPASSWORD or in the password file");

    private static string Network(Exception exception)
    {
        var socket = exception as SocketException ?? exception.InnerException as SocketException
            ?? exception.InnerException?.InnerException as SocketException;
        return socket?.SocketErrorCode switch
        {
            SocketError.HostNotFound or SocketError.NoData => "is no host name that is known here",
            SocketError.TryAgain => "could not be looked up: the name server did not answer",
            SocketError.ConnectionRefused => "refused the connection; nothing listens there",
            SocketError.TimedOut => "did not answer",
            SocketError.HostUnreachable or SocketError.NetworkUnreachable => "cannot be reached from here: there is no route to it",
            SocketError.AccessDenied => "may not be connected to by this user",
            SocketError.AddressNotAvailable => "has no socket there",
            _ => "broke the connection off before the login was done",
        };
    }

    private static string Text(PostgresException answer, ConnectionTarget target)
    {
        var text = target.Clean(answer.MessageText);
        return text.EndsWith('.') ? text : text + ".";
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"\w[\w+.-]*://\S+")]
    private static partial Regex Urls();
}
