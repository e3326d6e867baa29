namespace AutonomOS.Migrations.Sql.Lexing;

/// <summary>A token of SQL: where it is, not what it says (<see cref="SqlValues"/>).</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">The index of its first character.</param>
/// <param name="Length">Its length in characters.</param>
/// <param name="Line">The line it begins on, counted from the lexer's first.</param>
internal readonly record struct SqlToken(SqlTokenKind Kind, int Start, int Length, int Line)
{
    /// <summary>The index behind its last character.</summary>
    public int End => this.Start + this.Length;
}
