using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Microsoft.Build.Locator;

namespace AutonomOS.Migrations.Build.Tests.Infrastructure;

internal static class InstalledMSBuild
{
    // Before any type of Microsoft.Build is loaded, which the runtime does when it meets the first method that uses one.
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "A test assembly has no other place that runs before its first test is found.")]
    internal static void Find() => MSBuildLocator.RegisterDefaults();
}
