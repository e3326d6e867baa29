using System.Buffers;

namespace AutonomOS.Migrations.Alembic.Python;

/// <summary>
/// Splits Python source into logical lines of tokens (Python reference, "Lexical analysis"): brackets and backslashes join lines,
/// comments and blank lines vanish, strings keep their line breaks. One pass, no recursion, one line in memory at a time, so that
/// neither 10 MB of data nor 100,000 nested brackets hurt. Python 2 files read as well: nothing here depends on the grammar.
/// </summary>
/// <param name="source">The text of a file; <see cref="Begin"/> takes further ones.</param>
internal sealed class PythonLineReader(string source)
{
    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\r\n");

    private readonly List<(char Open, int Line)> brackets = [];
    private readonly PythonNames names = new();
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
    public string Name(PythonToken token) => this.names.Text(this.Text(token));

    /// <summary>Whether a token of the current line assigns: <c>=</c>, <c>+=</c> and the like, no comparison and no
    /// <c>:=</c>.</summary>
    /// <param name="index">Its index.</param>
    public bool IsAssignment(int index)
    {
        var token = this.Tokens[index];
        var text = this.Text(token);
        return token.Kind == PythonTokenKind.Operator && text[^1] == '=' && text is not ("==" or "!=" or "<=" or ">=" or ":=");
    }

    /// <summary>Whether a token of the current line is an operator or bracket of one character.</summary>
    /// <param name="index">Its index.</param>
    /// <param name="c">The character.</param>
    public bool Is(int index, char c) =>
        this.Tokens[index] is { Kind: PythonTokenKind.Operator, Length: 1 } token && this.Source[token.Start] == c;

    /// <summary>What a token of the current line adds to the depth of brackets: 1 when it opens one, -1 when it closes one.</summary>
    /// <param name="index">Its index.</param>
    public int Depth(int index) =>
        this.Tokens[index] is not { Kind: PythonTokenKind.Operator, Length: 1 } token ? 0
        : this.Source[token.Start] is '(' or '[' or '{' ? 1
        : this.Source[token.Start] is ')' or ']' or '}' ? -1
        : 0;

    /// <summary>The text of a token of the current line that is a name or keyword; null for any other.</summary>
    /// <param name="index">Its index.</param>
    public string? Word(int index) => this.Tokens[index].Kind == PythonTokenKind.Name ? this.Name(this.Tokens[index]) : null;

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
        else if (PythonNames.Starts(c))
        {
            do
            {
                this.position++;
            }
            while (this.position < this.Source.Length && PythonNames.Continues(this.Source[this.position]));

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
            while (this.position < this.Source.Length
                && (PythonNames.Continues(this.Source[this.position]) || this.Source[this.position] == '.'));
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
        var isFormat = this.Source.AsSpan(start, this.position - start).IndexOfAny("fFtT") >= 0;
        var past = isFormat ? PythonFormatText.Pass(this.Source, this.position, ref this.line)
            : PythonPlainText.Pass(this.Source, this.position, ref this.line);
        this.position = Math.Abs(past);
        if (past < 0)
        {
            _ = this.Fail(isFormat ? "an f-string is never closed" : "a string is never closed", startLine);
            return;
        }

        this.Add(PythonTokenKind.Literal, start, startLine);
    }
}
