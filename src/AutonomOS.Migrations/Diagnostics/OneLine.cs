using System.Globalization;
using System.Text;

namespace AutonomOS.Migrations.Diagnostics;

/// <summary>Makes any text of a database fit for one line of a log.</summary>
public static class OneLine
{
    private const int Longest = 200;

    /// <summary>The text in single quotes, or <c>nothing</c> for null; line breaks and other control characters escaped, long text cut.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="from">Where the interesting part begins; what is long is cut around it.</param>
    public static string Quote(string? text, int from = 0)
    {
        if (text is null)
        {
            return "nothing";
        }

        var start = text.Length <= Longest ? 0 : Math.Clamp(from - (Longest / 3), 0, text.Length - Longest);
        start += start > 0 && char.IsLowSurrogate(text[start]) ? 1 : 0;
        var length = Math.Min(Longest, text.Length - start);
        length -= start + length < text.Length && char.IsHighSurrogate(text[start + length - 1]) ? 1 : 0;
        return $"'{(start > 0 ? "…" : "")}{Escape(text.AsSpan(start, length))}{(start + length < text.Length ? "…" : "")}'";
    }

    /// <summary>The same as <see cref="Quote"/> without the quotes, for a place where nothing can be mistaken for the text's end.</summary>
    /// <param name="text">Any text.</param>
    public static string Shorten(string text) => Quote(text)[1..^1];

    /// <summary>Several texts, each as <see cref="Quote"/> gives it, with commas between.</summary>
    /// <param name="texts">Any texts.</param>
    public static string QuoteAll(IEnumerable<string> texts) => string.Join(", ", texts.Select(text => Quote(text)));

    /// <summary>The text with line breaks and other control characters escaped as in C.</summary>
    /// <param name="text">Any text.</param>
    public static string Escape(ReadOnlySpan<char> text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            _ = character switch
            {
                '\n' => line.Append("\\n"),
                '\r' => line.Append("\\r"),
                '\t' => line.Append("\\t"),
                '\u2028' or '\u2029' or '\u0085' => line.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ when char.IsControl(character) => line.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => line.Append(character),
            };
        }

        return line.ToString();
    }

    /// <summary>Where two texts begin to differ; 0 when one of them is null.</summary>
    /// <param name="left">One text.</param>
    /// <param name="right">The other.</param>
    public static int FirstDifference(string? left, string? right) =>
        left is null || right is null ? 0 : left.AsSpan().CommonPrefixLength(right);
}
