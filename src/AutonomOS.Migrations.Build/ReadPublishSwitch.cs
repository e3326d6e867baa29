// A guard that is switched off says so on every publish, and who did it: a switch nobody sees stays off for ever.
using Microsoft.Build.Framework;
using Task = System.Threading.Tasks.Task;

namespace AutonomOS.Migrations.Build;

/// <summary>Reads <c>DbGuardOnPublish</c>, and says on the log that and from where the guard is switched off.</summary>
public sealed class ReadPublishSwitch : DatabaseTask
{
    private const string Property = "DbGuardOnPublish";

    /// <summary>The value: <c>true</c>, <c>false</c>, or nothing for true.</summary>
    public string? Value { get; set; }

    /// <summary><c>true</c> or <c>false</c>, whatever blanks and case the value was written with.</summary>
    [Output]
    public string IsOn { get; private set; } = "true";

    /// <inheritdoc />
    protected override Task RunAsync(CancellationToken cancellationToken)
    {
        if (!Settings.Switch(Property, this.Value, whenNotSet: true))
        {
            this.IsOn = "false";
            this.Say([$"The database guard is switched off for {Path.GetFileName(this.ProjectFile)}: "
                + $"{Property}=false, set {this.Origin()}. Nobody looked at the databases."]);
        }

        return Task.CompletedTask;
    }

    private string Origin()
    {
        var given = ((IBuildEngine6)this.BuildEngine).GetGlobalProperties();
        return given.Any(property => property.Key.Equals(Property, StringComparison.OrdinalIgnoreCase))
            ? "on the command line"
            : Environment.GetEnvironmentVariable(Property)?.Equals(this.Value, StringComparison.OrdinalIgnoreCase) == true
                ? $"by the environment variable {Property}"
                : "in the project or a file it imports, such as Directory.Build.props";
    }
}
