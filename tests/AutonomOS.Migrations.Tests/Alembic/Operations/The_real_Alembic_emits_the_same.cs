using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using AutonomOS.Migrations.Alembic.Operations;
using AutonomOS.Migrations.Alembic.Python;
using AutonomOS.Migrations.Alembic.Revisions;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Sql;

namespace AutonomOS.Migrations.Tests.Alembic.Operations;

/// <summary>
/// Made-up migrations: what is read of their Python is what is read of the SQL that the real Alembic emits for them.
/// <c>AUTONOMOS_OPERATIONS_COUNT</c> says how many (<c>build/operations-oracle.sh</c>), <c>AUTONOMOS_OPERATIONS_SEED</c> with which to begin.
/// </summary>
public sealed class The_real_Alembic_emits_the_same
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public void As_is_read_of_the_Python()
    {
        var count = Setting("AUTONOMOS_OPERATIONS_COUNT") ?? 150;
        var first = Setting("AUTONOMOS_OPERATIONS_SEED") ?? 1;
        using var python = Start();
        _ = python.StandardOutput.ReadLine();
        var (compared, refused, operations) = (0, 0, 0);
        var differences = new List<string>();
        for (var seed = first; seed < first + count; seed++)
        {
            var source = new RandomMigration(seed).Source();
            var answer = Ask(python, source);
            if (answer.TryGetProperty("refused", out _))
            {
                refused++;
                continue;
            }

            var sql = answer.GetProperty("sql").GetString()!;
            var expected = Flat(SqlReader.Read(sql, "x.sql", 1).Skip(1).SkipLast(1).ToList());
            var read = Flat(Read(source));
            compared++;
            operations += read.Count;
            if (!expected.SequenceEqual(read, StringComparer.Ordinal))
            {
                differences.Add($"Seed {seed}\n{source}\nSQL only:\n  {string.Join("\n  ", expected.Except(read))}\nPython only:\n  {string.Join("\n  ", read.Except(expected))}");
            }
        }

        Console.WriteLine($"{compared} migrations with {operations} operations read the same, {refused} refused by Alembic, seed {first}");
        Assert.True(differences.Count == 0, $"{differences.Count} differ\n{string.Join("\n\n", differences.Take(12))}");
        Assert.True(compared > count / 2, $"{refused} of {count} were refused by Alembic");
        python.StandardInput.Close();
        python.WaitForExit(Patience);
    }

    private static int? Setting(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Process Start() => Process.Start(
        new ProcessStartInfo("/usr/bin/python3", ["-u", Path.Combine(AppContext.BaseDirectory, "Alembic", "Operations", "operations.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = new UTF8Encoding(false),
            Environment = { ["PYTHONIOENCODING"] = "utf-8", ["PYTHONDONTWRITEBYTECODE"] = "1" },
        })!;

    private static JsonElement Ask(Process python, string source)
    {
        python.StandardInput.WriteLine(JsonSerializer.Serialize(new { source }));
        python.StandardInput.Flush();
        var line = python.StandardOutput.ReadLineAsync().WaitAsync(Patience).GetAwaiter().GetResult()
            ?? throw new InvalidOperationException("The real Alembic ended.");
        return JsonDocument.Parse(line).RootElement;
    }

    private static IReadOnlyList<SchemaOperation> Read(string source)
    {
        var file = new RevisionFileReader(PythonModules.Under([], _ => [])).Read("/x/x.py", Encoding.UTF8.GetBytes(source), new List<Finding>())!;
        return UpgradeOperations.Read(file, source);
    }

    // One line for each statement that SQL needs: what Python says with a column is a statement of its own in SQL.
    private static List<string> Flat(IReadOnlyList<SchemaOperation> operations)
    {
        var lines = new List<string>();
        var from = 0;
        foreach (var operation in operations.SelectMany(Apart).Where(operation => operation is not ControlTransaction))
        {
            // SQLAlchemy keeps the indexes and constraints of a table in sets.
            if (operation is not (CreateIndex or AddConstraint))
            {
                from = lines.Count + 1;
            }

            var line = OperationText.Of(operation);
            var at = lines.Count;
            while (at > from && string.CompareOrdinal(lines[at - 1], line) > 0)
            {
                at--;
            }

            lines.Insert(at, line);
        }

        return lines;
    }

    private static IEnumerable<SchemaOperation> Apart(SchemaOperation operation)
    {
        switch (operation)
        {
            case AddColumn add:
                yield return add with { Column = add.Column with { Constraints = [], Indexes = [] } };
                foreach (var constraint in add.Column.Constraints)
                {
                    yield return new AddConstraint(add.Table, constraint) { Place = add.Place, IsOutsideTransaction = add.IsOutsideTransaction };
                }

                foreach (var index in add.Column.Indexes)
                {
                    yield return Unnamed(index, add.Table, add);
                }

                break;
            case CreateTable create:
                yield return create with
                {
                    Columns = [.. create.Columns.Select(column => column with { Constraints = [], Indexes = [] })],
                    Constraints = [.. create.Constraints.Concat(create.Columns.SelectMany(column => column.Constraints))
                        .OrderBy(OperationText.Of, StringComparer.Ordinal)],
                };
                foreach (var index in create.Columns.SelectMany(column => column.Indexes))
                {
                    yield return Unnamed(index, create.Table, create);
                }

                break;
            case CreateIndex { Index.Name: var name } index when name?.StartsWith("ix_", StringComparison.Ordinal) != false:
                yield return index with { Index = index.Index with { Name = null } };
                break;
            default:
                yield return operation;
                break;
        }
    }

    private static CreateIndex Unnamed(IndexDefinition index, QualifiedName table, SchemaOperation of) =>
        new(index with { Name = null, Table = table }) { Place = of.Place, IsOutsideTransaction = of.IsOutsideTransaction };
}
