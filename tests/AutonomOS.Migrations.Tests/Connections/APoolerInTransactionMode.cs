using AutonomOS.Migrations.Testing;
using AutonomOS.Migrations.Tests.Guarding;

namespace AutonomOS.Migrations.Tests.Connections;

public sealed class APoolerInTransactionMode
{
    [Fact]
    public async Task Nothing_of_ours_leaks_to_its_other_clients()
    {
        await using var cluster = await LocalCluster.StartAsync();
        await using var pooler = await Pooler.StartAsync(cluster, "transaction");
        const string settings =
            "SELECT name || '=' || setting FROM pg_settings WHERE source NOT IN ('default', 'override') "
            + "AND name <> 'application_name' ORDER BY name";
        string backend;
        List<string?> before;
        await using (var other = await OpenAsync(pooler.Port, "other"))
        {
            before = await QueryAsync(other, settings);
            backend = (await QueryAsync(other, "SELECT pg_backend_pid()::text"))[0]!;
        }

        await using (var session = await Sessions.OpenAsync($"postgresql://postgres:postgres@127.0.0.1:{pooler.Port}/postgres"))
        {
            Assert.Equal(["pg_catalog"], await session.ReadAsync("SHOW search_path"));
            Assert.Equal([backend], await session.ReadAsync("SELECT pg_backend_pid()::text"));
            Assert.Equal("\"$user\", public", session.Server.SearchPath);
        }

        await using var next = await OpenAsync(pooler.Port, "next");
        Assert.Equal(backend, (await QueryAsync(next, "SELECT pg_backend_pid()::text"))[0]);
        Assert.Equal(before, await QueryAsync(next, settings));
        Assert.Empty(await QueryAsync(next, "SELECT locktype FROM pg_locks WHERE locktype = 'advisory'"));
    }

    [Fact]
    public async Task An_audit_passes_or_tells_what_differs()
    {
        await using var cluster = await LocalCluster.StartAsync();
        await using var deployment = await Deployment.TrackedAsync(cluster);
        await using var pooler = await Pooler.StartAsync(cluster, "transaction");
        string Through(TestDatabase database) => $"postgresql://postgres:postgres@127.0.0.1:{pooler.Port}/{database.Name}";
        deployment.SetUrls(Through(deployment.Development), Through(deployment.Production));

        Assert.True((await deployment.AuditAsync()).Passed);
        await deployment.Production.ExecuteAsync("create table extra (a integer)");
        Assert.Equal(["AMB2002"], (await deployment.AuditAsync()).Findings.Select(finding => finding.Code));
    }

    [Fact]
    public async Task In_statement_mode_there_is_no_transaction_and_that_is_a_finding()
    {
        await using var cluster = await LocalCluster.StartAsync();
        await using var pooler = await Pooler.StartAsync(cluster, "statement");
        var finding = await Sessions.OpenRefusalAsync($"postgresql://postgres:s3cr3t@127.0.0.1:{pooler.Port}/postgres");
        Assert.Equal("AMB0011", finding.Code);
        finding = await Sessions.OpenRefusalAsync($"postgresql://postgres:postgres@127.0.0.1:{pooler.Port}/postgres");
        Assert.Equal("AMB0015", finding.Code);
    }

    private static async Task<Npgsql.NpgsqlConnection> OpenAsync(int port, string name)
    {
        var connection = new Npgsql.NpgsqlConnection(
            $"Host=127.0.0.1;Port={port};Username=postgres;Password=postgres;Database=postgres;Pooling=false;Application Name={name};"
            + "SSL Mode=Disable;GSS Encryption Mode=Disable;Server Compatibility Mode=NoTypeLoading");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<List<string?>> QueryAsync(Npgsql.NpgsqlConnection connection, string sql)
    {
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string?>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
