namespace AutonomOS.Migrations.Alembic.Python;

/// <summary>What runs a logical line.</summary>
internal enum PythonScope
{
    /// <summary>Importing the file, always.</summary>
    Module,

    /// <summary>Importing the file, under a condition, in a loop or in a try.</summary>
    Conditional,

    /// <summary>Calling a function, or a class body.</summary>
    Definition,
}

/// <summary>Follows the blocks of a file by indentation and says, line after line, which block the line stands in.</summary>
/// <param name="lines">The file.</param>
internal sealed class PythonBlocks(PythonLineReader lines)
{
    private readonly List<(int Column, bool IsDefinition, bool Always, string? Name)> open = [];

    /// <summary>What runs the current line. The header of a definition runs where the definition stands.</summary>
    public PythonScope Scope { get; private set; }

    /// <summary>Name of the outermost definition around the current line, a header included; null outside.</summary>
    public string? Definition { get; private set; }

    /// <summary>Whether the current line is the header of a definition: <c>def</c>, <c>async def</c> or <c>class</c>.</summary>
    public bool IsDefinitionHeader { get; private set; }

    /// <summary>
    /// Whether the current line, inside its outermost definition, stands in a conditional block, a loop, a try or a nested definition, its
    /// header included. The body of a <c>with</c> always runs.
    /// </summary>
    public bool IsNested { get; private set; }

    /// <summary>Index of the token that names the definition, when the line is its header.</summary>
    public int NameIndex { get; private set; }

    /// <summary>Forgets all blocks: the reader has begun another file.</summary>
    public void Begin() => this.open.Clear();

    /// <summary>Takes in the line the reader stands on.</summary>
    public void Enter()
    {
        while (this.open.Count > 0 && this.open[^1].Column >= lines.Column)
        {
            this.open.RemoveAt(this.open.Count - 1);
        }

        var outermost = this.open.FindIndex(block => block.IsDefinition);
        this.Scope = outermost >= 0 ? PythonScope.Definition : this.open.Count > 0 ? PythonScope.Conditional : PythonScope.Module;
        this.Definition = outermost >= 0 ? this.open[outermost].Name : null;

        var first = this.Word(0);
        this.NameIndex = first is "async" && this.Word(1) is "def" ? 2 : first is "def" or "class" ? 1 : 0;
        this.IsDefinitionHeader = this.NameIndex > 0;
        if (this.IsDefinitionHeader)
        {
            var name = this.Word(this.NameIndex);
            this.Definition ??= name;
            this.open.Add((lines.Column, true, false, name));
        }
        else if (OpensBlock(first) || (first is "match" or "case" && lines.Text(lines.Tokens[^1]) is ":"))
        {
            this.open.Add((lines.Column, false, first is "with" || this.Word(1) is "with", null));
        }

        this.IsNested = outermost >= 0 && this.open.FindIndex(outermost + 1, block => !block.Always) >= 0;
    }

    /// <summary>Whether a line that begins with this word is the header of a block that is no definition.</summary>
    /// <param name="word">The first word of a line.</param>
    public static bool OpensBlock(string? word) =>
        word is "if" or "elif" or "else" or "for" or "while" or "try" or "except" or "finally" or "with" or "async";

    private string? Word(int index)
    {
        if (index >= lines.Tokens.Count || lines.Tokens[index].Kind != PythonTokenKind.Name)
        {
            return null;
        }

        // Only keywords and the names of definitions matter: no text for the rest.
        var token = lines.Tokens[index];
        return index == 0 && token.Length > 7 ? null : lines.Name(token);
    }
}
