using AutonomOS.Migrations.Alembic.Python;

namespace AutonomOS.Migrations.Alembic.Operations;

/// <summary>The names under which a revision file knows Alembic's operations, its batches, and SQLAlchemy.</summary>
/// <param name="lines">The file.</param>
internal sealed class OperationNames(PythonLineReader lines)
{
    // What constructs and computes only. Everything else that is called may do anything.
    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal)
    {
        "print", "str", "len", "range", "dict", "list", "tuple", "set", "int", "float", "bool", "enumerate", "zip", "sorted", "isinstance",
        "repr", "super",
    };

    private readonly HashSet<string> operations = new(StringComparer.Ordinal);
    private readonly HashSet<string> constructors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> batches = new(StringComparer.Ordinal);

    /// <summary>Takes in an import at the top level of the file.</summary>
    public void ReadImports()
    {
        var from = this.Word(0) == "from";
        if (!from && this.Word(0) != "import")
        {
            return;
        }

        var package = this.Word(1);
        for (var i = from ? lines.Tokens.FindIndex(token => lines.Text(token) is "import") : 0; i > -1 && i < lines.Tokens.Count; i++)
        {
            var name = this.Word(i);
            if (name is null or "import" or "as" || this.Is(i - 1, '.') || this.Word(i + 1) == "as")
            {
                continue;
            }

            var original = this.Word(i - 1) == "as" ? this.Word(i - 2) : name;
            if (package == "alembic" && from && original == "op")
            {
                this.operations.Add(name);
            }
            else if (package == "sqlalchemy")
            {
                this.constructors.Add(name);
            }
        }
    }

    /// <summary>Whether a name is <c>op</c>, or a batch's alias.</summary>
    /// <param name="name">A name.</param>
    public bool IsOperations(string name) => this.operations.Contains(name) || this.batches.ContainsKey(name);

    /// <summary>Whether calling a name, or something under it, only constructs a value.</summary>
    /// <param name="name">A name.</param>
    public bool IsHarmless(string name) => this.constructors.Contains(name) || Harmless.Contains(name);

    /// <summary>Remembers <c>with op.batch_alter_table("t") as alias</c>.</summary>
    /// <param name="alias">The alias.</param>
    /// <param name="table">The table, when it is a literal.</param>
    public void AddBatch(string alias, string? table) => this.batches[alias] = table;

    /// <summary>The table of a batch.</summary>
    /// <param name="name">A name that may be a batch's alias.</param>
    /// <param name="table">Its table, when it is a literal.</param>
    /// <returns>False when it is none.</returns>
    public bool IsBatch(string name, out string? table) => this.batches.TryGetValue(name, out table);

    /// <summary>A name of the current line.</summary>
    /// <param name="index">Index of the token; may lie outside.</param>
    /// <returns>Null when the token is no name.</returns>
    public string? Word(int index) =>
        index >= 0 && index < lines.Tokens.Count && lines.Tokens[index].Kind == PythonTokenKind.Name
            ? lines.Text(lines.Tokens[index]).ToString() : null;

    /// <summary>Whether a token of the current line is a certain operator.</summary>
    /// <param name="index">Index of the token; may lie outside.</param>
    /// <param name="c">The operator.</param>
    public bool Is(int index, char c) =>
        index >= 0 && index < lines.Tokens.Count && lines.Tokens[index] is { Kind: PythonTokenKind.Operator, Length: 1 } token
            && lines.Source[token.Start] == c;

    /// <summary>How a token of the current line changes the depth of brackets: 1, 0 or -1.</summary>
    /// <param name="index">Index of the token.</param>
    public int Depth(int index) =>
        lines.Tokens[index] is not { Kind: PythonTokenKind.Operator, Length: 1 } token ? 0
        : lines.Source[token.Start] is '(' or '[' or '{' ? 1
        : lines.Source[token.Start] is ')' or ']' or '}' ? -1
        : 0;
}
