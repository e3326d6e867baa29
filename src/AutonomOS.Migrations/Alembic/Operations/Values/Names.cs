using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Alembic.Operations.Values;

/// <summary>Writes an identifier as SQL, with quotes where it needs them.</summary>
internal static class QuotedName
{
    public static string Of(string name) =>
        name.Length > 0 && (name[0] == '_' || char.IsAsciiLetterLower(name[0]))
            && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '$')
            ? name : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Of(QualifiedName name) => name.Schema is null ? Of(name.Name) : $"{Of(name.Schema)}.{Of(name.Name)}";
}

/// <summary>Takes <c>schema.name</c> apart as SQLAlchemy does: the last dot counts.</summary>
internal static class SchemaName
{
    public static QualifiedName Split(string text)
    {
        var dot = text.LastIndexOf('.');
        return dot < 0 ? new(null, text) : new(text[..dot], text[(dot + 1)..]);
    }
}
