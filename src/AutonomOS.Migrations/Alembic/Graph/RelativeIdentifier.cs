using System.Globalization;
using System.Text;

namespace AutonomOS.Migrations.Alembic.Graph;

/// <summary>
/// An identifier of steps, <c>[label@][symbol]+n</c> or <c>-n</c>, found as Alembic finds it (<c>revision.py _relative_destination</c>,
/// matched at the beginning only: what follows the digits is ignored).
/// </summary>
/// <param name="Label">What stands before the <c>@</c>; null when there is none.</param>
/// <param name="Symbol">The word before the sign; null when there is none.</param>
/// <param name="Steps">Up when positive. Cut to what an <c>int</c> holds; no history is that long.</param>
/// <param name="Written">The sign and the digits.</param>
internal sealed record RelativeIdentifier(string? Label, string? Symbol, int Steps, string Written)
{
    /// <summary>Finds the steps in an identifier.</summary>
    /// <param name="identifier">Any text.</param>
    /// <returns>Null when there are none.</returns>
    public static RelativeIdentifier? Parse(string identifier)
    {
        // The shortest label that leaves a word and steps behind it; a label has no line break.
        for (var at = identifier.IndexOf('@', StringComparison.Ordinal);
            at >= 0 && identifier.AsSpan(0, at).IndexOf('\n') < 0;
            at = identifier.IndexOf('@', at + 1))
        {
            if (at > 0 && ParseSteps(identifier, at + 1) is { } found)
            {
                return found with { Label = identifier[..at] };
            }
        }

        return ParseSteps(identifier, 0);
    }

    /// <summary>Reads a whole text as Python's <c>int()</c> reads a negative number.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>Null when it is no number below zero.</returns>
    public static int? ParseNegative(string text)
    {
        var number = text.Trim();
        if (number.Length < 2 || number[0] != '-' || !char.IsDigit(number[^1]) || number.Contains("__", StringComparison.Ordinal))
        {
            return null;
        }

        var digits = number[1..].Replace("_", string.Empty, StringComparison.Ordinal);
        return number[1] != '_' && DigitsAt(digits, 0) == digits.Length && Value(digits) is > 0 and var value ? -value : null;
    }

    private static RelativeIdentifier? ParseSteps(string text, int start)
    {
        var sign = start;
        while (sign < text.Length && Rune.TryGetRuneAt(text, sign, out var rune) && IsWord(rune))
        {
            sign += rune.Utf16SequenceLength;
        }

        var digits = sign < text.Length && text[sign] is '+' or '-' ? DigitsAt(text, sign + 1) : 0;
        if (digits == 0)
        {
            return null;
        }

        var value = Value(text.Substring(sign + 1, digits));
        return new RelativeIdentifier(
            null, sign > start ? text[start..sign] : null, text[sign] == '-' ? -value : value, text.Substring(sign, digits + 1));
    }

    // Python's \w: letters, numbers of every kind, and the underscore.
    private static bool IsWord(Rune rune) =>
        rune.Value == '_' || Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    private static int DigitsAt(string text, int start)
    {
        var end = start;
        while (end < text.Length && char.IsDigit(text[end]))
        {
            end++;
        }

        return end - start;
    }

    private static int Value(string digits)
    {
        var value = 0L;
        foreach (var digit in digits)
        {
            value = Math.Min((value * 10) + (long)char.GetNumericValue(digit), int.MaxValue);
        }

        return (int)value;
    }
}
