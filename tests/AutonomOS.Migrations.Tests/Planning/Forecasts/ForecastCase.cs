using AutonomOS.Migrations.Planning;
using AutonomOS.Migrations.Planning.Accounting;

namespace AutonomOS.Migrations.Tests.Planning.Forecasts;

/// <summary>One pending revision: what was forecast of it, what it did.</summary>
/// <param name="Plan">The forecast.</param>
/// <param name="Dependents">What each operation was forecast to take along, in full.</param>
/// <param name="Failure">Why Alembic could not; null when it could.</param>
/// <param name="Before">Production.</param>
/// <param name="After">The copy after the upgrade.</param>
/// <param name="Retyped">Columns of another type than before, by their former names, and whether the values that they held could be got back.</param>
/// <param name="Accounts">What the guard makes of the copy as development.</param>
internal sealed record ForecastCase(
    MigrationPlan Plan, IReadOnlyList<IReadOnlyList<string>> Dependents, Failure? Failure, SeenDatabase Before, SeenDatabase After, IReadOnlyDictionary<string, bool> Retyped, AccountedDifferences? Accounts);
