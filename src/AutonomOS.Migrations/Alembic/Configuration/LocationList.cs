using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Alembic.Configuration;

/// <summary>
/// Splits a list of paths of an INI file as Alembic 1.16 and later do (<c>config.py get_version_locations_list</c>): by
/// <c>path_separator</c>, else by the older <c>version_path_separator</c>, else the legacy way, by comma or blanks.
/// </summary>
internal static class LocationList
{
    /// <summary>Splits a value that is not empty. Only then is the separator looked at, so an invalid one does no harm elsewhere.</summary>
    /// <param name="ini">Where the separator is set.</param>
    /// <param name="section">The main section.</param>
    /// <param name="value">The list.</param>
    /// <param name="legacy">What separates where no separator is set.</param>
    /// <exception cref="FindingException">The separator is none Alembic knows (AMB3006) or cannot be interpolated.</exception>
    public static IReadOnlyList<string> Split(IniFile ini, string section, string value, params char[] legacy)
    {
        var key = "path_separator";
        var given = ini.Find(section, key);
        if (given is null)
        {
            key = "version_path_separator";
            given = ini.Find(section, key);
        }

        return given is not { } separator
            ? value.Split(legacy, StringSplitOptions.RemoveEmptyEntries)
            : value.Split(
                Separator(ini, key, separator.Value, separator.Line),
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private static char Separator(IniFile ini, string key, string name, int line) => name switch
    {
        "space" => ' ',
        "newline" => '\n',
        "os" => Path.PathSeparator,
        ":" => ':',
        ";" => ';',
        _ => throw new FindingException(DiagnosticCodes.SeparatorInvalid.At(
            ini.Path,
            line,
            $"{key} is {OneLine.Quote(name)}, which Alembic refuses; write exactly one of: os, space, newline, ':' or ';' and no comment"
            + " after it.")),
    };
}
