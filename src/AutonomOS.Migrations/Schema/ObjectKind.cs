namespace AutonomOS.Migrations.Schema;

/// <summary>A kind of object, as its query tells it.</summary>
/// <param name="Name">The kind's name, lower case: <c>table</c>, <c>column</c>, <c>check constraint</c>.</param>
/// <param name="Properties">
/// The names of the properties in the order of the query's columns, without the two that name the object.
/// A name that begins with <see cref="NotePrefix"/> is compared but is no drift, one that begins with <see cref="HiddenPrefix"/> is compared
/// and not shown, and one that begins with <see cref="UnknownPrefix"/> says of another that it could not be read. One that begins with
/// <see cref="InstancePrefix"/> is not compared.
/// </param>
public sealed record ObjectKind(string Name, IReadOnlyList<string> Properties)
{
    /// <summary>Marks a property whose inequality is told and is no drift, such as an extension's version.</summary>
    public const string NotePrefix = "note:";

    /// <summary>Marks a property whose inequality is told and whose values are not, such as the digest of what may be a password.</summary>
    public const string HiddenPrefix = "hidden:";

    /// <summary>
    /// Marks a property that is null where the one named after the prefix could be read, and else says who could read it, such as
    /// <c>GRANT SELECT (subsynccommit) ON pg_subscription TO auditor</c>.
    /// </summary>
    public const string UnknownPrefix = "unknown:";

    /// <summary>
    /// Marks what is no property: it says that the object is one of many of its parent's that come and go with the data, such as a
    /// partition. Null where it is none; else what it has that its parent does not give it, empty where that is nothing.
    /// </summary>
    public const string InstancePrefix = "instance:";
}
