using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Sql.Statements;

/// <summary>The operations that a text is read into, and what is so of all that is added from here on.</summary>
/// <param name="file">The file that the text is in.</param>
/// <param name="lineOf">The file's line for a line of the text.</param>
/// <param name="lastLine">The text's last line: an escape in a string may make lines that the text has not.</param>
internal sealed class SqlOperations(string file, Func<int, int> lineOf, int lastLine)
{
    private readonly List<SchemaOperation> all = [];

    /// <summary>All that were read.</summary>
    public IReadOnlyList<SchemaOperation> All => this.all;

    /// <summary>Where the statement is written that is being read.</summary>
    public SourcePlace Place { get; private set; }

    /// <summary>Whether what is read may run never, or more than once.</summary>
    public bool IsConditional { get; set; }

    /// <summary>Whether what is read runs outside a transaction.</summary>
    public bool IsOutsideTransaction { get; set; }

    /// <summary>Whether <c>:name</c> is a parameter.</summary>
    public bool HasBinds { get; init; }

    /// <summary>How many DO blocks this is in; within one, INTO fills variables.</summary>
    public int Depth { get; set; }

    /// <summary>Says which line the next operations are on.</summary>
    /// <param name="line">The line of the text.</param>
    public void GoTo(int line) => this.Place = new(file, lineOf(Math.Min(line, lastLine)));

    /// <summary>Adds one.</summary>
    /// <param name="operation">The operation.</param>
    public void Add(SchemaOperation operation) => this.all.Add(
        (this.IsConditional && !operation.IsConditional) || this.IsOutsideTransaction
            ? operation with { IsConditional = this.IsConditional || operation.IsConditional, IsOutsideTransaction = this.IsOutsideTransaction }
            : operation);

    /// <summary>Takes back what was added behind the first ones.</summary>
    /// <param name="count">How many stay.</param>
    public void Keep(int count) => this.all.RemoveRange(count, this.all.Count - count);

    /// <summary>Says of one that was added that it may run never.</summary>
    /// <param name="at">Its index.</param>
    public void MakeConditional(int at) => this.all[at] = this.all[at] with { IsConditional = true };

    /// <summary>Adds what only running the text would tell.</summary>
    /// <param name="what">What stands there.</param>
    /// <param name="reason">Why it cannot be told.</param>
    /// <param name="isUnclosed">Whether something in it opens and never closes.</param>
    public void AddOpaque(string what, string reason, bool isUnclosed = false) =>
        this.Add(new OpaqueOperation(what, reason) { Place = this.Place, IsUnclosed = isUnclosed });
}
