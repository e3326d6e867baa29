using AutonomOS.Migrations.Catalog;
using AutonomOS.Migrations.Schema;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Catalog;

/// <summary>The same DDL on servers of two major versions, less what the older of them lacks, is no difference.</summary>
public sealed class Servers_of_different_majors(PostgresMajors majors)
{
    private static readonly IReadOnlyList<int> All = AcrossMajors.All;

    [Fact]
    public async Task Show_nothing_where_one_script_made_both()
    {
        var script = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Catalog", "every_kind.sql"));
        var read = (await Task.WhenAll(All.Select(server => this.ReadAsync(server, script)))).SelectMany(kinds => kinds).ToDictionary();
        var told = new List<string>();
        foreach (var (older, newer) in All.SelectMany(newer => All.Where(older => older < newer).Select(older => (older, newer))))
        {
            told.AddRange(await DifferencesAsync(read[(older, older)], older, read[(newer, older)], newer));
            told.AddRange(await DifferencesAsync(read[(newer, older)], newer, read[(older, older)], older));
        }

        Assert.Empty(told);
        Assert.All(read[(18, 18)], kind => Assert.True(kind.Objects.Length > 0, kind.Kind.Name));
    }

    private static async Task<IEnumerable<string>> DifferencesAsync(
        IReadOnlyList<(ObjectKind Kind, SchemaObject[] Objects)> development, int developmentMajor,
        IReadOnlyList<(ObjectKind Kind, SchemaObject[] Objects)> production, int productionMajor)
    {
        var result = await Reading.CompareAsync(development, production, Reading.Everything with { Majors = (developmentMajor, productionMajor) });
        return result.Differences.Where(difference => !difference.IsNote).Concat(result.NotComparable).Select(difference => $"{developmentMajor} and {productionMajor}: {difference}");
    }

    // What the script makes on a server, version by version: first what every version has, then what came with 14, and so on.
    private async Task<List<KeyValuePair<(int Server, int Script), IReadOnlyList<(ObjectKind Kind, SchemaObject[] Objects)>>>> ReadAsync(
        int server, string script)
    {
        var read = new List<KeyValuePair<(int Server, int Script), IReadOnlyList<(ObjectKind Kind, SchemaObject[] Objects)>>>();
        await using var database = await majors.CreateDatabaseAsync(server);
        await database.ExecuteAsync(CatalogQuery.TextFor(All[0], script));
        try
        {
            read.Add(new((server, All[0]), await Reading.ListAsync(database.Url)));
            foreach (var version in All.Where(version => version > All[0] && version <= server))
            {
                var added = script.Split('\n').Where(line => line.EndsWith($"--@ >= {version}", StringComparison.Ordinal));
                await database.ExecuteAsync($"set search_path = app;\n{string.Join('\n', added)}");
                read.Add(new((server, version), await Reading.ListAsync(database.Url)));
            }
        }
        finally
        {
            // A database that has a subscription cannot be dropped.
            await database.ExecuteAsync("drop subscription if exists other");
        }

        return read;
    }
}
