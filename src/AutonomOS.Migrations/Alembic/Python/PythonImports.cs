namespace AutonomOS.Migrations.Alembic.Python;

/// <summary>Reads what an <c>import</c> or <c>from</c> statement binds (Python reference, 7.11).</summary>
/// <param name="lines">Where the tokens come from.</param>
internal sealed class PythonImports(PythonLineReader lines)
{
    private readonly List<(string Bound, ImportedValue Value)> found = [];
    private int at;
    private int end;

    /// <summary>Reads a statement of the current line.</summary>
    /// <param name="start">Index of its first token, <c>import</c> or <c>from</c>.</param>
    /// <param name="past">Index after its last.</param>
    /// <returns>Each name it binds; null when it is a star import or no import at all.</returns>
    public IReadOnlyList<(string Bound, ImportedValue Value)>? Read(int start, int past)
    {
        this.found.Clear();
        this.at = start + 1;
        this.end = past;
        return (this.Text(start) is "import" ? this.ReadModules() : this.ReadNames()) && this.at == this.end ? this.found : null;
    }

    private bool ReadModules()
    {
        do
        {
            var line = this.Line();
            if (this.ReadDotted() is not { Length: > 0 } module || !this.ReadAlias(out var alias))
            {
                return false;
            }

            // "import a.b" binds a, "import a.b as c" binds what a.b is.
            var dot = module.IndexOf('.', StringComparison.Ordinal);
            var bound = alias ?? (dot < 0 ? module : module[..dot]);
            this.found.Add((bound, new ImportedValue(0, alias is null ? bound : module, null, line)));
        }
        while (this.Take(","));

        return true;
    }

    private bool ReadNames()
    {
        var level = 0;
        for (; this.at < this.end && this.Text(this.at) is "." or "..."; this.at++)
        {
            level += lines.Tokens[this.at].Length;
        }

        var module = this.at < this.end && this.Text(this.at) is not "import" ? this.ReadDotted() : string.Empty;
        if (module is null || (module.Length == 0 && level == 0) || !this.Take("import"))
        {
            return false;
        }

        var brackets = this.Take("(");
        do
        {
            if (brackets && this.Take(")"))
            {
                return true;
            }

            var line = this.Line();
            if (this.ReadOne() is not { } name || !this.ReadAlias(out var alias))
            {
                return false;
            }

            this.found.Add((alias ?? name, new ImportedValue(level, module, name, line)));
        }
        while (this.Take(","));

        return !brackets || this.Take(")");
    }

    private bool ReadAlias(out string? alias)
    {
        alias = null;
        return !this.Take("as") || (alias = this.ReadOne()) is not null;
    }

    private string? ReadDotted()
    {
        var first = this.at;
        do
        {
            if (this.ReadOne() is null)
            {
                return null;
            }
        }
        while (this.Take("."));

        return this.at == first + 1 ? lines.Name(lines.Tokens[first])
            : string.Concat(lines.Tokens[first..this.at].Select(token => lines.Name(token)));
    }

    private string? ReadOne() =>
        this.at < this.end && lines.Tokens[this.at].Kind == PythonTokenKind.Name ? lines.Name(lines.Tokens[this.at++]) : null;

    private bool Take(string text)
    {
        var taken = this.at < this.end && this.Text(this.at).SequenceEqual(text);
        this.at += taken ? 1 : 0;
        return taken;
    }

    private int Line() => this.at < this.end ? lines.Tokens[this.at].Line : 0;

    private ReadOnlySpan<char> Text(int index) => lines.Text(lines.Tokens[index]);
}
