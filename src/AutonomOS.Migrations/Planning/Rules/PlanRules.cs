using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>The rules, in the order in which their findings are told.</summary>
internal static class PlanRules
{
    private static readonly IPlanRule[] Destructive =
    [
        new DropsTable(), new DropsColumn(), new DropsSchema(), new DropsView(), new DropsType(), new DropsSequence(), new DropsRoutine(),
        new DropsPolicy(), new DropsConstraint(), new DropsUniqueIndex(), new Truncates(), new ChangesAllRows(), new Cascades(),
        new RecreatesTable(), new DisablesRowSecurity(), new DropsExtension(), new DropsOwned(), new DropsObject(), new DropsIndex(), new NarrowsType(),
    ];

    private static readonly IPlanRule[] Others =
    [
        new RenamesInUse(), new RequiresValue(), new NotNullWithoutDefault(), new UniqueMayFail(), new ConcurrentlyInTransaction(),
        new CreatesExisting(), new ActsOnMissing(), new EnumValueUsedTooEarly(), new NotAnalysable(),
    ];

    /// <summary>All rules, for one plan.</summary>
    /// <param name="policy">What the team has decided.</param>
    public static IReadOnlyList<IPlanRule> For(PlanPolicy policy) =>
    [
        .. Destructive, .. Others,
        new IndexBuildBlocks(policy), new ConstraintScanBlocks(policy), new TypeChangeRewrites(policy), new DefaultRewrites(policy),
        new NotNullScanBlocks(policy), new ForeignKeyWithoutIndex(), new NoLockTimeout(), new RewriteBlocks(policy),
    ];

    /// <summary>Whether a code says that something production has will be gone.</summary>
    /// <param name="code">A code.</param>
    public static bool IsDestructive(DiagnosticDescriptor code) => Array.Exists(Destructive, rule => rule.Code == code);
}
