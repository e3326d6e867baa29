using AutonomOS.Migrations.Alembic.Command;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Scratch;

namespace AutonomOS.Migrations.Replaying;

/// <summary>What to replay.</summary>
/// <param name="Audit">The databases, the migration files, and what is compared.</param>
/// <param name="Driver">The team's Alembic.</param>
/// <param name="Scratch">Where scratch databases may be made.</param>
/// <param name="CommandDirectory">Full path of the folder that a relative path of Alembic's command starts from.</param>
public sealed record ReplayRequest(AuditRequest Audit, AlembicDriver Driver, ScratchRequest Scratch, string CommandDirectory);
