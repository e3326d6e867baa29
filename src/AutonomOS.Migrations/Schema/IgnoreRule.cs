using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Schema;

/// <summary>
/// Objects that a team has decided not to compare, such as <c>table:public.spatial_ref_sys</c>: a kind and a full name as messages show
/// it, in both of which <c>*</c> stands for any characters, none included. Case matters. What is below an object goes with it.
/// </summary>
public sealed class IgnoreRule
{
    // What stands between the stars, in the order of a reference; at least one.
    private readonly string[] parts;

    private IgnoreRule(string entry, string justification, string pattern)
    {
        this.Entry = entry;
        this.Justification = justification;
        this.parts = pattern.Split('*');
    }

    /// <summary>The rule as it was written.</summary>
    public string Entry { get; }

    /// <summary>Why these objects are not compared.</summary>
    public string Justification { get; }

    /// <summary>Reads a rule.</summary>
    /// <param name="entry">Kind, colon, name.</param>
    /// <param name="justification">Why.</param>
    /// <param name="error">What is wrong with it, in words that follow the entry; null when nothing is.</param>
    /// <returns>Null when it cannot be read.</returns>
    public static IgnoreRule? Parse(string entry, string? justification, out string? error)
    {
        var colon = entry.IndexOf(':', StringComparison.Ordinal);
        var kind = colon < 0 ? "" : entry[..colon].Trim();
        var name = entry[(colon + 1)..].Trim();
        error = kind.Length == 0 || name.Length == 0 ? "is not of the form kind:name"
            : string.IsNullOrWhiteSpace(justification) ? "has no Justification"
            : null;
        return error is null ? new(entry, justification!.Trim(), $"{kind} {name}") : null;
    }

    /// <summary>Whether an object is covered.</summary>
    /// <param name="reference">The object, as <see cref="SchemaObject.Reference"/> writes it.</param>
    public bool Covers(string reference) => this.Fits(reference)
        || (reference.Any(character => char.IsControl(character) || character is '\u2028' or '\u2029') && this.Fits(OneLine.Escape(reference)));

    private bool Fits(string reference)
    {
        if (this.parts.Length == 1)
        {
            return string.Equals(reference, this.parts[0], StringComparison.Ordinal);
        }

        var (first, last) = (this.parts[0], this.parts[^1]);
        if (reference.Length < first.Length + last.Length
            || !reference.StartsWith(first, StringComparison.Ordinal)
            || !reference.EndsWith(last, StringComparison.Ordinal))
        {
            return false;
        }

        // Each part at the first place where it fits: a later place would only leave less room for the rest.
        var rest = reference.AsSpan(first.Length, reference.Length - first.Length - last.Length);
        foreach (var part in this.parts.AsSpan(1..^1))
        {
            var at = rest.IndexOf(part, StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            rest = rest[(at + part.Length)..];
        }

        return true;
    }
}
