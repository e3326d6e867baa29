namespace AutonomOS.Migrations.Sql;

/// <summary>How a text of SQL is read (<see cref="SqlReader"/>).</summary>
public sealed record SqlReading
{
    /// <summary>True when <c>:name</c> is a parameter and <c>\:</c> a colon, as in SQLAlchemy's <c>text()</c>. False by default.</summary>
    public bool HasBinds { get; init; }

    /// <summary>
    /// True when the text begins outside a transaction, as in an <c>autocommit_block()</c> or behind a COMMIT in a text before. False by
    /// default. BEGIN and COMMIT in the text change it for what follows them.
    /// </summary>
    public bool IsOutsideTransaction { get; init; }

    /// <summary>True when it may run never, or more than once (<see cref="Operations.SchemaOperation.IsConditional"/>). False by default.</summary>
    public bool IsConditional { get; init; }

    /// <summary>
    /// The file's line for a line of the text, the first of which is 0. Null, the default, where both count alike: a literal of one
    /// programming language may stand on lines that its value has not.
    /// </summary>
    public Func<int, int>? LineOf { get; init; }
}
