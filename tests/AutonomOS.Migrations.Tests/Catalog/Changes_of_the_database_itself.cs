using AutonomOS.Migrations.Catalog;
using AutonomOS.Migrations.Schema;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Catalog;

/// <summary>What DbCompare tells of the database, and of what the server and extensions made: no fresh schema takes that back.</summary>
public sealed class Changes_of_the_database_itself(PostgresFixture postgres, PostgresMajors majors)
{
    // Stands for the database's name: development's is not production's.
    private const string Label =
        "set allow_system_table_mods = on; insert into pg_shseclabel select oid, 'pg_database'::regclass, 'p', 'x' from pg_database where datname = current_database()";

    // As ALTER ROLE ... IN DATABASE ... SET writes it, which refuses the roles that every server has.
    private const string RoleSetting =
        "insert into pg_db_role_setting select oid, 'pg_monitor'::regrole, '{work_mem=9MB}' from pg_database where datname = current_database()";

    public static TheoryData<string, Difference> Changes { get; } = new()
    {
        { "alter database {0} set work_mem = '9MB'", Extra("database setting", "parameter work_mem") },
        { RoleSetting, Extra("database setting", "parameter work_mem of pg_monitor") },
        { "alter database {0} set \"Own.key\" = '{{}}'", Extra("database setting", "parameter Own.key") },
        { "alter database {0} connection limit 9", Changed("database setting", "connection limit", "value", "-1", "9") },
        { "alter database {0} is_template true", Changed("database setting", "template", "value", "false", "true") },
        { "grant create on database {0} to pg_monitor", Extra("privilege", "database for pg_monitor") },
        { "revoke temporary on database {0} from public", Extra("privilege", "database kept from PUBLIC") },
        { "comment on database {0} is 'x'", Extra("comment", "database") },
        { Label, Extra("security label", "database by p") },
        { "comment on extension plpgsql is 'x'; comment on schema public is 'y'", Changed("comment", "schema public", "comment", "standard public schema", "y") },
        { "comment on schema public is null", new("comment", "schema public", Change.Missing, null, null, null, IsNote: false) },
        { "alter schema public owner to pg_monitor", Changed("owner", "schema public", "owner", "pg_database_owner", "pg_monitor") },
        { "grant create on schema public to public", Changed("privilege", "schema public for PUBLIC", "privileges", "USAGE", "ALL") },
        { "revoke all on schema public from public", new("privilege", "schema public for PUBLIC", Change.Missing, null, null, null, IsNote: false) },
        { "revoke execute on function pg_sleep from public", Extra("privilege", "function pg_catalog.pg_sleep(double precision) kept from PUBLIC") },
        { "grant execute on function pg_ls_dir(text) to pg_monitor", Extra("privilege", "function pg_catalog.pg_ls_dir(text) for pg_monitor") },
        { "revoke execute on function pg_ls_logdir from pg_monitor", Extra("privilege", "function pg_catalog.pg_ls_logdir() kept from pg_monitor") },
        { "revoke select on pg_tables from public", Extra("privilege", "view pg_catalog.pg_tables kept from PUBLIC") },
        { "grant select on pg_authid to pg_monitor", Extra("privilege", "table pg_catalog.pg_authid for pg_monitor") },
        { "grant select (rolpassword) on pg_authid to pg_monitor", Extra("privilege", "column pg_catalog.pg_authid.rolpassword for pg_monitor") },
        { "revoke usage on type pg_catalog.int4 from public", Extra("privilege", "base type pg_catalog.int4 kept from PUBLIC") },
        { "revoke usage on language sql from public", Extra("privilege", "language sql kept from PUBLIC") },
        // Members of an extension.
        { "revoke usage on language plpgsql from public", Extra("privilege", "language plpgsql kept from PUBLIC") },
        { "grant execute on function plpgsql_validator to pg_monitor", Extra("privilege", "function pg_catalog.plpgsql_validator(oid) for pg_monitor") },
        // For all schemas, and what one schema adds to that.
        {
            "alter default privileges for role pg_monitor grant select on tables to public",
            Extra("default privilege", "of pg_monitor on tables for PUBLIC")
        },
        {
            "alter default privileges for role pg_monitor revoke execute on functions from public",
            Extra("default privilege", "of pg_monitor on functions kept from PUBLIC")
        },
        {
            "alter default privileges for role pg_monitor revoke insert on tables from pg_monitor",
            Extra("default privilege", "of pg_monitor on tables kept from its owner")
        },
        {
            "alter default privileges for role pg_monitor grant usage on schemas to public",
            Extra("default privilege", "of pg_monitor on schemas for PUBLIC")
        },
        {
            "alter default privileges for role pg_monitor grant select on tables to public; alter default privileges for role pg_monitor in schema public grant select on tables to public",
            Extra("default privilege", "of pg_monitor on tables for PUBLIC")
        },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Are_exactly_one_difference(string change, Difference difference)
    {
        await using var development = await postgres.CreateDatabaseAsync();
        await using var production = await postgres.CreateDatabaseAsync();
        await production.ExecuteAsync(Named(change, production));
        var result = await Reading.CompareAsync(development, production, Reading.AllOptional);
        Assert.Equal([difference], result.Differences.Where(d => !d.IsNote));
        Assert.NotEqual(result.Development.Fingerprint, result.Production.Fingerprint);
        Assert.Single((await Reading.CompareAsync(production, development, Reading.AllOptional)).Differences, d => !d.IsNote);
        Assert.Empty((await Reading.CompareAsync(development, production)).Differences);
        await production.ExecuteAsync(Named("alter database {0} is_template false", production));
    }

    [Theory]
    [InlineData("database setting", "parameter work_mem", "value", "set work_mem = '{0}MB'", "8MB", "9MB")]
    [InlineData("owner", "database", "owner", "owner to pg_read_all_{0}", "pg_read_all_settings", "pg_read_all_stats", "settings", "stats")]
    [InlineData("database setting", "parameter own.key", "custom value", "set own.key = 'secret{0}'", "(not shown)", "(not shown)")]
    public async Task Are_told_with_their_values_but_for_those_of_custom_parameters(
        string kind, string name, string property, string change, string before, string after, string one = "8", string other = "9")
    {
        await using var development = await postgres.CreateDatabaseAsync();
        await using var production = await postgres.CreateDatabaseAsync();
        await development.ExecuteAsync($"alter database \"{development.Name}\" {string.Format(null, change, one)}");
        await production.ExecuteAsync($"alter database \"{production.Name}\" {string.Format(null, change, other)}");
        Assert.Equal(
            [Changed(kind, name, property, before, after)],
            (await Reading.CompareAsync(development, production, Reading.AllOptional)).Differences);
    }

    [Theory]
    [InlineData("database setting", "encoding", "value", "encoding 'LATIN1' locale 'C'", "UTF8", "LATIN1")]
    [InlineData("database setting", "lc_collate", "value", "encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C'", "C", "C.UTF-8")]
    [InlineData("database setting", "lc_ctype", "value", "encoding 'UTF8' lc_collate 'C' lc_ctype 'C.UTF-8'", "C", "C.UTF-8")]
    public async Task Are_what_it_was_made_with(string kind, string name, string property, string definition, string before, string after)
    {
        await using var development = await postgres.CreateDatabaseAsync("encoding 'UTF8' locale 'C'");
        await using var production = await postgres.CreateDatabaseAsync(definition);
        Assert.Equal(
            [Changed(kind, name, property, before, after)],
            (await Reading.CompareAsync(development, production, Reading.AllOptional)).Differences.Where(d => !d.IsNote));
    }

    [Theory]
    [InlineData("database setting", "collation version", "note:value", "update pg_database set datcollversion = '{0}' where datname = current_database()")]
    [InlineData("comment", "extension plpgsql", "note:comment", "comment on extension plpgsql is '{0}'")]
    public async Task Are_notes_where_they_are_the_server_s_or_an_extension_s(string kind, string name, string property, string change)
    {
        await using var development = await postgres.CreateDatabaseAsync();
        await using var production = await postgres.CreateDatabaseAsync();
        await development.ExecuteAsync(string.Format(null, change, "old"));
        await production.ExecuteAsync(string.Format(null, change, "new"));
        Assert.Equal(
            [new(kind, name, Change.Changed, property, "old", "new", IsNote: true)],
            (await Reading.CompareAsync(development, production, Reading.AllOptional)).Differences);
    }

    [Theory]
    [InlineData(13, "")]
    [InlineData(16, "locale_provider icu icu_locale 'de' icu_rules '&V << w <<< W'")]
    [InlineData(17, "locale_provider builtin builtin_locale 'C.UTF-8'")]
    [InlineData(18, "locale_provider builtin builtin_locale 'PG_UNICODE_FAST'")]
    public async Task Are_the_same_on_every_server_but_for_what_it_was_made_with(int major, string definition)
    {
        await using var development = await postgres.CreateDatabaseAsync("encoding 'UTF8' locale 'C'");
        await using var production = await majors.CreateDatabaseAsync(major, $"encoding 'UTF8' locale 'C' {definition}");
        var told = (await Reading.CompareAsync(development, production, OptionalKinds.DatabaseSettings)).Differences
            .Where(difference => !difference.IsNote)
            .Select(difference => (difference.ObjectName, difference.Development, difference.Production));
        Assert.Equal(
            major switch
            {
                16 => [("icu rules", null, "&V << w <<< W"), ("locale", null, "de"), ("locale provider", "libc", "icu")],
                17 => [("locale", null, "C.UTF-8"), ("locale provider", "libc", "builtin")],
                18 => [("locale", null, "PG_UNICODE_FAST"), ("locale provider", "libc", "builtin")],
                _ => [],
            },
            told);
    }

    private static Difference Extra(string kind, string name) => new(kind, name, Change.Extra, null, null, null, IsNote: false);

    private static Difference Changed(string kind, string name, string property, string? before, string? after) =>
        new(kind, name, Change.Changed, property, before, after, IsNote: false);

    private static string Named(string change, TestDatabase database) =>
        change.Replace("{0}", $"\"{database.Name}\"", StringComparison.Ordinal);
}
