using System.Text;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Alembic.Configuration;

/// <summary>A text of the configuration and where it stands.</summary>
/// <param name="Value">The text, interpolated.</param>
/// <param name="File">Full path of the file; null when the build says it.</param>
/// <param name="Line">Line, counted from 1; 0 when the build says it.</param>
internal readonly record struct AlembicText(string Value, string? File, int Line);

/// <summary>
/// Options by name, from the INI file's main section and, key by key where that has none, from <c>[tool.alembic]</c>
/// (<c>config.py get_alembic_option, get_alembic_boolean_option, get_version_locations_list, get_prepend_sys_paths_list</c>).
/// </summary>
/// <param name="ini">The INI file; null when there is none.</param>
/// <param name="section">Its main section.</param>
/// <param name="toml">The table; null when there is none.</param>
internal sealed class AlembicOptions(IniFile? ini, string section, PyprojectTable? toml)
{
    /// <summary>A text; null when it is not set. An empty one in the INI file is set.</summary>
    /// <param name="name">The option.</param>
    /// <exception cref="FindingException">It is no text, or cannot be interpolated.</exception>
    public AlembicText? Text(string name) =>
        ini?.Find(section, name) is { } option ? new(option.Value, ini.Path, option.Line)
        : toml?.Find(name) switch
        {
            null => null,
            PyprojectText text => this.Format(name, text),
            var other => throw this.WrongType(name, other, "a text in quotes"),
        };

    /// <summary>A switch: exactly <c>true</c> in the INI file, a boolean in TOML.</summary>
    /// <param name="name">The option.</param>
    /// <returns>Whether it is on, and where that is said.</returns>
    /// <exception cref="FindingException">TOML has no boolean there.</exception>
    public (bool IsOn, string? File, int Line) Switch(string name) =>
        ini?.Find(section, name) is { } option ? (option.Value == "true", ini.Path, option.Line)
        : toml?.Find(name) switch
        {
            null => (false, null, 0),
            PyprojectBoolean value => (value.IsTrue, toml.Path, value.Line),
            var other => throw this.WrongType(name, other, "true or false without quotes"),
        };

    /// <summary>
    /// A list of paths: split in the INI file, a list in TOML. An empty value in the INI file is not set. A TOML text in place of a list is
    /// a list of its characters to Python: refused for version locations, where it hides every revision, and taken so for
    /// <c>prepend_sys_path</c>, where <c>"."</c> works by that.
    /// </summary>
    /// <param name="name">The option.</param>
    /// <param name="rule">How the INI file's value is split.</param>
    /// <returns>The items, empty ones included; null when it is not set.</returns>
    /// <exception cref="FindingException">The separator is not valid, TOML has no list of texts there, or a value cannot be
    /// interpolated.</exception>
    public IReadOnlyList<AlembicText>? List(string name, LocationList.Rule rule) =>
        ini?.Find(section, name) is ({ Length: > 0 } value, var line)
            ? [.. LocationList.Split(ini, section, value, rule).Select(item => new AlembicText(item, ini.Path, line))]
        : toml?.Find(name) switch
        {
            null or PyprojectList { Items.Count: 0 } or PyprojectText { Text.Length: 0 } => null,
            PyprojectList list => [.. list.Items.Select(item => this.Format(name, item))],
            PyprojectText text when rule == LocationList.Rule.SysPath =>
                [.. this.Format(name, text).Value.Select(character => new AlembicText(character.ToString(), toml.Path, text.Line))],
            PyprojectText text => throw this.WrongType(
                name, text, $"a list, {name} = [\"...\"]; Alembic takes a text for a list of its characters"),
            var other => throw this.WrongType(name, other, $"a list of texts, {name} = [\"...\"]"),
        };

    // Python's % with a dictionary that holds 'here'. Its other forms, such as %(here)r, are in no configuration.
    private AlembicText Format(string name, PyprojectText text)
    {
        const string Here = "%(here)s";
        var value = new StringBuilder();
        for (var at = 0; at < text.Text.Length;)
        {
            var rest = text.Text.AsSpan(at);
            var percent = rest.IndexOf('%');
            if (percent < 0)
            {
                value.Append(rest);
                break;
            }

            value.Append(rest[..percent]);
            rest = rest[percent..];
            if (rest.StartsWith("%%"))
            {
                value.Append('%');
                at += percent + 2;
            }
            else if (rest.StartsWith(Here))
            {
                value.Append(Path.GetDirectoryName(toml!.Path)!.Replace('\\', '/'));
                at += percent + Here.Length;
            }
            else
            {
                throw new FindingException(DiagnosticCodes.InterpolationFailed.At(
                    toml!.Path,
                    text.Line,
                    $"Option {OneLine.Quote(name)} cannot be interpolated: in {Path.GetFileName(toml.Path)} '%' has to be followed by '%'"
                    + " or '(here)s'; write '%%' for a percent sign."));
            }
        }

        return new(value.ToString(), toml!.Path, text.Line);
    }

    private FindingException WrongType(string name, PyprojectValue value, string wanted) =>
        new(DiagnosticCodes.TomlValueType.At(
            toml!.Path, value.Line, $"{name} of [tool.alembic] is {value.Kind}, which Alembic cannot use; write {wanted}."));
}
