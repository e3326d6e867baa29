using AutonomOS.Migrations.Alembic.Python;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Alembic.Revisions;

/// <summary>
/// Finds and reads the revision files of the version locations, as Alembic picks them (<c>script/base.py _list_py_dir</c>):
/// <c>*.py</c> but for names beginning with <c>__init__</c> or <c>.#</c>; other hidden files count; <c>__pycache__</c> and, in recursive
/// locations, linked folders are not entered; one real file counts once, however many locations lead to it.
/// </summary>
internal static class RevisionFolder
{
    /// <summary>Reads every revision file.</summary>
    /// <param name="locations">Full paths of folders that exist.</param>
    /// <param name="recursive">Whether folders inside them count.</param>
    /// <param name="modules">The modules the files may take constants from.</param>
    /// <param name="findings">Takes what is wrong with the files, in the order of their paths.</param>
    /// <returns>The usable files in the order of their paths.</returns>
    public static IReadOnlyList<RevisionFile> Read(
        IEnumerable<string> locations, bool recursive, PythonModules modules, List<Finding> findings)
    {
        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var location in locations)
        {
            try
            {
                List(new DirectoryInfo(location), recursive, paths);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                findings.Add(
                    DiagnosticCodes.RevisionFileNotReadable.At(
                        location, 0, "The version location cannot be listed; let the build's user read it."));
            }
        }

        var files = paths.Values.ToArray();
        Array.Sort(files, StringComparer.Ordinal);
        var read = new (RevisionFile? File, IReadOnlyList<Finding> Findings)[files.Length];
        _ = Parallel.For(
            0,
            files.Length,
            () => new Worker(modules),
            (index, _, worker) =>
            {
                read[index] = worker.Read(files[index]);
                return worker;
            },
            _ => { });
        foreach (var (_, found) in read)
        {
            findings.AddRange(found);
        }

        return [.. read.Select(one => one.File).OfType<RevisionFile>()];
    }

    private static void List(DirectoryInfo location, bool recursive, Dictionary<string, string> paths)
    {
        var folders = new Stack<DirectoryInfo>();
        folders.Push(location);
        while (folders.TryPop(out var folder))
        {
            foreach (var entry in folder.EnumerateFileSystemInfos())
            {
                var isLink = entry.Attributes.HasFlag(FileAttributes.ReparsePoint);
                if (entry is DirectoryInfo inner)
                {
                    if (recursive && !isLink && inner.Name != "__pycache__")
                    {
                        folders.Push(inner);
                    }
                }
                else if (IsRevisionFileName(entry.Name) && (!isLink || !PointsAtFolder(entry)))
                {
                    // The first path that leads to a file is the one shown.
                    _ = paths.TryAdd(isLink ? entry.ResolveLinkTarget(true)!.FullName : entry.FullName, entry.FullName);
                }
            }
        }
    }

    private static bool PointsAtFolder(FileSystemInfo link) =>
        link.ResolveLinkTarget(true) is not { } target || Directory.Exists(target.FullName);

    private static bool IsRevisionFileName(string name) =>
        name.EndsWith(".py", StringComparison.Ordinal)
        && !name.StartsWith("__init__", StringComparison.Ordinal)
        && !name.StartsWith(".#", StringComparison.Ordinal);

    // What one thread reads file after file with. Memory for each file anew was most of the time: the collector stops all threads.
    private sealed class Worker(PythonModules modules)
    {
        private readonly RevisionFileReader reader = new(modules);
        private readonly List<Finding> findings = [];
        private byte[] bytes = new byte[16 * 1024];

        public (RevisionFile? File, IReadOnlyList<Finding> Findings) Read(string path)
        {
            this.findings.Clear();
            RevisionFile? file = null;
            try
            {
                file = this.reader.Read(path, this.ReadBytes(path), this.findings);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                this.findings.Add(DiagnosticCodes.RevisionFileNotReadable.At(
                    path, 0, "The revision file cannot be opened; let the build's user read it."));
            }

            return (file, this.findings.Count == 0 ? [] : this.findings.ToArray());
        }

        private ReadOnlySpan<byte> ReadBytes(string path)
        {
            using var handle = File.OpenHandle(path);
            for (var length = 0; ;)
            {
                var read = RandomAccess.Read(handle, this.bytes.AsSpan(length), length);
                if (read == 0)
                {
                    return this.bytes.AsSpan(0, length);
                }

                length += read;
                if (length == this.bytes.Length)
                {
                    if (length > Array.MaxLength / 2)
                    {
                        throw new IOException("A revision file is too long.");
                    }

                    Array.Resize(ref this.bytes, 2 * length);
                }
            }
        }
    }
}
