using System.Buffers;
using AutonomOS.Migrations.Alembic.Python;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Alembic.Revisions;

/// <summary>
/// Reads one revision file as Alembic understands it after importing it (<c>script/base.py _from_path</c>, <c>util.to_tuple</c>):
/// None is nothing, text is one identifier, a tuple, list or set is several. Whatever would have to be run is a finding.
/// </summary>
/// <remarks>One reader reads many files, one after the other, and uses its memory again.</remarks>
internal sealed class RevisionFileReader
{
    private const string RunIt = "write it as a plain string, tuple or None; revision files are read, not run";
    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("abcdef0123456789");
    private static readonly string[] Attributes = ["revision", "down_revision", "branch_labels", "depends_on"];

    private readonly PythonModules modules;
    private readonly PythonModule module;
    private string path = string.Empty;

    /// <summary>A reader for one thread.</summary>
    /// <param name="modules">The modules that files may take constants from.</param>
    public RevisionFileReader(PythonModules modules)
    {
        this.modules = modules;
        this.module = new PythonModule(Attributes, (import, attributes, line) => modules.Find(this.path, import, attributes, line));
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Full path, for messages and for files that Alembic names after themselves.</param>
    /// <param name="bytes">All of it.</param>
    /// <param name="findings">Takes what is wrong with it.</param>
    /// <returns>Null when the file has no usable revision identifier.</returns>
    public RevisionFile? Read(string path, ReadOnlySpan<byte> bytes, ICollection<Finding> findings)
    {
        var source = PythonSource.Decode(bytes, out var error);
        if (source is null)
        {
            findings.Add(
                DiagnosticCodes.RevisionFileNotReadable.At(
                    path, 1, $"The revision file cannot be read: {error}; mend it, Alembic cannot load it either."));
            return null;
        }

        this.path = path;
        var module = this.module;
        module.Read(source);
        if (module.Error is not null)
        {
            findings.Add(DiagnosticCodes.RevisionFileNotReadable.At(
                path, module.ErrorLine, $"The revision file cannot be read: {module.Error}; mend it, Alembic cannot load it either."));
            return null;
        }

        var identifier = ReadIdentifier(path, module, findings);
        if (identifier is not { } revision)
        {
            return null;
        }

        var dynamic = new List<string>(0);
        var down = ReadReferences(path, module, "down_revision", dynamic, findings);
        var depends = ReadReferences(path, module, "depends_on", dynamic, findings);
        var labels = ReadReferences(path, module, "branch_labels", dynamic, findings);
        var (message, created) = ReadDocstring(module.Docstring);
        return new RevisionFile(
            path,
            revision.Name,
            revision.Line,
            down,
            depends,
            labels,
            message,
            created,
            module.Definition("upgrade"),
            module.Definition("downgrade"))
        {
            Dynamic = dynamic,
            Modules = this.modules,
        };
    }

    private static RevisionReference? ReadIdentifier(string path, PythonModule module, ICollection<Finding> findings)
    {
        switch (module.Find("revision"))
        {
            case TextValue { Text.Length: > 0 } text:
                return new RevisionReference(text.Text, text.Line);
            case TextValue empty:
                findings.Add(
                    DiagnosticCodes.NoRevisionIdentifier.At(
                        path, empty.Line, "revision is an empty string; give the revision an identifier."));
                return null;
            case DynamicValue dynamic:
                findings.Add(
                    DiagnosticCodes.DynamicRevision.At(path, dynamic.Line, $"revision cannot be evaluated: {dynamic.Reason}; {RunIt}."));
                return null;
            case null:
                var stem = Path.GetFileNameWithoutExtension(path);
                if (stem.Length > 0 && stem.AsSpan().IndexOfAnyExcept(Hexadecimal) < 0)
                {
                    return new RevisionReference(stem, 1);
                }

                findings.Add(DiagnosticCodes.NoRevisionIdentifier.At(
                    path, 1, "The file assigns no revision, and Alembic refuses such files; move it out of the version location, or"
                        + " assign revision."));
                return null;
            case var other:
                findings.Add(NotText(path, "revision", other));
                return null;
        }
    }

    private static List<RevisionReference> ReadReferences(
        string path, PythonModule module, string attribute, List<string> dynamicNames, ICollection<Finding> findings)
    {
        var references = new List<RevisionReference>(1);
        var down = attribute == "down_revision";
        switch (module.Find(attribute))
        {
            case NoneValue:
                break;
            case TextValue { Text.Length: 0 } empty when down:
                findings.Add(EmptyDown(path, empty.Line));
                break;
            case TextValue text:
                references.Add(new RevisionReference(text.Text, text.Line));
                break;
            case ItemsValue list:
                ReadItems(path, attribute, list, references, findings);
                break;
            case DynamicValue dynamic:
                dynamicNames.Add(attribute);
                findings.Add(Dynamic(path, attribute, dynamic.Line, dynamic.Reason));
                break;
            case null:
                if (down)
                {
                    findings.Add(DiagnosticCodes.NoDownRevision.At(
                        path, 1, "The file assigns no down_revision, and Alembic refuses such files; assign the revision it follows, or"
                            + " None for a base."));
                }

                break;
            case var other:
                findings.Add(NotText(path, attribute, other));
                break;
        }

        return references;
    }

    private static void ReadItems(
        string path, string attribute, ItemsValue list, List<RevisionReference> references, ICollection<Finding> findings)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in list.Items)
        {
            if (item is not TextValue text)
            {
                findings.Add(NotText(path, attribute, item));
            }
            else if (text.Text.Length == 0 && attribute == "down_revision")
            {
                findings.Add(EmptyDown(path, text.Line));
            }
            else if (seen.Add(text.Text) || (attribute == "branch_labels" && list.Bracket != '{'))
            {
                // Alembic refuses a label that is declared twice, also by one revision; in a set it is there once.
                references.Add(new RevisionReference(text.Text, text.Line));
            }
        }
    }

    private static Finding Dynamic(string path, string attribute, int line, string reason) =>
        (attribute == "down_revision" ? DiagnosticCodes.DynamicRevision : DiagnosticCodes.DynamicAttribute)
        .At(path, line, $"{attribute} cannot be evaluated: {reason}; {Consequence(attribute)}{RunIt}.");

    private static string Consequence(string attribute) => attribute switch
    {
        "depends_on" => "what it names may take heads away from the real heads, be applied already where it is told as pending, and come"
            + " earlier in the order; ",
        "branch_labels" => "identifiers and depends_on that use its label are not found; ",
        _ => string.Empty,
    };

    // Alembic up to 1.12 took the empty string for a base; since 1.13.0 it is KeyError ''.
    private static Finding EmptyDown(string path, int line) =>
        DiagnosticCodes.EmptyDownRevision.At(
            path, line, "down_revision is an empty string, which Alembic 1.13 and later cannot find; write None for a base.");

    private static Finding NotText(string path, string attribute, PythonValue value)
    {
        var kind = value switch
        {
            OtherValue other => other.Kind,
            NoneValue => "None",
            ItemsValue => "a nested list",
            DynamicValue dynamic => dynamic.Reason,
            _ => "something else",
        };
        return DiagnosticCodes.AttributeNotText.At(
            path, value.Line, $"{attribute} holds {kind} where Alembic wants text; write the identifier as a string.");
    }

    // Alembic's message is the docstring's first paragraph (script/base.py Script.doc); people also leave out the blank line after it.
    private static (string? Message, string? CreateDate) ReadDocstring(TextValue? docstring)
    {
        const string Created = "Create Date:";
        var message = new List<string>(1);
        var ended = false;
        string? created = null;
        foreach (var line in (docstring?.Text ?? string.Empty).AsSpan().EnumerateLines())
        {
            var text = line.Trim();
            var isField = text.StartsWith("Revision ID:", StringComparison.Ordinal)
                || text.StartsWith("Revises:", StringComparison.Ordinal)
                || text.StartsWith(Created, StringComparison.Ordinal);
            ended |= isField || (text.Length == 0 && message.Count > 0);
            if (!ended && text.Length > 0)
            {
                message.Add(text.ToString());
            }

            if (created is null && text.StartsWith(Created, StringComparison.Ordinal))
            {
                created = text[Created.Length..].Trim().ToString();
            }
        }

        return (message.Count == 0 ? null : string.Join(' ', message), created);
    }
}
