using Npgsql;

namespace AutonomOS.Migrations.Connections;

/// <summary>A database to connect to, read from the value of an environment variable. Never shows a password.</summary>
public sealed class ConnectionTarget
{
    private readonly NpgsqlConnectionStringBuilder settings;

    private ConnectionTarget(string role, string variable, NpgsqlConnectionStringBuilder settings)
    {
        this.Role = role;
        this.Variable = variable;
        this.settings = settings;
    }

    /// <summary><c>development</c> or <c>production</c>.</summary>
    public string Role { get; }

    /// <summary>The name of the environment variable that holds the URL.</summary>
    public string Variable { get; }

    /// <summary>Reads a URL.</summary>
    /// <param name="role"><c>development</c> or <c>production</c>, for messages.</param>
    /// <param name="variable">The environment variable's name, for messages.</param>
    /// <param name="value">Its value.</param>
    public static ConnectionTarget Parse(string role, string variable, string value)
    {
        var uri = new Uri(value);
        var user = uri.UserInfo.Split(':');
        return new(role, variable, new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.Port,
            Username = Uri.UnescapeDataString(user[0]),
            Password = Uri.UnescapeDataString(user[1]),
            Database = Uri.UnescapeDataString(uri.AbsolutePath[1..]),
            Pooling = false,
        });
    }

    /// <summary>Role, host, port, database and user; never a password.</summary>
    public override string ToString() => $"{this.Role} ({this.settings.Host}:{this.settings.Port}/{this.settings.Database} as {this.settings.Username})";

    internal async Task<NpgsqlConnection> ConnectAsync(SessionLimits limits, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(this.settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
