using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Connections;

public sealed class ReadOnlySessions(PostgresFixture postgres)
{
    [Fact]
    public async Task A_session_knows_where_it_is()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var session = await Sessions.OpenAsync(database.Url);
        var uri = new Uri(database.Url);
        Assert.Equal(
            (uri.Host, uri.Port, database.Name, "postgres"),
            (session.Server.Host, session.Server.Port, session.Server.Database, session.Server.User));
        Assert.False(session.Server.InRecovery);
        Assert.Equal([$"{session.Server.VersionNumber}"], await database.QueryAsync("SHOW server_version_num"));
        Assert.StartsWith($"{session.Server.MajorVersion}.", session.Server.Version, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_can_be_written()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var session = await Sessions.OpenAsync(database.Url);
        var finding = await Sessions.RefusalAsync(() => session.ReadAsync("CREATE TABLE public.t ()"));
        Assert.Equal("AMB9004", finding.Code);
        Assert.Contains("25006", finding.Message, StringComparison.Ordinal);
        Assert.Empty(await database.QueryAsync("SELECT relname::text FROM pg_class WHERE relname = 't'"));
    }

    [Fact]
    public async Task All_statements_see_one_snapshot()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var session = await Sessions.OpenAsync(database.Url);
        await database.ExecuteAsync("CREATE TABLE later ()");
        Assert.Equal(["0"], await session.ReadAsync("SELECT count(*)::text FROM pg_class WHERE relname = 'later'"));
    }

    [Fact]
    public async Task What_changes_catalog_text_is_pinned_whatever_role_and_database_say()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        foreach (var setting in (string[])[
            "\"DateStyle\" = 'German'", "\"IntervalStyle\" = 'sql_standard'", "\"TimeZone\" = 'Asia/Tokyo'", "quote_all_identifiers = on",
            "extra_float_digits = -5", "bytea_output = 'escape'", "standard_conforming_strings = off", "row_security = on", "jit = on"])
        {
            await database.ExecuteAsync($"ALTER DATABASE {database.Name} SET {setting}");
        }

        await using var session = await Sessions.OpenAsync(database.Url);
        Assert.Equal(
            [
                "DateStyle=ISO, YMD", "IntervalStyle=postgres", "TimeZone=UTC", "bytea_output=hex", "client_min_messages=error",
                "extra_float_digits=1", "jit=off", "lc_monetary=C", "quote_all_identifiers=off", "row_security=off",
                "search_path=pg_catalog", "standard_conforming_strings=on", "transaction_isolation=repeatable read",
                "transaction_read_only=on",
            ],
            await session.ReadAsync(
                """
                SELECT name || '=' || setting FROM pg_settings WHERE name IN ('DateStyle', 'IntervalStyle', 'TimeZone', 'bytea_output',
                    'client_min_messages', 'extra_float_digits', 'jit', 'lc_monetary', 'quote_all_identifiers', 'row_security',
                    'search_path', 'standard_conforming_strings', 'transaction_isolation', 'transaction_read_only')
                ORDER BY name COLLATE "C"
                """));
    }

    [Fact]
    public async Task The_roles_own_search_path_is_read_before_it_is_pinned()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var role = "role_" + database.Name;
        const string hostile = "a,\n\"b\".{c}\\ 🔑 NULL";
        var quoted = "\"" + hostile.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
        var longest = new string('x', 63);
        await database.ExecuteAsync(
            $"""
            CREATE ROLE {role} LOGIN PASSWORD 'p';
            CREATE SCHEMA {quoted} AUTHORIZATION {role};
            CREATE SCHEMA {longest} AUTHORIZATION {role};
            CREATE SCHEMA {role} AUTHORIZATION {role};
            ALTER ROLE {role} SET search_path = "$user", {quoted}, missing, {longest};
            """);
        await using (var session = await Sessions.OpenAsync(database.UrlFor(role, "p")))
        {
            Assert.Equal([role, hostile, longest], session.Server.SearchPathSchemas);
            Assert.Contains("missing", session.Server.SearchPath, StringComparison.Ordinal);
            Assert.Equal(["pg_catalog"], await session.ReadAsync("SELECT current_setting('search_path')"));
        }

        await database.ExecuteAsync($"DROP OWNED BY {role}; DROP ROLE {role}");
    }

    [Fact]
    public async Task A_search_path_without_a_schema_is_empty()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await database.ExecuteAsync($"ALTER DATABASE {database.Name} SET search_path = nowhere");
        await using var session = await Sessions.OpenAsync(database.Url);
        Assert.Empty(session.Server.SearchPathSchemas);
        Assert.Equal("nowhere", session.Server.SearchPath);
    }

    [Fact]
    public async Task Functions_that_shadow_the_catalogs_are_not_called()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await database.ExecuteAsync(
            $"""
            CREATE FUNCTION public.current_setting(text) RETURNS text LANGUAGE sql AS 'SELECT ''shadow''';
            CREATE FUNCTION public.set_config(text, text, boolean) RETURNS text LANGUAGE sql AS 'SELECT ''shadow''';
            CREATE FUNCTION public.pg_is_in_recovery() RETURNS boolean LANGUAGE sql AS 'SELECT true';
            ALTER DATABASE {database.Name} SET search_path = public, pg_catalog;
            """);
        await using var session = await Sessions.OpenAsync(database.Url);
        Assert.Equal("public, pg_catalog", session.Server.SearchPath);
        Assert.False(session.Server.InRecovery);
    }

    [Fact]
    public async Task Parameters_of_every_kind_arrive()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var session = await Sessions.OpenAsync(database.Url);
        var values = await session.ReadAsync(
            [
                new(
                    "SELECT $1 || '|' || ($2::int8 + 1)::text || '|' || $3::text",
                    "ü'\"", "1099511627775", new[] { "a,b", "\"" }),
                new("SELECT ($1::text[] IS NULL)::text", new object?[] { null }),
                new("SELECT NULL::text"),
            ]);
        Assert.Equal(["ü'\"|1099511627776|{\"a,b\",\"\\\"\"}", "true", null], values);
    }

    [Fact]
    public async Task Parameters_of_other_kinds_are_refused_before_they_are_sent()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var session = await Sessions.OpenAsync(database.Url);
        await Assert.ThrowsAsync<ArgumentException>(() => session.ReadAsync([new("SELECT $1::text", 7)]));
        Assert.Equal(["x"], await session.ReadAsync([new("SELECT $1::text", "x")]));
    }

    [Fact]
    public async Task Columns_have_names_and_results_can_be_left_unread()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var session = await Sessions.OpenAsync(database.Url);
        await using (var reader = await session.ExecuteAsync(
            [new("SELECT 'x'::text AS a, 'y'::text AS \"B c\""), new("SELECT (1 / 0)::text")], CancellationToken.None))
        {
            Assert.Equal((2, "B c"), (reader.FieldCount, reader.FieldName(1)));
        }

        var finding = await Sessions.RefusalAsync(() => session.ReadAsync("SELECT 'x'"));
        Assert.Equal("AMB9004", finding.Code);
    }

    [Fact]
    public async Task A_hundred_thousand_rows_stream()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var session = await Sessions.OpenAsync(database.Url);
        var values = await session.ReadAsync("SELECT repeat('x', 10) || i FROM generate_series(1, 100000) i");
        Assert.Equal(100000, values.Count);
        Assert.Equal("xxxxxxxxxx100000", values[^1]);
    }

    [Fact]
    public async Task Rows_before_a_failure_arrive_and_then_the_failure()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var session = await Sessions.OpenAsync(database.Url);
        await using var reader = await session.ExecuteAsync(
            [new("SELECT i || repeat('x', 300) || left((1 / (5000 - i))::text, 0) FROM generate_series(1, 6000) i")], CancellationToken.None);
        var rows = 0;
        var finding = await Sessions.RefusalAsync(async () =>
        {
            while (await reader.ReadAsync(CancellationToken.None))
            {
                rows++;
                Assert.StartsWith($"{rows}x", reader.Text(0), StringComparison.Ordinal);
            }
        });
        Assert.Equal(4_999, rows);
        Assert.Contains("22012", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_of_any_size_and_results_of_no_columns_come_in_their_order()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var session = await Sessions.OpenAsync(database.Url);
        await using var reader = await session.ExecuteAsync(
            [
                new("SELECT repeat('a', 2000000), NULL::text FROM generate_series(1, 3)"),
                new("SELECT FROM generate_series(1, 600)"),
                new("SELECT 'b'::text WHERE false"),
                new("SELECT 'c'::text"),
            ],
            CancellationToken.None);
        for (var row = 0; row < 3; row++)
        {
            Assert.True(await reader.ReadAsync(CancellationToken.None));
            Assert.Equal((2_000_000, null), (reader.Text(0)!.Length, reader.Text(1)));
        }

        Assert.False(await reader.ReadAsync(CancellationToken.None));
        Assert.False(await reader.ReadAsync(CancellationToken.None));
        Assert.True(await reader.NextResultAsync(CancellationToken.None));
        Assert.Equal(0, reader.FieldCount);
        Assert.True(await reader.ReadAsync(CancellationToken.None));

        // What is left of a result is passed over.
        Assert.True(await reader.NextResultAsync(CancellationToken.None));
        Assert.Empty(await reader.ReadTextsAsync(CancellationToken.None));
        Assert.True(await reader.NextResultAsync(CancellationToken.None));
        Assert.Equal(["c"], await reader.ReadTextsAsync(CancellationToken.None));
        Assert.False(await reader.NextResultAsync(CancellationToken.None));
        Assert.False(await reader.ReadAsync(CancellationToken.None));
        Assert.False(await reader.NextResultAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_value_that_is_no_text_is_a_finding()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var session = await Sessions.OpenAsync(database.Url);
        Assert.Equal("AMB9004", (await Sessions.RefusalAsync(() => session.ReadAsync("SELECT 1.5"))).Code);
    }

    [Fact]
    public async Task Text_that_is_no_UTF8_is_a_finding()
    {
        await using var database = await postgres.CreateDatabaseAsync("ENCODING 'SQL_ASCII' LOCALE 'C'");
        await using var session = await Sessions.OpenAsync(database.Url);
        var finding = await Sessions.RefusalAsync(() => session.ReadAsync("SELECT E'\\xff'::text"));
        Assert.Equal("AMB9004", finding.Code);
        Assert.Contains("UTF-8", finding.Message, StringComparison.Ordinal);
    }
}
