using AutonomOS.Migrations.Alembic.Command;
using AutonomOS.Migrations.Scratch;

namespace AutonomOS.Migrations.Guarding;

/// <summary>How what the guard vouches for is to be proven by running the migrations.</summary>
/// <param name="IsRequired">False where it is enough that it cannot be proven for want of a scratch server.</param>
/// <param name="Driver">The team's Alembic.</param>
/// <param name="Scratch">Where scratch databases may be made.</param>
/// <param name="CommandDirectory">Full path of the folder that a relative path of Alembic's command starts from.</param>
public sealed record ProofRequest(bool IsRequired, AlembicDriver Driver, ScratchRequest Scratch, string CommandDirectory);
