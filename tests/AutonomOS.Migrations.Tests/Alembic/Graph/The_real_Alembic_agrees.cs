using System.Diagnostics;
using System.Text.Json;

namespace AutonomOS.Migrations.Tests.Alembic.Graph;

/// <summary>Debian's Alembic as oracle, one process for a generated environment with branches, merges, dependencies and labels.</summary>
public sealed class The_real_Alembic_agrees
{
    private const string Oracle = """
        import json, sys
        from alembic.config import Config
        from alembic.script import ScriptDirectory
        script = ScriptDirectory.from_config(Config(sys.argv[1]))
        map = script.revision_map
        def resolve(text):
            try:
                return map.get_revision(text).revision
            except Exception:
                return None
        states = json.load(open(sys.argv[2]))
        json.dump({
            'heads': sorted(script.get_heads()),
            'real': sorted(map._real_heads),
            'bases': sorted(script.get_bases()),
            'branches': sorted(s.revision for s in script.walk_revisions() if s.is_branch_point),
            'merges': sorted(s.revision for s in script.walk_revisions() if s.is_merge_point),
            'pending': [[s.revision for s in map._collect_upgrade_revisions(
                'heads', tuple(rows), inclusive=False, implicit_base=True, assert_relative_length=True)[0]] for rows in states['rows']],
            'resolved': [resolve(text) for text in states['texts']],
        }, sys.stdout)
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(300)]
    public async Task On_heads_bases_pending_and_identifiers(int seed)
    {
        using var folder = AlembicFolder.Standard("script_location = %(here)s/migrations");
        var ids = Generate(folder, seed);
        var history = folder.Load();
        Assert.Empty(history.Findings);
        var graph = history.Graph!;
        string[][] rows = [[], .. ids.Select(id => graph.Rows([id]).ToArray()), [.. graph.RealHeads]];
        string[] texts = [.. ids.Select(id => id[..^1]), .. ids.Select(id => id[..4]), "zzzz"];
        folder.Write("states.json", JsonSerializer.Serialize(new { rows, texts })).Write("oracle.py", Oracle);

        using var process = Process.Start(
            new ProcessStartInfo("/usr/bin/python3", [folder.At("oracle.py"), folder.At("alembic.ini"), folder.At("states.json")])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);

        using var oracle = JsonDocument.Parse(output);
        var answer = oracle.RootElement;
        Assert.Equal(Texts(answer.GetProperty("heads")), graph.Heads);
        Assert.Equal(Texts(answer.GetProperty("real")), graph.RealHeads);
        Assert.Equal(Texts(answer.GetProperty("bases")), graph.Bases);
        Assert.Equal(Texts(answer.GetProperty("branches")), graph.BranchPoints);
        Assert.Equal(Texts(answer.GetProperty("merges")), graph.MergePoints);
        foreach (var (state, expected) in rows.Zip(answer.GetProperty("pending").EnumerateArray()))
        {
            var pending = graph.Pending(state);
            Assert.Equal(Texts(expected).Order(StringComparer.Ordinal), pending.Order(StringComparer.Ordinal));
            AssertParentsFirst(folder, pending, graph);
        }

        foreach (var (text, expected) in texts.Zip(answer.GetProperty("resolved").EnumerateArray()))
        {
            Assert.Equal(expected.GetString(), graph.Resolve(text).Revision);
        }
    }

    private static List<string> Generate(AlembicFolder folder, int seed)
    {
        // Knuth's 64-bit congruential generator: the same environments on every machine.
        var state = (ulong)seed;
        int Next(int below) => (int)((state = (state * 6364136223846793005) + 1442695040888963407) >> 33) % below;
        var ids = new List<string>();
        for (var number = 0; number < 40; number++)
        {
            var id = $"{0x1000 + Next(16):x4}{number:x2}";
            string Pick() => ids[Next(ids.Count)];
            var down = number == 0 || Next(12) == 0 ? "None"
                : number > 1 && Next(6) == 0 ? $"('{ids[^1]}', '{ids[Next(Math.Max(1, ids.Count - 1))]}')"
                : Next(2) == 0 ? $"'{ids[^1]}'"
                : $"['{Pick()}']";
            var depends = number > 3 && Next(5) == 0
                ? $"depends_on = '{(Next(2) == 0 ? Pick() : "label00")}'\n"
                : "depends_on = None\n";
            folder.Revision(id, down, depends + (number % 8 == 0 ? $"branch_labels = ('label{number:d2}',)" : string.Empty));
            ids.Add(id);
        }

        return ids;
    }

    private static void AssertParentsFirst(
        AlembicFolder folder, IReadOnlyList<string> pending, Migrations.Alembic.Graph.RevisionGraph graph)
    {
        var position = pending.Select((id, at) => (id, at)).ToDictionary(pair => pair.id, pair => pair.at);
        foreach (var file in pending.Select(id => graph.Find(id)!))
        {
            Assert.StartsWith(folder.Root, file.Path, StringComparison.Ordinal);
            Assert.All(
                graph.Closure([file.Revision]).Where(position.ContainsKey),
                ancestor => Assert.True(position[ancestor] <= position[file.Revision]));
        }
    }

    private static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];
}
