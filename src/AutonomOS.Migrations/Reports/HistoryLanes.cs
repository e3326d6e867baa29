using System.Text;

namespace AutonomOS.Migrations.Reports;

/// <summary>
/// The lines at the left of a history tree, drawn as <c>git log --graph</c> draws them: one column for each revision that is yet to
/// come and that a revision above follows. A row costs the width of the drawing and no more.
/// </summary>
/// <remarks>
/// <c>*</c> is a revision. Below it may be a row that joins it to other columns: <c>╮ ╭ ┬</c> begin a column, <c>╯ ╰ ┴</c> end one,
/// <c>├ ┤ ┼</c> go on, and <c>│</c> between two <c>─</c> is a column that the line crosses.
/// </remarks>
internal sealed class HistoryLanes
{
    /// <summary>So many columns are drawn; a revision that would need one more is told of in words.</summary>
    internal const int Most = 20;

    private const int Free = -1;

    // By lines up, down, left, right as 8, 4, 2, 1.
    private const string Strokes = "   ─ ╭╮┬ ╰╯┴│├┤┼";

    private readonly List<int> awaited = [];
    private readonly Dictionary<int, int> columns = [];

    // The column of the last row's revision where nothing says yet that its line ends there.
    private int ended = Free;

    /// <summary>Draws a revision.</summary>
    /// <param name="node">Its number.</param>
    /// <param name="parents">What it follows and is not drawn yet, each once.</param>
    /// <param name="notDrawn">Takes the parents for which there is no column left.</param>
    /// <returns>The row above it, if there is one; its own row; the row below it, if there is one.</returns>
    public (string? Above, string Own, string? Below) Draw(int node, IEnumerable<int> parents, ICollection<int> notDrawn)
    {
        if (!this.columns.Remove(node, out var column))
        {
            column = this.FreeColumn(0);
            column = column == Free ? Most : column;
        }

        // A base, and right below it a head: without a row between them they would look like parent and child.
        var above = column == this.ended ? this.Row(column, _ => ' ') : null;
        var own = this.Row(column, at => at == column ? '*' : ' ');
        this.Set(column, Free);
        var busy = this.awaited.ConvertAll(lane => lane != Free);
        var touched = new HashSet<int>();
        var moved = Free;
        foreach (var parent in parents)
        {
            if (this.columns.TryGetValue(parent, out var to))
            {
                touched.Add(to);
                if (to > column && column < Most && (column >= this.awaited.Count || this.awaited[column] == Free))
                {
                    // A line further right ends here and this one goes on in its place, so that a drawing keeps to the left.
                    moved = to;
                    this.Set(column, parent);
                    this.columns[parent] = column;
                }
            }
            else if (this.FreeColumn(column) is var free and not Free)
            {
                touched.Add(free);
                this.Set(free, parent);
                this.columns.Add(parent, free);
            }
            else
            {
                notDrawn.Add(parent);
            }
        }

        if (moved != Free)
        {
            this.Set(moved, Free);
        }

        touched.Remove(column);
        var goesOn = column < this.awaited.Count && this.awaited[column] != Free;
        var below = touched.Count > 0 ? this.Join(column, goesOn, touched, moved, at => at < busy.Count && busy[at]) : null;
        this.ended = goesOn || below is not null ? Free : column;
        return (above, own, below);
    }

    private string Join(int column, bool goesOn, HashSet<int> touched, int moved, Predicate<int> wasBusy)
    {
        var left = Math.Min(column, touched.Min());
        var right = Math.Max(column, touched.Max());
        return this.Row(
            right,
            at => at == column ? Stroke(true, goesOn, at > left, at < right)
                : touched.Contains(at) ? Stroke(wasBusy(at), at != moved, at > left, at < right)
                : at > left && at < right ? '─' : ' ',
            at => at >= left && at < right ? '─' : ' ',
            at => at == column || touched.Contains(at));
    }

    private static char Stroke(bool up, bool down, bool left, bool right) =>
        Strokes[(up ? 8 : 0) + (down ? 4 : 0) + (left ? 2 : 0) + (right ? 1 : 0)];

    // One character for a column and one for the gap after it; a column that is awaited is a line unless something else stands there.
    private string Row(int column, Func<int, char> stroke, Func<int, char>? gap = null, Predicate<int>? covers = null)
    {
        var row = new StringBuilder();
        var width = Math.Max(this.awaited.Count, column + 1);
        for (var at = 0; at < width; at++)
        {
            var isLine = at < this.awaited.Count && this.awaited[at] != Free && !(covers is null ? stroke(at) != ' ' : covers(at));
            row.Append(isLine ? '│' : stroke(at)).Append(gap?.Invoke(at) ?? ' ');
        }

        return row.ToString().TrimEnd();
    }

    // The column itself or the nearest free one to its right, then to its left.
    private int FreeColumn(int from)
    {
        for (var at = from; at < Most; at++)
        {
            if (at >= this.awaited.Count || this.awaited[at] == Free)
            {
                return at;
            }
        }

        var left = from - 1;
        while (left >= 0 && this.awaited[left] != Free)
        {
            left--;
        }

        return left;
    }

    private void Set(int column, int node)
    {
        while (this.awaited.Count <= column && node != Free)
        {
            this.awaited.Add(Free);
        }

        if (column < this.awaited.Count)
        {
            this.awaited[column] = node;
        }

        while (this.awaited.Count > 0 && this.awaited[^1] == Free)
        {
            this.awaited.RemoveAt(this.awaited.Count - 1);
        }
    }
}
