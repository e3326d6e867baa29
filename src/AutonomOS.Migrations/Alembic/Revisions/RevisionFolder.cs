using System.IO.Enumeration;
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
    private static readonly EnumerationOptions WithLinks = new() { AttributesToSkip = 0, IgnoreInaccessible = false };
    private static readonly EnumerationOptions WithoutLinks = new()
    {
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = false,
    };

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
                List(Path.GetFullPath(location), recursive, paths);
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

    // The first path that leads to a file is the one shown; in a folder, the file's own.
    private static void List(string location, bool recursive, Dictionary<string, string> paths)
    {
        var folders = new Stack<string>([location]);
        while (folders.TryPop(out var folder))
        {
            var plain = 0;
            var entries = new FileSystemEnumerable<string>(folder, static (ref entry) => entry.ToFullPath(), WithoutLinks)
            {
                ShouldIncludePredicate = (ref entry) =>
                {
                    plain++;
                    if (entry.IsDirectory && recursive && entry.FileName is not "__pycache__")
                    {
                        folders.Push(entry.ToFullPath());
                    }

                    return !entry.IsDirectory && IsRevisionFileName(entry.FileName);
                },
            };
            foreach (var path in entries)
            {
                _ = paths.TryAdd(path, path);
            }

            if (plain < CountAll(folder))
            {
                ListLinks(new DirectoryInfo(folder), paths);
            }
        }
    }

    // What an entry is besides a file or a folder costs a call to the system for each. Leaving out what is a link does not, and tells by
    // the count whether there are any.
    private static int CountAll(string folder)
    {
        var all = 0;
        using var entries = new FileSystemEnumerable<string>(folder, static (ref _) => string.Empty, WithLinks)
        {
            ShouldIncludePredicate = (ref _) =>
            {
                all++;
                return false;
            },
        }.GetEnumerator();
        _ = entries.MoveNext();
        return all;
    }

    private static void ListLinks(DirectoryInfo folder, Dictionary<string, string> paths)
    {
        foreach (var entry in folder.EnumerateFiles())
        {
            if (IsRevisionFileName(entry.Name) && entry.Attributes.HasFlag(FileAttributes.ReparsePoint))
            {
                // Without a target it is a file that Windows keeps elsewhere.
                var file = entry.ResolveLinkTarget(true) ?? entry;
                if (!Directory.Exists(file.FullName))
                {
                    _ = paths.TryAdd(file.FullName, entry.FullName);
                }
            }
        }
    }

    private static bool IsRevisionFileName(ReadOnlySpan<char> name) =>
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
