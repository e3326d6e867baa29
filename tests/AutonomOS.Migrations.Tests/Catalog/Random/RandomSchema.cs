using System.Diagnostics.CodeAnalysis;
using AutonomOS.Migrations.Schema;

namespace AutonomOS.Migrations.Tests.Catalog.Random;

/// <summary>
/// A schema nobody thought of: objects of many kinds that use each other, with names that need quotes, and for what there is the changes
/// that can be made to it. One seed, one schema.
/// </summary>
[SuppressMessage("Security", "CA5394", Justification = "The same seed has to give the same schema.")]
internal sealed partial class RandomSchema
{
    private static readonly string[] Names = ["a", "Big", "with space", "d.ot", "q\"uote", "order", "ünï", "x1", "🙂", "user", "it's", "sum", "n\nl"];

    private readonly System.Random random;
    private readonly List<string> statements = [];
    private readonly List<Mutation> mutations = [];
    private readonly List<string> enums = [];
    private readonly List<string> domains = [];
    private readonly List<Table> tables = [];
    private int number;

    /// <summary>Makes one.</summary>
    /// <param name="seed">Which.</param>
    public RandomSchema(int seed)
    {
        this.random = new(seed);
        this.statements.AddRange(
            "create schema app", "create schema \"Other One\"", "create extension if not exists pg_trgm", "create extension if not exists citext",
            "create extension if not exists btree_gist");
        this.Some(3, this.AddEnum);
        this.Some(2, this.AddDomain);
        this.Some(1, this.AddComposite);
        this.Some(1, this.AddRange);
        this.Some(1, this.AddCollation);
        this.Some(2, this.AddSequence);
        this.statements.Add("create function app.touch() returns trigger language plpgsql as 'begin return new; end'");
        this.AddTable();
        this.Some(5, this.AddTable);
        this.Some(2, this.AddPartitionedTable);
        this.Some(2, this.AddView);
        this.Some(2, this.AddMaterializedView);
        this.Some(3, this.AddFunction);
        this.Some(1, this.AddProcedure);
        this.Some(1, this.AddAggregate);
        this.Some(1, this.AddOperator);
        this.Some(1, this.AddTextSearch);
        this.Some(1, this.AddForeignData);
        this.Some(1, this.AddPublication);
        this.Some(1, this.AddEventTrigger);
    }

    /// <summary>The statements that make it, each by itself.</summary>
    public IReadOnlyList<string> Statements => this.statements;

    /// <summary>What can be changed, in an order of its own.</summary>
    public IReadOnlyList<Mutation> Mutations
    {
        get
        {
            var all = this.mutations.ToArray();
            this.random.Shuffle(all);
            return all;
        }
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    // As differences tell a name.
    private static string Shown(string name) => name.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_') && name[0] is not (>= '0' and <= '9')
        ? name
        : Quoted(name);

    private static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private void Some(int most, Action add)
    {
        for (var count = this.random.Next(most + 1); count > 0; count--)
        {
            add();
        }
    }

    private bool Chance(int percent) => this.random.Next(100) < percent;

    private T One<T>(params T[] choices) => choices[this.random.Next(choices.Length)];

    private string If(int percent, string text) => this.Chance(percent) ? text : "";

    // A new name, in SQL and as it is told.
    private Name NewName(Name? within = null)
    {
        var name = this.One(Names) + ++this.number;
        var schema = within ?? (this.Chance(70) ? new("app", "app") : new("\"Other One\"", "\"Other One\""));
        return new($"{schema.Sql}.{Quoted(name)}", $"{schema.Told}.{Shown(name)}") { Last = Quoted(name) };
    }

    private void Changing(string kind, Name name, string property, string sql) =>
        this.mutations.Add(new(sql, kind, name.Told, property, Change.Changed));

    private void Adding(string kind, string name, string sql) => this.mutations.Add(new(sql, kind, name, null, Change.Extra));

    private void Removing(string kind, string name, string sql) => this.mutations.Add(new(sql, kind, name, null, Change.Missing));

    private sealed record Name(string Sql, string Told)
    {
        /// <summary>The last part in SQL.</summary>
        public string Last { get; init; } = Sql;
    }

    private sealed record Table(Name Name, IReadOnlyList<Column> Columns);

    private sealed record Column(Name Name, string Type, bool Plain);
}
