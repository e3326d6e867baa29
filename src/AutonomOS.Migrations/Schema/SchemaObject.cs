namespace AutonomOS.Migrations.Schema;

/// <summary>One object of a database, as data.</summary>
/// <param name="Name">
/// The object's full name with every part quoted where SQL needs it, such as <c>public."User".email</c>. Unique within its kind.
/// </param>
/// <param name="Parent">
/// The object that it cannot exist without (a column's table), as <see cref="Reference"/> writes it, or null. The kind is part of it
/// because a schema and an extension, or a column and a constraint, may bear one name.
/// </param>
/// <param name="Values">The values of the kind's properties, in their order; null where the catalog says null.</param>
public sealed record SchemaObject(string Name, string? Parent, IReadOnlyList<string?> Values)
{
    /// <summary>How one object refers to another: kind, blank, full name, such as <c>table public.users</c>.</summary>
    /// <param name="kind">The kind's name.</param>
    /// <param name="name">The object's full name.</param>
    public static string Reference(string kind, string name) => $"{kind} {name}";
}
