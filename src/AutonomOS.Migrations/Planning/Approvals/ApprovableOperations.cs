using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Planning.Approvals;

/// <summary>The operations of a plan as approvals look for them, found without going over all of them for each. Pure.</summary>
internal sealed class ApprovableOperations
{
    private readonly ILookup<(string? Revision, string ObjectName), PlannedOperation> byName;
    private readonly Dictionary<string, PlannedOperation[]> byLine;

    /// <summary>Sorts them.</summary>
    /// <param name="operations">The operations.</param>
    public ApprovableOperations(IReadOnlyList<PlannedOperation> operations)
    {
        this.byName = operations.ToLookup(operation => (operation.Revision, ObjectOf(operation)));
        this.byLine = operations.GroupBy(operation => operation.Operation.Place.File, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.OrderBy(operation => operation.Operation.Place.Line).ToArray(), StringComparer.Ordinal);
    }

    /// <summary>The object of an operation as approvals name it.</summary>
    /// <param name="operation">The operation.</param>
    public static string ObjectOf(PlannedOperation operation) =>
        operation.FullName is { } name ? OneLine.Escape(name) : Approval.NoObject;

    /// <summary>The operations that an approval is about: by name, and one in a comment by its lines besides.</summary>
    /// <param name="approval">The approval.</param>
    public IEnumerable<PlannedOperation> Of(Approval approval) => approval is { Place: { } place, Lines: { } lines }
        ? this.Between(place.File, lines).Where(operation =>
            operation.Revision == approval.Revision && ObjectOf(operation) == approval.ObjectName && IsNamed(approval, operation))
        : this.byName[(approval.Revision, approval.ObjectName)].Where(operation => IsNamed(approval, operation));

    private static bool IsNamed(Approval approval, PlannedOperation operation) =>
        approval.Operation == operation.Operation.Name
        || (approval.Operation == operation.Operation.Name + Approval.CascadeSuffix && operation.Operation.IsCascading);

    private IEnumerable<PlannedOperation> Between(string file, (int First, int Last) lines)
    {
        if (!this.byLine.TryGetValue(file, out var operations))
        {
            yield break;
        }

        var (low, high) = (0, operations.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = operations[middle].Operation.Place.Line < lines.First ? (middle + 1, high) : (low, middle);
        }

        for (; low < operations.Length && operations[low].Operation.Place.Line <= lines.Last; low++)
        {
            yield return operations[low];
        }
    }
}
