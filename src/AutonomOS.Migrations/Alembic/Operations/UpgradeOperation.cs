namespace AutonomOS.Migrations.Alembic.Operations;

/// <summary>What applying an operation does, as far as its text tells.</summary>
public enum OperationEffect
{
    /// <summary>Nothing that a stamp has to fear.</summary>
    Other,

    /// <summary>Creates a table, whose name and schema are known.</summary>
    CreatesTable,

    /// <summary>Removes an object or data: a table, a column, an index, a constraint, rows.</summary>
    Destroys,

    /// <summary>Only running it would tell.</summary>
    NotReadable,
}

/// <summary>One operation in the <c>upgrade()</c> of a revision file.</summary>
/// <param name="File">Full path of the file.</param>
/// <param name="Line">Line, counted from 1.</param>
/// <param name="Operation">Its name after <c>op.</c>, such as <c>drop_table</c>; for what is no operation, what it is.</param>
/// <param name="Effect">What it does.</param>
/// <param name="Table">The table, when it is written as a literal; else null.</param>
/// <param name="Schema">The table's schema, when it is written as a literal; else null.</param>
/// <param name="IsConditional">Whether it stands in a condition, a loop, a try or a nested function, and so may run never or often.</param>
public sealed record UpgradeOperation(
    string File, int Line, string Operation, OperationEffect Effect, string? Table, string? Schema, bool IsConditional);
