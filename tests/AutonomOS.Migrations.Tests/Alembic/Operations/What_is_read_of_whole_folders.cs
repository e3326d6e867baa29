using AutonomOS.Migrations.Alembic.Operations;
using AutonomOS.Migrations.Alembic.Python;
using AutonomOS.Migrations.Alembic.Revisions;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Alembic.Operations;

/// <summary>
/// Reads every <c>upgrade()</c> below the folders of <c>AUTONOMOS_OPERATIONS</c> and says what share is read in full
/// (<c>build/operations.sh</c>); the repository's own samples where that is not set.
/// </summary>
public sealed class What_is_read_of_whole_folders
{
    [Fact]
    public void Is_everything_that_the_samples_do()
    {
        var asked = Environment.GetEnvironmentVariable("AUTONOMOS_OPERATIONS");
        var folders = asked?.Split(Path.PathSeparator) ?? [Path.Combine(Repository.Root, "samples")];
        var all = folders.Select(Measure).ToList();
        Assert.All(all, folder => Assert.NotEqual(0, folder.Read));
        Assert.True(asked is not null || all.TrueForAll(folder => folder.Opaque == 0));
    }

    private static (int Read, int Opaque) Measure(string folder)
    {
        IReadOnlyList<string> Up(string from)
        {
            var found = new List<string>();
            for (var at = from; at is not null && at.StartsWith(folder, StringComparison.Ordinal); at = Path.GetDirectoryName(at))
            {
                found.Add(at);
            }

            return found;
        }

        List<RevisionFile> Read(IEnumerable<string> paths, PythonModules modules) =>
            [.. paths.Select(path => new RevisionFileReader(modules).Read(path, File.ReadAllBytes(path), new List<Finding>()))
                .OfType<RevisionFile>().Where(file => file.Upgrade is not null && file.Path.Contains("versions", StringComparison.Ordinal))];

        var all = Directory.GetFiles(folder, "*.py", SearchOption.AllDirectories).Where(path => path.Contains("versions", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        var first = Read(all, PythonModules.Under([], _ => [])).ConvertAll(file => file.Path);
        var modules = PythonModules.Under(first.Select(path => Path.GetDirectoryName(path)!).Distinct(), Up);
        var files = Read(first, modules);
        var operations = files.ConvertAll(file => UpgradeOperations.Read(file));
        var opaque = operations.SelectMany(one => one).OfType<OpaqueOperation>().ToList();
        var total = operations.Sum(one => one.Count);
        var whole = operations.Count(one => !one.Any(operation => operation is OpaqueOperation));
        Console.WriteLine(
            $"{Path.GetFileName(folder)}: {files.Count} files, {whole} of them in full; {total - opaque.Count} operations read, {opaque.Count} opaque, "
            + $"{100.0 * (total - opaque.Count) / Math.Max(1, total):0.0}%");
        foreach (var group in opaque.GroupBy(operation => $"{operation.What}: {operation.Reason}").OrderByDescending(group => group.Count()).Take(12))
        {
            var place = group.First().Place;
            Console.WriteLine($"    {group.Count(),4} {group.Key} ({Path.GetFileName(place.File)}:{place.Line})");
        }

        return (total - opaque.Count, opaque.Count);
    }
}
