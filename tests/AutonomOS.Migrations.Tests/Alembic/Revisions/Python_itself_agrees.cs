using System.Diagnostics;
using System.Text;
using System.Text.Json;
using AutonomOS.Migrations.Alembic.Python;

namespace AutonomOS.Migrations.Tests.Alembic.Revisions;

/// <summary>CPython as oracle: one process runs thousands of generated programs; what is read as definite is what it computes.</summary>
public sealed class Python_itself_agrees(ITestOutputHelper output)
{
    private const string Oracle = """
        import json, sys, warnings
        warnings.simplefilter('ignore')
        def show(value):
            if value is None: return 'None'
            if isinstance(value, str): return 's' + json.dumps(value)
            if isinstance(value, tuple): return '(' + ','.join(map(show, value)) + ')'
            if isinstance(value, list): return '[' + ','.join(map(show, value)) + ']'
            if isinstance(value, set): return '{' + ','.join(sorted(map(show, value))) + '}'
            return 'other'
        answers = []
        for source in json.load(open(sys.argv[1], encoding='utf-8')):
            names = {'__name__': 'program'}
            try:
                exec(compile(source, 'program', 'exec'), names)
                attributes = ('revision', 'down_revision', 'depends_on', 'branch_labels')
                answers.append({name: show(names[name]) for name in attributes if name in names})
            except Exception as failure:
                answers.append({'failure': repr(failure)})
        json.dump(answers, sys.stdout)
        """;

    private static readonly string[] Attributes = ["revision", "down_revision", "depends_on", "branch_labels"];

    [Fact]
    public async Task F01_to_F08_F15_F17_on_the_value_of_every_name_it_can_compute()
    {
        const int Count = 6_000;
        var generator = new PythonPrograms(20260822);
        var programs = Enumerable.Range(0, Count).Select(number => generator.Next(plain: number % 2 == 0)).ToArray();
        var answers = await RunAsync(programs);
        var definite = 0;
        var ran = 0;
        var module = new PythonModule(Attributes);
        for (var number = 0; number < Count; number++)
        {
            var source = programs[number];
            module.Read(source);
            Assert.True(module.Error is null, $"{module.Error}: {source}");
            if (answers[number].TryGetValue("failure", out var failure))
            {
                Assert.True(number % 2 == 1, $"Python refuses a plain program: {failure}\n{source}");
                continue;
            }

            ran++;
            foreach (var attribute in Attributes)
            {
                var expected = answers[number].GetValueOrDefault(attribute);
                var value = module.Find(attribute);
                if (value is DynamicValue dynamic)
                {
                    Assert.True(
                        number % 2 == 1, $"{attribute} is a constant and called dynamic, {dynamic.Reason} (line {dynamic.Line}):\n{source}");
                    continue;
                }

                definite++;
                Assert.True(
                    expected == (value is null ? null : Show(value)),
                    $"{attribute} is {expected ?? "not there"} and read as {(value is null ? "not there" : Show(value))}:\n{source}");
            }
        }

        output.WriteLine($"{ran} of {Count} programs ran; {definite} of {4 * ran} attributes are definite");
        Assert.True(ran > Count * 3 / 4 && definite > 2 * ran, $"{ran} programs ran, {definite} values are definite");
    }

    private static string Show(PythonValue value) => value switch
    {
        NoneValue => "None",
        TextValue text => "s" + JsonText(text.Text),
        ItemsValue { Bracket: '{' } set => "{" + string.Join(',', set.Items.Select(Show).Distinct().Order(StringComparer.Ordinal)) + "}",
        ItemsValue list => list.Bracket + string.Join(',', list.Items.Select(Show)) + (list.Bracket == '(' ? ")" : "]"),
        _ => "other",
    };

    // As Python's json.dumps writes it.
    private static string JsonText(string text)
    {
        var json = new StringBuilder("\"");
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' or '\\' => json.Append('\\').Append(c),
                '\n' => json.Append("\\n"),
                '\r' => json.Append("\\r"),
                '\t' => json.Append("\\t"),
                '\b' => json.Append("\\b"),
                '\f' => json.Append("\\f"),
                < ' ' or > '~' => json.Append($"\\u{(int)c:x4}"),
                _ => json.Append(c),
            };
        }

        return json.Append('"').ToString();
    }

    private static async Task<Dictionary<string, string>[]> RunAsync(string[] programs)
    {
        using var folder = AlembicFolder.Standard();
        folder.Write("programs.json", JsonSerializer.Serialize(programs)).Write("oracle.py", Oracle);
        using var process = Process.Start(
            new ProcessStartInfo("/usr/bin/python3", [folder.At("oracle.py"), folder.At("programs.json")])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        var errors = process.StandardError.ReadToEndAsync();
        var answers = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        return JsonSerializer.Deserialize<Dictionary<string, string>[]>(answers)!;
    }
}
