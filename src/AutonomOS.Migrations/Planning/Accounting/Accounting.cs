using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Schema;

namespace AutonomOS.Migrations.Planning.Accounting;

/// <summary>What a difference is, given what is pending.</summary>
public enum Accounted
{
    /// <summary>A pending operation accounts for it.</summary>
    Explained,

    /// <summary>No pending operation does.</summary>
    Drift,

    /// <summary>No pending operation does, but one could of which only running it would tell what it does.</summary>
    Unverifiable,
}

/// <summary>A difference, and what accounts for it.</summary>
/// <param name="Difference">
/// The difference; one that was folded into its parent is here only when it is none of the parent's that is accounted for.
/// </param>
/// <param name="Verdict">What it is.</param>
/// <param name="By">The operation that accounts for it, or could; null for none.</param>
/// <param name="Revision">The operation's revision; null for none.</param>
public sealed record AccountedDifference(Difference Difference, Accounted Verdict, SchemaOperation? By, string? Revision);

/// <summary>What a pending operation does and development does not show.</summary>
/// <param name="Revision">The operation's revision; null where a SQL file is judged.</param>
/// <param name="Operation">The operation.</param>
/// <param name="What">What is missing: a clause without full stop, such as <c>column public.users.email is not there</c>.</param>
public sealed record NotShown(string? Revision, SchemaOperation Operation, string What);

/// <summary>All differences between two databases, held to what is pending.</summary>
/// <param name="Differences">Every difference in the order of the comparison, notes left out.</param>
/// <param name="NotShown">What development lacks of the effects of what is pending, in the order of the operations.</param>
public sealed record AccountedDifferences(IReadOnlyList<AccountedDifference> Differences, IReadOnlyList<NotShown> NotShown)
{
    /// <summary>The differences as reports tell them: with the revisions that account for them, and the notes.</summary>
    /// <param name="compared">What the comparison gave.</param>
    public IReadOnlyList<Difference> Reported(IReadOnlyList<Difference> compared) =>
        [.. this.Differences.Select(accounted => accounted.Difference), .. compared.Where(difference => difference.IsNote)];
}
