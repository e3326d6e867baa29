namespace AutonomOS.Migrations.Alembic.Configuration;

/// <summary>
/// Finds the configuration file when the build names none. Alembic itself looks in its working directory only; a build starts in a
/// project's folder, which most often lies below the folder Alembic is run in.
/// </summary>
public static class AlembicConfigLocator
{
    /// <summary>
    /// The nearest <c>alembic.ini</c>, or <c>pyproject.toml</c> with a <c>[tool.alembic]</c> table, from the project directory up to the
    /// repository root; of two in one folder the <c>alembic.ini</c>.
    /// </summary>
    /// <param name="projectDirectory">Full path.</param>
    /// <returns>Full path of the file; null when there is none.</returns>
    public static string? Find(string projectDirectory) =>
        SearchedFolders(projectDirectory)
            .SelectMany(folder => new[] { Path.Combine(folder, "alembic.ini"), Path.Combine(folder, "pyproject.toml") })
            .FirstOrDefault(file => File.Exists(file) && (Path.GetFileName(file) == "alembic.ini" || HasAlembicTable(file)));

    /// <summary>
    /// The folders that are searched, nearest first: up to the one that holds <c>.git</c> (a folder, or a file in a work tree or
    /// submodule); only the project directory when none does, as there is no telling where somebody else's files begin.
    /// </summary>
    /// <param name="projectDirectory">Full path.</param>
    public static IReadOnlyList<string> SearchedFolders(string projectDirectory)
    {
        var folders = new List<string>();
        for (var folder = new DirectoryInfo(Path.GetFullPath(projectDirectory)); folder is not null; folder = folder.Parent)
        {
            folders.Add(folder.FullName);
            if (Path.Exists(Path.Combine(folder.FullName, ".git")))
            {
                return folders;
            }
        }

        return [folders[0]];
    }

    /// <summary>Whether a TOML file has a <c>[tool.alembic]</c> table, or one inside it. A look at the table headers is enough.</summary>
    /// <param name="file">Full path of a file that exists.</param>
    internal static bool HasAlembicTable(string file)
    {
        try
        {
            return File.ReadLines(file).Any(line =>
            {
                var header = string.Concat(line.Where(c => !char.IsWhiteSpace(c) && c is not ('"' or '\'')));
                return header.StartsWith("[tool.alembic]", StringComparison.Ordinal)
                    || header.StartsWith("[tool.alembic.", StringComparison.Ordinal)
                    || header.StartsWith("[[tool.alembic.", StringComparison.Ordinal)
                    || header.StartsWith("tool.alembic.", StringComparison.Ordinal);
            });
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Not readable here is not readable to the reader either, which says so with a code.
            return true;
        }
    }
}
