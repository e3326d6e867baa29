using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Schema;

namespace AutonomOS.Migrations.Replaying;

/// <summary>Two databases, compared by what the guard compares.</summary>
internal static class SchemaPair
{
    // A migration that ends while we read is over at the next look.
    private const int Looks = 3;

    /// <summary>Compares.</summary>
    /// <param name="expected">What the other is held to.</param>
    /// <param name="actual">The other.</param>
    /// <param name="request">What is compared.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    /// <returns>What differs, and what could not be read or compared.</returns>
    /// <exception cref="FindingException">One could not be read.</exception>
    public static async Task<(IReadOnlyList<Difference> Differences, IReadOnlyList<Finding> Unknown)> CompareAsync(
        ConnectionTarget expected, ConnectionTarget actual, AuditRequest request, CancellationToken cancellationToken)
    {
        for (var look = 1; ; look++)
        {
            try
            {
                return await CompareOnceAsync(expected, actual, request, cancellationToken);
            }
            catch (FindingException e) when (look < Looks && e.Finding.Descriptor == DiagnosticCodes.ChangedWhileReading)
            {
                // Once more.
            }
        }
    }

    private static async Task<(IReadOnlyList<Difference> Differences, IReadOnlyList<Finding> Unknown)> CompareOnceAsync(
        ConnectionTarget expected, ConnectionTarget actual, AuditRequest request, CancellationToken cancellationToken)
    {
        await using var left = await DatabaseLook.OpenAsync(expected, request, null, readsCatalog: true, cancellationToken);
        await using var right = await DatabaseLook.OpenAsync(actual, request, null, readsCatalog: true, cancellationToken);
        await Task.WhenAll(left.BeginReadAsync(null, cancellationToken), right.BeginReadAsync(null, cancellationToken));
        var result = await SchemaComparison.CompareAsync(left.Catalog, right.Catalog, DatabaseLook.Scope(left, right), cancellationToken);
        await Task.WhenAll(left.VerifyUnchangedAsync(cancellationToken), right.VerifyUnchangedAsync(cancellationToken));
        left.Complete(result.Development);
        right.Complete(result.Production);
        return (
            [.. result.Differences.Where(difference => !difference.IsNote).Select(difference => difference.Masked())],
            [
                .. CompletenessRules.OfUnknown(result.Unknown, left.Report, right.Report),
                .. CompletenessRules.OfVersions(result.NotComparable.Select(difference => difference.Masked()), left.Report, right.Report),
                .. CompletenessRules.Of(left.Catalog.Discrepancies!, left.Report, request.Schemas),
                .. CompletenessRules.Of(right.Catalog.Discrepancies!, right.Report, request.Schemas),
            ]);
    }
}
