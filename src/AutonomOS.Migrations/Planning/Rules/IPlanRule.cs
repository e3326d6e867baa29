using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>
/// One rule about pending operations. Each rule is one file and one code, whose page holds a bad example that gives exactly this code on
/// a real database, and a good one that is silent.
/// </summary>
internal interface IPlanRule
{
    /// <summary>The rule's code.</summary>
    DiagnosticDescriptor Code { get; }

    /// <summary>Judges one operation. Pure.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="production">Production as the operation will find it: with all that the operations before it did.</param>
    /// <returns>Findings at the operation's file and line; most often none.</returns>
    IEnumerable<Finding> Judge(SchemaOperation operation, PlannedProduction production);
}
