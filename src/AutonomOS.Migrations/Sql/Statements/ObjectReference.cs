using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Sql.Statements;

/// <summary>An object as DROP, ALTER, COMMENT and their like name it.</summary>
/// <param name="Target">The object; for a trigger, policy, rule, constraint or column the table that it is on.</param>
internal sealed record ObjectReference(QualifiedName? Target)
{
    /// <summary>The part of the table; null for what stands by itself.</summary>
    public string? Part { get; init; }

    /// <summary>A routine's or an operator's argument types; null where none are written.</summary>
    public string? Arguments { get; init; }
}
