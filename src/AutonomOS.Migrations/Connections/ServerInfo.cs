namespace AutonomOS.Migrations.Connections;

/// <summary>Where a session is, as the server itself says.</summary>
/// <param name="Host">Host name, address or socket folder that was connected to.</param>
/// <param name="Port">Port.</param>
/// <param name="Database">Name of the database.</param>
/// <param name="User">Name of the role.</param>
/// <param name="Version">Version as shown to people, such as <c>17.2</c>.</param>
/// <param name="VersionNumber">Version as a number, such as 170002.</param>
/// <param name="SearchPath">The role's own <c>search_path</c> setting, read before it was pinned.</param>
/// <param name="SearchPathSchemas">The schemas it resolves to, in order, those that exist only.</param>
/// <param name="InRecovery">True on a standby.</param>
public sealed record ServerInfo(
    string Host,
    int Port,
    string Database,
    string User,
    string Version,
    int VersionNumber,
    string SearchPath,
    IReadOnlyList<string> SearchPathSchemas,
    bool InRecovery)
{
    /// <summary>The major version, such as 17.</summary>
    public int MajorVersion => this.VersionNumber / 10000;
}
