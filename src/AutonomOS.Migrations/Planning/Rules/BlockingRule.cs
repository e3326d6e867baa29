using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Planning.Facts;
using AutonomOS.Migrations.Planning.Locks;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>
/// What the rules about long locks have in common: a table that production has is blocked while all its rows are read or written. Tables
/// that are new or empty are silent. It is an error above <see cref="PlanPolicy.MaxLockedRows"/> estimated rows, and where there is no
/// estimate, unless the file is too small for so many.
/// </summary>
/// <param name="code">The rule's code.</param>
/// <param name="policy">What the team has decided.</param>
internal abstract class BlockingRule(DiagnosticDescriptor code, PlanPolicy policy) : IPlanRule
{
    // A row's header and its line pointer: 24 + 4 bytes, whatever it holds (storage/bufpage.h, access/htup_details.h).
    private const int SmallestRow = 28;

    /// <inheritdoc />
    public DiagnosticDescriptor Code => code;

    /// <inheritdoc />
    public IEnumerable<Finding> Judge(SchemaOperation operation, PlannedProduction production)
    {
        if (this.Work(operation, production) is not { } work)
        {
            yield break;
        }

        var locks = LockForecasts.Of(operation, production);
        foreach (var taken in locks.Where(taken => taken.Mode >= LockMode.Share && taken.Scans))
        {
            var table = production.Find(taken.Relation);
            if (table is not { IsEmpty: true })
            {
                yield return this.Told(operation, work, taken, [.. locks.Where(other => other.Mode >= LockMode.Share && !other.Scans)], table);
            }
        }
    }

    /// <summary>What the operation does, with its object: <c>builds index public.i</c>.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="production">Production as it will find it.</param>
    /// <returns>Null when the rule is not about it.</returns>
    protected abstract string? Work(SchemaOperation operation, PlannedProduction production);

    /// <summary>The safe way to write it: a sentence or two.</summary>
    /// <param name="operation">The operation.</param>
    protected abstract string SafeWay(SchemaOperation operation);

    private Finding Told(SchemaOperation operation, string work, LockForecast taken, List<LockForecast> others, RelationFacts? table)
    {
        var also = others.Count == 0 ? ""
            : $" (and {string.Join(" and ", others.Select(other => $"{LockText.Words(other.Mode)} on {PlannedProduction.FullName(other.Relation)}"))})";
        var until = taken.Rewrites ? "while all of it is written anew" : "while all its rows are read";
        var message = $"{work}: takes {LockText.Words(taken.Mode)} on {PlannedProduction.FullName(taken.Relation)}{RuleText.Size(table)}{also}, which blocks {LockText.Blocks(taken.Mode)} {until}.";
        var (isTooMuch, why) = this.Weigh(table);
        var finding = this.Code.At(operation.Place, $"{message}{why} {this.SafeWay(operation)}");
        return isTooMuch ? finding.As(Severity.Error) : finding;
    }

    private (bool IsTooMuch, string Why) Weigh(RelationFacts? table) => table switch
    {
        { EstimatedRows: { } rows } => rows > policy.MaxLockedRows ? (true, $" That is more than {LockText.Most(policy)}.") : (false, ""),
        null => (true, $" How many rows it has is not known: it counts as more than {LockText.Most(policy)}."),
        _ when table.Bytes / SmallestRow > policy.MaxLockedRows => (true, $" It was never analysed, and may hold more than {LockText.Most(policy)}."),
        _ => (false, ""),
    };
}
