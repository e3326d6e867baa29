namespace AutonomOS.Migrations.Sql.Lexing;

/// <summary>
/// A place in a statement that moves forward as it is read. What does not fit sets <see cref="Problem"/> and moves to the end, so that
/// readers need not ask after each step; a statement with a problem is not read at all.
/// </summary>
internal sealed partial class SqlCursor
{
    private readonly string text;
    private readonly List<SqlToken> tokens;
    private readonly int[] closing;
    private int limit;

    /// <summary>The statement's tokens, at least one.</summary>
    public IReadOnlyList<SqlToken> Tokens => this.tokens;

    /// <summary>Takes a statement's tokens; brackets that do not match are a problem already.</summary>
    /// <param name="text">The text that the tokens are in.</param>
    /// <param name="tokens">The tokens, at least one.</param>
    public SqlCursor(string text, List<SqlToken> tokens)
    {
        this.text = text;
        this.tokens = tokens;
        this.limit = tokens.Count;
        this.closing = new int[tokens.Count];
        var open = new Stack<int>();
        for (var i = 0; i < tokens.Count && this.Problem is null; i++)
        {
            this.Problem = tokens[i].Kind switch
            {
                SqlTokenKind.Unclosed => "what opens here is not closed",
                SqlTokenKind.Command => "a command of psql's is no SQL",
                SqlTokenKind.Stray => "a character that is no SQL",
                _ when this.IsVariable(i, open) => "a variable of psql's is no SQL",
                _ => this.Match(i, open) ? null : "parentheses that do not match",
            };
            this.ProblemLine = tokens[i].Line;
            this.IsUnclosed = tokens[i].Kind == SqlTokenKind.Unclosed;
        }

        if (this.Problem is null && open.TryPeek(out var unclosed))
        {
            (this.Problem, this.ProblemLine, this.IsUnclosed) = ("parentheses that do not match", tokens[unclosed].Line, true);
        }
    }

    /// <summary>Why the statement is not read: a clause; null so far.</summary>
    public string? Problem { get; private set; }

    /// <summary>The line that <see cref="Problem"/> is on.</summary>
    public int ProblemLine { get; private set; }

    /// <summary>Whether the problem is something that opens and never closes, so that the statement goes on to the end of the text.</summary>
    public bool IsUnclosed { get; }

    /// <summary>The line of the token here, or of the last one at the end.</summary>
    public int Line => this.tokens[Math.Min(this.At, this.tokens.Count - 1)].Line;

    /// <summary>The index of the token here.</summary>
    public int At { get; private set; }

    /// <summary>Whether nothing is left.</summary>
    public bool IsAtEnd => this.At >= this.limit;

    /// <summary>The kind of the token here.</summary>
    public SqlTokenKind Kind => this.KindAt(this.At);

    /// <summary>The text of the token here as it is written; empty at the end.</summary>
    public ReadOnlySpan<char> Written => this.WrittenAt(this.At);

    /// <summary>The kind of a token; <see cref="SqlTokenKind.End"/> outside.</summary>
    /// <param name="at">Its index.</param>
    public SqlTokenKind KindAt(int at) => at >= 0 && at < this.limit ? this.tokens[at].Kind : SqlTokenKind.End;

    /// <summary>The text of a token as it is written; empty outside.</summary>
    /// <param name="at">Its index.</param>
    public ReadOnlySpan<char> WrittenAt(int at) =>
        at >= 0 && at < this.limit ? this.text.AsSpan(this.tokens[at].Start, this.tokens[at].Length) : [];

    /// <summary>Whether a keyword stands here.</summary>
    /// <param name="keyword">The keyword.</param>
    public bool Is(string keyword) => this.IsAt(this.At, keyword);

    /// <summary>Whether a keyword stands somewhere.</summary>
    /// <param name="at">The token's index.</param>
    /// <param name="keyword">The keyword.</param>
    public bool IsAt(int at, string keyword) =>
        this.KindAt(at) == SqlTokenKind.Word && this.WrittenAt(at).Equals(keyword, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether one of some keywords stands here.</summary>
    /// <param name="keywords">The keywords.</param>
    public bool IsAny(params ReadOnlySpan<string> keywords)
    {
        foreach (var keyword in keywords)
        {
            if (this.Is(keyword))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an operator or a mark stands here.</summary>
    /// <param name="symbol">The operator or mark.</param>
    public bool IsSymbol(string symbol) => this.IsSymbolAt(this.At, symbol);

    /// <summary>Whether an operator or a mark stands somewhere.</summary>
    /// <param name="at">The token's index.</param>
    /// <param name="symbol">The operator or mark.</param>
    public bool IsSymbolAt(int at, string symbol) => this.KindAt(at) == SqlTokenKind.Symbol && this.WrittenAt(at).SequenceEqual(symbol);

    /// <summary>Passes keywords when all of them stand here.</summary>
    /// <param name="keywords">The keywords in order.</param>
    public bool Take(params ReadOnlySpan<string> keywords)
    {
        for (var i = 0; i < keywords.Length; i++)
        {
            if (!this.IsAt(this.At + i, keywords[i]))
            {
                return false;
            }
        }

        this.At += keywords.Length;
        return true;
    }

    /// <summary>Passes keywords; it is a problem when they do not stand here.</summary>
    /// <param name="keywords">The keywords in order.</param>
    public void Expect(params ReadOnlySpan<string> keywords)
    {
        if (!this.Take(keywords))
        {
            this.Fail();
        }
    }

    /// <summary>Passes an operator or a mark when it stands here.</summary>
    /// <param name="symbol">The operator or mark.</param>
    public bool TakeSymbol(string symbol)
    {
        var stands = this.IsSymbol(symbol);
        this.At += stands ? 1 : 0;
        return stands;
    }

    /// <summary>Passes a mark; it is a problem when it does not stand here.</summary>
    /// <param name="symbol">The mark.</param>
    public void ExpectSymbol(string symbol)
    {
        if (!this.TakeSymbol(symbol))
        {
            this.Fail();
        }
    }

    /// <summary>Passes IF EXISTS.</summary>
    public bool TakeIfExists() => this.Take("IF", "EXISTS");

    /// <summary>Passes IF NOT EXISTS.</summary>
    public bool TakeIfNotExists() => this.Take("IF", "NOT", "EXISTS");

    /// <summary>Passes CASCADE or RESTRICT; true for CASCADE.</summary>
    public bool TakeCascade()
    {
        var cascades = this.Take("CASCADE");
        _ = !cascades && this.Take("RESTRICT");
        return cascades;
    }

    /// <summary>Passes one token of any kind.</summary>
    public void Skip() => this.At = Math.Min(this.At + 1, this.limit);

    /// <summary>Passes one token, or all that a bracket here holds.</summary>
    public void SkipGroup() => this.At = this.IsAtEnd ? this.limit : this.GroupEnd(this.At);

    /// <summary>The index behind a token, or behind the bracket that closes what it opens.</summary>
    /// <param name="at">The token's index.</param>
    public int GroupEnd(int at) => Math.Min(Math.Max(this.closing[at], at) + 1, this.limit);

    /// <summary>Passes all that is left.</summary>
    public void SkipToEnd() => this.At = this.limit;

    /// <summary>Passes parentheses and what they hold; it is a problem when none open here.</summary>
    public void SkipParentheses()
    {
        if (this.IsSymbol("("))
        {
            this.SkipGroup();
        }
        else
        {
            this.Fail();
        }
    }

    /// <summary>Goes to a token.</summary>
    /// <param name="at">Its index.</param>
    public void GoTo(int at) => this.At = at;

    /// <summary>Reads within a part only, and is behind it afterwards. It is a problem when the part is not read to its end.</summary>
    /// <param name="end">The index behind the part.</param>
    /// <param name="read">What reads.</param>
    public void Within(int end, Action read)
    {
        var whole = this.limit;
        this.limit = end;
        read();
        if (this.Problem is null && this.At < end)
        {
            this.Fail();
        }

        this.limit = whole;
        this.At = this.Problem is null ? end : whole;
    }

    /// <summary>Reads what stands in parentheses here.</summary>
    /// <param name="read">What reads.</param>
    public void InParentheses(Action read)
    {
        if (!this.IsSymbol("("))
        {
            this.Fail();
            return;
        }

        var end = this.GroupEnd(this.At);
        this.Skip();
        this.Within(end - 1, read);
        this.Skip();
    }

    /// <summary>Reads one or more, with commas between them.</summary>
    /// <param name="read">What reads one.</param>
    public void Each(Action read)
    {
        do
        {
            read();
        }
        while (this.TakeSymbol(","));
    }

    /// <summary>Says that the statement is not read, and moves to its end.</summary>
    /// <param name="problem">Why: a clause.</param>
    public void Fail(string problem = "it is not SQL that is understood")
    {
        if (this.Problem is null)
        {
            (this.Problem, this.ProblemLine) = (problem, this.tokens[0].Line);
        }

        this.At = this.limit;
    }

    // :name, :'name' and :"name", as long as the colon is not one of an array's bounds or of JSON_OBJECT's pairs.
    private bool IsVariable(int at, Stack<int> open) =>
        this.IsSymbolAt(at, ":")
        && this.KindAt(at + 1) is SqlTokenKind.Word or SqlTokenKind.Text or SqlTokenKind.QuotedName
        && this.tokens[at].End == this.tokens[at + 1].Start
        && !(at > 0 && this.tokens[at - 1].End == this.tokens[at].Start && this.tokens[at - 1].Kind != SqlTokenKind.Symbol)
        && !(open.TryPeek(out var opening) && this.text[this.tokens[opening].Start] == '[');

    private bool Match(int at, Stack<int> open)
    {
        var token = this.tokens[at];
        var mark = token is { Kind: SqlTokenKind.Symbol, Length: 1 } ? this.text[token.Start] : ' ';
        if (mark is '(' or '[')
        {
            open.Push(at);
        }
        else if (mark is ')' or ']')
        {
            if (!open.TryPop(out var opening) || this.text[this.tokens[opening].Start] != (mark == ')' ? '(' : '['))
            {
                return false;
            }

            this.closing[opening] = at;
        }

        return true;
    }
}
