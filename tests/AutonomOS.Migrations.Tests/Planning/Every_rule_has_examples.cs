using AutonomOS.Migrations.Planning.Rules;
using AutonomOS.Migrations.Testing;
using Npgsql;

namespace AutonomOS.Migrations.Tests.Planning;

/// <summary>The page of each rule is run: its bad examples give exactly its code on a real database, its good ones nothing.</summary>
public sealed class Every_rule_has_examples(PostgresFixture postgres)
{
    private static readonly string Folder = Path.Combine(Repository.Root, "docs", "diagnostics");

    public static TheoryData<string> Rules => [.. Codes];

    private static IEnumerable<string> Codes => PlanRules.For(new()).Select(rule => rule.Code.Code).Order(StringComparer.Ordinal);

    [Fact]
    public void Every_page_with_examples_belongs_to_a_rule_and_no_two_rules_have_one_code()
    {
        var pages = Directory.EnumerateFiles(Folder, "AMB40*.md").Where(page => Blocks(page).Exists(block => block.Role == "bad"))
            .Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal);
        Assert.Equal(Codes, pages);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task A_bad_example_gives_its_code_and_a_good_one_nothing(string code)
    {
        var blocks = Blocks(Path.Combine(Folder, $"{code}.md"));
        await using var database = await postgres.CreateDatabaseAsync();
        await database.ExecuteAsync(Assert.Single(blocks, block => block.Role == "setup").Text);
        Assert.Contains(blocks, block => block.Role == "bad");
        Assert.Contains(blocks, block => block.Role == "good");
        foreach (var block in blocks.Where(block => block.Role is "bad" or "good"))
        {
            var plan = block.Language == "sql" ? await Judged.SqlAsync(database, block.Text) : await Judged.PythonAsync(database, block.Text);
            Assert.Equal(block.Role == "bad" ? code : "", Judged.Codes(plan, withLocks: code.StartsWith("AMB404", StringComparison.Ordinal)));
            if (block is { Role: "bad", Language: "sql" } && code.StartsWith("AMB403", StringComparison.Ordinal))
            {
                await PostgreSQL_refuses_it(database, block.Text);
            }
        }
    }

    // What is said to fail does.
    private static async Task PostgreSQL_refuses_it(TestDatabase database, string sql)
    {
        await using var connection = await database.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
    }

    private static List<(string Language, string Role, string Text)> Blocks(string page)
    {
        var blocks = new List<(string, string, string)>();
        string[]? info = null;
        var text = new List<string>();
        foreach (var line in File.ReadAllLines(page))
        {
            if (!line.StartsWith("```", StringComparison.Ordinal))
            {
                text.Add(line);
            }
            else if (info is null)
            {
                (info, text) = (line[3..].Split(' '), []);
            }
            else
            {
                if (info.Length == 2)
                {
                    blocks.Add((info[0], info[1], string.Join('\n', text)));
                }

                info = null;
            }
        }

        return blocks;
    }
}
