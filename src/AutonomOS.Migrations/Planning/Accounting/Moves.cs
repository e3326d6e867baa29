namespace AutonomOS.Migrations.Planning.Accounting;

/// <summary>What pending operations rename and move to other schemas, in order: leads from production's names to the final ones and back.</summary>
internal sealed class Moves
{
    private readonly List<(int At, ObjectPath From, ObjectPath To)> all = [];

    /// <summary>Adds one.</summary>
    /// <param name="at">The operation's place.</param>
    /// <param name="from">The name before.</param>
    /// <param name="to">The name after.</param>
    public void Add(int at, ObjectPath from, ObjectPath to) => this.all.Add((at, from, to));

    /// <summary>The old and the new last part of each.</summary>
    public IEnumerable<(ObjectPath From, ObjectPath To, int At)> All => this.all.Select(move => (move.From, move.To, move.At));

    /// <summary>The name in production of what bears a name when an operation runs.</summary>
    /// <param name="path">The name then.</param>
    /// <param name="before">The operation's place; the count of operations for the end.</param>
    public ObjectPath Origin(ObjectPath path, int before)
    {
        for (var index = this.all.Count - 1; index >= 0; index--)
        {
            if (this.all[index].At < before)
            {
                path = path.Moved(this.all[index].To, this.all[index].From);
            }
        }

        return path;
    }

    /// <summary>The final name of what bears a name when an operation has run.</summary>
    /// <param name="path">The name then.</param>
    /// <param name="after">The operation's place; -1 for production as it is.</param>
    /// <param name="by">The operation that changed it last; -1 for none.</param>
    public ObjectPath Outcome(ObjectPath path, int after, out int by)
    {
        by = -1;
        foreach (var (at, from, to) in this.all)
        {
            if (at > after && path.IsIn(from))
            {
                path = path.Moved(from, to);
                by = at;
            }
        }

        return path;
    }
}
