using System.Text;

namespace AutonomOS.Migrations.Connections;

/// <summary>
/// The password file (<c>.pgpass</c>, <c>PGPASSFILE</c>, <c>passfile</c>), matched as libpq's <c>passwordFromFile</c> does: lines
/// <c>host:port:database:user:password</c>, the first that fits counts, <c>*</c> fits all, a backslash escapes ':' and itself.
/// </summary>
internal static class PasswordFile
{
    private const UnixFileMode GroupOrOthers =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Looks a password up.</summary>
    /// <param name="path">The file; null when there is none.</param>
    /// <param name="address">Host and port. A default socket folder is <c>localhost</c> in the file.</param>
    /// <param name="database">Database.</param>
    /// <param name="user">User.</param>
    /// <returns>The password, or null; and why the file was not read, to be told if the login fails for want of a password.</returns>
    internal static (string? Password, string? Ignored) Find(string? path, HostAddress address, string database, string user)
    {
        if (path is null || !File.Exists(path))
        {
            return (null, null);
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & GroupOrOthers) != 0)
        {
            return (null, $"the password file {path} is ignored, as libpq ignores it, because others may access it: chmod 600 it");
        }

        string[] wanted =
        [
            ConnectionEnvironment.IsDefaultSocketFolder(address.Host) ? "localhost" : address.Host,
            address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            database,
            user,
        ];
        try
        {
            foreach (var line in File.ReadLines(path))
            {
                if (Match(line, wanted) is { } password)
                {
                    return (password, null);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, $"the password file {path} cannot be read");
        }

        return (null, null);
    }

    private static string? Match(string line, string[] wanted)
    {
        if (line.StartsWith('#'))
        {
            return null;
        }

        var i = 0;
        foreach (var want in wanted)
        {
            var start = i;
            var field = Field(line, ref i, stopAtColon: true);
            if (i >= line.Length || (field != want && line[start..i] != "*"))
            {
                return null;
            }

            i++;
        }

        return Field(line, ref i, stopAtColon: false) is { Length: > 0 } password ? password : null;
    }

    private static string Field(string line, ref int i, bool stopAtColon)
    {
        var field = new StringBuilder();
        for (; i < line.Length && !(stopAtColon && line[i] == ':'); i++)
        {
            if (line[i] == '\\' && i + 1 < line.Length)
            {
                i++;
            }

            field.Append(line[i]);
        }

        return field.ToString();
    }
}
