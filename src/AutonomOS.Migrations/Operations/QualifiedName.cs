namespace AutonomOS.Migrations.Operations;

/// <summary>A name as an operation writes it, without quotes and folded as PostgreSQL folds what has none.</summary>
/// <param name="Schema">The schema; null where none is written and <c>search_path</c> decides.</param>
/// <param name="Name">The name within the schema.</param>
public readonly record struct QualifiedName(string? Schema, string Name)
{
    /// <summary>
    /// A name that only running the migration would tell: it is empty. Only what destroys has it, where it has to have a name
    /// (<see cref="DropColumn"/>, <see cref="DropConstraint"/>).
    /// </summary>
    public static QualifiedName Unknown { get; } = new(null, string.Empty);
}
