namespace AutonomOS.Migrations.Alembic.Python;

/// <summary>
/// What the functions and classes of a file may do to its names when they are called, which can be at any time after they are defined.
/// <c>upgrade</c> and <c>downgrade</c> are called long after the import; only what they declare global counts.
/// </summary>
internal sealed class PythonDeferred
{
    private Dictionary<string, int> globals = new(StringComparer.Ordinal);
    private Dictionary<string, int> mentions = new(StringComparer.Ordinal);
    private int anythingAt;

    /// <summary>Whether any name is mentioned at all.</summary>
    public bool HasMentions => this.mentions.Count > 0;

    /// <summary>Forgets everything: another file begins.</summary>
    public void Begin()
    {
        PythonBindings.Empty(ref this.globals);
        PythonBindings.Empty(ref this.mentions);
        this.anythingAt = 0;
    }

    /// <summary>Whether a word may bind names that are not written out.</summary>
    /// <param name="word">A name of the source.</param>
    /// <param name="isAttribute">Whether it stands after a dot.</param>
    public static bool BindsByName(ReadOnlySpan<char> word, bool isAttribute) => isAttribute
        ? word is "modules" or "f_globals" or "__dict__"
        : word is "globals" or "locals" or "vars" or "exec" or "eval" or "setattr";

    /// <summary>Takes in a line of a definition.</summary>
    /// <param name="lines">The file, at that line.</param>
    /// <param name="start">Index of the first token.</param>
    /// <param name="definition">Name of the outermost definition; null in its header and in a lambda.</param>
    public void Add(PythonLineReader lines, int start, string? definition)
    {
        var isCalled = definition is not ("upgrade" or "downgrade");
        var declaring = false;
        for (var i = start; i < lines.Tokens.Count; i++)
        {
            var token = lines.Tokens[i];
            if (token.Kind != PythonTokenKind.Name)
            {
                declaring &= lines.Source[token.Start] == ',';
                continue;
            }

            var text = lines.Text(token);
            if (declaring)
            {
                _ = this.globals.TryAdd(lines.Name(token), token.Line);
            }
            else if (definition is null && i + 1 < lines.Tokens.Count && lines.Text(lines.Tokens[i + 1]) is ":=")
            {
                _ = this.globals.TryAdd(lines.Name(token), token.Line);
            }
            else if (text is "global")
            {
                declaring = true;
            }
            else if (isCalled && text is "globals")
            {
                this.anythingAt = this.anythingAt == 0 ? token.Line : this.anythingAt;
            }
            else if (isCalled && (i + 1 == lines.Tokens.Count || lines.Source[lines.Tokens[i + 1].Start] != '=')
                && (i == 0 || lines.Source[lines.Tokens[i - 1].Start] != '.'))
            {
                _ = this.mentions.TryAdd(lines.Name(token), token.Line);
            }
        }
    }

    /// <summary>Why a name is dynamic because a function may bind it; null when none may.</summary>
    /// <param name="name">A name.</param>
    public DynamicValue? FindBinding(string name) =>
        this.globals.TryGetValue(name, out var line) ? new("a function declares it global", line)
        : this.anythingAt > 0 ? new("'globals' in a function may bind it", this.anythingAt)
        : null;

    /// <summary>Line on which a function may change what is inside a name; null when none does.</summary>
    /// <param name="name">A name.</param>
    public int? FindMention(string name) => this.mentions.TryGetValue(name, out var line) ? line : null;
}
