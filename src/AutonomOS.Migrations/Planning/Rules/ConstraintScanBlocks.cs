using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>Constraints that are verified, or whose index is built, while the table is blocked; partitions that are attached.</summary>
/// <param name="policy">What the team has decided.</param>
internal sealed class ConstraintScanBlocks(PlanPolicy policy) : BlockingRule(DiagnosticCodes.ConstraintScanBlocks, policy)
{
    /// <inheritdoc />
    protected override string? Work(SchemaOperation operation, PlannedProduction production) => operation switch
    {
        AddConstraint { IsOnDomain: true } => $"adds a constraint to domain {production.FullNameOf(operation)}",
        AddConstraint { Constraint.Type: not ConstraintType.NotNull } add => $"adds {Kind(add.Constraint.Type)} constraint {production.FullNameOf(add)}",
        ValidateConstraint { IsOnDomain: true } => $"verifies a constraint of domain {production.FullNameOf(operation)}",
        AlterObject { ObjectKind: "domain" } => $"makes domain {production.FullNameOf(operation)} NOT NULL",
        AddColumn add when !Locks.Rewriting.Adds(add.Column, production) => $"adds column {production.FullNameOf(add)} with a constraint or an index",
        CreateTable { PartitionOf: not null } create => $"adds partition {production.FullNameOf(create)} beside a default partition",
        AlterTable { Change: TableChange.AttachPartition or TableChange.DetachPartition } alter =>
            $"{(alter.Change == TableChange.AttachPartition ? "attaches" : "detaches")} partition {alter.Value} of {production.FullNameOf(alter)}",
        _ => null,
    };

    /// <inheritdoc />
    protected override string SafeWay(SchemaOperation operation) => operation switch
    {
        AddConstraint { Constraint: { UsingIndex: null, Type: ConstraintType.PrimaryKey or ConstraintType.Unique } } =>
            "Build a unique index with CONCURRENTLY in an earlier revision, and add the constraint with USING INDEX here (a primary key's columns have to be NOT NULL before).",
        AddConstraint { Constraint.UsingIndex: not null } => "Its columns become NOT NULL: prove that before, with a CHECK (... IS NOT NULL) that is added NOT VALID and then validated.",
        AddConstraint { Constraint.Type: ConstraintType.Exclude } => "PostgreSQL has no other way: run it when nobody writes.",
        AddConstraint or ValidateConstraint or AlterObject =>
            "Add it NOT VALID (postgresql_not_valid=True) here, and run VALIDATE CONSTRAINT in a later revision, which does not block writes.",
        AddColumn => "Add the column alone here; then the constraint NOT VALID, and VALIDATE CONSTRAINT in a later revision; an index with CONCURRENTLY.",
        AlterTable { Change: TableChange.DetachPartition } => "Use DETACH PARTITION ... CONCURRENTLY (version 14) inside op.get_context().autocommit_block().",
        _ => "First give the table that is read a valid CHECK that proves what PostgreSQL looks for (the bounds; for a default partition, that it has no row of them), in the steps NOT VALID and VALIDATE.",
    };

    private static string Kind(ConstraintType type) => type switch
    {
        ConstraintType.PrimaryKey => "primary key",
        ConstraintType.ForeignKey => "foreign key",
        ConstraintType.Unique => "unique",
        ConstraintType.Check => "check",
        _ => "exclude",
    };
}
