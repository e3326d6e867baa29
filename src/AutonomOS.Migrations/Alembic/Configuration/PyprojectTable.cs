using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using AutonomOS.Migrations.Diagnostics;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace AutonomOS.Migrations.Alembic.Configuration;

/// <summary>
/// The table <c>[tool.alembic]</c> of a <c>pyproject.toml</c> (<c>config.py Config.toml_alembic_config</c>). The TOML library is loaded
/// only when a line of the file looks like that table: most of these files hold everything but it, and a publish should not pay for it.
/// </summary>
internal sealed class PyprojectTable
{
    private readonly Dictionary<string, PyprojectValue> values = new(StringComparer.Ordinal);

    private PyprojectTable(string path) => this.Path = path;

    /// <summary>Full path of the file.</summary>
    public string Path { get; }

    /// <summary>Reads the table.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <returns>Null when the file has no such table.</returns>
    /// <exception cref="FindingException">It cannot be opened, decoded or parsed (AMB3002), or the table is none (AMB3027).</exception>
    public static PyprojectTable? Read(string path)
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

        return MayHold(text) ? Parse(path, text) : null;
    }

    /// <summary>Whether a file may have the table. It need not exist; one that cannot be opened may.</summary>
    /// <param name="path">Full path of the file.</param>
    public static bool MayBeIn(string path)
    {
        try
        {
            return File.Exists(path) && MayHold(File.ReadAllText(path));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <summary>
    /// Whether a text may have the table; never no where it has. Every way to write it begins a line: as a header, as a dotted key, as a
    /// key of <c>[tool]</c> or as one of <c>tool</c>. A quoted key with an escape could be any of them.
    /// </summary>
    /// <param name="text">TOML, or anything else.</param>
    internal static bool MayHold(string text)
    {
        Span<char> start = stackalloc char["[[tool.alembic".Length];
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var rest = line.TrimStart("\uFEFF \t");
            if (rest.IsEmpty || rest[0] is not ('[' or '"' or '\'' or 't'))
            {
                continue;
            }

            if (rest[0] is '[' or '"' && rest.Contains('\\'))
            {
                return true;
            }

            // Blanks and quotes may stand between the parts.
            var length = 0;
            foreach (var character in rest)
            {
                if (length == start.Length)
                {
                    break;
                }

                if (character is not (' ' or '\t' or '"' or '\''))
                {
                    start[length++] = character;
                }
            }

            ReadOnlySpan<char> head = start[..length];
            head = head.TrimStart('[');
            if (head.StartsWith("tool.alembic") || (head.StartsWith("tool") && head["tool".Length..] is [']' or '=', ..])
                || (rest[0] != '[' && head.StartsWith("tool.")))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A value of the table.</summary>
    /// <param name="key">The key; case matters.</param>
    public PyprojectValue? Find(string key) => this.values.GetValueOrDefault(key);

    private static FindingException Fail(string path, int line, string what) =>
        new(DiagnosticCodes.ConfigurationNotReadable.At(
            path, line, $"The Alembic configuration cannot be read: {what}; Alembic refuses such a file too, mend it."));

    // Apart from the rest so that nothing else makes the runtime load the library.
    [SuppressMessage(
        "Design",
        "CA1031",
        Justification = "The library throws TomlException for what is nested too deep, ArgumentOutOfRangeException for some"
            + " unfinished escapes, and nobody knows what else: whatever it throws, it cannot read the text, and only that is in play.")]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static PyprojectTable? Parse(string path, string text)
    {
        if (text is ['\uFEFF', ..])
        {
            throw Fail(path, 1, "it begins with a byte order mark (save it as UTF-8 without one)");
        }

        DocumentSyntax document;
        try
        {
            document = SyntaxParser.Parse(text, path, validate: true);
        }
        catch (Exception)
        {
            throw Fail(path, 0, "it is no valid TOML, such as an escape that stands for no character, or nested more than 64 deep");
        }

        foreach (var diagnostic in document.Diagnostics)
        {
            if (diagnostic.Kind == DiagnosticMessageKind.Error)
            {
                // The library's own text quotes the file.
                throw Fail(
                    path,
                    diagnostic.Span.Start.Line + 1,
                    "it is no valid TOML here (such as a text without quotes, something left open, or a key or table that is there twice)");
            }
        }

        var table = new PyprojectTable(path);
        var found = false;
        var nodes = new Stack<(string[] Parents, SyntaxNode Node)>();
        Push(document.KeyValues, []);
        foreach (var header in document.Tables)
        {
            string[] name = header.Name is { } key ? [.. Parts(key)] : [];
            found |= table.Take(name, header is TableArraySyntax ? null : header, header.Span);
            Push(header.Items, name);
        }

        while (nodes.TryPop(out var next))
        {
            if (next.Node is not KeyValueSyntax { Key: { } key, Value: { } value } pair)
            {
                continue;
            }

            string[] name = [.. next.Parents, .. Parts(key)];
            found |= table.Take(name, value, pair.Span);
            if (value is InlineTableSyntax inline && name.Length < 3)
            {
                foreach (var item in inline.Items)
                {
                    if (item.KeyValue is { } inner)
                    {
                        nodes.Push((name, inner));
                    }
                }
            }
        }

        return found ? table : null;

        void Push(SyntaxList<KeyValueSyntax> pairs, string[] parents)
        {
            foreach (var pair in pairs)
            {
                nodes.Push((parents, pair));
            }
        }
    }

    private static IEnumerable<string> Parts(KeySyntax key)
    {
        yield return Text(key.Key);
        foreach (var dotted in key.DotKeys)
        {
            yield return Text(dotted.Key);
        }

        static string Text(BareKeyOrStringValueSyntax? part) => part switch
        {
            BareKeySyntax bare => bare.Key?.Text ?? string.Empty,
            StringValueSyntax quoted => quoted.Value ?? string.Empty,
            _ => string.Empty,
        };
    }

    private static PyprojectValue Value(SyntaxNode? node, int line) => node switch
    {
        StringValueSyntax text => new PyprojectText(text.Value ?? string.Empty, line),
        BooleanValueSyntax truth => new PyprojectBoolean(truth.Value, line),
        ArraySyntax list when list.Items.All(item => item.Value is StringValueSyntax) => new PyprojectList(
            [
                .. list.Items.Select(item => item.Value).OfType<StringValueSyntax>()
                    .Select(text => new PyprojectText(text.Value ?? string.Empty, Line(text.Span))),
            ],
            line),
        ArraySyntax => new PyprojectOther("a list with something else than text in it", line),
        IntegerValueSyntax or FloatValueSyntax => new PyprojectOther("a number", line),
        DateTimeValueSyntax => new PyprojectOther("a date or time", line),
        _ => new PyprojectOther("a table", line),
    };

    private static int Line(SourceSpan span) => span.Start.Line + 1;

    // What stands under a full name; true when it is the table or in it.
    private bool Take(string[] name, SyntaxNode? node, SourceSpan span)
    {
        if (name is not ["tool", ..] || (name.Length > 1 && name[1] != "alembic"))
        {
            return false;
        }

        if (name.Length < 3)
        {
            return node is TableSyntax or InlineTableSyntax
                ? name.Length == 2
                : throw new FindingException(DiagnosticCodes.TomlValueType.At(
                    this.Path, Line(span), $"{string.Join('.', name)} is no table, and Alembic refuses the file; write [tool.alembic]."));
        }

        this.values.TryAdd(name[2], Value(name.Length == 3 ? node : null, Line(span)));
        return true;
    }
}
