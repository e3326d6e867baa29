using System.Runtime.CompilerServices;

namespace AutonomOS.Migrations.Alembic.Python.Syntax;

/// <summary>
/// Reads expressions of a logical line (Python reference, 6). What it does not read, and what is nested deeper than Python itself takes,
/// is a failure of the whole expression. Nothing throws, and each token is read once.
/// </summary>
/// <param name="lines">Where the tokens come from.</param>
/// <param name="fields">How many f-strings are around it.</param>
internal sealed partial class PythonExpressionReader(PythonLineReader lines, int fields = 0)
{
    // CPython gives up at 200 nested brackets (MAXSTACK, MAXLEVEL of its tokenizer).
    private const int DeepestNesting = 200;

    // a.b(c).d(e) and a + b + c are trees that lean to the left.
    private const int LongestChain = 1000;

    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "and", "as", "assert", "break", "class", "continue", "def", "del", "elif", "else", "except", "finally", "for", "from", "global",
        "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
    };

    private int end;
    private int depth;

    /// <summary>Index of the token to read next.</summary>
    public int At { get; private set; }

    /// <summary>Why reading failed; null when it did not.</summary>
    public string? Error { get; private set; }

    /// <summary>Goes to a part of the current line.</summary>
    /// <param name="first">Index of the first token.</param>
    /// <param name="past">Index after the last.</param>
    public void Enter(int first, int past)
    {
        (this.At, this.end, this.depth, this.Error) = (first, past, 0, null);
    }

    /// <summary>Reads all of a part of the current line: one expression, or several with commas, which are a tuple.</summary>
    /// <param name="first">Index of the first token.</param>
    /// <param name="past">Index after the last.</param>
    public PythonNode? ReadAll(int first, int past)
    {
        this.Enter(first, past);
        var node = this.ReadItems();
        return this.Error is null && this.At == past ? node : null;
    }

    /// <summary>Reads one expression.</summary>
    public PythonNode Read()
    {
        if (!this.Deeper())
        {
            return this.Failed();
        }

        var node = this.ReadOne();
        this.depth--;
        return node;
    }

    /// <summary>Reads targets up to <c>in</c>, <c>=</c> or what else ends them.</summary>
    public PythonNode ReadTargets()
    {
        var line = this.Line;
        var first = this.ReadTarget();
        if (!this.Is(","))
        {
            return first;
        }

        var items = new List<PythonNode> { first };
        while (this.Take(",") && this.At < this.end && !this.IsWord("in"))
        {
            items.Add(this.ReadTarget());
        }

        return new ItemsNode('(', items, line);
    }

    /// <summary>Reads parameters up to <c>)</c> or <c>:</c>.</summary>
    /// <param name="annotated">Whether annotations may stand there.</param>
    public List<PythonParameter> ReadParameters(bool annotated)
    {
        var parameters = new List<PythonParameter>();
        var keywordOnly = false;
        while (this.Error is null && this.At < this.end && !this.Is(")") && !this.Is(":"))
        {
            if (this.Take("/"))
            {
                _ = this.Take(",");
                continue;
            }

            var stars = this.Take("**") ? 2 : this.Take("*") ? 1 : 0;
            if (stars == 1 && this.Is(","))
            {
                keywordOnly = true;
                this.At++;
                continue;
            }

            if (this.ReadName() is not { } name)
            {
                _ = this.Failed();
                break;
            }

            if (annotated && this.Take(":"))
            {
                _ = this.Read();
            }

            parameters.Add(new(name, stars, this.Take("=") ? this.Read() : null, keywordOnly));
            keywordOnly |= stars == 1;
            if (!this.Take(","))
            {
                break;
            }
        }

        return parameters;
    }

    /// <summary>Whether an operator or bracket comes next.</summary>
    /// <param name="text">The operator.</param>
    public bool Is(string text) =>
        this.At < this.end && lines.Tokens[this.At].Kind == PythonTokenKind.Operator
            && lines.Text(lines.Tokens[this.At]).SequenceEqual(text);

    /// <summary>Whether a word comes next.</summary>
    /// <param name="text">The word.</param>
    public bool IsWord(string text) =>
        this.At < this.end && lines.Tokens[this.At].Kind == PythonTokenKind.Name && lines.Text(lines.Tokens[this.At]).SequenceEqual(text);

    /// <summary>Passes an operator if it comes next.</summary>
    /// <param name="text">The operator.</param>
    public bool Take(string text)
    {
        var taken = this.Is(text);
        this.At += taken ? 1 : 0;
        return taken;
    }

    /// <summary>Passes a word if it comes next.</summary>
    /// <param name="text">The word.</param>
    public bool TakeWord(string text)
    {
        var taken = this.IsWord(text);
        this.At += taken ? 1 : 0;
        return taken;
    }

    /// <summary>Reads a name that is no keyword; null when there is none.</summary>
    public string? ReadName()
    {
        if (this.At >= this.end || lines.Tokens[this.At].Kind != PythonTokenKind.Name)
        {
            return null;
        }

        var name = lines.Name(lines.Tokens[this.At]);
        if (Reserved.Contains(name) || PythonNames.MayBeAnother(name))
        {
            return null;
        }

        this.At++;
        return name;
    }

    /// <summary>Reads expressions with commas between; several, or one with a comma after it, are a tuple.</summary>
    public PythonNode ReadItems()
    {
        var line = this.Line;
        var first = this.ReadItem();
        if (!this.Is(","))
        {
            return first;
        }

        var items = new List<PythonNode> { first };
        while (this.Take(",") && this.At < this.end && !this.IsEnd())
        {
            items.Add(this.ReadItem());
        }

        return new ItemsNode('(', items, line);
    }

    private int Line => lines.Tokens[Math.Min(this.At, lines.Tokens.Count - 1)].Line;

    private bool IsEnd() => this.Is(")") || this.Is("]") || this.Is("}") || this.Is("=") || this.Is(":");

    private PythonNode ReadItem()
    {
        var line = this.Line;
        return this.Take("*") ? new StarNode(this.ReadBinary(0), line) : this.Read();
    }

    private PythonNode ReadTarget()
    {
        var line = this.Line;
        return this.Take("*") ? new StarNode(this.ReadPostfix(), line) : this.ReadPostfix();
    }

    private PythonNode ReadOne()
    {
        var line = this.Line;
        if (this.TakeWord("lambda"))
        {
            var parameters = this.ReadParameters(annotated: false);
            return this.Take(":") ? new LambdaNode(parameters, this.Read(), line) : this.Failed();
        }

        if (this.TakeWord("yield"))
        {
            _ = this.TakeWord("from");
            return new AwaitNode(this.At >= this.end || this.IsEnd() ? null : this.ReadItems(), true, line);
        }

        if (this.At + 1 < this.end && lines.Tokens[this.At].Kind == PythonTokenKind.Name && lines.Text(lines.Tokens[this.At + 1]) is ":=")
        {
            var name = this.ReadName();
            this.At++;
            return name is null ? this.Failed() : new WalrusNode(name, this.Read(), line);
        }

        var node = this.ReadLogic(isOr: true);
        if (!this.TakeWord("if"))
        {
            return node;
        }

        var test = this.ReadLogic(isOr: true);
        return this.TakeWord("else") ? new ChoiceNode(test, node, this.Read(), line) : this.Failed();
    }

    private PythonNode ReadLogic(bool isOr)
    {
        var node = isOr ? this.ReadLogic(isOr: false) : this.ReadNot();
        for (var length = 0; this.TakeWord(isOr ? "or" : "and"); length++)
        {
            node = length > LongestChain ? this.Failed()
                : new LogicNode(!isOr, node, isOr ? this.ReadLogic(isOr: false) : this.ReadNot(), node.Line);
        }

        return node;
    }

    private PythonNode ReadNot()
    {
        var line = this.Line;
        if (!this.TakeWord("not"))
        {
            return this.ReadComparison();
        }

        if (!this.Deeper())
        {
            return this.Failed();
        }

        var node = new UnaryNode("not", this.ReadNot(), line);
        this.depth--;
        return node;
    }

    private PythonNode ReadComparison()
    {
        var first = this.ReadBinary(0);
        List<(string, PythonNode)>? rest = null;
        while (this.Comparison() is { } operation)
        {
            (rest ??= []).Add((operation, this.ReadBinary(0)));
        }

        return rest is null ? first : new CompareNode(first, rest, first.Line);
    }

    private string? Comparison()
    {
        foreach (var operation in (ReadOnlySpan<string>)["==", "!=", "<", ">", "<=", ">="])
        {
            if (this.Take(operation))
            {
                return operation;
            }
        }

        if (this.TakeWord("in"))
        {
            return "in";
        }

        if (this.TakeWord("is"))
        {
            return this.TakeWord("not") ? "is not" : "is";
        }

        if (this.IsWord("not") && this.At + 1 < this.end && lines.Text(lines.Tokens[this.At + 1]) is "in")
        {
            this.At += 2;
            return "not in";
        }

        return null;
    }

    private static int Strength(ReadOnlySpan<char> operation) => operation switch
    {
        "|" => 1,
        "^" => 2,
        "&" => 3,
        "<<" or ">>" => 4,
        "+" or "-" => 5,
        "*" or "/" or "//" or "%" or "@" => 6,
        _ => 0,
    };

    private PythonNode ReadBinary(int weakest)
    {
        var node = this.ReadFactor();
        for (var length = 0; this.At < this.end && lines.Tokens[this.At].Kind == PythonTokenKind.Operator; length++)
        {
            var operation = lines.Text(lines.Tokens[this.At]);
            var strength = Strength(operation);
            if (strength == 0 || strength <= weakest)
            {
                break;
            }

            var name = operation.ToString();
            this.At++;
            node = length > LongestChain ? this.Failed() : new BinaryNode(name, node, this.ReadBinary(strength), node.Line);
        }

        return node;
    }

    private PythonNode ReadFactor()
    {
        var line = this.Line;
        if (this.At < this.end && lines.Tokens[this.At].Kind == PythonTokenKind.Operator
            && lines.Text(lines.Tokens[this.At]) is "-" or "+" or "~")
        {
            if (!this.Deeper())
            {
                return this.Failed();
            }

            var operation = lines.Text(lines.Tokens[this.At++]).ToString();
            var operand = new UnaryNode(operation, this.ReadFactor(), line);
            this.depth--;
            return operand;
        }

        var awaits = this.TakeWord("await");
        var node = this.ReadPostfix();
        node = awaits ? new AwaitNode(node, false, line) : node;
        if (!this.Take("**"))
        {
            return node;
        }

        if (!this.Deeper())
        {
            return this.Failed();
        }

        var power = new BinaryNode("**", node, this.ReadFactor(), line);
        this.depth--;
        return power;
    }

    private bool Deeper() => ++this.depth <= DeepestNesting && RuntimeHelpers.TryEnsureSufficientExecutionStack();

    private ConstantNode Failed()
    {
        this.Error ??= this.depth > DeepestNesting ? "it is nested too deep"
            : !RuntimeHelpers.TryEnsureSufficientExecutionStack() ? "it is nested too deep"
            : "it is not understood";
        this.At = this.end;
        return new ConstantNode(null, this.Line);
    }
}
