using System.Text;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Facts;

/// <summary>Names as PostgreSQL reads, cuts and makes them. Pure.</summary>
internal static class IdentifierNames
{
    // NAMEDATALEN - 1 of a server that is built as usual.
    private const int Longest = 63;

    /// <summary>A name as the server keeps it: no longer than 63 bytes, and no character in half.</summary>
    /// <param name="name">A name.</param>
    public static string Cut(string name) => Cut(name, Longest);

    /// <summary>A qualified name as the server keeps it.</summary>
    /// <param name="name">A name.</param>
    public static QualifiedName Cut(QualifiedName name) =>
        new(name.Schema is { } schema ? Cut(schema) : null, Cut(name.Name));

    /// <summary>The name that the server makes of a table's and its columns' (<c>makeObjectName</c>): the longer of both is cut first.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">The columns, joined; null for none.</param>
    /// <param name="label">What it ends in, such as <c>key</c>.</param>
    public static string Make(string table, string? columns, string label)
    {
        var available = Longest - label.Length - 1 - (columns is null ? 0 : 1);
        var (first, second) = (Encoding.UTF8.GetByteCount(table), columns is null ? 0 : Encoding.UTF8.GetByteCount(columns));
        while (first + second > available)
        {
            if (first > second)
            {
                first--;
            }
            else
            {
                second--;
            }
        }

        return $"{Cut(table, first)}_{(columns is null ? "" : Cut(columns, second) + "_")}{label}";
    }

    /// <summary>Reads a name as SQL writes it, with quotes and schema where it has them.</summary>
    /// <param name="sql">The text.</param>
    /// <returns>Null when it is no name.</returns>
    public static QualifiedName? Read(string sql)
    {
        var (first, rest) = Part(sql.Trim());
        if (first is null)
        {
            return null;
        }

        if (rest.Length == 0)
        {
            return new(null, first);
        }

        var (second, behind) = rest[0] == '.' ? Part(rest[1..]) : (null, rest);
        return second is not null && behind.Length == 0 ? new(first, second) : null;
    }

    /// <summary>The name of a type: without modifiers and brackets.</summary>
    /// <param name="type">The type as SQL.</param>
    /// <returns>Null for the server's own of several words.</returns>
    public static QualifiedName? OfType(string type)
    {
        var end = type.AsSpan().IndexOfAny('(', '[');
        return Read(end < 0 ? type : type[..end]);
    }

    /// <summary>The column that an index's key is, whatever its order and operator class; null for an expression.</summary>
    /// <param name="key">The key as SQL.</param>
    public static string? ColumnOf(string key)
    {
        var (name, rest) = Part(key.Trim());
        return name is not null && (rest.Length == 0 || (rest[0] == ' ' && rest.All(c => char.IsLetterOrDigit(c) || c is ' ' or '_' or '"' or '.')))
            ? name
            : null;
    }

    private static (string? Name, string Behind) Part(string text)
    {
        if (text.Length > 0 && text[0] == '"')
        {
            var name = new StringBuilder();
            for (var at = 1; at < text.Length; at++)
            {
                if (text[at] != '"')
                {
                    name.Append(text[at]);
                }
                else if (at + 1 < text.Length && text[at + 1] == '"')
                {
                    name.Append('"');
                    at++;
                }
                else
                {
                    return (name.ToString(), text[(at + 1)..]);
                }
            }

            return (null, text);
        }

        var end = 0;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or '$' || text[end] > '\x7f'))
        {
            end++;
        }

        return end == 0 || char.IsAsciiDigit(text[0]) ? (null, text) : (text[..end].ToLowerInvariant(), text[end..]);
    }

    private static string Cut(string name, int bytes)
    {
        if (Encoding.UTF8.GetByteCount(name) <= bytes)
        {
            return name;
        }

        var (length, used) = (0, 0);
        foreach (var rune in name.EnumerateRunes())
        {
            if (used + rune.Utf8SequenceLength > bytes)
            {
                break;
            }

            used += rune.Utf8SequenceLength;
            length += rune.Utf16SequenceLength;
        }

        return name[..length];
    }
}
