using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Schema;

/// <summary>
/// One side's objects, one after the other: leaves out what is excluded, verifies the order, counts, keeps names and hashes. A merge of two
/// streams of which one is not in order would be a wrong verdict, so that a wrong order ends the walk.
/// </summary>
internal sealed class SchemaWalk : IDisposable
{
    private readonly ISchemaReader reader;
    private readonly HashSet<string> excluded;
    private readonly IReadOnlyList<IgnoreRule> rules;
    private readonly int[] covered;
    private readonly string? namedKind;
    private readonly SchemaFingerprint fingerprint = new();
    private readonly OrderedDictionary<string, int> counts = new(StringComparer.Ordinal);
    private readonly List<string> names = [];
    private readonly Queue<SchemaObject> ahead = new();
    private readonly Dictionary<string, string> above = new(StringComparer.Ordinal);
    private string? previous;
    private int number;
    private bool isNamed;
    private bool hasReadAhead;

    /// <summary>Begins before the first kind.</summary>
    /// <param name="reader">The objects.</param>
    /// <param name="scope">What to leave out and what to keep the names of.</param>
    public SchemaWalk(ISchemaReader reader, ComparisonScope scope)
    {
        this.reader = reader;
        this.excluded = new(scope.Excluded, StringComparer.Ordinal);
        this.rules = scope.Ignored;
        this.covered = new int[this.rules.Count];
        this.namedKind = scope.NamedKind;
    }

    /// <summary>The current kind; null before the first and after the last.</summary>
    public ObjectKind? Kind { get; private set; }

    /// <summary>The current object; null after the kind's last.</summary>
    public SchemaObject? Current { get; private set; }

    /// <summary>Goes on to the next kind and its first object.</summary>
    /// <param name="cancellationToken">Ends the wait for the server.</param>
    /// <returns>False after the last kind.</returns>
    public async ValueTask<bool> NextKindAsync(CancellationToken cancellationToken)
    {
        this.EndKind();
        this.Kind = await this.reader.NextKindAsync(cancellationToken);
        this.previous = null;
        this.ahead.Clear();
        this.above.Clear();
        this.hasReadAhead = false;
        if (this.Kind is null)
        {
            return false;
        }

        if (!this.counts.TryAdd(this.Kind.Name, 0))
        {
            throw new FindingException(DiagnosticCodes.CatalogNotUnderstood.At(
                $"The kind '{this.Kind.Name}' was read twice. Report it to the makers of this package."));
        }

        this.isNamed = string.Equals(this.Kind.Name, this.namedKind, StringComparison.Ordinal);
        return await this.NextAsync(cancellationToken);
    }

    /// <summary>Goes on to the next object of the current kind.</summary>
    /// <param name="cancellationToken">Ends the wait for the server.</param>
    /// <returns>True, so that calls can be chained; <see cref="Current"/> is null after the kind's last.</returns>
    /// <exception cref="FindingException">AMB9004: the objects are not in strictly ascending order.</exception>
    public async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        var kind = this.Kind!;
        do
        {
            this.Current = this.ahead.TryDequeue(out var next) ? next
                : this.hasReadAhead ? null
                : await this.reader.ReadAsync(cancellationToken);
            if (this.Current is null)
            {
                return true;
            }

            this.VerifyOrder(kind, this.Current.Name);
            if (this.MustReadAhead(kind, this.Current))
            {
                await this.ReadAheadAsync(kind, cancellationToken);
            }
        }
        while (this.IsExcluded(kind, this.Current));

        this.number++;
        this.fingerprint.Add(kind, this.Current);
        if (this.isNamed)
        {
            this.names.Add(this.Current.Name);
        }

        return true;
    }

    /// <summary>What was read so far.</summary>
    public SchemaSummary Summary()
    {
        this.EndKind();
        return new(this.counts, this.names, this.fingerprint.Value(), this.covered);
    }

    /// <inheritdoc />
    public void Dispose() => this.fingerprint.Dispose();

    private static bool IsBeforeItsParent(ObjectKind kind, SchemaObject schemaObject)
    {
        var reference = SchemaObject.Reference(kind.Name, "");
        return schemaObject.Parent is { } parent
            && parent.StartsWith(reference, StringComparison.Ordinal)
            && Utf8Order.Instance.Compare(schemaObject.Name, parent[reference.Length..]) < 0;
    }

    // Whether a rule covers what is above an object's parent is known only once the parent was read. Where that comes later (a partition of a
    // partition), the rest of the kind is read, and held, before the object is judged.
    private bool MustReadAhead(ObjectKind kind, SchemaObject schemaObject) => this.rules.Count > 0
        && !this.hasReadAhead
        && IsBeforeItsParent(kind, schemaObject)
        && !this.IsCovered(SchemaObject.Reference(kind.Name, schemaObject.Name))
        && !this.IsCovered(schemaObject.Parent!);

    private async Task ReadAheadAsync(ObjectKind kind, CancellationToken cancellationToken)
    {
        while (await this.reader.ReadAsync(cancellationToken) is { } later)
        {
            this.ahead.Enqueue(later);
            if (later.Parent is { } parent)
            {
                this.above[SchemaObject.Reference(kind.Name, later.Name)] = parent;
            }
        }

        this.hasReadAhead = true;
    }

    private void EndKind()
    {
        if (this.number > 0)
        {
            this.counts[this.Kind!.Name] = this.number;
            this.number = 0;
        }
    }

    private void VerifyOrder(ObjectKind kind, string name)
    {
        if (this.previous is not null && Utf8Order.Instance.Compare(this.previous, name) >= 0)
        {
            throw new FindingException(DiagnosticCodes.CatalogNotUnderstood.At(
                $"The server gave the kind '{kind.Name}' out of order ({OneLine.Quote(name)} after {OneLine.Quote(this.previous)}): "
                + "comparing would be guessing. Report it, with the server's version, to the makers of this package."));
        }

        this.previous = name;
    }

    private bool IsExcluded(ObjectKind kind, SchemaObject schemaObject)
    {
        if (this.excluded.Count == 0 && this.rules.Count == 0)
        {
            return false;
        }

        var reference = SchemaObject.Reference(kind.Name, schemaObject.Name);
        return this.IsIgnored(reference)
            || this.excluded.Contains(reference)
            || (this.IsBelowExcluded(schemaObject.Parent) && this.excluded.Add(reference));
    }

    private bool IsBelowExcluded(string? parent) => parent is not null
        && (this.excluded.Contains(parent)
            || this.IsCovered(parent)
            || this.IsBelowExcluded(this.above.GetValueOrDefault(parent)));

    private bool IsCovered(string reference) => this.rules.Any(rule => rule.Covers(reference));

    // Every rule that covers it counts, so that a rule is stale only when it covers nothing.
    private bool IsIgnored(string reference)
    {
        var ignored = false;
        for (var rule = 0; rule < this.rules.Count; rule++)
        {
            if (this.rules[rule].Covers(reference))
            {
                this.covered[rule]++;
                ignored = true;
            }
        }

        return ignored && this.excluded.Add(reference);
    }
}
