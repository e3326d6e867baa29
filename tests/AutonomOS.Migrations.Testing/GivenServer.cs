namespace AutonomOS.Migrations.Testing;

/// <summary>A server that the environment names in <c>AUTONOMOS_TEST_POSTGRES</c>, a <c>postgresql://</c> URL of a superuser.</summary>
/// <param name="url">The URL.</param>
public sealed class GivenServer(Uri url) : ITestServer
{
    /// <inheritdoc />
    public string SuperuserConnectionString { get; } = new Npgsql.NpgsqlConnectionStringBuilder
    {
        Host = url.Host,
        Port = url.Port > 0 ? url.Port : 5432,
        Username = Uri.UnescapeDataString(url.UserInfo.Split(':')[0]),
        Password = url.UserInfo.Contains(':', StringComparison.Ordinal) ? Uri.UnescapeDataString(url.UserInfo.Split(':')[1]) : null,
        Database = url.AbsolutePath.Length > 1 ? url.AbsolutePath[1..] : "postgres",
    }.ConnectionString;

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
