using System.Buffers;
using System.Text;

namespace AutonomOS.Migrations.Alembic.Python;

/// <summary>
/// Splits Python source into logical lines of tokens (Python reference, "Lexical analysis"): brackets and backslashes join lines,
/// comments and blank lines vanish, strings keep their line breaks. One pass, no recursion, one line in memory at a time, so that
/// neither 10 MB of data nor 100,000 nested brackets hurt. Python 2 files read as well: nothing here depends on the grammar.
/// </summary>
/// <param name="source">The text of a file; <see cref="Begin"/> takes further ones.</param>
internal sealed class PythonLineReader(string source)
{
    // A power of two. Files of one kind have fewer names in common.
    private const int KeptNames = 256;


    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\r\n");
    private static readonly SearchValues<char> SingleStops = SearchValues.Create("'\\\r\n");
    private static readonly SearchValues<char> DoubleStops = SearchValues.Create("\"\\\r\n");

    private readonly List<(char Open, int Line)> brackets = [];

    // Names repeat, within a file and from file to file: the last one of each hash, so that most cost no text.
    private readonly string?[] names = new string?[KeptNames];
    private int position;
    private int line = 1;

    /// <summary>The text of the file.</summary>
    public string Source { get; private set; } = source;

    /// <summary>The tokens of the current logical line; valid until the next <see cref="Read"/>.</summary>
    public List<PythonToken> Tokens { get; } = [];

    /// <summary>Indentation of the current logical line, tabs going to multiples of 8 as in Python.</summary>
    public int Column { get; private set; }

    /// <summary>Line the last token of the current logical line ends on.</summary>
    public int LastLine { get; private set; }

    /// <summary>Why reading stopped before the end; null when it did not.</summary>
    public string? Error { get; private set; }

    /// <summary>Line of <see cref="Error"/>.</summary>
    public int ErrorLine { get; private set; }

    /// <summary>Goes to the beginning of another file, or of the same again.</summary>
    /// <param name="text">Its text.</param>
    public void Begin(string text)
    {
        this.Source = text;
        this.position = 0;
        this.line = 1;
        this.brackets.Clear();
        this.Tokens.Clear();
        this.Error = null;
        this.ErrorLine = 0;
    }

    /// <summary>Goes on to the next logical line that has tokens.</summary>
    /// <returns>False at the end of the source and at an error.</returns>
    public bool Read()
    {
        this.Tokens.Clear();
        this.MeasureIndentation();
        while (this.Error is null)
        {
            if (this.position >= this.Source.Length)
            {
                if (this.brackets.Count > 0)
                {
                    return this.Fail($"the bracket '{this.brackets[^1].Open}' is never closed", this.brackets[^1].Line);
                }

                return this.Tokens.Count > 0;
            }

            var c = this.Source[this.position];
            if (c is '\r' or '\n')
            {
                this.PassLineEnd();
                if (this.brackets.Count > 0)
                {
                    continue;
                }

                if (this.Tokens.Count > 0)
                {
                    return true;
                }

                this.MeasureIndentation();
            }
            else
            {
                this.ReadToken(c);
            }
        }

        return false;
    }

    /// <summary>A token's text.</summary>
    /// <param name="token">A token of this source.</param>
    public ReadOnlySpan<char> Text(PythonToken token) => this.Source.AsSpan(token.Start, token.Length);

    /// <summary>The name a token spells.</summary>
    /// <param name="token">A <see cref="PythonTokenKind.Name"/> of this source.</param>
    public string Name(PythonToken token)
    {
        var text = this.Text(token);
        ref var kept = ref this.names[((text[0] * 31) + (text[^1] * 7) + text.Length) & (KeptNames - 1)];
        return kept is not null && text.SequenceEqual(kept) ? kept : kept = text.ToString();
    }

    /// <summary>
    /// Whether a name may be another one to Python, which compares names in Unicode normalization form KC (reference, 2.3), where letters
    /// of other widths and styles are plain ones. Told by blocks of characters: .NET normalizes only where ICU is installed.
    /// </summary>
    /// <param name="name">A name.</param>
    public static bool MayBeAnotherName(string name)
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

    private static bool StartsName(char c) => char.IsAsciiLetter(c) || c == '_' || (c >= 0x80 && !char.IsWhiteSpace(c));

    private static bool ContinuesName(char c) => char.IsAsciiLetterOrDigit(c) || c == '_' || (c >= 0x80 && !char.IsWhiteSpace(c));

    private void ReadToken(char c)
    {
        var start = this.position;
        if (c is ' ' or '\t' or '\f' || (c >= 0x80 && char.IsWhiteSpace(c)))
        {
            this.position++;
        }
        else if (c == '#')
        {
            this.PassComment();
        }
        else if (c == '\\')
        {
            this.position++;
            if (this.position < this.Source.Length && this.Source[this.position] is '\r' or '\n')
            {
                this.PassLineEnd();
            }
            else
            {
                _ = this.Fail("a backslash is followed by something other than the end of the line", this.line);
            }
        }
        else if (c is '\'' or '"')
        {
            this.ReadLiteral(start);
        }
        else if (StartsName(c))
        {
            do
            {
                this.position++;
            }
            while (this.position < this.Source.Length && ContinuesName(this.Source[this.position]));

            if (this.position < this.Source.Length && this.Source[this.position] is '\'' or '"' && this.IsLiteralPrefix(start))
            {
                this.ReadLiteral(start);
            }
            else
            {
                this.Add(PythonTokenKind.Name, start, this.line);
            }
        }
        else if (char.IsAsciiDigit(c)
            || (c == '.' && this.position + 1 < this.Source.Length && char.IsAsciiDigit(this.Source[this.position + 1])))
        {
            do
            {
                this.position++;
            }
            while (this.position < this.Source.Length && (ContinuesName(this.Source[this.position]) || this.Source[this.position] == '.'));
            this.Add(PythonTokenKind.Number, start, this.line);
        }
        else
        {
            this.ReadOperator(c);
        }
    }

    private void ReadOperator(char c)
    {
        if (c is '(' or '[' or '{')
        {
            this.brackets.Add((c, this.line));
        }
        else if (c is ')' or ']' or '}')
        {
            if (this.brackets.Count == 0 || this.brackets[^1].Open != (c == ')' ? '(' : c == ']' ? '[' : '{'))
            {
                _ = this.Fail($"the bracket '{c}' closes nothing", this.line);
                return;
            }

            this.brackets.RemoveAt(this.brackets.Count - 1);
        }

        var start = this.position;
        this.position += this.OperatorLength(c);
        this.Add(PythonTokenKind.Operator, start, this.line);
    }

    private int OperatorLength(char c)
    {
        var second = this.position + 1 < this.Source.Length ? this.Source[this.position + 1] : '\0';
        var third = this.position + 2 < this.Source.Length ? this.Source[this.position + 2] : '\0';
        return c switch
        {
            '*' or '/' or '<' or '>' when second == c => third == '=' ? 3 : 2,
            '=' or '!' or '<' or '>' or '+' or '-' or '*' or '/' or '%' or '&' or '|' or '^' or '@' or ':' when second == '=' => 2,
            '-' when second == '>' => 2,
            '.' when second == '.' && third == '.' => 3,
            _ => 1,
        };
    }

    private void MeasureIndentation()
    {
        this.Column = 0;
        for (; this.position < this.Source.Length; this.position++)
        {
            var c = this.Source[this.position];
            if (c is not (' ' or '\t' or '\f'))
            {
                return;
            }

            this.Column = c == ' ' ? this.Column + 1 : c == '\t' ? ((this.Column / 8) + 1) * 8 : 0;
        }
    }

    private void PassComment()
    {
        var length = this.Source.AsSpan(this.position).IndexOfAny(LineEnds);
        this.position = length < 0 ? this.Source.Length : this.position + length;
    }

    private void PassLineEnd()
    {
        this.position += this.Source[this.position] == '\r' && this.position + 1 < this.Source.Length
            && this.Source[this.position + 1] == '\n' ? 2 : 1;
        this.line++;
    }

    private void Add(PythonTokenKind kind, int start, int startLine)
    {
        this.Tokens.Add(new PythonToken(kind, start, this.position - start, startLine));
        this.LastLine = this.line;
    }

    private bool Fail(string reason, int where)
    {
        this.Error = reason;
        this.ErrorLine = where;
        return false;
    }

    private bool IsLiteralPrefix(int start)
    {
        if (this.position - start > 3)
        {
            return false;
        }

        foreach (var c in this.Source.AsSpan(start, this.position - start))
        {
            if (char.ToLowerInvariant(c) is not ('r' or 'u' or 'b' or 'f' or 't'))
            {
                return false;
            }
        }

        return true;
    }

    private void ReadLiteral(int start)
    {
        var startLine = this.line;
        if (this.Source.AsSpan(start, this.position - start).IndexOfAny("fFtT") >= 0)
        {
            var read = PythonFormatText.Pass(this.Source, this.position, ref this.line);
            this.position = Math.Abs(read);
            if (read < 0)
            {
                _ = this.Fail("an f-string is never closed", startLine);
                return;
            }
        }
        else if (!this.PassText(this.Source[this.position]))
        {
            _ = this.Fail("a string is never closed", startLine);
            return;
        }

        this.Add(PythonTokenKind.Literal, start, startLine);
    }

    private bool PassText(char quote)
    {
        var rest = this.Source.AsSpan(this.position);
        var triple = rest.Length > 2 && rest[1] == quote && rest[2] == quote;
        this.position += triple ? 3 : 1;
        while (true)
        {
            var length = this.Source.AsSpan(this.position).IndexOfAny(quote == '"' ? DoubleStops : SingleStops);
            if (length < 0)
            {
                this.position = this.Source.Length;
                return false;
            }

            this.position += length;
            var c = this.Source[this.position];
            if (c == '\\')
            {
                this.position++;
                if (this.position < this.Source.Length)
                {
                    this.PassEscaped();
                }
            }
            else if (c is '\r' or '\n')
            {
                if (!triple)
                {
                    return false;
                }

                this.PassLineEnd();
            }
            else if (!triple)
            {
                this.position++;
                return true;
            }
            else if (this.Source.AsSpan(this.position).StartsWith(quote == '"' ? "\"\"\"" : "'''"))
            {
                this.position += 3;
                return true;
            }
            else
            {
                this.position++;
            }
        }
    }

    private void PassEscaped()
    {
        if (this.Source[this.position] is '\r' or '\n')
        {
            this.PassLineEnd();
        }
        else
        {
            this.position++;
        }
    }
}
