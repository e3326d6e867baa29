using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Guarding;

namespace AutonomOS.Migrations.Replaying;

/// <summary>A database that the migrations are held to.</summary>
/// <param name="Report">What is known of it.</param>
/// <param name="Major">The server's major version.</param>
/// <param name="Target">Where it is.</param>
/// <param name="Url">Its URL, with the password.</param>
/// <param name="VersionTable">The version table, to be run.</param>
/// <param name="Revisions">Its rows.</param>
internal sealed record ReplayedDatabase(
    DatabaseReport Report, int Major, ConnectionTarget Target, string Url, string VersionTable, IReadOnlyList<string> Revisions);
