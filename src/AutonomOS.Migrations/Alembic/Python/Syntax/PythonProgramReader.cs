using System.Runtime.CompilerServices;

namespace AutonomOS.Migrations.Alembic.Python.Syntax;

/// <summary>
/// Reads the statements of a file (Python reference, 7 and 8) by indentation, one logical line at a time. A line that is not understood is
/// an <see cref="UnreadStatement"/> and the rest is read; nothing throws.
/// </summary>
internal sealed partial class PythonProgramReader
{
    // CPython gives up at 100 (MAXINDENT).
    private const int DeepestBlocks = 100;

    private readonly PythonLineReader lines;
    private readonly PythonExpressionReader expressions;
    private readonly PythonImports imports;
    private bool has;

    private PythonProgramReader(string source)
    {
        this.lines = new PythonLineReader(source);
        this.expressions = new PythonExpressionReader(this.lines);
        this.imports = new PythonImports(this.lines);
    }

    /// <summary>Reads a file.</summary>
    /// <param name="source">Its text.</param>
    /// <param name="error">Why, and where, it cannot be read to its end; null when it can.</param>
    public static IReadOnlyList<PythonStatement> Read(string source, out (string Reason, int Line)? error)
    {
        var reader = new PythonProgramReader(source);
        reader.Next();
        var statements = reader.ReadBlock(-1, 0);
        error = reader.lines.Error is { } reason ? (reason, reader.lines.ErrorLine) : null;
        return statements;
    }

    private void Next() => this.has = this.lines.Read();

    private string? First => this.lines.Tokens[0].Kind == PythonTokenKind.Name ? this.lines.Name(this.lines.Tokens[0]) : null;

    private List<PythonStatement> ReadBlock(int column, int depth)
    {
        var statements = new List<PythonStatement>();
        var decorators = new List<PythonNode>();
        while (this.has && this.lines.Column > column)
        {
            if (depth > DeepestBlocks || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            {
                statements.Add(this.Unread("it is nested too deep", 0));
                this.Next();
            }
            else if (this.lines.Text(this.lines.Tokens[0]) is "@")
            {
                decorators.Add(this.expressions.ReadAll(1, this.lines.Tokens.Count) ?? new DataNode("a decorator",
                    this.lines.Tokens[0].Line));
                this.Next();
            }
            else
            {
                this.ReadLine(statements, decorators, depth);
                decorators = [];
            }
        }

        return statements;
    }

    private void ReadLine(List<PythonStatement> statements, List<PythonNode> decorators, int depth)
    {
        var count = this.lines.Tokens.Count;
        switch (this.First)
        {
            case "if":
                statements.Add(this.ReadIf(depth));
                break;
            case "for" or "while":
                statements.Add(this.ReadLoop(0, depth));
                break;
            case "try" when count > 1 && this.lines.Text(this.lines.Tokens[1]) is ":":
                statements.Add(this.ReadTry(depth));
                break;
            case "with":
                statements.Add(this.ReadWith(0, depth));
                break;
            case "def":
                statements.Add(this.ReadFunction(0, decorators, depth));
                break;
            case "class":
                statements.Add(this.ReadClass(depth));
                break;
            case "async" when count > 1:
                statements.Add(this.lines.Text(this.lines.Tokens[1]) switch
                {
                    "def" => this.ReadFunction(1, decorators, depth),
                    "for" => this.ReadLoop(1, depth),
                    "with" => this.ReadWith(1, depth),
                    _ => this.UnreadBlock(),
                });
                break;
            case "else" or "elif" or "except" or "finally":
                statements.Add(this.UnreadBlock());
                break;
            case "match" or "case" when this.lines.Text(this.lines.Tokens[^1]) is ":":
                statements.Add(this.UnreadBlock());
                break;
            default:
                this.ReadSimple(0, statements);
                this.Next();
                break;
        }
    }

    /// <summary>Reads what follows the colon of a header: statements on the same line, or an indented block.</summary>
    private List<PythonStatement> ReadSuite(int colon, int depth)
    {
        var column = this.lines.Column;
        if (colon + 1 < this.lines.Tokens.Count)
        {
            var statements = new List<PythonStatement>();
            this.ReadSimple(colon + 1, statements);
            this.Next();
            return statements;
        }

        this.Next();
        return this.ReadBlock(column, depth + 1);
    }

    private UnreadStatement UnreadBlock()
    {
        var column = this.lines.Column;
        var unread = this.Unread("it is not understood", 0);
        var names = new HashSet<string>(unread.Names, StringComparer.Ordinal);
        this.Next();
        while (this.has && this.lines.Column > column)
        {
            names.UnionWith(this.Unread(string.Empty, 0).Names);
            this.Next();
        }

        return new(unread.Reason, names, unread.Line);
    }

    private UnreadStatement Unread(string reason, int start) => new(
        reason,
        this.lines.Tokens.Skip(start).Where(token =>
            token.Kind == PythonTokenKind.Name).Select(this.lines.Name).ToHashSet(StringComparer.Ordinal),
        this.lines.Tokens[start].Line);

    private void ReadSimple(int start, List<PythonStatement> statements)
    {
        var depth = 0;
        for (var i = start; i < this.lines.Tokens.Count; i++)
        {
            if (this.lines.Tokens[i] is not { Kind: PythonTokenKind.Operator, Length: 1 } token)
            {
                continue;
            }

            var c = this.lines.Source[token.Start];
            depth += c is '(' or '[' or '{' ? 1 : c is ')' or ']' or '}' ? -1 : 0;
            if (depth == 0 && c == ';')
            {
                this.ReadStatement(start, i, statements);
                start = i + 1;
            }
        }

        this.ReadStatement(start, this.lines.Tokens.Count, statements);
    }

    private void ReadStatement(int start, int end, List<PythonStatement> statements)
    {
        if (start < end)
        {
            statements.Add(this.ReadStatement(start, end) ?? this.Unread(this.expressions.Error ?? "it is not understood", start));
        }
    }

    private PythonStatement? ReadStatement(int start, int end)
    {
        var token = this.lines.Tokens[start];
        var line = token.Line;
        switch (token.Kind == PythonTokenKind.Name ? this.lines.Name(token) : null)
        {
            case "pass":
                return new FlowStatement(PythonFlow.Pass, null, line);
            case "break":
                return new FlowStatement(PythonFlow.Break, null, line);
            case "continue":
                return new FlowStatement(PythonFlow.Continue, null, line);
            case "raise":
                return new FlowStatement(PythonFlow.Raise, start + 1 < end ? this.expressions.ReadAll(start + 1, end) : null, line);
            case "return":
                return start + 1 == end ? new ReturnStatement(null, line)
                    : this.expressions.ReadAll(start + 1, end) is { } value ? new ReturnStatement(value, line) : null;
            case "del":
                return this.expressions.ReadAll(start + 1, end) is { } gone ? new DeleteStatement(gone, line) : null;
            case "assert":
                return this.expressions.ReadAll(start + 1, end) is { } condition ? new ExpressionStatement(condition, line) : null;
            case "import" or "from":
                return this.ReadImport(start, end, line);
            case "global" or "nonlocal":
                return new GlobalStatement([.. this.Unread(string.Empty, start).Names.Skip(1)], line);
            default:
                return this.ReadAssignment(start, end, line);
        }
    }

    private PythonStatement? ReadImport(int start, int end, int line)
    {
        if (this.imports.Read(start, end) is { } names)
        {
            return new ImportStatement([.. names], line);
        }

        return end - start > 3 && this.lines.Text(this.lines.Tokens[end - 1]) is "*"
            && this.lines.Text(this.lines.Tokens[end - 2]) is "import"
            ? new StarImportStatement(string.Concat(this.lines.Tokens[(start + 1)..(end - 2)].Select(token =>
                this.lines.Text(token).ToString())), line)
            : null;
    }

    private PythonStatement? ReadAssignment(int start, int end, int line)
    {
        var equals = new List<int>();
        var colon = -1;
        var depth = 0;
        for (var i = start; i < end; i++)
        {
            if (this.lines.Tokens[i].Kind == PythonTokenKind.Name && depth == 0 && this.lines.Text(this.lines.Tokens[i]) is "lambda")
            {
                break;
            }

            if (this.lines.Tokens[i].Kind != PythonTokenKind.Operator)
            {
                continue;
            }

            var text = this.lines.Text(this.lines.Tokens[i]);
            depth += text is "(" or "[" or "{" ? 1 : text is ")" or "]" or "}" ? -1 : 0;
            if (depth == 0 && text[^1] == '=' && text is not ("==" or "!=" or "<=" or ">=" or ":="))
            {
                equals.Add(i);
            }
            else if (depth == 0 && text is ":" && colon < 0 && equals.Count == 0)
            {
                colon = i;
            }
        }

        if (equals.Count == 0)
        {
            // "x: int" alone binds nothing.
            return colon > start ? new FlowStatement(PythonFlow.Pass, null, line)
                : this.expressions.ReadAll(start, end) is { } alone ? new ExpressionStatement(alone, line) : null;
        }

        if (this.expressions.ReadAll(equals[^1] + 1, end) is not { } value)
        {
            return null;
        }

        var operation = this.lines.Text(this.lines.Tokens[equals[0]]);
        if (operation.Length > 1)
        {
            var augmented = operation[..^1].ToString();
            return equals.Count == 1 && this.expressions.ReadAll(start, equals[0]) is { } only
                ? new AugmentStatement(only, augmented, value, line) : null;
        }

        var targets = new List<PythonNode>();
        var from = start;
        foreach (var equal in equals)
        {
            if (this.expressions.ReadAll(from, from == start && colon > 0 ? colon : equal) is not { } target)
            {
                return null;
            }

            targets.Add(target);
            from = equal + 1;
        }

        return new AssignStatement(targets, value, line);
    }
}
