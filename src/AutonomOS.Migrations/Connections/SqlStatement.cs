namespace AutonomOS.Migrations.Connections;

/// <summary>One statement of a batch.</summary>
/// <param name="Text">SQL with <c>$1</c>, <c>$2</c> for parameters.</param>
/// <param name="Parameters">
/// Values of type <c>string</c>, <c>long</c>, <c>int</c>, <c>bool</c> or <c>string[]</c>; null for SQL null of type <c>text[]</c>.
/// </param>
public sealed record SqlStatement(string Text, params IReadOnlyList<object?> Parameters);
