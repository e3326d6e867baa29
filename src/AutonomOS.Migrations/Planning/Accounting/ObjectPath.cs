using System.Text.RegularExpressions;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Accounting;

/// <summary>
/// A full name as its parts without quotes, so that names that were quoted by different rules are found equal, and what is part of what can
/// be told: schema, object, part. A routine's argument types are part of its name.
/// </summary>
/// <param name="Text">The parts, joined by a character that no name has; null, as in the default, where no object is named.</param>
internal readonly partial record struct ObjectPath(string Text)
{
    private const char Joint = '\u0001';

    /// <summary>Joins parts; those that are null are left out.</summary>
    /// <param name="parts">The parts.</param>
    public static ObjectPath Of(params IReadOnlyList<string?> parts) => new(string.Join(Joint, parts.OfType<string>()));

    /// <summary>A name, and the name of a part.</summary>
    /// <param name="name">The name, with its schema where it has one.</param>
    /// <param name="part">The part; null for the object itself.</param>
    public static ObjectPath Of(QualifiedName name, string? part = null) => Of(name.Schema, name.Name, part);

    /// <summary>Reads a name as a kind's query or PostgreSQL's <c>pg_identify_object</c> shows it.</summary>
    /// <param name="shown">Such as <c>public."User".email</c> or <c>public.f(integer, text)</c>.</param>
    public static ObjectPath Parse(string shown)
    {
        var parts = new List<string>();
        var at = 0;
        while (at <= shown.Length)
        {
            if (at < shown.Length && shown[at] == '"')
            {
                var end = at + 1;
                while (end < shown.Length && (shown[end] != '"' || (end + 1 < shown.Length && shown[end + 1] == '"')))
                {
                    end += shown[end] == '"' ? 2 : 1;
                }

                parts.Add(shown[(at + 1)..Math.Min(end, shown.Length)].Replace("\"\"", "\"", StringComparison.Ordinal));
                at = end + 1;
            }
            else
            {
                var end = shown.AsSpan(at).IndexOfAny('.', '(');
                end = end < 0 ? shown.Length : at + end;
                parts.Add(shown[at..end]);
                at = end;
            }

            if (at < shown.Length && shown[at] != '.')
            {
                // Argument types, or what a kind puts behind a name.
                parts[^1] += Arguments(shown[at..]);
                break;
            }

            at++;
        }

        return Of(parts);
    }

    /// <summary>Argument types as they are in a path: without quotes and schemas, which a migration writes or leaves to <c>search_path</c>.</summary>
    /// <param name="written">Such as <c>(integer, public.mood)</c>.</param>
    public static string Arguments(string written) =>
        Qualifier().Replace(written, "").Replace("\"", "", StringComparison.Ordinal).Replace(", ", ",", StringComparison.Ordinal);

    /// <summary>Whether it is another, or a part of that at any depth.</summary>
    /// <param name="whole">The other.</param>
    public bool IsIn(ObjectPath whole) =>
        this.Text is not null && this.Text.StartsWith(whole.Text, StringComparison.Ordinal) && (this.Text.Length == whole.Text.Length || this.Text[whole.Text.Length] == Joint);

    /// <summary>With the beginning changed that another path is.</summary>
    /// <param name="from">The beginning.</param>
    /// <param name="to">What it becomes.</param>
    public ObjectPath Moved(ObjectPath from, ObjectPath to) => this.IsIn(from) ? new(to.Text + this.Text[from.Text.Length..]) : this;

    /// <summary>The path of a part.</summary>
    /// <param name="part">Its name.</param>
    public ObjectPath With(string part) => new(this.Text + Joint + part);

    /// <summary>The parts.</summary>
    public string[] Parts => this.Text.Split(Joint);

    /// <summary>The path of what it is a part of; itself where it is of nothing.</summary>
    public ObjectPath Whole => this.Text.LastIndexOf(Joint) is var at and > 0 ? new(this.Text[..at]) : this;

    /// <inheritdoc />
    public override string ToString() => this.Text.Replace(Joint, '.');

    [GeneratedRegex("""(?:"[^"]*"|[a-z_][a-z0-9_$]*)\.""", RegexOptions.CultureInvariant)]
    private static partial Regex Qualifier();
}
