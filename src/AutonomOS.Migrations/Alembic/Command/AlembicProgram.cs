using System.Text;
using AutonomOS.Migrations.Alembic.Configuration;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Alembic.Command;

/// <summary>The team's own Alembic, as a command.</summary>
/// <param name="File">Full path of the program, or a name that the system looks for.</param>
/// <param name="Arguments">What comes before Alembic's own arguments, such as <c>run</c>, <c>alembic</c>.</param>
/// <param name="Evidence">Why this one, for messages.</param>
public sealed record AlembicProgram(string File, IReadOnlyList<string> Arguments, string Evidence)
{
    private static readonly TimeSpan LongestQuestion = TimeSpan.FromSeconds(30);

    /// <summary>The command as a person would type it.</summary>
    public override string ToString() => string.Join(' ', [this.File, .. this.Arguments]);

    /// <summary>
    /// Finds the command: the one that is given, else by evidence, in this order: <c>.venv</c>, <c>uv.lock</c>, <c>poetry.lock</c>, a Python
    /// on the path that has Alembic, <c>alembic</c> on the path. Folders are looked at from the working directory up to the repository's root.
    /// </summary>
    /// <param name="given">What <c>AlembicCommand</c> says, its words separated by blanks, quoted where they hold some; null to look.</param>
    /// <param name="projectDirectory">Full path of the folder that a relative path in <paramref name="given"/> starts from.</param>
    /// <param name="workingDirectory">Full path of the folder that Alembic is run in.</param>
    /// <param name="environment">The environment it will have.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="FindingException">AMB6001: there is none.</exception>
    public static async Task<AlembicProgram> FindAsync(
        string? given, string projectDirectory, string workingDirectory, AlembicEnvironment environment, CancellationToken cancellationToken)
    {
        if (given is not null)
        {
            return Given(given, projectDirectory, environment);
        }

        var folders = AlembicConfigLocator.SearchedFolders(workingDirectory);
        var own = folders.Select(folder => OperatingSystem.IsWindows()
            ? Path.Combine(folder, ".venv", "Scripts", "alembic.exe")
            : Path.Combine(folder, ".venv", "bin", "alembic")).FirstOrDefault(System.IO.File.Exists);
        if (own is not null)
        {
            return new(own, [], "the virtual environment beside the migrations");
        }

        foreach (var (file, tool) in (ReadOnlySpan<(string, string)>)[("uv.lock", "uv"), ("poetry.lock", "poetry")])
        {
            if (folders.FirstOrDefault(folder => System.IO.File.Exists(Path.Combine(folder, file))) is { } locked && OnPath(tool, environment) is { } runner)
            {
                return new(runner, ["run", "alembic"], Path.Combine(locked, file));
            }
        }

        foreach (var name in (string[])["python", "python3"])
        {
            if (OnPath(name, environment) is { } python && await HasAlembicAsync(python, workingDirectory, environment, cancellationToken))
            {
                return new(python, ["-m", "alembic"], $"{name} on the path has Alembic");
            }
        }

        return OnPath("alembic", environment) is { } alembic
            ? new(alembic, [], "alembic on the path")
            : throw new FindingException(DiagnosticCodes.AlembicNotFound.At(
                $"There is no Alembic to run: no .venv, no uv.lock or poetry.lock with its tool is in {OneLine.QuoteAll(folders)}, no python on "
                    + "the path has Alembic, and no alembic is there. Install it there, or name the team's own command with AlembicCommand."));
    }

    private static AlembicProgram Given(string given, string projectDirectory, AlembicEnvironment environment)
    {
        const string Evidence = "AlembicCommand";
        var words = Words(given);
        var first = words[0].AsSpan().IndexOfAny('/', '\\') >= 0 ? Path.GetFullPath(words[0], projectDirectory) : OnPath(words[0], environment);
        return first is not null && System.IO.File.Exists(first)
            ? new(first, words[1..], Evidence)
            : throw new FindingException(DiagnosticCodes.AlembicNotFound.At(
                $"AlembicCommand begins with {OneLine.Quote(words[0])}, which is no program "
                    + (first is null ? "on the path" : $"({OneLine.Quote(first)}; a relative path starts from the project's folder)")
                    + ". Correct it, or leave it out to have the command found."));
    }

    // Blanks separate; single and double quotes hold words together.
    private static string[] Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var quote = '\0';
        var isWord = false;
        foreach (var character in text)
        {
            if (quote == '\0' ? character is '\'' or '"' : character == quote)
            {
                quote = quote == '\0' ? character : '\0';
                isWord = true;
            }
            else if (quote == '\0' && char.IsWhiteSpace(character))
            {
                AddTo(words, word, ref isWord);
            }
            else
            {
                word.Append(character);
                isWord = true;
            }
        }

        AddTo(words, word, ref isWord);
        return words is [{ Length: > 0 }, ..] && quote == '\0'
            ? [.. words]
            : throw new FindingException(DiagnosticCodes.PropertyInvalid.At(
                "AlembicCommand is no command: write a program and its arguments, such as 'python -m alembic', and close each quote."));
    }

    private static void AddTo(List<string> words, StringBuilder word, ref bool isWord)
    {
        if (isWord)
        {
            words.Add(word.ToString());
            word.Clear();
            isWord = false;
        }
    }

    private static string? OnPath(string name, AlembicEnvironment environment)
    {
        string[] endings = OperatingSystem.IsWindows() ? [".exe", ".cmd", ".bat"] : [""];
        return (environment.Value("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => endings.Select(ending => Path.Combine(folder, name + ending)))
            .FirstOrDefault(IsProgram);
    }

    private static bool IsProgram(string file)
    {
        const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return System.IO.File.Exists(file) && (OperatingSystem.IsWindows() || (System.IO.File.GetUnixFileMode(file) & Executable) != 0);
    }

    private static async Task<bool> HasAlembicAsync(
        string python, string workingDirectory, AlembicEnvironment environment, CancellationToken cancellationToken)
    {
        const string Question = "import importlib.util, sys; sys.exit(importlib.util.find_spec('alembic.__main__') is None)";
        try
        {
            var asked = new AlembicProcess(new(python, ["-c", Question], "asked"), [], workingDirectory, environment, LongestQuestion);
            return (await asked.RunAsync(cancellationToken)).EndedWell;
        }
        catch (FindingException)
        {
            return false;
        }
    }
}
