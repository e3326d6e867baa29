using System.Globalization;
using System.Text;

namespace AutonomOS.Migrations.Snapshots;

/// <summary>
/// How names and values stand on the lines of a <c>.schema</c> file: as they are wherever that can be read back, else escaped. A value of
/// several lines is a block, so that a body of code is a body of code in a pull request.
/// </summary>
internal static class SnapshotText
{
    /// <summary>Begins a line of a block.</summary>
    internal const string BlockLine = "    |";

    /// <summary>Begins a value that is escaped.</summary>
    internal const string Escaped = "escaped ";

    /// <summary>
    /// Whether a value has to be escaped to stand on one line: control and format characters, blanks at an end, or the word that says so.
    /// </summary>
    /// <param name="value">The value.</param>
    internal static bool NeedsEscape(string value) => value.StartsWith(Escaped, StringComparison.Ordinal)
        || (value.Length > 0 && (char.IsWhiteSpace(value[0]) || char.IsWhiteSpace(value[^1]) || value.Any(IsEscaped)));

    /// <summary>Whether a value can stand as a block: it has several lines, none of which an editor or a tool would change.</summary>
    /// <param name="value">The value.</param>
    internal static bool IsBlock(string value) => value.Contains('\n', StringComparison.Ordinal)
        && value.Split('\n').All(line => line.Length == 0 || (!char.IsWhiteSpace(line[^1]) && !line.Any(character => character != '\t' && IsEscaped(character))));

    /// <summary>Escapes a text: <c>\n</c>, <c>\r</c>, <c>\t</c>, <c>\\</c>, <c>\u</c> with four digits.</summary>
    /// <param name="text">The text.</param>
    internal static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        for (var at = 0; at < text.Length; at++)
        {
            var character = text[at];
            _ = character switch
            {
                '\\' => escaped.Append(@"\\"),
                '\n' => escaped.Append(@"\n"),
                '\r' => escaped.Append(@"\r"),
                '\t' => escaped.Append(@"\t"),
                _ when IsEscaped(character) || ((at == 0 || at == text.Length - 1) && char.IsWhiteSpace(character)) =>
                    escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => escaped.Append(character),
            };
        }

        return escaped.ToString();
    }

    /// <summary>Reads what <see cref="Escape"/> wrote.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Null when it is none.</returns>
    internal static string? Unescape(ReadOnlySpan<char> text)
    {
        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '\\')
            {
                plain.Append(text[at]);
                continue;
            }

            if (++at == text.Length)
            {
                return null;
            }

            switch (text[at])
            {
                case '\\':
                    plain.Append('\\');
                    break;
                case 'n':
                    plain.Append('\n');
                    break;
                case 'r':
                    plain.Append('\r');
                    break;
                case 't':
                    plain.Append('\t');
                    break;
                case 'u' when at + 4 < text.Length
                    && ushort.TryParse(text.Slice(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit):
                    plain.Append((char)unit);
                    at += 4;
                    break;
                default:
                    return null;
            }
        }

        return plain.ToString();
    }

    private static bool IsEscaped(char character) => char.GetUnicodeCategory(character)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
