namespace AutonomOS.Migrations.Planning.Approvals;

/// <summary>Where a file has code: what is outside is a comment or blank. Filled from the beginning to the end.</summary>
internal sealed class CodeSpans
{
    private readonly List<(int Start, int End)> tokens = [];
    private readonly List<(int First, int Last)> statements = [];

    /// <summary>Adds a token behind those that are there.</summary>
    /// <param name="start">Index of its first character.</param>
    /// <param name="length">Characters.</param>
    public void AddToken(int start, int length) => this.tokens.Add((start, start + length));

    /// <summary>Adds a statement behind those that are there.</summary>
    /// <param name="first">Its first line.</param>
    /// <param name="last">Its last line.</param>
    public void AddStatement(int first, int last) => this.statements.Add((first, last));

    /// <summary>Whether a character is in a token.</summary>
    /// <param name="at">Its index.</param>
    public bool Covers(int at)
    {
        var index = this.tokens.BinarySearch((at, int.MaxValue));
        index = index < 0 ? ~index - 1 : index;
        return index >= 0 && at < this.tokens[index].End;
    }

    /// <summary>
    /// The lines that a comment is about: those of the statement on its line, or of the one that begins on the next; and in any case its own
    /// line and the next.
    /// </summary>
    /// <param name="line">The comment's line.</param>
    public (int First, int Last) LinesOf(int line)
    {
        var index = this.statements.BinarySearch((line, int.MaxValue));
        index = index < 0 ? ~index - 1 : index;
        if (index >= 0 && this.statements[index].Last >= line)
        {
            return (this.statements[index].First, Math.Max(this.statements[index].Last, line + 1));
        }

        return index + 1 < this.statements.Count && this.statements[index + 1].First == line + 1
            ? (line, this.statements[index + 1].Last)
            : (line, line + 1);
    }
}
