namespace AutonomOS.Migrations.Alembic.Python;

/// <summary>What a token is, as far as reading assignments and calls needs to know.</summary>
internal enum PythonTokenKind : byte
{
    /// <summary>An identifier or a keyword.</summary>
    Name,

    /// <summary>A string, bytes or f-string literal with its prefix and quotes.</summary>
    Literal,

    /// <summary>A number.</summary>
    Number,

    /// <summary>Anything else: operators, brackets, commas.</summary>
    Operator,
}

/// <summary>A token of Python source: where it is, not what it says, so that millions of them cost no text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Index of its first character in the source.</param>
/// <param name="Length">Characters.</param>
/// <param name="Line">Line of its first character, counted from 1.</param>
internal readonly record struct PythonToken(PythonTokenKind Kind, int Start, int Length, int Line);
