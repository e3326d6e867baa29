using System.Globalization;
using System.Text;

namespace AutonomOS.Migrations.Alembic;

/// <summary>
/// Text from files and databases as a finding may show it: in single quotes, on one line, of bounded length.
/// A revision identifier can hold a line break or a megabyte; a message cannot.
/// </summary>
internal static class Quoted
{
    private const int Longest = 200;

    /// <summary>Quotes a text.</summary>
    /// <param name="value">Anything.</param>
    public static string Text(string value)
    {
        var shown = new StringBuilder(Math.Min(value.Length, Longest) + 2).Append('\'');
        foreach (var c in value.AsSpan(0, Math.Min(value.Length, Longest)))
        {
            _ = char.IsControl(c) || c is '\u2028' or '\u2029'
                ? shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}")
                : shown.Append(c);
        }

        return shown.Append(value.Length > Longest ? "..." : string.Empty).Append('\'').ToString();
    }

    /// <summary>Quotes several, with commas between.</summary>
    /// <param name="values">Anything.</param>
    public static string List(IEnumerable<string> values) => string.Join(", ", values.Select(Text));
}
