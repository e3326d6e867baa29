using System.Runtime.CompilerServices;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Startup;
using Npgsql;

namespace AutonomOS.Migrations.Connections;

/// <summary>A database to connect to, read from the value of an environment variable. Never shows a password.</summary>
public sealed class ConnectionTarget
{
    private readonly ConnectionSettings settings;

    private ConnectionTarget(UrlOrigin origin, ConnectionSettings settings)
    {
        this.Role = origin.Role;
        this.Variable = origin.Variable;
        this.settings = settings;
    }

    /// <summary><c>development</c> or <c>production</c>.</summary>
    public string Role { get; }

    /// <summary>The name of the environment variable that holds the URL.</summary>
    public string Variable { get; }

    /// <summary>The first host that is tried: a name, an address or a socket's folder.</summary>
    public string Host => this.settings.Hosts[0].Host;

    /// <summary>Its port.</summary>
    public int Port => this.settings.Hosts[0].Port;

    /// <summary>The database that is asked for.</summary>
    public string Database => this.settings.Database;

    /// <summary>The role to log in as.</summary>
    public string User => this.settings.User;

    /// <summary>Where to try, in order; at least one.</summary>
    internal IReadOnlyList<HostAddress> Hosts => this.settings.Hosts;

    /// <summary>
    /// Reads a URL: SQLAlchemy's, libpq's, a libpq keyword string or an Npgsql string. What it leaves out comes from the <c>PG*</c>
    /// variables and from libpq's defaults; <c>docs/connections.md</c> lists the forms and parameters.
    /// </summary>
    /// <param name="role"><c>development</c> or <c>production</c>, for messages.</param>
    /// <param name="variable">The environment variable's name, for messages.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="FindingException">
    /// AMB0003 (its form), AMB0004 (a parameter), AMB0006 (its options), AMB0009 (a certificate or key file).
    /// </exception>
    public static ConnectionTarget Parse(string role, string variable, string value) =>
        Parse(role, variable, value, ConnectionEnvironment.OfProcess);

    /// <summary>Role, variable, hosts, database and user; never a password.</summary>
    public override string ToString() =>
        $"{this.Role} database ({string.Join(',', this.settings.Hosts)}/{this.Database} as {this.User}, from {this.Variable})"
            .ReplaceLineEndings(" ");

    /// <summary>Reads a URL on a machine that is not this one.</summary>
    /// <param name="role">For messages.</param>
    /// <param name="variable">For messages.</param>
    /// <param name="value">The URL.</param>
    /// <param name="environment">The machine.</param>
    internal static ConnectionTarget Parse(string role, string variable, string value, ConnectionEnvironment environment)
    {
        var origin = new UrlOrigin(role, variable);
        return new(origin, ConnectionSettings.Read(value, environment, origin));
    }

    /// <summary>Tries the hosts in their order. It is not read-only: whoever only reads opens a <see cref="ReadOnlySession"/>.</summary>
    /// <param name="limits">How long to wait for each host.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    /// <exception cref="FindingException">No host gave a session; all that were tried are named.</exception>
    [AsyncMethodBuilder(typeof(ColdTaskMethodBuilder<>))]
    internal async Task<NpgsqlConnection> ConnectAsync(SessionLimits limits, CancellationToken cancellationToken)
    {
        var failures = new List<(HostAddress Address, DiagnosticDescriptor Code, string What)>();
        foreach (var wanted in this.settings.Attributes.Passes())
        {
            failures.Clear();
            foreach (var address in this.settings.Hosts)
            {
                var attempt = new HostAttempt(this.settings, address);
                if (await attempt.ConnectAsync(wanted, limits, cancellationToken) is { } connection)
                {
                    return connection;
                }

                failures.Add((address, attempt.Failure!.Value.Code, attempt.Failure.Value.What));
                if (!attempt.MayGoOn && attempt.Failure.Value.Code != DiagnosticCodes.NoSuitableHost)
                {
                    throw this.Failed(failures);
                }
            }
        }

        throw this.Failed(failures);
    }

    /// <summary>A text of the server's, fit to be shown.</summary>
    /// <param name="text">The text.</param>
    internal string Clean(string text) => SessionFailure.Clean(this.WithoutPasswords(text), null);

    /// <summary>A line that somebody printed who knows the URL, without its password and whatever else looks like one.</summary>
    /// <param name="line">The line.</param>
    public string Mask(string line) => SecretMask.Apply(this.WithoutPasswords(line));

    private string WithoutPasswords(string text)
    {
        foreach (var address in this.settings.Hosts)
        {
            var password = this.settings.PasswordFor(address).Password;
            text = ConnectionSettings.Without(text, password);
            text = password is null ? text : ConnectionSettings.Without(text, Uri.EscapeDataString(password));
        }

        return text;
    }

    // What stopped the search decides; else what most of all can be mended: a host that answered but does not fit.
    private FindingException Failed(List<(HostAddress Address, DiagnosticDescriptor Code, string What)> failures)
    {
        var last = failures[^1].Code;
        var oneAnswered = failures.Exists(failure => failure.Code == DiagnosticCodes.NoSuitableHost);
        var code = oneAnswered && IsSilence(last) ? DiagnosticCodes.NoSuitableHost
            : failures.TrueForAll(failure => failure.Code == last) || !IsSilence(last) ? last
            : DiagnosticCodes.NotReachable;
        var hosts = string.Join("; ", failures.Select(failure => $"{failure.Address} {failure.What}"));
        return new(code.At(
            $"No session on the {this.Role} database '{this.Database}' as '{this.User}' (URL in {this.Variable}): {hosts}. "
                .ReplaceLineEndings(" ") + Advice(code)));
    }

    private static bool IsSilence(DiagnosticDescriptor code) => code == DiagnosticCodes.NotReachable || code == DiagnosticCodes.TimedOut;

    private static string Advice(DiagnosticDescriptor code) => code.Code switch
    {
        "AMB0011" => "Mend the user, the password or the database in the URL, or the server's pg_hba.conf.",
        "AMB0013" => "Check host, port and firewall, or raise DbConnectTimeout.",
        "AMB0016" => "Mend the certificates or the URL's ssl parameters; the check never falls back to less.",
        "AMB0018" => "Name a host that fits, or mend target_session_attrs.",
        "AMB0009" => "Mend that file.",
        _ => "Check host and port, and that the server runs and lets this machine in.",
    };
}
