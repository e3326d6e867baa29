using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Alembic.Configuration;

/// <summary>
/// Splits a list of paths of an INI file as Alembic 1.16 and later do (<c>config.py get_version_locations_list,
/// get_prepend_sys_paths_list</c>): by <c>path_separator</c>, version locations else by the older <c>version_path_separator</c>, else the
/// legacy way.
/// </summary>
internal static class LocationList
{
    /// <summary>Which list is split.</summary>
    public enum Rule
    {
        /// <summary><c>version_locations</c>: legacy separators are a comma with blanks after it, and blanks.</summary>
        VersionLocations,

        /// <summary><c>prepend_sys_path</c>: the older separator does not concern it, and a colon is a legacy separator as well.</summary>
        SysPath,
    }

    /// <summary>
    /// Splits a value that is not empty. Only then is the separator looked at, so an invalid one does no harm elsewhere. With a separator
    /// items are trimmed and those without any character dropped; the legacy way keeps empty items, which mean the working directory.
    /// </summary>
    /// <param name="ini">Where the separator is set.</param>
    /// <param name="section">The main section.</param>
    /// <param name="value">The list.</param>
    /// <param name="rule">Which list it is.</param>
    /// <exception cref="FindingException">The separator is none Alembic knows (AMB3006) or cannot be interpolated.</exception>
    public static IReadOnlyList<string> Split(IniFile ini, string section, string value, Rule rule)
    {
        var key = "path_separator";
        var given = ini.Find(section, key);
        if (given is null && rule == Rule.VersionLocations)
        {
            key = "version_path_separator";
            given = ini.Find(section, key);
        }

        return given is not { } separator
            ? Legacy(value, rule == Rule.SysPath)
            : [
                .. value
                    .Split(
                        Separator(separator.Value, OperatingSystem.IsWindows())
                        ?? throw Invalid(ini.Path, separator.Line, key, separator.Value))
                    .Where(item => item.Length > 0)
                    .Select(item => item.Trim()),
            ];
    }

    /// <summary>The character that a separator's name stands for; null when it is no such name.</summary>
    /// <param name="name">The value of the key.</param>
    /// <param name="windows">Whether Alembic runs on Windows, which decides what <c>os</c> means.</param>
    internal static char? Separator(string name, bool windows) => name switch
    {
        "space" => ' ',
        "newline" => '\n',
        "os" => windows ? ';' : ':',
        ":" => ':',
        ";" => ';',
        _ => null,
    };

    // The regular expression ', *|(?: +)', with '|:' for sys.path.
    private static List<string> Legacy(string value, bool colon)
    {
        var items = new List<string>();
        var start = 0;
        for (var at = 0; at < value.Length;)
        {
            if (value[at] is not (',' or ' ') && !(colon && value[at] == ':'))
            {
                at++;
                continue;
            }

            items.Add(value[start..at]);
            var blanks = value[at] != ':';
            at++;
            while (blanks && at < value.Length && value[at] == ' ')
            {
                at++;
            }

            start = at;
        }

        items.Add(value[start..]);
        return items;
    }

    private static FindingException Invalid(string path, int line, string key, string name) =>
        new(DiagnosticCodes.SeparatorInvalid.At(
            path,
            line,
            $"{key} is {OneLine.Quote(name)}, which Alembic refuses; write exactly one of: os, space, newline, ':' or ';' and no comment"
            + " after it."));
}
