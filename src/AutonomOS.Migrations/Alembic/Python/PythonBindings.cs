using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Alembic.Python;

/// <summary>The names of a file and what they are bound to while it is read from top to bottom.</summary>
/// <param name="watched">Names that matter although the file may bind them only under a condition.</param>
internal sealed class PythonBindings(string[] watched)
{
    // What a file with more names leaves behind is given up, so that the next file need not sweep it.
    private const int MostKept = 512;

    private Dictionary<string, PythonValue> bound = new(StringComparer.Ordinal);
    private Dictionary<string, LineSpan> definitions = new(StringComparer.Ordinal);

    // What every name is that has not been bound since something bound names that are not written out; null when nothing has.
    private DynamicValue? anything;

    /// <summary>What functions and classes may do to the names.</summary>
    public PythonDeferred Deferred { get; } = new();

    /// <summary>Whether a list or set has been used by its name.</summary>
    public bool UsesMutable { get; private set; }

    /// <summary>Line of an assignment to something inside a module; 0 when there is none.</summary>
    public int ImportsChangedAt { get; set; }

    /// <summary>Empties a dictionary for the next file.</summary>
    /// <typeparam name="TValue">What it holds.</typeparam>
    /// <param name="names">The dictionary; a large one is replaced.</param>
    internal static void Empty<TValue>(ref Dictionary<string, TValue> names)
    {
        if (names.Capacity > MostKept)
        {
            names = new(StringComparer.Ordinal);
        }
        else
        {
            names.Clear();
        }
    }

    /// <summary>Forgets all names; <see cref="Deferred"/> stays, for a second reading of the same file.</summary>
    public void Begin()
    {
        Empty(ref this.bound);
        Empty(ref this.definitions);
        this.anything = null;
        this.UsesMutable = false;
        this.ImportsChangedAt = 0;
    }

    /// <summary>Whether a name is one of those that matter anyhow.</summary>
    /// <param name="name">A name.</param>
    public bool IsWatched(string name) => Array.IndexOf(watched, name) >= 0;

    /// <summary>What the lines so far have bound a name to; null when none has.</summary>
    /// <param name="name">A name.</param>
    public PythonValue? Get(string name) => this.bound.GetValueOrDefault(name);

    /// <summary>What a name is bound to, functions that may be called at any time taken into account; null when nothing binds it.</summary>
    /// <param name="name">A name.</param>
    public PythonValue? LookUp(string name)
    {
        if (this.Deferred.FindBinding(name) is { } rebound)
        {
            return rebound;
        }

        var value = this.bound.GetValueOrDefault(name, this.anything!);
        this.UsesMutable |= value is ItemsValue { IsMutable: true };
        return value;
    }

    /// <summary>Uses every watched name, as whoever asks for it will.</summary>
    public void LookUpWatched()
    {
        foreach (var name in watched)
        {
            _ = this.LookUp(name);
        }
    }

    /// <summary>Makes dynamic every name that is not bound again further down: something binds names that are not written out.</summary>
    /// <param name="value">What each of them is.</param>
    public void BindAnything(DynamicValue value)
    {
        this.anything = value;
        this.bound = new(StringComparer.Ordinal);
        this.definitions.Clear();
    }

    /// <summary>Binds a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">Its new value.</param>
    /// <param name="changed">Whether the list or set that the name had may have changed, under all its names.</param>
    public void Bind(string name, PythonValue value, bool changed = false)
    {
        if (PythonNames.MayBeAnother(name))
        {
            this.BindAnything(new DynamicValue($"{OneLine.Quote(name)} may be another way to write it", value.Line));
            return;
        }

        if (changed && this.bound.GetValueOrDefault(name) is ItemsValue items)
        {
            items.ChangedAt = value.Line;
        }

        if (value is ItemsValue { IsMutable: true } list && this.Deferred.FindMention(name) is { } mentioned)
        {
            list.ChangedAt = mentioned;
        }

        this.bound[name] = value;
        this.definitions.Remove(name);
    }

    /// <summary>Forgets all names but definitions and those that are watched.</summary>
    public void ForgetUnwatched() => this.bound = new(
        this.bound.Where(binding => this.IsWatched(binding.Key) || this.definitions.ContainsKey(binding.Key)), StringComparer.Ordinal);

    /// <summary>Lines of a function or class that always gets defined; null when there is none.</summary>
    /// <param name="name">Its name.</param>
    public LineSpan? Definition(string name) => this.definitions.TryGetValue(name, out var span) ? span : null;

    /// <summary>Takes in a function or class that always gets defined, after its name is bound.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="span">Its lines so far.</param>
    public void Define(string name, LineSpan span) => this.definitions[name] = span;

    /// <summary>Takes in a further line of a definition; nothing where it does not always get defined.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="last">The line.</param>
    public void Extend(string name, int last)
    {
        if (this.definitions.TryGetValue(name, out var span))
        {
            this.definitions[name] = span with { Last = last };
        }
    }
}
