namespace AutonomOS.Migrations.Sql.Lexing;

/// <summary>
/// Splits SQL into statements, one after the other, in one pass. A semicolon ends one unless it stands in parentheses (CREATE RULE) or
/// in a body of BEGIN ATOMIC.
/// </summary>
/// <param name="text">Any text.</param>
/// <param name="line">The number of its first line.</param>
/// <param name="hasBinds">Whether <c>:name</c> is a parameter, as in SQLAlchemy's <c>text()</c>.</param>
internal sealed class SqlStatements(string text, int line, bool hasBinds)
{
    private readonly List<SqlToken> tokens = [];
    private SqlLexer lexer = new(text, line, hasBinds);

    /// <summary>The next statement, empty ones left out; null at the end. It holds until the next call.</summary>
    public SqlCursor? Next()
    {
        this.tokens.Clear();
        var (parentheses, blocks) = (0, 0);
        while (true)
        {
            var token = this.lexer.Next();
            switch (token.Kind)
            {
                case SqlTokenKind.End:
                    return this.tokens.Count > 0 ? this.Statement() : null;
                case SqlTokenKind.Semicolon when parentheses == 0 && blocks == 0:
                    if (this.tokens.Count > 0)
                    {
                        return this.Statement();
                    }

                    continue;
                case SqlTokenKind.Command or SqlTokenKind.Unclosed:
                    this.tokens.Add(token);
                    return this.Statement();
                case SqlTokenKind.Symbol when token.Length == 1:
                    parentheses += text[token.Start] switch { '(' => 1, ')' when parentheses > 0 => -1, _ => 0 };
                    break;
                case SqlTokenKind.Word:
                    blocks += this.Block(token, blocks);
                    break;
                default:
                    break;
            }

            this.tokens.Add(token);
        }
    }

    private SqlCursor Statement()
    {
        var statement = new SqlCursor(text, this.tokens);
        if (statement.Is("COPY") && this.IsFromStandardInput())
        {
            this.lexer.ExpectData();
        }

        return statement;
    }

    private bool IsFromStandardInput()
    {
        for (var i = 1; i + 1 < this.tokens.Count; i++)
        {
            if (this.IsWord(i, "FROM") && this.IsWord(i + 1, "STDIN"))
            {
                return true;
            }
        }

        return false;
    }

    // How many blocks a word opens or closes: BEGIN ATOMIC of a routine's body and, within it, CASE. A name may be any of these words.
    private int Block(SqlToken word, int open)
    {
        if (this.tokens.Count == 0 || !this.IsWord(0, "CREATE"))
        {
            return 0;
        }

        var before = this.tokens[^1];
        if (open == 0)
        {
            return this.Is(word, "ATOMIC") && this.IsWord(this.tokens.Count - 1, "BEGIN") ? 1 : 0;
        }

        if (text[before.Start] == '.' || this.IsWord(this.tokens.Count - 1, "AS"))
        {
            return 0;
        }

        return this.Is(word, "CASE") ? 1 : this.Is(word, "END") ? -1 : 0;
    }

    private bool IsWord(int at, string word) => this.tokens[at].Kind == SqlTokenKind.Word && this.Is(this.tokens[at], word);

    private bool Is(SqlToken token, string word) =>
        text.AsSpan(token.Start, token.Length).Equals(word, StringComparison.OrdinalIgnoreCase);
}
