using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Schema;
using AutonomOS.Migrations.Sql.Lexing;
using AutonomOS.Migrations.Sql.Statements;

namespace AutonomOS.Migrations.Planning.Accounting;

/// <summary>
/// The tables that publications name one by one: each is told under the names of both, so that a table that is renamed, moved or dropped
/// changes them, and ALTER PUBLICATION adds and drops them.
/// </summary>
internal sealed class PublishedTables
{
    private const string Kind = "publication table";

    private readonly Dictionary<(Change Change, string Name), (string Other, int By)> renamed = [];
    private readonly List<(int At, string Publication, string Change)> altered = [];
    private readonly PlannedEffects planned;
    private readonly FactsIndex production;

    /// <summary>Finds those that are renamed.</summary>
    /// <param name="differences">All that is on one side only, among others.</param>
    /// <param name="operations">The pending operations in order.</param>
    /// <param name="planned">What they do.</param>
    /// <param name="production">What production has.</param>
    public PublishedTables(
        IReadOnlyList<Difference> differences,
        IReadOnlyList<(string? Revision, SchemaOperation Operation)> operations,
        PlannedEffects planned,
        FactsIndex production)
    {
        this.planned = planned;
        this.production = production;
        for (var at = 0; at < operations.Count; at++)
        {
            if (operations[at].Operation is AlterObject { ObjectKind: "publication", Target: { } publication } alter)
            {
                this.altered.Add((at, publication.Name, alter.Change));
            }
        }

        var missing = new Dictionary<(ObjectPath Publication, ObjectPath Table), string>();
        foreach (var one in Of(differences, Change.Missing))
        {
            missing[Read(one.ObjectName)] = one.ObjectName;
        }

        foreach (var extra in Of(differences, Change.Extra))
        {
            var (publication, table) = Read(extra.ObjectName);
            var outcome = (planned.Moves.Outcome(publication, -1, out var byPublication), planned.Moves.Outcome(table, -1, out var byTable));
            if (Math.Max(byPublication, byTable) is var by and >= 0 && missing.TryGetValue(outcome, out var name))
            {
                this.renamed[(Change.Extra, extra.ObjectName)] = (name, by);
                this.renamed[(Change.Missing, name)] = (extra.ObjectName, by);
            }
        }
    }

    /// <summary>The name in production of one that only development has under its name.</summary>
    /// <param name="difference">A difference.</param>
    public string? FormerName(Difference difference) => difference.Kind == Kind && this.renamed.TryGetValue((difference.Change, difference.ObjectName), out var found) ? found.Other : null;

    /// <summary>The place of the operation that accounts for a difference.</summary>
    /// <param name="difference">A difference.</param>
    /// <returns>The place, and how it accounts for it; null where none does, or it is no table of a publication.</returns>
    public (int By, Change How)? By(Difference difference)
    {
        if (difference.Kind != Kind)
        {
            return null;
        }

        if (this.renamed.TryGetValue((difference.Change, difference.ObjectName), out var found))
        {
            return (found.By, Change.Changed);
        }

        var (publication, table) = Read(difference.ObjectName);
        return this.Altered(difference.Change, publication, table) is { } altered ? (altered, difference.Change)
            : difference.Change == Change.Extra && this.planned.All.LastOrDefault(effect => effect.Change == EffectChange.Dropped
                && (effect.Origin == table || this.production.AncestorsOf(table).Contains(effect.Origin) ? effect.Kind is "table" : effect.Kind == "schema" && table.IsIn(effect.Origin))) is { } dropped ? (dropped.At, Change.Extra)
            : null;
    }

    // What production or development calls what a statement names.
    private ObjectPath NameOf(int at, string publication, Change change) => change == Change.Extra
        ? this.planned.Moves.Origin(ObjectPath.Of(null, publication), at)
        : this.planned.Moves.Outcome(ObjectPath.Of(null, publication), at, out _);

    // The statement that leaves the table in its publication, or takes it out, last; null where none does what the difference shows.
    private int? Altered(Change difference, ObjectPath publication, ObjectPath table)
    {
        (int At, bool IsIn)? last = null;
        foreach (var (at, name, change) in this.altered)
        {
            if (this.NameOf(at, name, difference) != publication)
            {
                continue;
            }

            var verb = change.Split(' ', 2)[0].ToUpperInvariant();
            var tables = Tables(change);
            var isNamed = tables.Exists(named => this.Means(named, table));
            last = verb switch
            {
                "ADD" or "SET" when isNamed => (at, true),
                "DROP" when isNamed => (at, false),
                "SET" when tables.Count > 0 => (at, false),
                _ => last,
            };
        }

        return last is { } found && found.IsIn == (difference != Change.Extra) ? found.At : null;
    }

    // The table, or what it is a partition of or inherits from, unless that is ONLY.
    private bool Means((QualifiedName Name, bool IsOnly) named, ObjectPath table)
    {
        var path = ObjectPath.Of(this.planned.Resolved(named.Name));
        return path == table || (path.Parts.Length == 1 && path.Parts[0] == table.Parts[^1])
            || (!named.IsOnly && this.production.AncestorsOf(table).Contains(path));
    }

    // ADD TABLE a, ONLY s.b (c, d), TABLE e WHERE (f > 0): the names.
    private static List<(QualifiedName Name, bool IsOnly)> Tables(string change)
    {
        var tables = new List<(QualifiedName, bool)>();
        if (new SqlStatements(change, 1, hasBinds: false).Next() is { } cursor)
        {
            cursor.Skip();
            cursor.Each(() =>
            {
                _ = cursor.Take("TABLE");
                if (!cursor.IsSymbol("(") && !cursor.Is("TABLES"))
                {
                    var isOnly = cursor.Take("ONLY");
                    tables.Add((cursor.Qualified(), isOnly));
                }

                _ = ExpressionReader.ToComma(cursor);
            });
        }

        return tables;
    }

    private static IEnumerable<Difference> Of(IReadOnlyList<Difference> differences, Change change) =>
        differences.Where(one => one.Kind == Kind && one.Change == change);

    // The publication's name, a blank, and the table's full name.
    private static (ObjectPath Publication, ObjectPath Table) Read(string shown)
    {
        var quoted = false;
        var at = 0;
        while (at < shown.Length && (quoted || shown[at] != ' '))
        {
            quoted ^= shown[at] == '"';
            at++;
        }

        return (ObjectPath.Parse(shown[..at]), ObjectPath.Parse(shown[Math.Min(at + 1, shown.Length)..]));
    }
}
