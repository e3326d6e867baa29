namespace AutonomOS.Migrations.Alembic.Python.Syntax;

/// <summary>Statements with blocks.</summary>
internal sealed partial class PythonProgramReader
{
    private IfStatement ReadIf(int depth)
    {
        // elif after elif is no nesting in the source: collected here, put together from the end.
        var column = this.lines.Column;
        var arms = new List<(PythonNode Test, List<PythonStatement> Body, int Line)>();
        List<PythonStatement> otherwise = [];
        do
        {
            var line = this.lines.Tokens[0].Line;
            this.expressions.Enter(1, this.lines.Tokens.Count);
            var test = this.ReadHeader(this.expressions.Read());
            arms.Add((test, this.ReadSuite(this.expressions.At, depth), line));
        }
        while (this.Continues("elif", column));

        if (this.Continues("else", column))
        {
            otherwise = this.ReadSuite(1, depth);
        }

        for (var i = arms.Count - 1; i > 0; i--)
        {
            otherwise = [new IfStatement(arms[i].Test, arms[i].Body, otherwise, arms[i].Line)];
        }

        return new(arms[0].Test, arms[0].Body, otherwise, arms[0].Line);
    }

    // After a header's expression the reader stands on its colon; what is not understood is data of no known value.
    private PythonNode ReadHeader(PythonNode read)
    {
        if (this.expressions.Error is null && this.expressions.Is(":"))
        {
            return read;
        }

        var line = this.lines.Tokens[0].Line;
        var colon = this.lines.Tokens.FindLastIndex(token => this.lines.Text(token) is ":");
        this.expressions.Enter(colon < 0 ? this.lines.Tokens.Count : colon, this.lines.Tokens.Count);
        return new CallNode(new DataNode("a header that is not understood", line), [], line);
    }

    private bool Continues(string word, int column) => this.has && this.lines.Column == column && this.First == word;

    private LoopStatement ReadLoop(int start, int depth)
    {
        var line = this.lines.Tokens[0].Line;
        var column = this.lines.Column;
        PythonNode? target = null;
        var isFor = this.lines.Text(this.lines.Tokens[start]) is "for";
        this.expressions.Enter(start + 1, this.lines.Tokens.Count);
        if (isFor)
        {
            target = this.expressions.ReadTargets();
        }

        var source = this.ReadHeader(!isFor || this.expressions.TakeWord("in") ? this.expressions.ReadItems() : new DataNode("?", line));
        var body = this.ReadSuite(this.expressions.At, depth);
        return new(target, source, body, this.Continues("else", column) ? this.ReadSuite(1, depth) : [], line);
    }

    private TryStatement ReadTry(int depth)
    {
        var line = this.lines.Tokens[0].Line;
        var column = this.lines.Column;
        var body = this.ReadSuite(1, depth);
        var handlers = new List<PythonHandler>();
        while (this.Continues("except", column))
        {
            var colon = this.lines.Tokens.FindIndex(token => this.lines.Text(token) is ":");
            var name = colon >= 2 && (this.lines.Text(this.lines.Tokens[colon - 2]) is "as" or ",")
                && this.lines.Tokens[colon - 1].Kind == PythonTokenKind.Name ? this.lines.Name(this.lines.Tokens[colon - 1]) : null;
            handlers.Add(new(name, this.ReadSuite(colon < 0 ? this.lines.Tokens.Count : colon, depth)));
        }

        var otherwise = this.Continues("else", column) ? this.ReadSuite(1, depth) : [];
        var final = this.Continues("finally", column) ? this.ReadSuite(1, depth) : [];
        return new(body, handlers, otherwise, final, line);
    }

    private WithStatement ReadWith(int start, int depth)
    {
        var line = this.lines.Tokens[0].Line;
        var items = new List<(PythonNode, PythonNode?)>();
        var brackets = this.HasWithBrackets(start + 1);
        this.expressions.Enter(start + 1 + (brackets ? 1 : 0), this.lines.Tokens.Count);
        do
        {
            if (brackets && this.expressions.Is(")"))
            {
                break;
            }

            var value = this.expressions.Read();
            items.Add((value, this.expressions.TakeWord("as") ? this.expressions.ReadTargets() : null));
        }
        while (this.expressions.Take(","));

        if (brackets)
        {
            _ = this.expressions.Take(")");
        }

        var header = this.ReadHeader(items[0].Item1);
        if (!ReferenceEquals(header, items[0].Item1))
        {
            items = [(header, null)];
        }

        return new(items, this.ReadSuite(this.expressions.At, depth), line);
    }

    // with (a as b, c as d): the bracket belongs to the statement when an "as" stands directly in it.
    private bool HasWithBrackets(int start)
    {
        var depth = 0;
        for (var i = start; i < this.lines.Tokens.Count; i++)
        {
            var text = this.lines.Text(this.lines.Tokens[i]);
            depth += text is "(" or "[" or "{" ? 1 : text is ")" or "]" or "}" ? -1 : 0;
            if (depth == 0)
            {
                return false;
            }

            if (depth == 1 && text is "as")
            {
                return true;
            }
        }

        return false;
    }

    private PythonStatement ReadFunction(int start, List<PythonNode> decorators, int depth)
    {
        var line = this.lines.Tokens[0].Line;
        this.expressions.Enter(start + 1, this.lines.Tokens.Count);
        if (this.expressions.ReadName() is not { } name || !this.expressions.Take("("))
        {
            return this.UnreadBlock();
        }

        var parameters = this.expressions.ReadParameters(annotated: true);
        if (this.expressions.Error is not null || !this.expressions.Take(")"))
        {
            return this.UnreadBlock();
        }

        if (this.expressions.Take("->"))
        {
            _ = this.expressions.Read();
        }

        if (!this.expressions.Is(":"))
        {
            return this.UnreadBlock();
        }

        return new FunctionStatement(name, parameters, this.ReadSuite(this.expressions.At, depth), decorators, line);
    }

    private PythonStatement ReadClass(int depth)
    {
        var line = this.lines.Tokens[0].Line;
        this.expressions.Enter(1, this.lines.Tokens.Count);
        if (this.expressions.ReadName() is not { } name)
        {
            return this.UnreadBlock();
        }

        var bases = new List<PythonNode>();
        if (this.expressions.Take("("))
        {
            while (!this.expressions.Take(")"))
            {
                if (this.expressions.Error is not null)
                {
                    return this.UnreadBlock();
                }

                // class A(Base, metaclass=M): a keyword is a base as far as names go.
                var item = this.expressions.Read();
                bases.Add(this.expressions.Take("=") ? this.expressions.Read() : item);
                _ = this.expressions.Take(",");
            }
        }

        return this.expressions.Is(":")
            ? new ClassStatement(name, bases, this.ReadSuite(this.expressions.At, depth), line)
            : this.UnreadBlock();
    }
}
