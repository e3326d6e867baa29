using System.Text;

namespace AutonomOS.Migrations.Alembic.Python;

/// <summary>
/// What a Python name is made of (reference, 2.3), and its text. Names repeat, within a file and from file to file: the last one of each
/// hash is kept, so that most cost no text.
/// </summary>
internal sealed class PythonNames
{
    // A power of two. Files of one kind have fewer names in common.
    private const int MostKept = 256;

    private readonly string?[] kept = new string?[MostKept];

    /// <summary>Whether a character can begin a name; beyond ASCII everything that is no white space is taken for a letter.</summary>
    /// <param name="c">A character.</param>
    public static bool Starts(char c) => char.IsAsciiLetter(c) || c == '_' || (c >= 0x80 && !char.IsWhiteSpace(c));

    /// <summary>Whether a character can stand inside a name.</summary>
    /// <param name="c">A character.</param>
    public static bool Continues(char c) => char.IsAsciiLetterOrDigit(c) || c == '_' || (c >= 0x80 && !char.IsWhiteSpace(c));

    /// <summary>
    /// Whether a name may be another one to Python, which compares names in Unicode normalization form KC (reference, 2.3), where letters
    /// of other widths and styles are plain ones. Told by blocks of characters: .NET normalizes only where ICU is installed.
    /// </summary>
    /// <param name="name">A name.</param>
    public static bool MayBeAnother(string name)
    {
        if (Ascii.IsValid(name))
        {
            return false;
        }

        foreach (var c in name)
        {
            if (c is '\u00AA' or '\u00BA' or '\u017F' or '\u1E9A' or '\u1E9B'
                or (>= '\u0132' and <= '\u0149') or (>= '\u01C4' and <= '\u01F3') or (>= '\u02B0' and <= '\u02E4')
                or (>= '\u1D2C' and <= '\u1DBF') or (>= '\u2070' and <= '\u218F') or (>= '\u2C7C' and <= '\u2C7D')
                or (>= '\uD800' and <= '\uDFFF') or (>= '\uFB00' and <= '\uFB06') or (>= '\uFF00' and <= '\uFF5F'))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The text of a name.</summary>
    /// <param name="name">Where it stands in a source; not empty.</param>
    public string Text(ReadOnlySpan<char> name)
    {
        ref var last = ref this.kept[((name[0] * 31) + (name[^1] * 7) + name.Length) & (MostKept - 1)];
        return last is not null && name.SequenceEqual(last) ? last : last = name.ToString();
    }
}
