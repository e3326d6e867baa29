namespace AutonomOS.Migrations.Connections;

/// <summary>
/// What of this machine decides a connection when the URL leaves something out: the <c>PG*</c> variables, the home folder, the user.
/// The URL wins over a variable, a variable over a default, as libpq has it
/// (https://www.postgresql.org/docs/current/libpq-envars.html).
/// </summary>
/// <param name="variable">Value of an environment variable, or null.</param>
/// <param name="userName">Name of the operating system's user.</param>
internal sealed class ConnectionEnvironment(Func<string, string?> variable, string userName)
{
    // Where libpq builds look for the server's socket: Debian's and Fedora's, then PostgreSQL's own default.
    private static readonly string[] SocketFolders = ["/var/run/postgresql", "/tmp"];

    /// <summary>This process's environment.</summary>
    internal static ConnectionEnvironment OfProcess { get; } = new(Environment.GetEnvironmentVariable, Environment.UserName);

    /// <summary>The user name that libpq falls back to.</summary>
    internal string UserName => userName;

    /// <summary>A variable's value; null when it is unset or empty.</summary>
    /// <param name="name">Name.</param>
    internal string? Variable(string name) => variable(name) is { Length: > 0 } value ? value : null;

    /// <summary>The file in the folder where libpq keeps certificates, if it exists.</summary>
    /// <param name="name">Such as <c>root.crt</c>.</param>
    internal string? CertificateFile(string name) =>
        this.Home() is { } home
        && Path.Combine(home, OperatingSystem.IsWindows() ? "postgresql" : ".postgresql", name) is var path
        && File.Exists(path) ? path : null;

    /// <summary>The default password file; it need not exist. Null without a home folder.</summary>
    internal string? DefaultPasswordFile() =>
        this.Home() is not { } home ? null
        : OperatingSystem.IsWindows() ? Path.Combine(home, "postgresql", "pgpass.conf")
        : Path.Combine(home, ".pgpass");

    /// <summary>The host when none is named: the folder that has the server's socket, <c>localhost</c> on Windows.</summary>
    /// <param name="port">The port, which is part of the socket's name.</param>
    internal static string DefaultHost(int port) =>
        OperatingSystem.IsWindows()
            ? "localhost"
            : Array.Find(SocketFolders, folder => File.Exists(Path.Combine(folder, $".s.PGSQL.{port}"))) ?? SocketFolders[0];

    /// <summary>Whether a host is one of the folders that libpq means by "no host".</summary>
    /// <param name="host">A host or folder.</param>
    internal static bool IsDefaultSocketFolder(string host) =>
        Array.IndexOf(SocketFolders, host) >= 0 || host == "/run/postgresql";

    private string? Home() => this.Variable(OperatingSystem.IsWindows() ? "APPDATA" : "HOME");
}
