namespace AutonomOS.Migrations.Testing;

/// <summary>The repository the tests were built from.</summary>
public static class Repository
{
    /// <summary>Full path of its root.</summary>
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "AutonomOS.Migrations.Build.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"{AppContext.BaseDirectory} is not inside the repository");
        }

        return folder.FullName;
    }
}
