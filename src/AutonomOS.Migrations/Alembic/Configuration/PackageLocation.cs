namespace AutonomOS.Migrations.Alembic.Configuration;

/// <summary>
/// A location inside a Python package, <c>package.inner:folder:folder</c> (<c>util/pyfiles.py coerce_resource_to_filename</c>).
/// Python finds the package on <c>sys.path</c>; here the folders of <c>prepend_sys_path</c> and the working directory stand for it,
/// and an installed package is not found.
/// </summary>
internal static class PackageLocation
{
    /// <summary>Whether Alembic takes a location for one inside a package.</summary>
    /// <param name="location">As written.</param>
    public static bool Is(string location) => !Path.IsPathRooted(location) && location.Contains(':', StringComparison.Ordinal);

    /// <summary>Finds the folder.</summary>
    /// <param name="location">As written.</param>
    /// <param name="roots">Full paths, first wins; a folder with <c>__init__.py</c> wins over one without, as in Python.</param>
    /// <returns>Full path, which need not exist below the package; null when the package is not found.</returns>
    public static string? Resolve(string location, IReadOnlyList<string> roots)
    {
        var parts = location.Split(':');
        var names = parts[0].Split('.');
        if (Array.Exists(names, name => name.Length == 0 || name.AsSpan().IndexOfAny("/\\\0") >= 0))
        {
            return null;
        }

        var packages = roots.Select(root => Path.Combine([root, .. names])).Where(Directory.Exists).ToArray();
        var package = Array.Find(packages, folder => File.Exists(Path.Combine(folder, "__init__.py"))) ?? packages.FirstOrDefault();
        return package is null ? null : Path.GetFullPath(Path.Combine([package, .. parts[1..]]));
    }
}
