namespace AutonomOS.Migrations.Alembic.Operations.Values;

/// <summary>
/// The names of a function or a module. What is set under a condition is written down, so that it can be taken back and both outcomes
/// be joined.
/// </summary>
/// <param name="outer">Where names are looked up that are not here; null for a module.</param>
/// <param name="file">Full path of the file.</param>
internal sealed class RunScope(RunScope? outer, string file)
{
    private readonly Dictionary<string, RunValue> names = new(StringComparer.Ordinal);
    private readonly HashSet<string> globals = new(StringComparer.Ordinal);
    private Dictionary<string, RunValue?>? journal;

    /// <summary>Full path of the file.</summary>
    public string File { get; } = file;

    /// <summary>Packages all names of which are known here: <c>from sqlalchemy import *</c>.</summary>
    public List<string> Stars { get; } = [];

    /// <summary>The module that it is in.</summary>
    public RunScope Module => this.Outer is null ? this : this.Outer.Module;

    /// <summary>Whether this is a module's own.</summary>
    public bool IsModule => this.Outer is null;

    /// <summary>Looks a name up, here and further out; null when nothing binds it.</summary>
    public RunValue? Find(string name)
    {
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope.names.TryGetValue(name, out var value))
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>Binds a name.</summary>
    public void Set(string name, RunValue value)
    {
        if (this.globals.Contains(name))
        {
            // Another function may have run in between: what a global holds is not followed.
            for (var scope = this.Outer; scope is not null; scope = scope.Outer)
            {
                if (scope.IsModule || scope.names.ContainsKey(name))
                {
                    scope.Set(name, new RunUnknown("a function changes it", false));
                    return;
                }
            }
        }

        this.journal?.TryAdd(name, this.names.GetValueOrDefault(name));
        this.names[name] = value;
    }

    /// <summary>Declares a name global or nonlocal.</summary>
    public void DeclareGlobal(string name) => this.globals.Add(name);

    /// <summary>Whether this is the revision file's own module.</summary>
    public bool IsMain { get; init; }

    /// <summary>Opens every container that a name of this scope holds: other files can change it.</summary>
    public void Open()
    {
        foreach (var value in this.names.Values)
        {
            if (value is RunDictionary or RunItems { Bracket: not '(' })
            {
                ((RunContainer)value).IsOpen = true;
            }
        }
    }

    /// <summary>Makes every name of this scope unknown.</summary>
    public void Forget(string reason)
    {
        foreach (var name in this.names.Keys.ToArray())
        {
            this.Set(name, new RunUnknown(reason, false));
        }
    }

    /// <summary>Runs something, takes back what it sets, and tells what it has set.</summary>
    public Dictionary<string, RunValue> Try(Action branch)
    {
        var around = this.journal;
        this.journal = new(StringComparer.Ordinal);
        branch();
        var changed = new Dictionary<string, RunValue>(StringComparer.Ordinal);
        foreach (var (name, before) in this.journal)
        {
            changed[name] = this.names[name];
            if (before is null)
            {
                this.names.Remove(name);
            }
            else
            {
                this.names[name] = before;
            }
        }

        this.journal = around;
        return changed;
    }

    /// <summary>Gives every name that one of two branches has set what is true after either.</summary>
    public void Join(Dictionary<string, RunValue> one, Dictionary<string, RunValue> other)
    {
        foreach (var name in one.Keys.Union(other.Keys).ToArray())
        {
            var now = this.names.GetValueOrDefault(name);
            this.Set(name, RunValues.Join(one.GetValueOrDefault(name) ?? now, other.GetValueOrDefault(name) ?? now));
        }
    }

    private RunScope? Outer { get; } = outer;
}
