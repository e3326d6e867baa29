using AutonomOS.Migrations.Sql.Lexing;
using AutonomOS.Migrations.Sql.Statements;

namespace AutonomOS.Migrations.Sql.Bodies;

/// <summary>
/// Reads a body of PL/pgSQL: follows its blocks, conditions and loops, and hands on what is run within them. In one pass, whatever the
/// depth of the blocks.
/// </summary>
/// <param name="body">The body.</param>
/// <param name="line">The line that it begins on.</param>
/// <param name="into">Where its operations go.</param>
internal sealed class BlockReader(string body, int line, SqlOperations into)
{
    private enum Opened
    {
        Block,
        If,
        Case,
        Loop,
    }

    private readonly bool wasConditional = into.IsConditional;
    private readonly Stack<(Opened What, int FirstOperation, bool IsConditional)> open = new();
    private readonly List<(int From, int End)> undone = [];
    private readonly List<SqlToken> part = [];
    private SqlLexer lexer = new(body, line, hasBinds: false);
    private SqlToken token;
    private bool isDeclaring;
    private int conditions;
    private bool mayHaveReturned;
    private bool isBroken;

    /// <summary>Reads it; false when it is not PL/pgSQL that is understood.</summary>
    public bool Read()
    {
        this.Advance();
        while (this.token.Kind == SqlTokenKind.Symbol && body[this.token.Start] == '#')
        {
            // An option of the compiler's.
            var ofOption = this.token.Line;
            while (this.token.Line == ofOption && this.token.Kind != SqlTokenKind.End)
            {
                this.Advance();
            }
        }

        var began = false;
        while (!this.isBroken && this.token.Kind != SqlTokenKind.End)
        {
            this.Statement();
            began |= this.open.Count > 0;
        }

        this.MarkUndone();
        return !this.isBroken && this.open.Count == 0 && began;
    }

    private void Statement()
    {
        into.IsConditional = this.wasConditional || this.conditions > 0 || this.mayHaveReturned;
        into.GoTo(this.token.Line);
        switch (this.Word())
        {
            case "declare":
                this.Advance();
                this.isDeclaring = true;
                break;
            case "begin":
                this.Advance();
                this.isDeclaring = false;
                this.Open(Opened.Block, isConditional: false);
                break;
            case var _ when this.isDeclaring:
                this.Declaration();
                break;
            case "exception" when this.open.TryPeek(out var block) && block is { What: Opened.Block, IsConditional: false }:
                this.Advance();
                _ = this.open.Pop();
                this.undone.Add((block.FirstOperation, into.All.Count));
                this.Open(Opened.Block, isConditional: true);
                break;
            case "if":
                this.Condition("THEN");
                this.Open(Opened.If, isConditional: true);
                break;
            case "elsif" or "elseif" or "when":
                this.Condition("THEN");
                break;
            case "else":
                this.Advance();
                break;
            case "case":
                this.Advance();
                this.Condition("WHEN", passesEnd: false);
                this.Open(Opened.Case, isConditional: true);
                break;
            case "loop":
                this.Advance();
                this.Open(Opened.Loop, isConditional: true);
                break;
            case "while" or "foreach":
                this.Condition("LOOP");
                this.Open(Opened.Loop, isConditional: true);
                break;
            case "for":
                this.For();
                this.Open(Opened.Loop, isConditional: true);
                break;
            case "end":
                this.End();
                break;
            case "" when this.token.Kind == SqlTokenKind.Symbol && body.AsSpan(this.token.Start, this.token.Length) is "<<":
                this.Advance();
                this.Advance();
                this.isBroken |= body.AsSpan(this.token.Start, this.token.Length) is not ">>";
                this.Advance();
                break;
            case "" when this.token.Kind == SqlTokenKind.Semicolon:
                this.isBroken = true;
                break;
            default:
                this.Simple();
                break;
        }
    }

    private void Simple()
    {
        if (this.Part([]) is not { } statement)
        {
            return;
        }

        this.Advance();
        this.mayHaveReturned |= BodyStatementReader.Read(statement, into) && into.IsConditional;
    }

    private void Declaration()
    {
        if (this.Part([]) is { } declaration)
        {
            this.Advance();
            BodyStatementReader.Declaration(declaration, into);
        }
    }

    private void For()
    {
        if (this.Part(["LOOP"]) is { } header)
        {
            this.Advance();
            BodyStatementReader.For(header, into);
        }
    }

    private void Condition(string end, bool passesEnd = true)
    {
        if (passesEnd || this.Word() != "when")
        {
            if (this.Part([end]) is not { } condition)
            {
                return;
            }

            BodyStatementReader.Expression(condition, into);
        }

        if (passesEnd)
        {
            this.Advance();
        }
    }

    private void End()
    {
        this.Advance();
        if (!this.open.TryPop(out var closed))
        {
            this.isBroken = true;
            return;
        }

        this.conditions -= closed.IsConditional ? 1 : 0;
        var fits = closed.What switch
        {
            Opened.If => this.Word() == "if",
            Opened.Case => this.Word() == "case",
            Opened.Loop => this.Word() == "loop",
            _ => true,
        };
        if (closed.What != Opened.Block)
        {
            this.Advance();
        }

        // A label may stand here; behind the body's last END nothing need stand.
        if (this.token.Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName)
        {
            this.Advance();
        }

        this.isBroken |= !fits || !(this.token.Kind == SqlTokenKind.Semicolon || (this.open.Count == 0 && this.token.Kind == SqlTokenKind.End));
        this.Advance();
        this.isBroken |= this.open.Count == 0 && this.token.Kind != SqlTokenKind.End;
    }

    private void Open(Opened what, bool isConditional)
    {
        this.open.Push((what, into.All.Count, isConditional));
        this.conditions += isConditional ? 1 : 0;
    }

    // What stands before the first of some keywords outside parentheses, or before a semicolon when there are none. The keyword or semicolon
    // is the token then.
    private SqlCursor? Part(ReadOnlySpan<string> ends)
    {
        this.part.Clear();
        var parentheses = 0;
        while (this.token.Kind is not (SqlTokenKind.End or SqlTokenKind.Unclosed or SqlTokenKind.Command or SqlTokenKind.Stray))
        {
            var isSemicolon = this.token.Kind == SqlTokenKind.Semicolon;
            if (parentheses == 0 && (isSemicolon || this.IsAny(ends)))
            {
                // A semicolon where a keyword was to come, or nothing before it.
                if (this.part.Count == 0 || (isSemicolon && ends.Length > 0))
                {
                    break;
                }

                return new SqlCursor(body, this.part);
            }

            if (this.token is { Kind: SqlTokenKind.Symbol, Length: 1 })
            {
                parentheses += body[this.token.Start] switch { '(' => 1, ')' => -1, _ => 0 };
            }

            this.part.Add(this.token);
            this.Advance();
        }

        this.isBroken = true;
        return null;
    }

    private bool IsAny(ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (this.token.Kind == SqlTokenKind.Word && body.AsSpan(this.token.Start, this.token.Length).Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private string Word() =>
        this.token.Kind == SqlTokenKind.Word ? SqlValues.Folded(body.AsSpan(this.token.Start, this.token.Length)) : string.Empty;

    private void Advance() => this.token = this.lexer.Next();

    // What a block with handlers did is undone when a handler runs. Blocks lie within one another, so their ends are counted, not walked.
    private void MarkUndone()
    {
        if (this.undone.Count == 0)
        {
            return;
        }

        var changes = new int[into.All.Count + 1];
        foreach (var (from, end) in this.undone)
        {
            changes[from]++;
            changes[end]--;
        }

        var depth = 0;
        for (var i = 0; i < into.All.Count; i++)
        {
            depth += changes[i];
            if (depth > 0)
            {
                into.MakeConditional(i);
            }
        }
    }
}
