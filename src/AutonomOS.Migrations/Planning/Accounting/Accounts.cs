using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Planning.Facts;
using AutonomOS.Migrations.Schema;

namespace AutonomOS.Migrations.Planning.Accounting;

/// <summary>
/// Holds the differences between development, where pending revisions have run, and production, where they have not, to what the revisions
/// do. A difference that nothing accounts for is drift; in doubt nothing does. Pure.
/// </summary>
public sealed class Accounts
{
    private readonly IReadOnlyList<(string? Revision, SchemaOperation Operation)> operations;
    private readonly PlannedEffects planned;
    private readonly ILookup<ObjectPath, Effect> byOrigin;
    private readonly ILookup<ObjectPath, Effect> byOutcome;
    private readonly List<Effect> possible;
    private readonly FactsIndex production;
    private readonly FactsIndex development;
    private const string NotGiven = "what its parent does not give";

    // Those of more than one word.
    private static readonly string[] Kinds =
        ["foreign table ", "foreign column ", "foreign data wrapper ", "user mapping ", "materialized view ", "composite type ", "range type ", "base type ", "event trigger "];

    private readonly HashSet<(string Kind, ObjectPath Path)> missing = [];
    private readonly HashSet<(string Kind, ObjectPath Path)> extra = [];
    private readonly Dictionary<(string Kind, ObjectPath Path), Effect> named;
    private readonly FollowingTexts texts;
    private readonly Dictionary<string, (Accounted Verdict, int By, Change? How)> verdicts = new(StringComparer.Ordinal);
    private readonly Dictionary<(Change, string), FoldedDifference> foldedBy = [];
    private readonly Dictionary<(string Kind, ObjectPath Path), string> extraNames = [];
    private readonly OneSidedObjects oneSided;
    private readonly RenamedRoutines routines;
    private readonly PublishedTables published;

    // By whether it is development's, what partitions on one side have that their parents do not give.
    private readonly Dictionary<(bool IsOfDevelopment, ObjectPath Path), string> shapes;

    private Accounts(
        ComparisonResult compared, IReadOnlyList<(string? Revision, SchemaOperation Operation)> operations, ProductionFacts production, ProductionFacts development)
    {
        this.oneSided = compared.OneSided;
        this.operations = operations;
        this.planned = new([.. operations.Select(pair => pair.Operation)], production);
        this.byOrigin = this.planned.All.ToLookup(effect => effect.Origin);
        this.byOutcome = this.planned.All.ToLookup(effect => effect.Outcome);
        this.possible = [.. this.planned.All.Where(effect => effect.Change == EffectChange.Possible)];
        this.production = new(production);
        this.development = new(development);
        this.named = UnnamedEffects.Match(this.planned, production, development);
        this.texts = new(this.planned, [.. operations.Select(pair => pair.Operation)], production);
        Difference[] all = [.. compared.Differences, .. compared.Folded.Select(one => one.Difference)];
        this.routines = new(all, this.planned.Moves);
        this.shapes = all.Where(difference => difference.Property == NotGiven)
            .ToDictionary(difference => (difference.Development is not null, PathOf(difference)), difference => difference.Development ?? difference.Production!);
        this.published = new(all, operations, this.planned, this.production);
        this.Take(compared.Differences, compared.Folded);
    }

    /// <summary>Accounts for differences.</summary>
    /// <param name="compared">What the comparison gave.</param>
    /// <param name="operations">What is pending, in order.</param>
    /// <param name="production">What production has of the names that the operations mention.</param>
    /// <param name="development">What development has of the same names.</param>
    public static AccountedDifferences Of(
        ComparisonResult compared,
        IReadOnlyList<(string? Revision, SchemaOperation Operation)> operations,
        ProductionFacts production,
        ProductionFacts development)
    {
        var accounts = new Accounts(compared, operations, production, development);
        var told = new List<AccountedDifference>();
        var besides = new List<Difference>();
        foreach (var difference in compared.Differences.Where(difference => !difference.IsNote))
        {
            var (verdict, by, how) = accounts.JudgeTop(difference);
            told.Add(accounts.Told(difference, verdict, by));
            besides.AddRange(how == Change.Changed ? accounts.BesidesTheName(difference) : []);
        }

        foreach (var (difference, _) in compared.Folded)
        {
            var judged = accounts.JudgeFolded(difference);
            if (judged.IsOfItsOwn)
            {
                told.Add(accounts.Told(difference, judged.Verdict, judged.By));
            }

            besides.AddRange(judged.How == Change.Changed ? accounts.BesidesTheName(difference) : []);
        }

        foreach (var difference in besides)
        {
            if (accounts.JudgeTop(difference) is { Verdict: Accounted.Drift } judged)
            {
                told.Add(accounts.Told(difference, judged.Verdict, judged.By));
            }
        }

        SchemaOperation[] all = [.. operations.Select(pair => pair.Operation)];
        var shown = new ShownEffects(
            all, accounts.planned, accounts.production, accounts.development, development, [.. compared.Differences, .. besides], MentionedNames.Of(all), accounts.named);
        told.AddRange(shown.Drifted().Select(drifted => accounts.Told(drifted, Accounted.Drift, -1)));
        return new(told, [.. shown.NotShown()
            .Where(effect => !operations[effect.At].Operation.IsConditional)
            .Select(effect => new NotShown(operations[effect.At].Revision, operations[effect.At].Operation, effect.What))]);
    }

    private AccountedDifference Told(Difference difference, Accounted verdict, int by)
    {
        if (verdict == Accounted.Drift
            && this.possible.Find(effect => effect.Kind.Length == 0 || (effect.IsOf(difference.Kind) && IsNamed(effect, difference))) is { } could)
        {
            (verdict, by) = (Accounted.Unverifiable, could.At);
        }

        var operation = by < 0 ? ((string?, SchemaOperation?))(null, null) : this.operations[by];
        return new(
            verdict == Accounted.Explained ? difference with { ExplainedBy = operation.Item1 } : difference,
            verdict,
            operation.Item2,
            operation.Item1);
    }

    private void Take(IReadOnlyList<Difference> differences, IReadOnlyList<FoldedDifference> folded)
    {
        foreach (var difference in differences.Concat(folded.Select(one => one.Difference)))
        {
            var among = difference.Change == Change.Missing ? this.missing : difference.Change == Change.Extra ? this.extra : null;
            among?.Add((difference.Kind, PathOf(difference)));
            if (difference.Change == Change.Extra)
            {
                this.extraNames[(difference.Kind, PathOf(difference))] = difference.ObjectName;
            }
        }

        foreach (var one in folded)
        {
            this.foldedBy[(one.Difference.Change, SchemaObject.Reference(one.Difference.Kind, one.Difference.ObjectName))] = one;
        }
    }

    private (Accounted Verdict, int By, Change? How) JudgeTop(Difference difference)
    {
        var path = PathOf(difference);
        var judged = difference.Change switch
        {
            Change.Missing => this.Missing(difference.Kind, path) ?? this.OfRenamedTypes(difference) ?? this.OfTriggers(difference, path),
            Change.Extra => this.Extra(difference.Kind, path) ?? this.OfRenamedTypes(difference) ?? this.OfTriggers(difference, path),

            // A partition on one side only: what it had that its parent does not give it went with it.
            _ when difference.Property == NotGiven => (difference.Development is null && this.Extra(difference.Kind, path) is { How: Change.Extra } dropped ? dropped : ((int By, Change How)?)null)
                ?? this.Changed(difference, path) ?? this.OfAncestors(difference, path),
            _ => this.Changed(difference, path),
        };
        judged ??= this.published.By(difference) ?? this.Annotated(difference);
        var verdict = judged is { } found
            ? (Accounted.Explained, found.By, found.How)
            : (Accounted.Drift, -1, (Change?)null);
        if (difference.Change != Change.Changed)
        {
            this.verdicts[$"{difference.Change} {SchemaObject.Reference(difference.Kind, difference.ObjectName)}"] = verdict;
        }

        return verdict;
    }

    // What goes with a parent that is drift is told with that. What goes with one that is dropped goes too. Of one that is created or renamed,
    // each part has to be accounted for.
    private (Accounted Verdict, int By, Change? How, bool IsOfItsOwn) JudgeFolded(Difference difference)
    {
        var key = $"{difference.Change} {SchemaObject.Reference(difference.Kind, difference.ObjectName)}";
        if (this.verdicts.TryGetValue(key, out var known))
        {
            return (known.Verdict, known.By, known.How, false);
        }

        // A ring of parents cannot be; were there one, it would end here as drift.
        this.verdicts[key] = (Accounted.Drift, -1, null);
        var parent = this.foldedBy[(difference.Change, SchemaObject.Reference(difference.Kind, difference.ObjectName))].Parent;
        if (this.foldedBy.TryGetValue((difference.Change, parent), out var folded))
        {
            _ = this.JudgeFolded(folded.Difference);
        }

        (Accounted Verdict, int By, Change? How) above = this.verdicts.GetValueOrDefault($"{difference.Change} {parent}", (Accounted.Drift, -1, null));
        (Accounted Verdict, int By, Change? How) own;
        var isOfItsOwn = false;
        if (above.Verdict == Accounted.Drift || above.How == Change.Extra
            || (above.How == Change.Missing && difference.Kind is "owner" or "foreign option"))
        {
            own = above;
        }
        else if (above.By >= 0 && this.IsOfParts(above.By, parent))
        {
            own = above;
        }
        else
        {
            own = this.JudgeTop(difference);
            isOfItsOwn = own.Verdict == Accounted.Drift;
        }

        this.verdicts[key] = own;
        return (own.Verdict, own.By, own.How, isOfItsOwn);
    }

    private bool IsOfParts(int by, string parent)
    {
        var path = WithoutKind(parent);
        return this.byOutcome[path].Any(effect => effect.At == by && effect is { Change: EffectChange.Created, IsOfParts: true });
    }

    // What options are of is told with its kind.
    private static ObjectPath PathOf(Difference difference) =>
        difference.Kind == "foreign option" ? WithoutKind(difference.ObjectName) : ObjectPath.Parse(difference.ObjectName);

    private static ObjectPath WithoutKind(string reference)
    {
        var kind = Array.Find(Kinds, kind => reference.StartsWith(kind, StringComparison.Ordinal));
        return ObjectPath.Parse(reference[(kind?.Length ?? reference.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
    }

    // How: Missing for what is created, Extra for what is dropped, Changed for what is renamed.
    private (int By, Change How)? Missing(string kind, ObjectPath path)
    {
        if (Last(this.byOutcome, path, EffectChange.Created, kind) is { } created)
        {
            return (created.At, Change.Missing);
        }

        if (this.named.TryGetValue((kind, path), out var unnamed))
        {
            return (unnamed.At, Change.Missing);
        }

        var origin = this.planned.Moves.Origin(path, int.MaxValue);
        return origin != path && (this.extra.Contains((kind, origin)) || this.production.Has(kind, origin))
            && this.planned.Moves.Outcome(origin, -1, out var by) == path
            ? (by, Change.Changed)
            : null;
    }

    private (int By, Change How)? Extra(string kind, ObjectPath path)
    {
        if (Last(this.byOrigin, path, EffectChange.Dropped, kind) is { } dropped)
        {
            return (dropped.At, Change.Extra);
        }

        var outcome = this.planned.Moves.Outcome(path, -1, out var by);
        return outcome != path && (this.missing.Contains((kind, outcome)) || this.development.Has(kind, outcome))
            ? (by, Change.Changed)
            : null;
    }

    private (int By, Change How)? OfRenamedTypes(Difference difference) =>
        this.routines.By(difference) is { } by ? (by, Change.Changed) : null;

    // A partition that is renamed is told as one that is on one side only, held to a parent that the other side has. What it had before is no
    // news, and what is new has to be of a kind that a pending operation makes on what it is a partition of.
    private (int By, Change How)? OfAncestors(Difference difference, ObjectPath path)
    {
        var renamed = difference.Development is null ? this.planned.Moves.Outcome(path, -1, out _) : this.planned.Moves.Origin(path, int.MaxValue);
        var other = renamed == path ? null : this.shapes.GetValueOrDefault((difference.Development is null, renamed));
        var (mine, theirs) = (Items(difference.Development ?? difference.Production), Items(other));
        var made = this.MadeOnAncestors(difference.Development is null ? path : renamed).ToList();
        return renamed != path && made.Count > 0
            && mine.Except(theirs, StringComparer.Ordinal).Concat(theirs.Except(mine, StringComparer.Ordinal))
                .All(item => made.Exists(effect => item.Contains(effect.Kind, StringComparison.Ordinal)))
            ? (made.Max(effect => effect.At), Change.Changed)
            : null;
    }

    private static string[] Items(string? shape) => shape?.Split("; ") ?? [];

    private IEnumerable<Effect> MadeOnAncestors(ObjectPath origin) => this.production.AncestorsOf(origin)
        .Select(ancestor => this.planned.Moves.Outcome(ancestor, -1, out _))
        .SelectMany(ancestor => this.planned.All.Where(effect => effect.Change == EffectChange.Created && effect.Outcome.IsIn(ancestor)
            && (effect.Outcome != ancestor || effect.UnnamedConstraint is not null || effect.UnnamedIndex is not null)));

    // A partition's trigger that is its table's is told only where it is enabled otherwise.
    private (int By, Change How)? OfTriggers(Difference difference, ObjectPath path) =>
        difference.Kind == "trigger" && this.production.IsPartition(path.Whole)
        && (difference.Change == Change.Missing ? this.production : this.development).Has("trigger", path)
        && Around(this.byOutcome, path).LastOrDefault(effect => effect is { Change: EffectChange.Changed, Kind: "trigger", Property: "enabled" }) is { } enabled
            ? (enabled.At, difference.Change)
            : null;

    // What differs between an object that was renamed and what it was, but for the name.
    private IEnumerable<Difference> BesidesTheName(Difference difference) =>
        difference.Change == Change.Missing
        && (this.routines.FormerName(difference) ?? this.published.FormerName(difference)
            ?? this.extraNames.GetValueOrDefault((difference.Kind, this.planned.Moves.Origin(PathOf(difference), int.MaxValue)))) is { } former
            ? this.oneSided.Between(difference.Kind, difference.ObjectName, former)
            : [];

    private (int By, Change How)? Changed(Difference difference, ObjectPath path)
    {
        var changes = this.Changes(difference, path).ToList();
        if (difference.Property == "labels")
        {
            return this.texts.LabelsAgree(difference, changes) ? (changes[^1].At, Change.Changed) : this.Follows(difference, path);
        }

        if (changes.Count > 0)
        {
            return changes.FindLast(change => change.Value is not null) is { Value: { } value } && !PlannedValue.Agrees(difference.Property, value, difference.Development)
                ? null
                : (changes[^1].At, Change.Changed);
        }

        if (Last(this.byOutcome, path, EffectChange.Created, difference.Kind) is { } made
            && (Last(this.byOrigin, path, EffectChange.Dropped, difference.Kind) is not null || this.planned.Moves.Outcome(path, -1, out _) != path))
        {
            return (made.At, Change.Changed);
        }

        return this.Follows(difference, path);
    }

    private (int By, Change How)? Follows(Difference difference, ObjectPath path) =>
        this.texts.Follows(difference, path) is { } by ? (by, Change.Changed) : null;

    private IEnumerable<Effect> Changes(Difference difference, ObjectPath path) => Around(this.byOutcome, path)
        .Where(effect => effect.Change == EffectChange.Changed
            && (effect.Outcome == path ? effect.IsOf(difference.Kind) : effect.IsOfParts && IsPart(effect, difference.Kind) && difference.Kind != "foreign option")
            && (effect.Property is null || effect.Property == difference.Property))
        .OrderBy(effect => effect.At);

    private static Effect? Last(ILookup<ObjectPath, Effect> among, ObjectPath path, EffectChange change, string kind) => Around(among, path)
        .Where(effect => effect.Change == change && effect.UnnamedConstraint is null && effect.UnnamedIndex is null
            && (((change == EffectChange.Dropped ? effect.Origin : effect.Outcome) == path && effect.IsOf(kind))
                || ((change == EffectChange.Dropped ? effect.Origin : effect.Outcome) != path && effect.IsOfParts && IsPart(effect, kind))))
        .MaxBy(effect => effect.At);

    // Effects of a kind of part on all of a table's, and of a whole on all of its parts.
    private static bool IsPart(Effect effect, string kind) =>
        effect.Kind is not ("constraint" or "trigger" or "column" or "policy" or "rule" or "statistics" or "index") || effect.Kind == kind;

    // The effects on an object and on all that it is a part of.
    private static IEnumerable<Effect> Around(ILookup<ObjectPath, Effect> among, ObjectPath path)
    {
        while (true)
        {
            foreach (var effect in among[path])
            {
                yield return effect;
            }

            if (path.Whole == path)
            {
                yield break;
            }

            path = path.Whole;
        }
    }

    // Comments, privileges, owners and labels are told of what the operation names, wherever that stands in the name.
    private (int By, Change How)? Annotated(Difference difference) =>
        difference.Kind is "comment" or "privilege" or "default privilege" or "security label" or "owner" or "foreign option"
        && this.possible.FindLast(effect => effect.Kind == difference.Kind && IsNamed(effect, difference)) is { } annotated
            ? (annotated.At, Change.Changed)
            : null;

    private static bool IsNamed(Effect effect, Difference difference) => effect.Path.Text is null or ""
        || (difference.Kind == "foreign option"
            ? PathOf(difference) is var option && option.Whole == effect.Outcome && (effect.Value is null || FollowingText.Mentions(effect.Value, option.Parts[^1]))
            : FollowingText.Mentions(difference.ObjectName, effect.Outcome.Parts[^1]));
}
