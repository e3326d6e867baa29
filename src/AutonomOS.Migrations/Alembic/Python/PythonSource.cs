using System.Text;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Alembic.Python;

/// <summary>
/// Bytes of a Python file into text, as Python does it (PEP 263): UTF-8 unless a coding cookie on one of the first two lines
/// says otherwise; a byte order mark means UTF-8; what does not decode is an error and never a replacement character.
/// </summary>
internal static class PythonSource
{
    private static readonly UTF8Encoding Utf8 = new(false, true);

    /// <summary>Decodes a file.</summary>
    /// <param name="bytes">All of it.</param>
    /// <param name="error">Why it cannot be decoded; null when it can.</param>
    /// <returns>The text without the mark; null when it cannot be decoded.</returns>
    public static string? Decode(ReadOnlySpan<byte> bytes, out string? error)
    {
        var marked = bytes.StartsWith("\uFEFF"u8);
        if (marked)
        {
            bytes = bytes[3..];
        }

        var cookie = FindCookie(bytes);
        var encoding = cookie is null ? Utf8 : FindEncoding(cookie);
        error = encoding is null || !IsAsciiCompatible(encoding) ? $"its coding cookie names {OneLine.Quote(cookie!)}, which is not known"
            : marked && encoding.CodePage != Utf8.CodePage ? "it has a UTF-8 byte order mark and a coding cookie that says otherwise"
            : bytes.Contains((byte)0) ? "it holds a NUL byte"
            : null;
        if (error is not null)
        {
            return null;
        }

        try
        {
            return encoding!.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            error = cookie is null ? "it is not UTF-8 and has no coding cookie"
                : $"it is not {OneLine.Quote(cookie)}, as its coding cookie says";
            return null;
        }
    }

    // The cookie of PEP 263: ^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+) on line 1, or on line 2 after a line 1 that is blank or a comment.
    private static string? FindCookie(ReadOnlySpan<byte> bytes)
    {
        for (var line = 0; line < 2; line++)
        {
            var end = bytes.IndexOfAny((byte)'\n', (byte)'\r');
            var text = (end < 0 ? bytes : bytes[..end]).TrimStart(" \t\f"u8);
            if (text.Length > 0 && text[0] != '#')
            {
                return null;
            }

            for (var at = text.IndexOf("coding"u8); at >= 0;)
            {
                var rest = text[(at + 6)..];
                if (rest.Length > 0 && rest[0] is (byte)':' or (byte)'=')
                {
                    rest = rest[1..].TrimStart(" \t"u8);
                    var length = 0;
                    while (length < rest.Length
                        && (char.IsAsciiLetterOrDigit((char)rest[length]) || rest[length] is (byte)'-' or (byte)'_' or (byte)'.'))
                    {
                        length++;
                    }

                    if (length > 0)
                    {
                        return Encoding.ASCII.GetString(rest[..length]);
                    }
                }

                text = text[(at + 6)..];
                at = text.IndexOf("coding"u8);
            }

            if (end < 0)
            {
                return null;
            }

            bytes = bytes[(end + (bytes[end] == '\r' && end + 1 < bytes.Length && bytes[end + 1] == '\n' ? 2 : 1))..];
        }

        return null;
    }

    // Python refuses encodings in which the cookie itself would read differently, such as UTF-16.
    private static bool IsAsciiCompatible(Encoding encoding) => encoding.GetBytes("# coding").AsSpan().SequenceEqual("# coding"u8);

    private static Encoding? FindEncoding(string cookie)
    {
        // Python's own aliases that .NET spells differently; the rest are IANA names, which both know.
        var name = cookie.ToUpperInvariant().Replace('_', '-') switch
        {
            // Editors append the line ends: utf-8-unix (CPython, get_normal_name).
            ['U', 'T', 'F', '-', '8', '-', ..] => "utf-8",
            ['L', 'A', 'T', 'I', 'N', '-', '1', '-', ..] or ['I', 'S', 'O', '-', '8', '8', '5', '9', '-', '1', '-', ..] => "iso-8859-1",
            "UTF8" or "U8" or "UTF" => "utf-8",
            "LATIN-1" or "LATIN" or "L1" or "ISO8859-1" or "8859" => "iso-8859-1",
            "ISO8859-15" or "LATIN-9" or "L9" => "iso-8859-15",
            "ASCII" or "646" => "us-ascii",
            ['C', 'P', '1', '2', '5', _] code => string.Concat("windows-", code.AsSpan(2)),
            var other => other,
        };
        try
        {
            var known = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
            return Encoding.GetEncoding(known.CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (NotSupportedException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(
                name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
