using System.Text.RegularExpressions;
using AutonomOS.Migrations.Testing;
using Xunit.Sdk;

namespace AutonomOS.Migrations.Tests.Catalog.Dumps;

/// <summary>What a case showed.</summary>
internal enum Outcome
{
    /// <summary>Equal dumps, and no difference.</summary>
    BothSayEqual,

    /// <summary>Unequal dumps, and a difference.</summary>
    BothSayUnequal,

    /// <summary>Unequal dumps, and what differs is told as a note, which is no drift: the order of columns.</summary>
    ToldAsANote,

    /// <summary>A schema that this server does not take.</summary>
    NotApplicable,

    /// <summary>Equal dumps and a difference, or the other way round.</summary>
    Disagreement,
}

/// <summary>Holds the comparison against <c>pg_dump</c>: equal dumps mean silence, unequal dumps mean at least one difference.</summary>
internal sealed partial class DumpOracle(PostgresFixture postgres)
{
    /// <summary>Makes two schemas and asks both.</summary>
    /// <param name="left">SQL of one.</param>
    /// <param name="right">SQL of the other.</param>
    /// <returns>What they said, and why where they did not agree or could not be asked.</returns>
    public async Task<(Outcome Outcome, string Reason)> AskAsync(string left, string right)
    {
        await using var development = await postgres.CreateDatabaseAsync();
        await using var production = await postgres.CreateDatabaseAsync();
        var errors = await Task.WhenAll(MakeAsync(development, left), MakeAsync(production, right));
        if (errors.FirstOrDefault(error => error is not null) is { } refused)
        {
            return (Outcome.NotApplicable, refused);
        }

        var dumps = await Task.WhenAll(SchemaDump.OfAsync(development), SchemaDump.OfAsync(production));
        var entries = dumps.Select(SchemaDump.Entries).ToArray();
        var equal = entries[0].SequenceEqual(entries[1]);
        try
        {
            var result = await Reading.CompareAsync(development, production);
            var differences = result.Differences;
            // A partition that one side has more is told as a note and is in that side's fingerprint.
            Assert.Equal(
                differences.All(one => one.IsNote && one.Property != "note:partitions only here"),
                result.Development.Fingerprint == result.Production.Fingerprint);
            return (equal, differences.Any(one => !one.IsNote), differences.Count > 0) switch
            {
                (true, false, _) => (Outcome.BothSayEqual, ""),
                (false, true, _) => (Outcome.BothSayUnequal, ""),
                (false, false, true) => (Outcome.ToldAsANote, string.Join(", ", differences.Select(one => one.Property).Distinct())),
                (true, true, _) => (Outcome.Disagreement, $"the dumps are equal; told is: {string.Join("; ", differences)}"),
                _ => (Outcome.Disagreement, $"nothing is told; the dumps: {Unequal(entries[0], entries[1])}"),
            };
        }
        catch (XunitException e)
        {
            return (Outcome.Disagreement, e.Message);
        }
    }

    /// <summary>
    /// Makes a schema. Roles are the server's, and some schemas their tests make beforehand: one that is named is made, and all begun again.
    /// </summary>
    /// <param name="database">Where.</param>
    /// <param name="sql">The schema.</param>
    /// <returns>The server's error, or null.</returns>
    public static async Task<string?> MakeAsync(TestDatabase database, string sql)
    {
        for (var attempt = 0; ; attempt++)
        {
            var error = await SchemaDump.RestoreAsync(database, sql);
            if (error is null || attempt == 5 || Missing().Match(error) is not { Success: true } missing)
            {
                return error;
            }

            await database.ExecuteAsync("""
                do $$
                declare
                  one text;
                  owner text = (select nspowner::regrole from pg_namespace where nspname = 'public');
                begin
                  for one in select nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema' loop
                    execute format('drop schema %I cascade', one);
                  end loop;
                  execute 'create schema public authorization ' || owner;
                end $$;
                """);
            await database.ExecuteAsync($"""
                do $$ begin create role "{missing.Groups[2].Value}"; exception when duplicate_object or unique_violation then null; end $$;
                """);
            sql = missing.Groups[1].Value == "schema" ? $"create schema \"{missing.Groups[2].Value}\"; {sql}" : sql;
        }
    }

    private static string Unequal(IReadOnlyList<string> left, IReadOnlyList<string> right) =>
        $"- {string.Join("\n", left.Except(right))}\n+ {string.Join("\n", right.Except(left))}";

    [GeneratedRegex("(role|schema) \"([^\"]+)\" does not exist")]
    private static partial Regex Missing();
}
