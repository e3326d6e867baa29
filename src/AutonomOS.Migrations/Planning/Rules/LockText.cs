using System.Globalization;
using AutonomOS.Migrations.Planning.Locks;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>Locks in PostgreSQL's words.</summary>
internal static class LockText
{
    /// <summary>A mode as PostgreSQL's manual writes it.</summary>
    /// <param name="mode">The mode.</param>
    public static string Words(LockMode mode) => mode switch
    {
        LockMode.AccessShare => "ACCESS SHARE",
        LockMode.RowShare => "ROW SHARE",
        LockMode.RowExclusive => "ROW EXCLUSIVE",
        LockMode.ShareUpdateExclusive => "SHARE UPDATE EXCLUSIVE",
        LockMode.Share => "SHARE",
        LockMode.ShareRowExclusive => "SHARE ROW EXCLUSIVE",
        LockMode.Exclusive => "EXCLUSIVE",
        LockMode.AccessExclusive => "ACCESS EXCLUSIVE",
        _ => "",
    };

    /// <summary>What the running application cannot do meanwhile.</summary>
    /// <param name="mode">The mode, SHARE or stronger.</param>
    public static string Blocks(LockMode mode) => mode == LockMode.AccessExclusive ? "reads and writes" : "writes";

    /// <summary>The limit with its property.</summary>
    /// <param name="policy">What the team has decided.</param>
    public static string Most(PlanPolicy policy) =>
        string.Create(CultureInfo.InvariantCulture, $"DbGuardMaxLockedRows allows ({policy.MaxLockedRows:N0})");
}
