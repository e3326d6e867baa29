namespace AutonomOS.Migrations.Sql.Lexing;

/// <summary>
/// Splits SQL into tokens as PostgreSQL's scanner does (src/backend/parser/scan.l, with standard_conforming_strings on), in one pass. To
/// that come psql's commands and the data behind COPY ... FROM STDIN, which dumps hold.
/// </summary>
/// <param name="text">Any text.</param>
/// <param name="line">The number of its first line.</param>
/// <param name="hasBinds">Whether <c>:name</c> is a parameter and <c>\:</c> a colon, as in SQLAlchemy's <c>text()</c>.</param>
internal struct SqlLexer(string text, int line, bool hasBinds)
{
    private int at;
    private bool dataFollows;

    /// <summary>Says that the lines after this one are the data of a COPY, up to <c>\.</c>.</summary>
    public void ExpectData() => this.dataFollows = true;

    /// <summary>The next token; <see cref="SqlTokenKind.End"/> at the end, again and again.</summary>
    public SqlToken Next()
    {
        while (this.at < text.Length)
        {
            var blank = this.SkipBlank();
            if (blank.Kind != SqlTokenKind.End)
            {
                return blank.Kind == SqlTokenKind.Unclosed ? blank : this.Read();
            }
        }

        return new(SqlTokenKind.End, text.Length, 0, line);
    }

    // False when something does not close, or nothing follows.
    private bool SkipBlanks()
    {
        while (this.at < text.Length)
        {
            var blank = this.SkipBlank();
            if (blank.Kind != SqlTokenKind.End)
            {
                return blank.Kind == SqlTokenKind.Stray;
            }
        }

        return false;
    }

    // One blank or comment. Its kind says: Unclosed, Stray when there is none here, else End.
    private SqlToken SkipBlank()
    {
        var start = this.at;
        switch (text[start])
        {
            case '\n':
                line++;
                this.at++;
                return this.dataFollows ? this.SkipData() : default;
            case ' ' or '\t' or '\r' or '\f' or '\v':
                this.at++;
                return default;
            case '-' when SqlScan.At(text, start + 1) == '-':
                this.at = SqlScan.LineEnd(text, start);
                return default;
            case '/' when SqlScan.At(text, start + 1) == '*':
                return SqlScan.CommentEnd(text, start) is var end and > 0 ? this.Taken(SqlTokenKind.End, end) : this.Rest();
            default:
                return new(SqlTokenKind.Stray, start, 0, line);
        }
    }

    private SqlToken SkipData()
    {
        this.dataFollows = false;
        for (var start = this.at; start <= text.Length;)
        {
            var end = text.IndexOf('\n', start);
            var length = (end < 0 ? text.Length : end) - start;
            if (text.AsSpan(start, length).TrimEnd('\r') is "\\.")
            {
                return this.Taken(SqlTokenKind.End, start + length);
            }

            if (end < 0)
            {
                break;
            }

            start = end + 1;
        }

        // Where nothing follows at all, the data comes from elsewhere.
        return text.AsSpan(this.at).IsWhiteSpace() ? this.Taken(SqlTokenKind.End, text.Length) : this.Rest();
    }

    private SqlToken Read()
    {
        var c = text[this.at];
        var next = SqlScan.At(text, this.at + 1);
        switch (c)
        {
            case '\'':
                return this.Closed(SqlTokenKind.Text, SqlScan.TextEnd(text, this.at + 1, escapes: false, doubles: true));
            case '"':
                return this.Name(this.at + 1);
            case 'e' or 'E' when next == '\'':
                return this.Closed(SqlTokenKind.Text, SqlScan.TextEnd(text, this.at + 2, escapes: true, doubles: true));
            case 'n' or 'N' when next == '\'':
                return this.Closed(SqlTokenKind.Text, SqlScan.TextEnd(text, this.at + 2, escapes: false, doubles: true));
            case 'b' or 'B' or 'x' or 'X' when next == '\'':
                return this.Closed(SqlTokenKind.Bits, SqlScan.TextEnd(text, this.at + 2, escapes: false, doubles: false));
            case 'u' or 'U' when next == '&' && SqlScan.At(text, this.at + 2) is '\'' or '"':
                return this.WithEscape(SqlScan.At(text, this.at + 2) == '"'
                    ? this.Name(this.at + 3)
                    : this.Closed(SqlTokenKind.Text, SqlScan.TextEnd(text, this.at + 3, escapes: false, doubles: true)));
            case '$':
                return this.Dollar();
            case '\\' when !hasBinds || next != ':':
                return this.Taken(SqlTokenKind.Command, SqlScan.LineEnd(text, this.at));
            case '\\':
                return this.Taken(SqlTokenKind.Symbol, this.at + 2);
            case ';':
                return this.Taken(SqlTokenKind.Semicolon, this.at + 1);
            case ':' when next is ':' or '=':
                return this.Taken(SqlTokenKind.Symbol, this.at + 2);
            case ':' when hasBinds && SqlScan.IsNameStart(next):
                return this.Taken(SqlTokenKind.Parameter, SqlScan.NameEnd(text, this.at + 1));
            case '.' when next == '.':
                return this.Taken(SqlTokenKind.Symbol, this.at + 2);
            case '.' when char.IsAsciiDigit(next):
                return this.Taken(SqlTokenKind.Number, SqlScan.NumberEnd(text, this.at));
            case ',' or '(' or ')' or '[' or ']' or '.' or ':':
                return this.Taken(SqlTokenKind.Symbol, this.at + 1);
            default:
                return char.IsAsciiDigit(c) ? this.Taken(SqlTokenKind.Number, SqlScan.NumberEnd(text, this.at))
                    : SqlScan.IsNameStart(c) ? this.Taken(SqlTokenKind.Word, SqlScan.NameEnd(text, this.at))
                    : SqlScan.IsOperator(c) ? this.Taken(SqlTokenKind.Symbol, SqlScan.OperatorEnd(text, this.at))
                    : this.Taken(SqlTokenKind.Stray, this.at + 1);
        }
    }

    private SqlToken Name(int inside)
    {
        var end = SqlScan.NameQuoteEnd(text, inside);
        return end == inside + 1 ? this.Taken(SqlTokenKind.Stray, end) : this.Closed(SqlTokenKind.QuotedName, end);
    }

    // UESCAPE and the string behind it are one token with what they belong to, as src/backend/parser/parser.c joins them.
    private SqlToken WithEscape(SqlToken token)
    {
        if (token.Kind is not (SqlTokenKind.Text or SqlTokenKind.QuotedName))
        {
            return token;
        }

        // Looked at without Next: a string behind this one may be of the same kind, and so on.
        var ahead = this;
        const string Word = "uescape";
        if (!ahead.SkipBlanks() || !text.AsSpan(ahead.at).StartsWith(Word, StringComparison.OrdinalIgnoreCase))
        {
            return token;
        }

        ahead.at += Word.Length;
        if (!ahead.SkipBlanks() || text[ahead.at] != '\'' || SqlScan.TextEnd(text, ahead.at + 1, escapes: false, doubles: true) is not (> 0 and var end))
        {
            return token;
        }

        _ = ahead.Taken(SqlTokenKind.Text, end);
        this = ahead;
        return token with { Length = end - token.Start };
    }

    private SqlToken Dollar()
    {
        if (char.IsAsciiDigit(SqlScan.At(text, this.at + 1)))
        {
            var end = this.at + 1;
            while (char.IsAsciiDigit(SqlScan.At(text, end)))
            {
                end++;
            }

            return this.Taken(SqlTokenKind.Parameter, end);
        }

        var tag = SqlScan.DollarTagEnd(text, this.at);
        if (tag < 0)
        {
            return this.Taken(SqlTokenKind.Stray, this.at + 1);
        }

        var close = text.AsSpan(tag).IndexOf(text.AsSpan(this.at, tag - this.at));
        return this.Closed(SqlTokenKind.Text, close < 0 ? -1 : tag + close + tag - this.at);
    }

    private SqlToken Closed(SqlTokenKind kind, int end) => end < 0 ? this.Rest() : this.Taken(kind, end);

    private SqlToken Rest() => this.Taken(SqlTokenKind.Unclosed, text.Length);

    private SqlToken Taken(SqlTokenKind kind, int end)
    {
        var token = new SqlToken(kind, this.at, end - this.at, line);
        line += text.AsSpan(this.at, end - this.at).Count('\n');
        this.at = end;
        return token;
    }
}
