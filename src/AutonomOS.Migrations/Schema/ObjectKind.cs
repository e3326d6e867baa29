namespace AutonomOS.Migrations.Schema;

/// <summary>A kind of object, as its query tells it.</summary>
/// <param name="Name">The kind's name, lower case: <c>table</c>, <c>column</c>, <c>check constraint</c>.</param>
/// <param name="Properties">
/// The names of the properties in the order of the query's columns, without the two that name the object.
/// A name that begins with <see cref="NotePrefix"/> is compared but is no drift.
/// </param>
public sealed record ObjectKind(string Name, IReadOnlyList<string> Properties)
{
    /// <summary>Marks a property whose inequality is told and is no drift, such as an extension's version.</summary>
    public const string NotePrefix = "note:";
}
