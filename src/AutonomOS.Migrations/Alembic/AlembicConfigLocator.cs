namespace AutonomOS.Migrations.Alembic;

/// <summary>Finds the Alembic configuration of a project.</summary>
public static class AlembicConfigLocator
{
    /// <summary>The nearest <c>alembic.ini</c> from a folder up to the repository root.</summary>
    /// <param name="projectDirectory">Full path of the folder to start from.</param>
    /// <returns>Full path, or null.</returns>
    public static string? Find(string projectDirectory)
    {
        for (var folder = new DirectoryInfo(projectDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "alembic.ini");
            if (File.Exists(file))
            {
                return file;
            }

            if (Path.Exists(Path.Combine(folder.FullName, ".git")))
            {
                return null;
            }
        }

        return null;
    }
}
