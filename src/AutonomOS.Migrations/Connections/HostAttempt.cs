using System.Runtime.CompilerServices;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Startup;
using Npgsql;

namespace AutonomOS.Migrations.Connections;

/// <summary>One try to log in at one host.</summary>
/// <param name="settings">What the URL says.</param>
/// <param name="address">The host.</param>
internal sealed class HostAttempt(ConnectionSettings settings, HostAddress address)
{
    // What a session accepts by default, in the words of target_session_attrs.
    private const string KindOfSession =
        "SELECT pg_catalog.pg_is_in_recovery()::pg_catalog.text, pg_catalog.current_setting('default_transaction_read_only')";

    /// <summary>The password that was used, for taking it out of messages.</summary>
    internal string? Password { get; private set; }

    /// <summary>Why the password file was not read, or null.</summary>
    internal string? IgnoredPasswordFile { get; private set; }

    /// <summary>Why the server's certificate was refused, or null.</summary>
    internal string? RefusedCertificate { get; private set; }

    /// <summary>Why there is no connection; null after success.</summary>
    internal (DiagnosticDescriptor Code, string What)? Failure { get; private set; }

    /// <summary>Whether another host may be tried: libpq stops where a server refused the login or TLS failed.</summary>
    internal bool MayGoOn { get; private set; } = true;

    /// <summary>Tries.</summary>
    /// <param name="wanted">The kind of session that is wanted.</param>
    /// <param name="limits">How long to wait.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    /// <returns>An open connection, or null with <see cref="Failure"/> set.</returns>
    [AsyncMethodBuilder(typeof(ColdTaskMethodBuilder<>))]
    internal async Task<NpgsqlConnection?> ConnectAsync(SessionAttributes wanted, SessionLimits limits, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        (this.Password, this.IgnoredPasswordFile) = settings.PasswordFor(address);
        var interruption = new Interruption();
        NpgsqlConnection? connection = null;
        try
        {
            connection = await interruption.WaitAsync(DriverThread.Run(() => this.Open(limits)), limits.Connect, cancellationToken);
            if (wanted == SessionAttributes.Any
                || await interruption.WaitAsync(DriverThread.Run(() => Fits(connection, wanted)), limits.Connect, cancellationToken))
            {
                return connection;
            }

            this.Failure = (DiagnosticCodes.NoSuitableHost, $"is not what target_session_attrs={wanted.Keyword()} asks for");
        }
        catch (Exception e) when (SessionFailure.IsOne(e))
        {
            this.Failure = SessionFailure.AtLogin(e, this);
            this.MayGoOn = this.Failure.Value.Code == DiagnosticCodes.NotReachable || this.Failure.Value.Code == DiagnosticCodes.TimedOut;
        }
        catch (OperationCanceledException)
        {
            _ = LeaveAsync(connection, interruption);
            throw;
        }

        _ = LeaveAsync(connection, interruption);
        return null;
    }

    private NpgsqlConnection Open(SessionLimits limits)
    {
        using var source = settings.SourceFor(address, this.Password, limits, why => this.RefusedCertificate = why);
        return source.OpenConnection();
    }

    private static async Task LeaveAsync(NpgsqlConnection? connection, Interruption interruption)
    {
        await interruption.LeftToEndAsync();
        connection?.Dispose();
    }

    private static bool Fits(NpgsqlConnection connection, SessionAttributes wanted)
    {
        using var command = new NpgsqlCommand(KindOfSession, connection);
        using var reader = command.ExecuteReader();
        reader.Read();
        return wanted.Fits(reader.GetString(0) == "true", reader.GetString(1) == "on");
    }
}
