using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Guarding;

/// <summary>Databases that are as large, or as odd, as PostgreSQL lets them be.</summary>
public sealed class Extremes(PostgresFixture postgres)
{
    [Fact]
    public async Task Ten_thousand_schemas_are_compared()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        const string schemas = "do $$ begin for i in 1..5000 loop execute format('create schema s%s', i); end loop; end $$;";
        var more = schemas.Replace("1..5000", "5001..10000", StringComparison.Ordinal);

        // Two transactions: one of 10,000 would need more locks than the server has.
        foreach (var database in new[] { deployment.Development, deployment.Production })
        {
            await database.ExecuteAsync(schemas);
            await database.ExecuteAsync(more);
        }

        await deployment.Production.ExecuteAsync("drop schema s777");
        var report = await deployment.AuditAsync();

        Assert.Equal("schema s777", Assert.Single(report.Differences) is { Change: Migrations.Schema.Change.Missing } one ? $"{one.Kind} {one.ObjectName}" : null);
        Assert.Contains(new KindCount("schema", 10_001), report.Databases[0].ObjectCounts);
    }

    [Fact]
    public async Task A_table_of_1600_columns_is_compared()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        await deployment.OnBothAsync($"create table wide ({string.Join(", ", Enumerable.Range(1, 1600).Select(number => $"c{number} integer"))})");
        await deployment.Production.ExecuteAsync("alter table wide alter c1600 type bigint");

        var difference = Assert.Single((await deployment.AuditAsync()).Differences);
        Assert.Equal(("public.wide.c1600", "type", "integer", "bigint"), (difference.ObjectName, difference.Property, difference.Development, difference.Production));
    }

    [Fact]
    public async Task An_index_that_CONCURRENTLY_left_behind_is_told_as_invalid()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        await deployment.OnBothAsync("create table t (a integer)");
        await deployment.Development.ExecuteAsync("create unique index concurrently i on t (a)");
        await deployment.Production.ExecuteAsync("insert into t values (1), (1)");
        await Assert.ThrowsAsync<Npgsql.PostgresException>(
            () => deployment.Production.ExecuteAsync("create unique index concurrently i on t (a)"));

        var difference = Assert.Single((await deployment.AuditAsync()).Differences);
        Assert.Equal(("public.i", "valid", "true", "false"), (difference.ObjectName, difference.Property, difference.Development, difference.Production));
    }

    [Theory]
    [InlineData("create table %I (a integer)")]
    [InlineData("create function f() returns text language sql as $f$ select '%s' $f$")]
    [InlineData("create table t (a text default '%s')")]
    [InlineData("create type e as enum ('%s')")]
    [InlineData("create table t (a text); create policy %I on t")]
    public async Task Bytes_that_are_no_UTF_8_are_AMB9004(string sql)
    {
        // An SQL_ASCII database takes any bytes; 0xE9 is Latin-1's e with an acute accent. As a template it makes a second one alike.
        await using var development = await postgres.CreateDatabaseAsync("encoding 'SQL_ASCII' locale 'C'");
        await using var production = await postgres.CreateDatabaseAsync("encoding 'SQL_ASCII' locale 'C'");
        foreach (var database in new[] { development, production })
        {
            await database.ExecuteAsync($"do $$ begin execute replace(replace('{sql.Replace("'", "''", StringComparison.Ordinal)}', '%s', 'caf' || chr(233)), '%I', quote_ident('caf' || chr(233))); end $$".Replace("$f$", "$g$", StringComparison.Ordinal));
        }

        await using var deployment = await Deployment.TrackedAsync(postgres);
        foreach (var database in new[] { development, production })
        {
            await database.ExecuteAsync(Deployment.VersionTable("5a9d6371e18c"));
        }

        deployment.SetUrls(development.Url, production.Url);
        var report = await deployment.AuditAsync();

        Assert.Equal(Diagnosis.Unverified, report.Diagnosis);
        var finding = Assert.Single(report.Findings, finding => finding.Severity == Severity.Error);
        Assert.Equal("AMB9004", finding.Code);
        Assert.Contains("no UTF-8", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_SQL_ASCII_database_whose_bytes_are_UTF_8_is_compared_with_a_UTF_8_one()
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        await using var production = await postgres.CreateDatabaseAsync("encoding 'SQL_ASCII' locale 'C'");
        await production.ExecuteAsync("create table users (id integer primary key, email text not null);" + Deployment.VersionTable("5a9d6371e18c"));
        await deployment.Development.ExecuteAsync("create table \"caf\u00e9\" (a text default '\u00e9')");
        await production.ExecuteAsync("create table \"caf\u00e9\" (a text default '\u00e9')");
        deployment.SetUrls(deployment.Development.Url, production.Url);

        Assert.Empty((await deployment.AuditAsync()).Differences);
    }
}
