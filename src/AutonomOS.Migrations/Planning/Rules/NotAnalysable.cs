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
        if (operation is OpaqueOperation { IsUnclosed: true } unclosed)
        {
            yield return this.Code.At(
                unclosed.Place,
                $"{unclosed.What} cannot be analysed: {unclosed.Reason}, and so nothing that follows in this text could be read. PostgreSQL refuses it, or takes what follows for something else than it looks like. Close it.").As(Severity.Error);
        }
        else if (operation is OpaqueOperation opaque)
        {
            yield return this.Code.At(
                opaque.Place,
                $"{opaque.What} cannot be analysed: {opaque.Reason}. What it does to production is not known; read it yourself, or write it with literals. DbGuardOpaqueMigrations=Fail makes this an error.");
        }
    }
}
