namespace AutonomOS.Migrations.Testing;

/// <summary>A PostgreSQL server that tests may use as its superuser.</summary>
public interface ITestServer : IAsyncDisposable
{
    /// <summary>Npgsql connection string of the superuser, to the database <c>postgres</c>.</summary>
    string SuperuserConnectionString { get; }
}
