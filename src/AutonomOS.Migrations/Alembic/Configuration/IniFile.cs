using System.Text;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Alembic.Configuration;

/// <summary>
/// An INI file as Python's <c>configparser.ConfigParser</c> reads it with its defaults (CPython Lib/configparser.py): <c>=</c> or
/// <c>:</c>, full-line comments with <c>#</c> or <c>;</c>, no inline comments, indented continuation lines, keys without case,
/// <c>[DEFAULT]</c> inherited, duplicates refused, and <c>%(name)s</c> interpolated when a value is asked for.
/// Messages never quote a line: the next one may be <c>sqlalchemy.url</c>.
/// </summary>
internal sealed class IniFile
{
    private const int DeepestInterpolation = 10;
    private const int LongestValue = 1 << 20;
    private const int MostReferences = 10_000;

    private readonly Dictionary<string, Dictionary<string, Entry>> sections = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Entry> defaults = new(StringComparer.Ordinal);

    private int references;

    private IniFile(string path) => this.Path = path;

    /// <summary>Full path of the file.</summary>
    public string Path { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Full path.</param>
    /// <exception cref="FindingException">It cannot be opened, decoded or parsed: AMB3002 at the line.</exception>
    public static IniFile Read(string path)
    {
        string text;
        try
        {
            text = new UTF8Encoding(false, true).GetString(File.ReadAllBytes(path));
        }
        catch (DecoderFallbackException)
        {
            throw Fail(path, 0, "it is not UTF-8");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Fail(path, 0, "the build's user may not open it");
        }

        var file = new IniFile(path);
        file.Parse(text);
        return file;
    }

    /// <summary>Whether there is such a section. <c>DEFAULT</c> is none.</summary>
    /// <param name="section">Name; case matters.</param>
    public bool HasSection(string section) => this.sections.ContainsKey(section);

    /// <summary>An option of a section or of <c>[DEFAULT]</c>, interpolated.</summary>
    /// <param name="section">Name of the section.</param>
    /// <param name="option">Name of the option, lower case.</param>
    /// <returns>Value and line; null when the section is missing or neither it nor <c>[DEFAULT]</c> has the option.</returns>
    /// <exception cref="FindingException">The value cannot be interpolated: AMB3005 at its line.</exception>
    public (string Value, int Line)? Find(string section, string option)
    {
        if (!this.sections.TryGetValue(section, out var own) || this.Look(own, option) is not { } entry)
        {
            return null;
        }

        this.references = 0;
        var value = new StringBuilder();
        this.Interpolate(own, option, entry, entry.Value, 1, value);
        return (value.ToString(), entry.Line);
    }

    private static FindingException Fail(string path, int line, string what) =>
        new(DiagnosticCodes.ConfigurationNotReadable.At(
            path, line, $"The Alembic configuration cannot be read: {what}; Alembic refuses such a file too, mend it."));

    private Entry? Look(Dictionary<string, Entry> own, string option) =>
        own.TryGetValue(option, out var entry) || this.defaults.TryGetValue(option, out entry) ? entry
        : option == "here"
        ? new Entry(System.IO.Path.GetDirectoryName(this.Path)!.Replace('\\', '/').Replace("%", "%%", StringComparison.Ordinal), 0)
        : null;

    private void Parse(string text)
    {
        Dictionary<string, Entry>? section = null;
        var sectionName = string.Empty;
        string? option = null;
        List<string> value = [];
        var optionLine = 0;
        var indentation = 0;
        var number = 0;
        foreach (var line in text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n'))
        {
            number++;
            var content = line.Trim();
            if (content is [] or ['#' or ';', ..])
            {
                if (content.Length == 0 && option is not null)
                {
                    value.Add(string.Empty);
                }

                continue;
            }

            var indent = line.Length - line.AsSpan().TrimStart().Length;
            if (section is not null && option is not null && indent > indentation)
            {
                value.Add(content);
                continue;
            }

            indentation = indent;
            Close();
            var header = content[0] == '[' ? content.LastIndexOf(']') : -1;
            if (header > 1)
            {
                sectionName = content[1..header];
                section = this.defaults;
                if (sectionName != "DEFAULT")
                {
                    section = new Dictionary<string, Entry>(StringComparer.Ordinal);
                    if (!this.sections.TryAdd(sectionName, section))
                    {
                        throw Fail(this.Path, number, $"section {OneLine.Quote(sectionName)} is there twice");
                    }
                }

                continue;
            }

            if (section is null)
            {
                throw Fail(
                    this.Path, number, content[0] == '\uFEFF' ? "it begins with a byte order mark (save it as UTF-8 without one)"
                        : "a line stands before the first section");
            }

            var delimiter = content.AsSpan().IndexOfAny('=', ':');
            if (delimiter <= 0)
            {
                throw Fail(this.Path, number, "a line has neither '=' nor ':' after a name");
            }

            option = content[..delimiter].TrimEnd().ToLowerInvariant();
            if (!section.TryAdd(option, new Entry(string.Empty, number)))
            {
                throw Fail(this.Path, number, $"option {OneLine.Quote(option)} is there twice in section {OneLine.Quote(sectionName)}");
            }

            optionLine = number;
            value.Add(content[(delimiter + 1)..].TrimStart());
        }

        Close();

        void Close()
        {
            if (option is not null)
            {
                section![option] = new Entry(string.Join('\n', value).TrimEnd(), optionLine);
                option = null;
                value.Clear();
            }
        }
    }

    private void Interpolate(Dictionary<string, Entry> own, string option, Entry asked, string value, int depth, StringBuilder result)
    {
        if (depth > DeepestInterpolation || result.Length > LongestValue || ++this.references > MostReferences)
        {
            throw this.NotInterpolated(option, asked, "its references go too deep");
        }

        for (var at = 0; at < value.Length;)
        {
            var percent = value.IndexOf('%', at);
            if (percent < 0)
            {
                result.Append(value, at, value.Length - at);
                return;
            }

            result.Append(value, at, percent - at);
            at = percent + 1;
            if (at < value.Length && value[at] == '%')
            {
                result.Append('%');
                at++;
                continue;
            }

            var close = at < value.Length && value[at] == '(' ? value.IndexOf(')', at) : -1;
            if (close <= at + 1 || close + 1 >= value.Length || value[close + 1] != 's')
            {
                throw this.NotInterpolated(option, asked, "'%' has to be followed by '%' or '(name)s'");
            }

            var name = value[(at + 1)..close].ToLowerInvariant();
            var entry = this.Look(own, name) ?? throw this.NotInterpolated(option, asked, $"there is no option {OneLine.Quote(name)}");
            this.Interpolate(own, option, asked, entry.Value, depth + 1, result);
            at = close + 2;
        }
    }

    private FindingException NotInterpolated(string option, Entry asked, string what) =>
        new(DiagnosticCodes.InterpolationFailed.At(
            this.Path, asked.Line, $"Option {OneLine.Quote(option)} cannot be interpolated: {what}; write '%%' for a percent sign, or"
                + " define the option."));

    private sealed record Entry(string Value, int Line);
}
