// The start script as a file that a publish copies.
using AutonomOS.Migrations.Upgrading;
using Microsoft.Build.Framework;
using Task = System.Threading.Tasks.Task;

namespace AutonomOS.Migrations.Build;

/// <summary>Writes <c>start-migrations.sh</c>, to be published with the application.</summary>
public sealed class WriteStartScript : MigratingTask
{
    private const UnixFileMode Executable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>The folder to write it to; a relative path starts from the project's folder.</summary>
    [Required]
    public string Directory { get; set; } = "";

    /// <summary>Full path of the script.</summary>
    [Output]
    public string Script { get; private set; } = "";

    /// <inheritdoc />
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        var request = this.ReadRequest();
        var folder = this.FullPath(this.Directory);
        System.IO.Directory.CreateDirectory(folder);
        this.Script = Path.Combine(folder, StartScript.FileName);
        await File.WriteAllTextAsync(
            this.Script, StartScript.Text(request.Audit.Alembic, request.Driver, request.LockTimeout), cancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(this.Script, Executable);
        }
    }
}
