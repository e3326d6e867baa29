using System.Globalization;
using System.Text;

namespace AutonomOS.Migrations.Connections;

/// <summary>
/// Decodes <c>%XX</c>. A sequence that is none is an error, as in libpq's <c>conninfo_uri_decode</c>; SQLAlchemy leaves it as it is,
/// which makes a wrong password out of a typing error and is not copied.
/// </summary>
internal static class PercentEncoding
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Decodes one part of a URL.</summary>
    /// <param name="text">The part as written.</param>
    /// <param name="plusIsBlank">True for the query of a SQLAlchemy URL (Python's <c>parse_qsl</c>); libpq knows no such rule.</param>
    /// <param name="part">What the part is, for the message.</param>
    /// <param name="origin">For the message.</param>
    internal static string Decode(string text, bool plusIsBlank, string part, UrlOrigin origin)
    {
        if (plusIsBlank)
        {
            text = text.Replace('+', ' ');
        }

        if (!text.Contains('%', StringComparison.Ordinal))
        {
            return text;
        }

        var bytes = new List<byte>(text.Length);
        Span<byte> character = stackalloc byte[4];
        for (var i = 0; i < text.Length;)
        {
            if (text[i] != '%')
            {
                if (!Rune.TryGetRuneAt(text, i, out var rune))
                {
                    throw origin.Unreadable($"{part} holds half a character.");
                }

                bytes.AddRange(character[..rune.EncodeToUtf8(character)]);
                i += rune.Utf16SequenceLength;
                continue;
            }

            if (i + 2 >= text.Length
                || !byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
                || value == 0)
            {
                throw origin.Unreadable($"{part} has a '%' that is not followed by two hexadecimal digits; write %25 for a '%' itself.");
            }

            bytes.Add(value);
            i += 3;
        }

        try
        {
            return Strict.GetString([.. bytes]);
        }
        catch (DecoderFallbackException)
        {
            throw origin.Unreadable($"{part} is no UTF-8 once its percent-encoding is undone.");
        }
    }
}
