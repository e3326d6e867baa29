namespace AutonomOS.Migrations.Schema;

/// <summary>One object of a database, as data.</summary>
/// <param name="Name">
/// The object's full name with every part quoted where SQL needs it, such as <c>public."User".email</c>. Unique within its kind.
/// </param>
/// <param name="Parent">The full name of the object that it cannot exist without (a column's table), or null.</param>
/// <param name="Values">The values of the kind's properties, in their order; null where the catalog says null.</param>
public sealed record SchemaObject(string Name, string? Parent, IReadOnlyList<string?> Values);
