using System.Runtime.CompilerServices;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Startup;

namespace AutonomOS.Migrations.Schema;

/// <summary>
/// Compares two databases by walking their sorted streams of objects together. Knows no kind, and keeps differences only: memory grows with
/// the differences (and the names asked for), not with the schemas.
/// </summary>
public static class SchemaComparison
{
    /// <summary>Compares. Both servers work at the same time when both batches are under way before the call.</summary>
    /// <param name="development">The objects of development.</param>
    /// <param name="production">The objects of production.</param>
    /// <param name="scope">What to leave out on both sides, and what to keep the names of.</param>
    /// <param name="cancellationToken">Ends the wait for the servers.</param>
    /// <remarks>
    /// Properties are compared by name. One that only one side's server has, such as what came with a later version, is null on the other
    /// side: a server that does not have the property cannot have set it.
    /// </remarks>
    /// <exception cref="FindingException">AMB9004: the sides give different kinds, or objects out of order.</exception>
    [AsyncMethodBuilder(typeof(ColdTaskMethodBuilder<>))]
    public static async Task<ComparisonResult> CompareAsync(
        ISchemaReader development, ISchemaReader production, ComparisonScope scope, CancellationToken cancellationToken)
    {
        using var left = new SchemaWalk(development, scope);
        using var right = new SchemaWalk(production, scope);
        var differences = new DifferenceList(scope.Majors);
        var oneSided = new OneSidedObjects(scope.Majors);
        while (await BothAsync(left.NextKindAsync(cancellationToken), right.NextKindAsync(cancellationToken)))
        {
            if (!string.Equals(left.Kind?.Name, right.Kind?.Name, StringComparison.Ordinal))
            {
                throw new FindingException(DiagnosticCodes.CatalogNotUnderstood.At(
                    $"Development told the kind '{left.Kind?.Name ?? "(none)"}' where production told '{right.Kind?.Name ?? "(none)"}'. "
                    + "Report it to the makers of this package."));
            }

            var instances = scope.IsExact || left.Kind is null ? null : InstanceShapes.Of(left.Kind, right.Kind!, scope.Majors);
            await MergeKindAsync(left, right, differences, oneSided, instances, cancellationToken);
            differences.EndKind(instances);
        }

        return new(differences.Kept, differences.Unknown, left.Summary(), right.Summary()) { NotComparable = differences.NotComparable, Folded = differences.Folded, OneSided = oneSided };
    }

    /// <summary>Reads one database alone, where there is nothing to compare it with.</summary>
    /// <param name="reader">The objects.</param>
    /// <param name="scope">What to leave out, and what to keep the names of.</param>
    /// <param name="cancellationToken">Ends the wait for the server.</param>
    /// <exception cref="FindingException">AMB9004: objects are out of order.</exception>
    public static async Task<SchemaSummary> ReadAsync(ISchemaReader reader, ComparisonScope scope, CancellationToken cancellationToken)
    {
        using var walk = new SchemaWalk(reader, scope);
        while (await walk.NextKindAsync(cancellationToken))
        {
            while (walk.Current is not null)
            {
                await walk.NextAsync(cancellationToken);
            }
        }

        return walk.Summary();
    }

    [AsyncMethodBuilder(typeof(ColdTaskMethodBuilder))]
    private static async Task MergeKindAsync(
        SchemaWalk left, SchemaWalk right, DifferenceList differences, OneSidedObjects oneSided, InstanceShapes? instances, CancellationToken cancellationToken)
    {
        var kind = left.Kind!.Name;
        var properties = PropertyPair.Match(left.Kind.Properties, right.Kind!.Properties);
        var isAlike = IsAlike(left.Kind.Properties, right.Kind.Properties);
        while (left.Current is not null || right.Current is not null)
        {
            // A side that has come to its end stands behind every name.
            var order = left.Current is null ? 1
                : right.Current is null ? -1
                : Utf8Order.Instance.Compare(left.Current.Name, right.Current.Name);
            if (order < 0)
            {
                differences.AddOneSided(kind, left.Current!, Change.Missing, instances?.Add(left.Current!, Change.Missing));
                oneSided.Add(kind, properties, left.Current!, Change.Missing);
                await left.NextAsync(cancellationToken);
            }
            else if (order > 0)
            {
                differences.AddOneSided(kind, right.Current!, Change.Extra, instances?.Add(right.Current!, Change.Extra));
                oneSided.Add(kind, properties, right.Current!, Change.Extra);
                await right.NextAsync(cancellationToken);
            }
            else
            {
                instances?.Add(left.Current!, Change.Missing);
                instances?.Add(right.Current!, Change.Extra);
                if (!isAlike || !AreEqual(left.Current!.Values, right.Current!.Values))
                {
                    differences.AddUnequal(kind, properties, left.Current!, right.Current!);
                }

                await BothAsync(left.NextAsync(cancellationToken), right.NextAsync(cancellationToken));
            }
        }
    }

    // Equal values are no difference, whatever property they are of; but for what says that another could not be read.
    private static bool IsAlike(IReadOnlyList<string> development, IReadOnlyList<string> production) =>
        development.SequenceEqual(production, StringComparer.Ordinal)
        && !development.Any(property => property.StartsWith(ObjectKind.UnknownPrefix, StringComparison.Ordinal));

    private static bool AreEqual(IReadOnlyList<string?> development, IReadOnlyList<string?> production) =>
        development is string?[] left && production is string?[] right && left.AsSpan().SequenceEqual(right);

    // Waits for both even when one fails, so that no reader is left in the middle of a read.
    private static async ValueTask<bool> BothAsync(ValueTask<bool> left, ValueTask<bool> right)
    {
        if (left.IsCompletedSuccessfully && right.IsCompletedSuccessfully)
        {
            return left.Result | right.Result;
        }

        var other = right.AsTask();
        bool more;
        try
        {
            more = await left;
        }
        catch
        {
            await ((Task)other).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        return await other | more;
    }
}
