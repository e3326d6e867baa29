namespace AutonomOS.Migrations.Connections;

/// <summary>One statement of a batch.</summary>
/// <param name="Text">SQL with <c>$1</c>, <c>$2</c> for parameters.</param>
/// <param name="Parameters">
/// Values: <c>string</c> for <c>text</c>, <c>string[]</c> for an array, null for an array that is SQL null. Others go as text and are cast in
/// the statement: the package has no more of the driver's types (<c>nuget/Npgsql.xml</c>).
/// </param>
public sealed record SqlStatement(string Text, params IReadOnlyList<object?> Parameters);
