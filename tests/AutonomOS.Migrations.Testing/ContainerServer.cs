using Testcontainers.PostgreSql;

namespace AutonomOS.Migrations.Testing;

/// <summary>A PostgreSQL server in a container, for machines with a container engine.</summary>
public sealed class ContainerServer : ITestServer
{
    private readonly PostgreSqlContainer container;

    private ContainerServer(PostgreSqlContainer container) => this.container = container;

    /// <inheritdoc />
    public string SuperuserConnectionString => this.container.GetConnectionString();

    /// <summary>Whether a container engine answers at its usual places.</summary>
    public static bool EngineAnswers() =>
        Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } || File.Exists("/var/run/docker.sock");

    /// <summary>Starts a server in a container.</summary>
    public static async Task<ContainerServer> StartAsync()
    {
        var container = new PostgreSqlBuilder("postgres:17").WithDatabase("postgres").WithUsername("postgres").WithPassword("postgres").Build();
        await container.StartAsync();
        return new ContainerServer(container);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => this.container.DisposeAsync();
}
