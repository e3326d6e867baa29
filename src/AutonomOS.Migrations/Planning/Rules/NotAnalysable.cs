using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>What only running the migration would tell.</summary>
internal sealed class NotAnalysable : IPlanRule
{
    /// <inheritdoc />
    public DiagnosticDescriptor Code => DiagnosticCodes.NotAnalysable;

    /// <inheritdoc />
    public IEnumerable<Finding> Judge(SchemaOperation operation, PlannedProduction production)
    {
        if (operation is OpaqueOperation opaque)
        {
            yield return this.Code.At(
                opaque.Place,
                $"{opaque.What} cannot be analysed: {opaque.Reason}. What it does to production is not known; read it yourself, or write it with literals. DbGuardOpaqueMigrations=Fail makes this an error.");
        }
    }
}
