using System.Collections.Concurrent;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Alembic.Python;

/// <summary>
/// The modules of the repository, as far as revision files take constants from them. Where Python would find a module on
/// <c>sys.path</c> depends on what is installed and on what env.py does; so a module counts only when exactly one file of the repository
/// can be it. One step is followed: what such a module imports in turn stays dynamic. Safe for several threads; each module is read once.
/// </summary>
/// <param name="roots">Full paths of the folders that absolute names may start in.</param>
internal sealed class PythonModules(IReadOnlyList<string> roots)
{
    private readonly ConcurrentDictionary<string, Lazy<(string? Path, string? Problem)>> absolute = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<PythonModule?>> read = new(StringComparer.Ordinal);

    /// <summary>The roots for some folders: each of them, and what is above it up to the repository's root.</summary>
    /// <param name="folders">Full paths, such as the working directory, the script location and <c>prepend_sys_path</c>.</param>
    /// <param name="foldersUpToRepository">Gives the folders from one up to its repository's root.</param>
    public static PythonModules Under(IEnumerable<string> folders, Func<string, IReadOnlyList<string>> foldersUpToRepository) =>
        new([.. folders.Select(Path.TrimEndingDirectorySeparator).SelectMany(foldersUpToRepository).Distinct(StringComparer.Ordinal)]);

    /// <summary>Evaluates what a file has imported.</summary>
    /// <param name="file">Full path of the file that imports.</param>
    /// <param name="import">The import.</param>
    /// <param name="attributes">What is taken out of it where it is used.</param>
    /// <param name="line">Line of the use, which the value gets.</param>
    public PythonValue Find(string file, ImportedValue import, IReadOnlyList<string> attributes, int line)
    {
        string[] names = import.Name is null ? [.. attributes] : [import.Name, .. attributes];
        if (names.Length == 0)
        {
            return new DynamicValue($"{OneLine.Quote(import.Module)} is a module", line);
        }

        string[] package = import.Module.Length == 0 ? [] : import.Module.Split('.');
        string[] module = [.. package, .. names[..^1]];
        var (path, problem) = this.Locate(file, import.Level, module);
        if (path is null)
        {
            return new DynamicValue(problem!, line);
        }

        // A package may bind the name of a module in it to something else.
        if ((import.Name is null || names.Length > 1)
            && module.Length > 1
            && this.Locate(file, import.Level, module[..^1]) is ({ } outer, _)
            && this.Read(outer)?.Find(module[^1]) is not null)
        {
            return new DynamicValue($"{OneLine.Quote(outer)} may bind {OneLine.Quote(module[^1])} to something else", line);
        }

        return this.Constant(path, names[^1], line);
    }

    private static PythonValue Shown(PythonValue value, string name, string path, int line) => value switch
    {
        TextValue text => new TextValue(text.Text, line),
        NoneValue => new NoneValue(line),
        OtherValue other => new OtherValue(other.Kind, line),
        ItemsValue { IsMutable: false } tuple when !tuple.Items.Exists(item => item is ItemsValue or DynamicValue or ImportedValue) =>
            new ItemsValue('(', [.. tuple.Items.Select(item => Shown(item, name, path, line))], line),
        ItemsValue => new DynamicValue($"{OneLine.Quote(name)} of {OneLine.Quote(path)} can be changed by any file; make it a tuple", line),
        DynamicValue dynamic => new DynamicValue(
            $"{OneLine.Quote(name)} of {OneLine.Quote(path)} cannot be evaluated: {dynamic.Reason}", line),
        _ => new DynamicValue($"{OneLine.Quote(path)} imports {OneLine.Quote(name)} in turn", line),
    };

    private PythonValue Constant(string path, string name, int line)
    {
        var module = this.Read(path);
        return module is null ? new DynamicValue($"{OneLine.Quote(path)} cannot be read", line)
            : module.Find(name) is { } value ? Shown(value, name, path, line)
            : new DynamicValue($"{OneLine.Quote(name)} is not a constant of {OneLine.Quote(path)}", line);
    }

    /// <summary>Finds the one file of the repository that a module can be.</summary>
    /// <param name="file">Full path of the file that imports it.</param>
    /// <param name="level">How many dots its name begins with.</param>
    /// <param name="module">The parts of its name.</param>
    /// <returns>The path; or why there is none.</returns>
    public (string? Path, string? Problem) Locate(string file, int level, string[] module)
    {
        var shown = new string('.', level) + string.Join('.', module);
        if (level == 0)
        {
            return this.absolute.GetOrAdd(shown, _ => new(() => Only(roots, module, shown))).Value;
        }

        var folder = Path.GetDirectoryName(file);
        for (; level > 1 && folder is not null; level--)
        {
            folder = Path.GetDirectoryName(folder);
        }

        folder = folder is not null && roots.Any(root => (folder + Path.DirectorySeparatorChar).StartsWith(
            root + Path.DirectorySeparatorChar, StringComparison.Ordinal)) ? folder : null;

        return folder is null ? (null, $"{OneLine.Quote(shown)} lies outside the repository") : Only([folder], module, shown);
    }

    private static (string? Path, string? Problem) Only(IEnumerable<string> folders, string[] module, string shown)
    {
        var files = folders.Select(folder => Path.Combine([folder, .. module]))
            .SelectMany(stem => new[] { module.Length == 0 ? string.Empty : $"{stem}.py", Path.Combine(stem, "__init__.py") })
            .Where(File.Exists)
            .Distinct(StringComparer.Ordinal)
            .Take(2)
            .ToArray();
        return files.Length switch
        {
            0 => (null, $"{OneLine.Quote(shown)} is no module of this repository"),
            1 => (files[0], null),
            _ => (null, $"{OneLine.Quote(shown)} may be {OneLine.Quote(files[0])} or {OneLine.Quote(files[1])}"),
        };
    }

    private PythonModule? Read(string path) => this.read.GetOrAdd(path, _ => new(() =>
    {
        try
        {
            var source = PythonSource.Decode(File.ReadAllBytes(path), out var error);
            var module = new PythonModule([]);
            module.Read(source ?? string.Empty);
            return source is not null && module.Error is null ? module : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    })).Value;
}
