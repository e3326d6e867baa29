namespace AutonomOS.Migrations.Sql.Lexing;

/// <summary>What a <see cref="SqlToken"/> is.</summary>
internal enum SqlTokenKind
{
    /// <summary>The end of the text; it has no length.</summary>
    End,

    /// <summary>A keyword or a name without quotes.</summary>
    Word,

    /// <summary>A name in double quotes, <c>U&amp;""</c> with its UESCAPE included.</summary>
    QuotedName,

    /// <summary>A string in any form: <c>''</c>, <c>E''</c>, <c>N''</c>, <c>U&amp;''</c> with its UESCAPE, dollar quotes; continued lines included.</summary>
    Text,

    /// <summary><c>B''</c> and <c>X''</c>.</summary>
    Bits,

    /// <summary>A number in any form.</summary>
    Number,

    /// <summary><c>$1</c>, and <c>:name</c> where SQLAlchemy's binds are read.</summary>
    Parameter,

    /// <summary>An operator, or punctuation: <c>,</c> <c>(</c> <c>)</c> <c>[</c> <c>]</c> <c>.</c> <c>..</c> <c>:</c> <c>::</c> <c>:=</c>.</summary>
    Symbol,

    /// <summary><c>;</c>.</summary>
    Semicolon,

    /// <summary>A command of psql's, from its backslash to the end of the line.</summary>
    Command,

    /// <summary>What opens here (a string, a name, a comment, the data of a COPY) does not close; it reaches to the end of the text.</summary>
    Unclosed,

    /// <summary>A character that no token begins with, or a name of no length.</summary>
    Stray,
}
