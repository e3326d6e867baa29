using System.Buffers;

namespace AutonomOS.Migrations.Alembic.Python;

/// <summary>Finds the end of a string or bytes literal that is no f-string: those are <see cref="PythonFormatText"/>'s.</summary>
internal static class PythonPlainText
{
    private static readonly SearchValues<char> SingleStops = SearchValues.Create("'\\\r\n");
    private static readonly SearchValues<char> DoubleStops = SearchValues.Create("\"\\\r\n");

    /// <summary>Passes a literal.</summary>
    /// <param name="source">The text of a file.</param>
    /// <param name="start">Index of the opening quote, after the prefix.</param>
    /// <param name="line">Line, counted on.</param>
    /// <returns>Index after the closing quote; negative when there is none.</returns>
    public static int Pass(string source, int start, ref int line)
    {
        var quote = source[start];
        var triple = start + 2 < source.Length && source[start + 1] == quote && source[start + 2] == quote;
        var at = start + (triple ? 3 : 1);
        while (true)
        {
            var length = source.AsSpan(at).IndexOfAny(quote == '"' ? DoubleStops : SingleStops);
            if (length < 0)
            {
                return -source.Length;
            }

            at += length;
            var c = source[at];
            if (c == '\\')
            {
                // Also in a raw string a backslash keeps the quote after it from closing.
                at++;
                at = at >= source.Length ? at : source[at] is '\r' or '\n' ? PassBreak(source, at, ref line) : at + 1;
            }
            else if (c is '\r' or '\n')
            {
                if (!triple)
                {
                    return -at;
                }

                at = PassBreak(source, at, ref line);
            }
            else if (!triple)
            {
                return at + 1;
            }
            else if (source.AsSpan(at).StartsWith(quote == '"' ? "\"\"\"" : "'''"))
            {
                return at + 3;
            }
            else
            {
                at++;
            }
        }
    }

    private static int PassBreak(string source, int at, ref int line)
    {
        line++;
        return at + (source[at] == '\r' && at + 1 < source.Length && source[at + 1] == '\n' ? 2 : 1);
    }
}
