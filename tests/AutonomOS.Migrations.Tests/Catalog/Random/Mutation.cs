using AutonomOS.Migrations.Schema;

namespace AutonomOS.Migrations.Tests.Catalog.Random;

/// <summary>A change of one property of one object, or of one object's being there.</summary>
/// <param name="Sql">The change.</param>
/// <param name="Kind">The kind of the object that differs by it.</param>
/// <param name="Name">The object's full name as differences tell it.</param>
/// <param name="Property">What differs; null where the object is new or gone.</param>
/// <param name="Change">How the object differs.</param>
internal sealed record Mutation(string Sql, string Kind, string Name, string? Property, Change Change)
{
    /// <summary>What is unequal about differences that should be this one and nothing else; null for nothing.</summary>
    /// <param name="differences">The differences.</param>
    public string? Unlike(IReadOnlyList<Difference> differences) =>
        differences is [var one] && (one.Kind, one.ObjectName, one.Property, one.Change) == (this.Kind, this.Name, this.Property, this.Change)
            && (this.Property is null || one.Development != one.Production || one.Development == "(not shown)")
            ? null
            : $"{this}\ngave: {(differences is [] ? "nothing" : string.Join("\n", differences))}";
}
