namespace AutonomOS.Migrations.Tests.Reports.History;

/// <summary>Reads a drawing as a person does: by its lines alone, without knowing how it was made.</summary>
internal sealed class ReadBack
{
    private readonly Dictionary<int, List<string>> lanes = [];

    /// <summary>Reads a drawing.</summary>
    /// <param name="lines">Its lines.</param>
    internal ReadBack(IReadOnlyList<string> lines)
    {
        for (var at = 0; at < lines.Count; at++)
        {
            if (lines[at].Contains('*', StringComparison.Ordinal))
            {
                this.ReadRevision(lines[at], at + 1 < lines.Count ? lines[at + 1] : "");
            }
            else if (!lines[at].Contains('─', StringComparison.Ordinal))
            {
                this.CheckLanes(lines[at], []);
            }
        }

        Assert.Empty(this.lanes);
    }

    /// <summary>Every revision, from the top.</summary>
    internal List<string> Revisions { get; } = [];

    /// <summary>What follows what: child and parent.</summary>
    internal List<(string Child, string Parent)> Edges { get; } = [];

    /// <summary>How many columns there were.</summary>
    internal int Width { get; private set; }

    private void ReadRevision(string line, string next)
    {
        var star = line.IndexOf('*', StringComparison.Ordinal);
        var column = star / 2;
        var text = line[(star + 1)..].TrimStart(' ', '│');
        var name = text.Split(' ')[0];
        this.Width = Math.Max(this.Width, column + 1);
        this.Revisions.Add(name);
        foreach (var child in this.lanes.GetValueOrDefault(column) ?? [])
        {
            this.Edges.Add((child, name));
        }

        this.lanes.Remove(column);
        this.CheckLanes(line[..^text.Length], [column]);
        const string more = "(no line to ";
        if (line.IndexOf(more, StringComparison.Ordinal) is > 0 and var from)
        {
            var names = line[(from + more.Length)..line.IndexOf(')', from)];
            this.Edges.AddRange(names.Split(", ").Select(parent => (name, parent)));
        }

        if (next.Contains('*', StringComparison.Ordinal))
        {
            if (Part(next, star) is '│' or '*')
            {
                this.lanes[column] = [name];
            }
        }
        else if (next.Contains('─', StringComparison.Ordinal))
        {
            this.ReadConnection(next, column, name);
        }
    }

    private void ReadConnection(string line, int column, string name)
    {
        List<int> touched = [column];
        if (Part(line, column * 2) is '├' or '┤' or '┼')
        {
            this.lanes[column] = [name];
        }

        for (var at = column + 1; Part(line, (at * 2) - 1) == '─'; at++)
        {
            Touch(at);
        }

        for (var at = column - 1; Part(line, (at * 2) + 1) == '─'; at--)
        {
            Touch(at);
        }

        Assert.True(touched.Count > 1, line);
        this.CheckLanes(line, touched);

        void Touch(int at)
        {
            switch (Part(line, at * 2))
            {
                case '╮' or '┬' or '╭':
                    Assert.False(this.lanes.ContainsKey(at), line);
                    this.lanes.Add(at, [name]);
                    touched.Add(at);
                    break;
                case '┤' or '┼' or '├':
                    this.lanes[at].Add(name);
                    touched.Add(at);
                    break;
                case '╯' or '┴' or '╰':
                    // Another line ends in this revision's own.
                    Assert.Contains(Part(line, column * 2), "├┤┼");
                    this.lanes[column].AddRange(this.lanes[at]);
                    this.lanes.Remove(at);
                    touched.Add(at);
                    break;
                default:
                    Assert.Contains(Part(line, at * 2), "│─");
                    break;
            }
        }
    }

    // Every lane that is open, and no other column, has a line in every row up to the text.
    private void CheckLanes(string line, List<int> touched)
    {
        for (var at = 0; at * 2 < line.Length; at++)
        {
            if (!touched.Contains(at))
            {
                Assert.True(this.lanes.ContainsKey(at) == (line[at * 2] == '│'), line);
            }
        }
    }

    private static char Part(string line, int at) => at >= 0 && at < line.Length ? line[at] : ' ';
}
