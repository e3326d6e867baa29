using System.Globalization;
using System.Text;
using AutonomOS.Migrations.Alembic.Operations.Values;

namespace AutonomOS.Migrations.Alembic.Operations.Running;

/// <summary>
/// What Python's <c>%</c>, <c>str.format</c> and <c>textwrap.dedent</c> make of text; a piece that is not known is a gap.
/// </summary>
internal static class PythonFormats
{
    private static readonly string Gap = RunText.Gap.ToString();

    /// <summary><c>text % value</c>.</summary>
    /// <returns>Null where Python would fail, or what comes out is not known at all.</returns>
    public static RunText? Percent(RunText format, RunValue value)
    {
        if (!format.IsWhole || value is RunItems { IsOpen: true } or ISchemaPart)
        {
            return new RunText(Gap);
        }

        var text = new StringBuilder();
        var items = value is RunItems { Bracket: '(' } tuple ? tuple.Items : [value];
        var next = 0;
        var source = format.Text;
        for (var at = 0; at < source.Length; at++)
        {
            if (source[at] != '%')
            {
                text.Append(source[at]);
                continue;
            }

            at++;
            RunValue? item = null;
            if (at < source.Length && source[at] == '(')
            {
                var close = source.IndexOf(')', at);
                if (close < 0)
                {
                    return null;
                }

                item = value is RunDictionary { IsOpen: false } dictionary ? dictionary.Find(new RunText(source[(at + 1)..close]))
                    : RunUnknown.Data();
                at = close + 1;
            }

            if (at >= source.Length)
            {
                return null;
            }

            if (source[at] == '%')
            {
                text.Append('%');
                continue;
            }

            var plain = source[at] is 's' or 'd' or 'i';
            while (at < source.Length && (char.IsAsciiDigit(source[at]) || source[at] is '.' or '-' or '+' or ' ' or '#'))
            {
                at++;
            }

            if (at >= source.Length || (item is null && value is RunDictionary) || (item is null && next >= items.Count))
            {
                return null;
            }

            item ??= items[next++];
            text.Append(plain && (source[at] == 's' || item is RunConstant { Value: long }) ? RunValues.Shown(item) ?? Gap : Gap);
        }

        return new RunText(text.ToString());
    }

    /// <summary><c>text.format(...)</c>.</summary>
    /// <returns>Null where Python would fail.</returns>
    public static RunText? Format(RunText format, RunArguments arguments)
    {
        var source = format.Text;
        var text = new StringBuilder();
        var next = 0;
        for (var at = 0; at < source.Length; at++)
        {
            if (source[at] is not ('{' or '}'))
            {
                text.Append(source[at]);
                continue;
            }

            if (at + 1 < source.Length && source[at + 1] == source[at])
            {
                text.Append(source[at++]);
                continue;
            }

            var close = source.IndexOf('}', at);
            if (source[at] == '}' || close < 0)
            {
                return null;
            }

            var field = source[(at + 1)..close];
            if (field.Contains('{', StringComparison.Ordinal))
            {
                return new RunText(Gap);
            }

            var value = field.Length == 0 ? arguments.Find(next++, "\0")
                : int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? arguments.Find(position, "\0")
                : field.AsSpan().IndexOfAny("!:.[") >= 0 ? RunUnknown.Data()
                : arguments.Find(-1, field);
            if (value is null)
            {
                return null;
            }

            text.Append(RunValues.Shown(value) ?? Gap);
            at = close;
        }

        // Lines stay where they are as long as what is put in has none.
        var lines = source.AsSpan().Count('\n') == text.ToString().AsSpan().Count('\n');
        return new RunText(text.ToString(), lines ? format.Line : 0);
    }

    /// <summary><c>textwrap.dedent</c>.</summary>
    public static RunText Dedent(RunText text)
    {
        var lines = text.Text.Split('\n');
        string? margin = null;
        for (var i = 0; i < lines.Length; i++)
        {
            var indent = lines[i].Length - lines[i].TrimStart(' ', '\t').Length;
            if (indent == lines[i].Length)
            {
                lines[i] = string.Empty;
                continue;
            }

            margin ??= lines[i][..indent];
            var common = 0;
            while (common < margin.Length && common < indent && margin[common] == lines[i][common])
            {
                common++;
            }

            margin = margin[..common];
        }

        return new RunText(
            string.Join('\n', lines.Select(line => margin is { Length: > 0 } && line.StartsWith(margin, StringComparison.Ordinal)
                ? line[margin.Length..] : line)),
            text.Line);
    }
}
