namespace AutonomOS.Migrations.Schema;

/// <summary>A kind of object, as its query tells it.</summary>
/// <param name="Name">The kind's name, lower case: <c>table</c>, <c>column</c>, <c>check constraint</c>.</param>
/// <param name="Properties">
/// The names of the properties in the order of the query's columns, without the two that name the object.
/// A name that begins with <see cref="NotePrefix"/> is compared but is no drift, one that begins with <see cref="HiddenPrefix"/> is compared
/// and not shown, one that begins with <see cref="OrderPrefix"/> is compared where the object has the same parts on both sides, and one
/// that begins with <see cref="UnknownPrefix"/> says of another that it could not be read. One that begins with
/// <see cref="DeparsedPrefix"/> is text that a server prints of what it keeps parsed.
/// </param>
public sealed record ObjectKind(string Name, IReadOnlyList<string> Properties)
{
    /// <summary>Marks a property whose inequality is told and is no drift, such as an extension's version.</summary>
    public const string NotePrefix = "note:";

    /// <summary>Marks a property whose inequality is told and whose values are not, such as the digest of what may be a password.</summary>
    public const string HiddenPrefix = "hidden:";

    /// <summary>
    /// Marks a property that is a list of parts which are objects themselves, separated by a comma and a blank: a part more on one side is
    /// told as that object, and is no other order.
    /// </summary>
    public const string OrderPrefix = "order:";

    /// <summary>
    /// Marks a property that is null where the one named after the prefix could be read, and else says who could read it, such as
    /// <c>GRANT SELECT (subsynccommit) ON pg_subscription TO auditor</c>.
    /// </summary>
    public const string UnknownPrefix = "unknown:";

    /// <summary>
    /// Marks a property that is printed by the server from a parsed form, such as a view's definition: major versions print some of them
    /// differently, so that between two of them it is not compared byte by byte.
    /// </summary>
    public const string DeparsedPrefix = "deparsed:";
}
