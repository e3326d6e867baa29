namespace AutonomOS.Migrations.Schema.Deparsed;

/// <summary>What a token of deparsed text is.</summary>
internal enum DeparsedTokenKind
{
    /// <summary>
    /// A word with an upper case letter and no quotes: PostgreSQL prints its keywords so, and quotes every name with an upper case letter.
    /// </summary>
    Keyword,

    /// <summary>Any other word, or a name in double quotes: a name, or one of the words that are printed in lower case (types, true).</summary>
    Identifier,

    /// <summary>A string constant with all that is around it.</summary>
    Text,

    /// <summary>A numeric constant.</summary>
    Number,

    /// <summary>An operator.</summary>
    Operator,

    /// <summary>Everything else, such as a bracket, <c>::</c> or <c>$1</c>.</summary>
    Punctuation,
}

/// <summary>One token of deparsed text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The token as it was printed: what is quoted and what is not are two different tokens.</param>
internal readonly record struct DeparsedToken(DeparsedTokenKind Kind, string Text)
{
    /// <summary>Whether it is this keyword, bracket or operator.</summary>
    /// <param name="text">Its text.</param>
    public bool Is(string text) => this.Kind != DeparsedTokenKind.Text && string.Equals(this.Text, text, StringComparison.Ordinal);

    /// <summary>The name or the constant without its quotes.</summary>
    public string Bare => this.Text switch
    {
        ['"', .. var name, '"'] => name.Replace("\"\"", "\"", StringComparison.Ordinal),
        ['\'', .. var text, '\''] => text.Replace("''", "'", StringComparison.Ordinal),
        _ => this.Text,
    };
}
