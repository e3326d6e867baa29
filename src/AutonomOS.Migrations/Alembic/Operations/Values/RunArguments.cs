namespace AutonomOS.Migrations.Alembic.Operations.Values;

/// <summary>The arguments of a call.</summary>
/// <param name="line">Line of the call.</param>
/// <param name="what">What is called, for messages.</param>
internal sealed class RunArguments(int line, string what)
{
    private readonly List<(string Name, RunValue Value)> named = [];
    private int firstOpen = int.MaxValue;

    /// <summary>Line of the call.</summary>
    public int Line { get; } = line;

    /// <summary>What is called, in a few words.</summary>
    public string What { get; } = what;

    /// <summary>Those without a keyword; what an unknown <c>*value</c> gives is left out.</summary>
    public List<RunValue> Positional { get; } = [];

    /// <summary>Those with a keyword; what an unknown <c>**value</c> gives is left out.</summary>
    public IReadOnlyList<(string Name, RunValue Value)> Named => this.named;

    /// <summary>Whether <c>*value</c> gives more that is not known.</summary>
    public bool HasMore => this.firstOpen != int.MaxValue;

    /// <summary>Whether <c>**value</c> gives more that is not known.</summary>
    public bool HasMoreNamed { get; private set; }

    /// <summary>All values that are known to be given.</summary>
    public IEnumerable<RunValue> All => this.Positional.Concat(this.named.Select(argument => argument.Value));

    /// <summary>Adds <c>*value</c>.</summary>
    public void AddMany(RunValue value)
    {
        var items = value as RunItems;
        if (items is not null)
        {
            this.Positional.AddRange(items.Items);
        }

        if (items is null or { IsOpen: true })
        {
            this.firstOpen = Math.Min(this.firstOpen, this.Positional.Count - (items?.Items.Count ?? 0));
        }
    }

    /// <summary>Adds <c>name=value</c>.</summary>
    public void Add(string name, RunValue value) => this.named.Add((name, value));

    /// <summary>Adds <c>**value</c>.</summary>
    public void AddNamed(RunValue value)
    {
        var dictionary = value as RunDictionary;
        foreach (var (key, one) in dictionary?.Entries ?? [])
        {
            if (key is RunText { IsWhole: true } name)
            {
                this.named.Add((name.Text, one));
            }
        }

        this.HasMoreNamed |= dictionary is null or { IsOpen: true };
    }

    /// <summary>Looks an argument up.</summary>
    /// <param name="position">Its position; -1 when it has a keyword always.</param>
    /// <param name="names">Its keywords, now and in older versions.</param>
    /// <returns>Null when it is not given; unknown when it may be.</returns>
    public RunValue? Find(int position, params ReadOnlySpan<string> names)
    {
        foreach (var (name, value) in this.named)
        {
            if (names.Contains(name))
            {
                return value;
            }
        }

        if (position >= 0 && position < Math.Min(this.Positional.Count, this.firstOpen))
        {
            return this.Positional[position];
        }

        return this.HasMoreNamed || (position >= 0 && position >= this.firstOpen)
            ? new RunUnknown("it comes out of * or ** with what is not known", true) : null;
    }

    /// <summary>An argument that must be given: unknown where it is not.</summary>
    public RunValue Need(int position, params ReadOnlySpan<string> names) =>
        this.Find(position, names) ?? new RunUnknown($"{names[0]} is missing", true);

    /// <summary>Whether an argument is given as true; null when that is not known.</summary>
    public bool? Flag(string name) => this.Find(-1, name) switch { null => false, var value => RunValues.IsTrue(value) };
}
