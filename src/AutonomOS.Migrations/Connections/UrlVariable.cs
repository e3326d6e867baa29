using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Connections;

/// <summary>
/// Reads the environment variable that a property names. The value goes from here to
/// <see cref="ConnectionTarget.Parse(string, string, string)"/> and nowhere else.
/// </summary>
public static class UrlVariable
{
    // MSBuild writes these into every binary log, whatever it is told (EnvironmentUtilities.IsWellKnownEnvironmentDerivedProperty).
    private static readonly string[] AlwaysLogged = ["MSBUILD", "DOTNET_", "COMPlus_"];

    /// <summary>Whether MSBuild writes a variable of this name into its logs, so that it must not hold a secret.</summary>
    /// <param name="name">The name.</param>
    public static bool IsAlwaysLogged(string name) =>
        Array.Exists(AlwaysLogged, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>The value of a variable.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The value; null when it is unset, empty or blank.</returns>
    /// <exception cref="FindingException">AMB0007: the name is none, or one whose value MSBuild would log.</exception>
    public static string? Read(string name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.AsSpan().ContainsAny('=', '\0'))
        {
            throw new FindingException(DiagnosticCodes.PropertyInvalid.At(
                "DbDevelopmentUrlVariable and DbProductionUrlVariable name an environment variable each; what is given is no such name. "
                + "Give the name of the variable, never the URL."));
        }

        if (name.Contains("://", StringComparison.Ordinal))
        {
            throw new FindingException(DiagnosticCodes.PropertyInvalid.At(
                "DbDevelopmentUrlVariable or DbProductionUrlVariable holds a URL. "
                + "Give the name of an environment variable that holds it."));
        }

        if (IsAlwaysLogged(name))
        {
            throw new FindingException(DiagnosticCodes.PropertyInvalid.At(
                $"The environment variable {name} cannot hold a database URL: MSBuild writes variables that begin with MSBUILD, DOTNET_ or "
                + "COMPlus_ into its logs. Choose another name."));
        }

        return Environment.GetEnvironmentVariable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value : null;
    }
}
