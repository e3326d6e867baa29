using System.Buffers;

namespace AutonomOS.Migrations.Schema.Deparsed;

/// <summary>
/// Splits what PostgreSQL's ruleutils.c prints into tokens, by the rules of PostgreSQL's own scanner ("Lexical Structure" in its manual).
/// It prints no comments and no <c>U&amp;</c> constants: text with one of these, or that ends within a token, is not read at all.
/// </summary>
internal ref struct DeparsedTokens
{
    private static readonly SearchValues<char> OperatorCharacters = SearchValues.Create("+-*/<>=~!@#%^&|`?");

    // With one of these in it an operator may end with + or -.
    private static readonly SearchValues<char> FreeEnding = SearchValues.Create("~!@#%^&|`?");

    private readonly ReadOnlySpan<char> text;
    private int at;

    private DeparsedTokens(ReadOnlySpan<char> text) => this.text = text;

    /// <summary>Reads a text.</summary>
    /// <param name="text">Deparsed text.</param>
    /// <returns>Its tokens; null when it is no text that is read.</returns>
    public static IReadOnlyList<DeparsedToken>? Read(string text)
    {
        var reader = new DeparsedTokens(text);
        var tokens = new List<DeparsedToken>();
        while (reader.SkipBlanks())
        {
            var start = reader.at;
            if (reader.Next() is not { } kind)
            {
                return null;
            }

            tokens.Add(new(kind, text[start..reader.at]));
        }

        return tokens;
    }

    private readonly char Current => this.Peek(0);

    private readonly char Peek(int ahead) => this.at + ahead < this.text.Length ? this.text[this.at + ahead] : '\0';

    private bool SkipBlanks()
    {
        while (this.Current is ' ' or '\t' or '\n' or '\r' or '\f' or '\v')
        {
            this.at++;
        }

        return this.at < this.text.Length;
    }

    private DeparsedTokenKind? Next() => this.Current switch
    {
        '\'' => this.Quoted('\'', backslashes: false, DeparsedTokenKind.Text),
        '"' => this.Quoted('"', backslashes: false, DeparsedTokenKind.Identifier),
        'E' or 'e' or 'B' or 'b' or 'X' or 'x' or 'N' or 'n' when this.Peek(1) == '\'' => this.Prefixed(),
        'U' or 'u' when this.Peek(1) == '&' && this.Peek(2) is '\'' or '"' => null,
        '$' => this.Dollar(),
        >= '0' and <= '9' => this.Number(),
        '(' or ')' or '[' or ']' or ',' or ';' or '.' => this.Punctuation(1),
        ':' => this.Punctuation(this.Peek(1) is ':' or '=' ? 2 : 1),
        var c when IsLetter(c) => this.Word(),
        var c when OperatorCharacters.Contains(c) => this.Operator(),
        _ => null,
    };

    private static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_' or >= '\u0080';

    private static bool IsOfWord(char c) => IsLetter(c) || c is (>= '0' and <= '9') or '$';

    private DeparsedTokenKind Punctuation(int length)
    {
        this.at += length;
        return DeparsedTokenKind.Punctuation;
    }

    private DeparsedTokenKind Word()
    {
        var upper = false;
        for (; IsOfWord(this.Current); this.at++)
        {
            upper |= this.Current is >= 'A' and <= 'Z';
        }

        return upper ? DeparsedTokenKind.Keyword : DeparsedTokenKind.Identifier;
    }

    private DeparsedTokenKind? Prefixed()
    {
        var backslashes = this.Current is 'E' or 'e';
        this.at++;
        return this.Quoted('\'', backslashes, DeparsedTokenKind.Text);
    }

    private DeparsedTokenKind? Quoted(char quote, bool backslashes, DeparsedTokenKind kind)
    {
        for (this.at++; this.at < this.text.Length; this.at++)
        {
            if (backslashes && this.Current == '\\')
            {
                this.at++;
            }
            else if (this.Current == quote)
            {
                this.at++;
                if (this.Current != quote)
                {
                    return kind;
                }
            }
        }

        return null;
    }

    // A parameter ($1), or a constant between two $tag$.
    private DeparsedTokenKind? Dollar()
    {
        var start = this.at++;
        if (char.IsAsciiDigit(this.Current))
        {
            while (char.IsAsciiDigit(this.Current))
            {
                this.at++;
            }

            return IsOfWord(this.Current) ? null : DeparsedTokenKind.Punctuation;
        }

        while (IsOfWord(this.Current) && this.Current != '$')
        {
            this.at++;
        }

        if (this.Current != '$')
        {
            return null;
        }

        var tag = this.text[start..++this.at];
        var end = this.text[this.at..].IndexOf(tag, StringComparison.Ordinal);
        this.at += end + tag.Length;
        return end < 0 ? null : DeparsedTokenKind.Text;
    }

    private DeparsedTokenKind? Number()
    {
        this.Digits();
        if (this.Current == '.' && this.Peek(1) != '.')
        {
            this.at++;
            this.Digits();
        }

        if (this.Current is 'e' or 'E')
        {
            this.at += this.Peek(1) is '+' or '-' ? 2 : 1;
            this.Digits();
        }

        return IsOfWord(this.Current) ? null : DeparsedTokenKind.Number;
    }

    private void Digits()
    {
        while (char.IsAsciiDigit(this.Current))
        {
            this.at++;
        }
    }

    private DeparsedTokenKind? Operator()
    {
        var rest = this.text[this.at..];
        var length = rest.IndexOfAnyExcept(OperatorCharacters);
        var name = length < 0 ? rest : rest[..length];
        if (name.IndexOf("--", StringComparison.Ordinal) >= 0 || name.IndexOf("/*", StringComparison.Ordinal) >= 0)
        {
            return null;
        }

        while (name.Length > 1 && name[^1] is '+' or '-' && !name.ContainsAny(FreeEnding))
        {
            name = name[..^1];
        }

        this.at += name.Length;
        return DeparsedTokenKind.Operator;
    }
}
