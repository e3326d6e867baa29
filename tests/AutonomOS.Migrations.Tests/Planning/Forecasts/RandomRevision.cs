using System.Globalization;

namespace AutonomOS.Migrations.Tests.Planning.Forecasts;

/// <summary>
/// A revision file with a few operations of any kind that fit a production, most of them: each is made for the schema as those before it
/// leave it. The same seed and schema, the same file.
/// </summary>
internal sealed partial class RandomRevision
{
    private readonly Dice dice;
    private readonly KnownSchema schema;
    private readonly List<string> lines = [];
    private int next;

    /// <summary>Makes one.</summary>
    /// <param name="seed">Which.</param>
    /// <param name="schema">What production has. It is changed.</param>
    public RandomRevision(int seed, KnownSchema schema)
    {
        this.dice = new(seed);
        this.schema = schema;
        for (var count = 1 + this.dice.Below(5); count > 0; count--)
        {
            this.Add();
        }
    }

    /// <summary>The file's text.</summary>
    public string Source =>
        "from alembic import op\nimport sqlalchemy as sa\nfrom sqlalchemy.dialects import postgresql\n\nrevision = 'b'\ndown_revision = 'a'\n\n\n"
        + $"def upgrade():\n{string.Concat(this.lines.Select(line => $"    {line}\n"))}\n\ndef downgrade():\n    pass\n";

    private void Add()
    {
        Func<IEnumerable<string>> family = this.dice.Below(16) switch
        {
            0 or 1 => this.OfTables,
            2 or 3 or 4 => this.OfColumns,
            5 or 6 => this.OfConstraints,
            7 => this.OfIndexes,
            8 => this.OfBatches,
            9 => this.OfRows,
            10 or 11 => this.OfAlterTable,
            12 => this.OfParts,
            _ => this.OfObjects,
        };
        var made = family().ToList();
        this.lines.AddRange(made.Count == 1 ? this.Wrapped(made[0]) : made);
    }

    // What does the same and is written otherwise.
    private IReadOnlyList<string> Wrapped(string line) => this.dice.Below(16) switch
    {
        0 => [$"with op.get_context().autocommit_block():", $"    {line}"],
        1 => [$"for _ in (1,):", $"    {line}"],
        2 when this.next++ is var number => [$"def step_{number}():", $"    {line}", $"step_{number}()"],
        _ => [line],
    };

    private KnownTable Table() => this.dice.One(this.schema.Tables) is var table && table.IsPartition && this.dice.Chance(70) ? this.Table() : table;

    private KnownColumn Column(KnownTable table) => this.dice.One(table.Columns);

    private KnownColumn Own(KnownTable table) => this.dice.Maybe(table.Columns.Skip(1)) ?? table.Columns[0];

    private string Fresh(string prefix) => string.Create(CultureInfo.InvariantCulture, $"{prefix}_{this.next++}");

    private static string Py(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string Names(IEnumerable<string> names) => $"[{string.Join(", ", names.Select(Py))}]";

    private static string In(KnownTable table, string keyword = "schema") => table.Schema is { } schema ? $", {keyword}={Py(schema)}" : "";

    // op.execute in the ways that people write it.
    private string Execute(string sql) => this.dice.Below(8) switch
    {
        0 => $"op.execute(sa.text({Py(sql)}))",
        1 => $"op.get_bind().execute(sa.text({Py(sql)}))",
        2 => $"op.execute(f{Py(sql.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal))})",
        3 when sql.Split(' ', 2) is [var first, var rest] => $"op.execute({Py(first + " ")} + {Py(rest)})",
        _ => $"op.execute({Py(sql)})",
    };
}
