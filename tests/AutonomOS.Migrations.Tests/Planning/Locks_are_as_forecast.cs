using System.Globalization;
using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Planning;
using AutonomOS.Migrations.Planning.Facts;
using AutonomOS.Migrations.Planning.Locks;
using AutonomOS.Migrations.Sql;
using AutonomOS.Migrations.Testing;
using AutonomOS.Migrations.Tests.Catalog;
using Npgsql;

namespace AutonomOS.Migrations.Tests.Planning;

/// <summary>
/// The statements of <c>Locks.sql</c> run on real servers, each in a transaction of its own: the locks of <c>pg_locks</c>, the scans of
/// <c>pg_stat_xact_user_tables</c> and the file nodes of <c>pg_class</c> are those that were forecast. What a transaction cannot run
/// (CONCURRENTLY, VACUUM) is not here. SHARE UPDATE EXCLUSIVE and stronger are held against each other.
/// </summary>
public sealed class Locks_are_as_forecast(PostgresMajors majors)
{
    // Partitions and children fold into a forecast ancestor; sequences of columns are left out.
    private const string Relations = """
        SELECT c.oid::text, n.nspname, c.relname, c.relkind::text,
          coalesce((WITH RECURSIVE up (id) AS (SELECT inhparent FROM pg_inherits WHERE inhrelid = c.oid UNION SELECT inhparent FROM up JOIN pg_inherits ON inhrelid = up.id)
            SELECT string_agg(id::text, ',') FROM up), '')
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'm', 'v', 'S') AND n.nspname !~ '^pg_|^information_schema$' AND NOT EXISTS (
          SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND c.relkind = 'S' AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i'))
        """;

    private const string State = """
        SELECT c.oid::text, c.relfilenode::text, coalesce(s.seq_scan, 0)::text,
          coalesce((SELECT string_agg(l.mode, ',') FROM pg_locks l WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.relation = c.oid), '')
        FROM pg_class c LEFT JOIN pg_stat_xact_user_tables s ON s.relid = c.oid WHERE c.oid >= 16384
        UNION ALL
        SELECT l.relation::text, '', '', string_agg(l.mode, ',') FROM pg_locks l
        WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.relation >= 16384 AND NOT EXISTS (SELECT FROM pg_class c WHERE c.oid = l.relation)
        GROUP BY l.relation
        """;

    [Theory]
    [InlineData(13)]
    [InlineData(15)]
    [InlineData(18)]
    public async Task On_every_kind_of_statement(int major)
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "tests", "AutonomOS.Migrations.Tests", "Planning", "Locks.sql"), TestContext.Current.CancellationToken);
        var start = Array.IndexOf(lines, "--");
        await using var database = await majors.CreateDatabaseAsync(major);
        await database.ExecuteAsync(string.Join('\n', lines.Take(start)));
        var facts = await FactsAsync(database);
        await using var connection = await database.OpenAsync();
        await RunAsync(connection, "SET TimeZone = 'Europe/Berlin'");
        var relations = (await RowsAsync(connection, Relations)).ToDictionary(row => row[0], row => new Relation(new(row[1], row[2]), row[3], row[4].Split(',')));
        var wrong = new List<string>();
        var seen = 0;
        foreach (var line in lines.Skip(start + 1).Where(line => line.Length > 0))
        {
            var since = char.IsAsciiDigit(line[0]) ? int.Parse(line[..2], CultureInfo.InvariantCulture) : 0;
            if (since <= major)
            {
                seen++;
                wrong.AddRange(await JudgeAsync(connection, since > 0 ? line[3..] : line, facts, relations));
            }
        }

        await database.ExecuteAsync("DROP ROLE locks_role");
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {seen}:\n" + string.Join('\n', wrong));
    }

    private static async Task<List<string>> JudgeAsync(NpgsqlConnection connection, string line, ProductionFacts facts, Dictionary<string, Relation> relations)
    {
        var operations = SqlReader.Read(line, "f.sql", 1);
        var forecast = Forecast(operations, facts).Where(taken => taken.Mode >= LockMode.ShareUpdateExclusive).ToDictionary(taken => taken.Relation);
        var own = operations.Select(operation => new PlannedProduction(facts, operations).Resolve(
            (operation as CreateIndex)?.Index.Table ?? operation.Subject ?? QualifiedName.Unknown)).ToHashSet();
        List<LockForecast> seen;
        try
        {
            seen = await ObserveAsync(connection, line, relations, forecast.Keys.ToHashSet());
        }
        catch (PostgresException e)
        {
            return [$"{line}\n  PostgreSQL says {e.MessageText}"];
        }

        var more = new List<string>();
        var less = new List<string>();
        foreach (var taken in seen)
        {
            var said = forecast.GetValueOrDefault(taken.Relation) ?? new LockForecast(taken.Relation, LockMode.None);
            (said.Mode > taken.Mode ? more : less).AddRange(said.Mode == taken.Mode ? [] : [$"{taken.Relation} takes {taken.Mode}, not {said.Mode}"]);
            if (said.Rewrites != taken.Rewrites)
            {
                (said.Rewrites ? more : less).Add($"{taken.Relation} {(taken.Rewrites ? "is" : "is not")} written anew");
            }
            else if (said.Scans != taken.Scans && !taken.Rewrites && (said.Scans || own.Contains(taken.Relation)))
            {
                (said.Scans ? more : less).Add($"{taken.Relation} {(taken.Scans ? "is" : "is not")} read");
            }
        }

        more.AddRange(forecast.Values.Where(said => !seen.Exists(taken => taken.Relation == said.Relation)).Select(said => $"{said.Relation} is not locked, {said.Mode} was said"));
        var expected = line.Contains("-- more", StringComparison.Ordinal) ? more : line.Contains("-- less", StringComparison.Ordinal) ? less : null;
        return expected is { Count: 0 } ? [$"{line}\n  is as forecast: its mark is wrong"]
            : [.. more.Concat(less).Except(expected ?? []).Select(what => $"{line}\n  {what}")];
    }

    private static List<LockForecast> Forecast(IReadOnlyList<SchemaOperation> operations, ProductionFacts facts)
    {
        var production = new PlannedProduction(facts, operations);
        var all = new List<LockForecast>();
        foreach (var operation in operations)
        {
            all.AddRange(LockForecasts.Of(operation, production));
            production.Apply(operation);
        }

        return [.. all.GroupBy(taken => taken.Relation).Select(Strongest)];
    }

    private static LockForecast Strongest(IGrouping<QualifiedName, LockForecast> same) => new(same.Key, same.Max(taken => taken.Mode))
    {
        Scans = same.Any(taken => taken.Scans),
        Rewrites = same.Any(taken => taken.Rewrites),
    };

    private static async Task<List<LockForecast>> ObserveAsync(NpgsqlConnection connection, string sql, Dictionary<string, Relation> relations, HashSet<QualifiedName> forecast)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        var before = (await RowsAsync(connection, State)).ToDictionary(row => row[0]);
        await RunAsync(connection, sql);
        var after = await RowsAsync(connection, State);
        await transaction.RollbackAsync();
        return
        [
            .. after.Where(row => relations.ContainsKey(row[0])).Select(row =>
            {
                var relation = relations[row[0]];
                var folded = forecast.Contains(relation.Name) ? relation.Name
                    : relation.Ancestors.Where(relations.ContainsKey).Select(id => relations[id].Name).FirstOrDefault(forecast.Contains, relation.Name);
                return new LockForecast(folded, row[3].Split(',').Max(ModeOf))
                {
                    Rewrites = relation.Kind != "S" && row[1].Length > 0 && row[1] != before[row[0]][1],
                    Scans = row[2].Length > 0 && row[2] != before[row[0]][2],
                };
            })
            .GroupBy(taken => taken.Relation).Select(Strongest)
            .Where(taken => taken.Mode >= LockMode.ShareUpdateExclusive),
        ];
    }

    private static LockMode ModeOf(string mode) => mode.Length == 0 ? LockMode.None : Enum.Parse<LockMode>(mode[..^"Lock".Length]);

    private static async Task<ProductionFacts> FactsAsync(TestDatabase database)
    {
        var names = await database.QueryAsync("SELECT relname FROM pg_class WHERE oid >= 16384 UNION SELECT typname FROM pg_type WHERE oid >= 16384 UNION SELECT proname FROM pg_proc WHERE oid >= 16384 UNION SELECT 's'");
        await using var session = await Reading.OpenAsync(database.Url, "production");
        return await FactsReader.ReadAsync(session, names.OfType<string>().ToHashSet(), TestContext.Current.CancellationToken);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<List<string[]>> RowsAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string[]>();
        while (await reader.ReadAsync())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        }

        return rows;
    }

    private sealed record Relation(QualifiedName Name, string Kind, string[] Ancestors);
}
