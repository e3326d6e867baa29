using Npgsql;

namespace AutonomOS.Migrations.Testing;

/// <summary>A database of one test's own, dropped at its end.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly ITestServer server;
    private readonly NpgsqlDataSource source;

    private TestDatabase(ITestServer server, string name)
    {
        this.server = server;
        this.Name = name;
        this.ConnectionString = new NpgsqlConnectionStringBuilder(server.SuperuserConnectionString) { Database = name, Pooling = false }.ConnectionString;

        // The driver would ask each new database for its types, which takes longer than most of what the tests do there.
        var builder = new NpgsqlDataSourceBuilder(this.ConnectionString);
        builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        this.source = builder.Build();
    }

    /// <summary>The database's name.</summary>
    public string Name { get; }

    /// <summary>Npgsql connection string of the superuser.</summary>
    public string ConnectionString { get; }

    /// <summary>The same as a <c>postgresql://</c> URL.</summary>
    public string Url => this.UrlFor(null, null);

    /// <summary>Makes a database.</summary>
    /// <param name="server">Where.</param>
    /// <param name="name">Its name.</param>
    /// <param name="definition">What follows the template in <c>CREATE DATABASE</c>.</param>
    /// <param name="template">The database of which it is a copy.</param>
    public static async Task<TestDatabase> CreateAsync(ITestServer server, string name, string definition = "", string template = "template0")
    {
        await OnServerAsync(server, major =>
        {
            // Copying files takes a third to a seventh of the processor time that writing them to the log takes, which is the default where there
            // is a choice.
            var strategy = major >= 15 ? "STRATEGY file_copy" : "";
            return $"CREATE DATABASE {Quoted(name)} TEMPLATE {template} {strategy} {definition}";
        });
        return new TestDatabase(server, name);
    }

    /// <summary>A <c>postgresql://</c> URL of this database for a role.</summary>
    /// <param name="user">The role; the superuser when null.</param>
    /// <param name="password">Its password.</param>
    public string UrlFor(string? user, string? password)
    {
        var b = new NpgsqlConnectionStringBuilder(this.ConnectionString);
        return $"postgresql://{Uri.EscapeDataString(user ?? b.Username!)}:{Uri.EscapeDataString(password ?? b.Password!)}@{b.Host}:{b.Port}/{Uri.EscapeDataString(this.Name)}";
    }

    /// <summary>Opens a connection of the superuser.</summary>
    public Task<NpgsqlConnection> OpenAsync() => this.source.OpenConnectionAsync().AsTask();

    /// <summary>Opens a connection of the superuser for many statements: a server process for each is what takes time.</summary>
    public async Task<DatabaseHand> HoldAsync() => new(await this.OpenAsync());

    /// <summary>Runs statements as the superuser.</summary>
    /// <param name="sql">One or more statements.</param>
    public async Task ExecuteAsync(string sql)
    {
        await using var hand = await this.HoldAsync();
        await hand.ExecuteAsync(sql);
    }

    /// <summary>The first column of a query's rows, as text, as the superuser.</summary>
    /// <param name="sql">A query.</param>
    public async Task<IReadOnlyList<string?>> QueryAsync(string sql)
    {
        await using var hand = await this.HoldAsync();
        return await hand.QueryAsync(sql);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await this.source.DisposeAsync();
        await OnServerAsync(this.server, _ => $"DROP DATABASE IF EXISTS {Quoted(this.Name)} WITH (FORCE)");
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    // Sessions for what is done outside of the databases are kept: a new one takes as long as making a database. One that a test's server has
    // ended meanwhile is noticed here.
    private static async Task OnServerAsync(ITestServer server, Func<int, string> statement)
    {
        for (var isKept = true; ; isKept = false)
        {
            await using var connection = new NpgsqlConnection(
                new NpgsqlConnectionStringBuilder(server.SuperuserConnectionString) { Pooling = isKept }.ConnectionString);
            try
            {
                await connection.OpenAsync();
                await using var command = new NpgsqlCommand(statement(connection.PostgreSqlVersion.Major), connection);
                await command.ExecuteNonQueryAsync();
                return;
            }
            catch (NpgsqlException e) when (isKept
                && e.InnerException is not TimeoutException
                && e is not PostgresException { SqlState: not PostgresErrorCodes.AdminShutdown })
            {
                NpgsqlConnection.ClearPool(connection);
            }
        }
    }
}
