using System.Globalization;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Approvals;

/// <summary>A person's word that one operation is meant.</summary>
/// <param name="Revision">The revision; null in a SQL file.</param>
/// <param name="Operation">
/// <see cref="SchemaOperation.Name"/>; with <see cref="CascadeSuffix"/> it approves what CASCADE takes along, and that only.
/// </param>
/// <param name="ObjectName">The full name as findings write it; <c>-</c> where there is none.</param>
/// <param name="Reason">Why. Never empty.</param>
public sealed record Approval(string? Revision, string Operation, string ObjectName, string Reason)
{
    /// <summary>What CASCADE takes along is other objects: it is never approved with the operation itself.</summary>
    public const string CascadeSuffix = "_cascade";

    /// <summary>Stands for the object of an operation that has none, or whose name is not known.</summary>
    public const string NoObject = "-";

    // What findings print where the reason goes.
    internal const string Placeholder = "WHY";

    /// <summary>The last day on which it counts; null for ever.</summary>
    public DateOnly? Expires { get; init; }

    /// <summary>Where it is written; line 0 for an item of a project.</summary>
    public SourcePlace? Place { get; init; }

    /// <summary>The lines whose operations a comment is about; null for an item.</summary>
    public (int First, int Last)? Lines { get; init; }

    /// <summary>Reads the parts of an item.</summary>
    /// <param name="revision">The item's identity.</param>
    /// <param name="operation">Its <c>Operation</c>.</param>
    /// <param name="name">Its <c>Object</c>.</param>
    /// <param name="reason">Its <c>Justification</c>.</param>
    /// <param name="expires">Its <c>Expires</c>: a date as <c>2027-01-31</c>, or empty.</param>
    /// <param name="error">What is wrong with it: a predicate without full stop; null when it can be read.</param>
    public static Approval? Parse(string revision, string operation, string name, string reason, string expires, out string? error)
    {
        var until = DateOf(expires);
        error = string.IsNullOrWhiteSpace(operation) ? "names no Operation"
            : string.IsNullOrWhiteSpace(name) ? "names no Object"
            : name.Trim() == NoObject ? "names no object: what has no name, or what cannot be analysed, is approved by a comment at its line only"
            : string.IsNullOrWhiteSpace(reason) || reason.Trim() == Placeholder ? "has no Justification"
            : !string.IsNullOrWhiteSpace(expires) && until is null ? $"expires on {OneLine.Quote(expires)}, which is no date such as 2027-01-31"
            : null;
        return error is null ? new(revision.Trim(), operation.Trim(), name.Trim(), reason.Trim()) { Expires = until } : null;
    }

    /// <summary>Reads what follows <c>dbguard:</c> in a comment.</summary>
    /// <param name="text">Such as <c>allow drop_table public.legacy until 2027-01-31 -- nobody reads it</c>.</param>
    /// <param name="error">What is wrong with it: a predicate without full stop; null when it can be read.</param>
    internal static Approval? ParseComment(string text, out string? error)
    {
        var dashes = ReasonStart(text);
        var words = (dashes < 0 ? text : text[..dashes]).Trim().Split(' ', 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var reason = dashes < 0 ? "" : text[(dashes + 2)..].Trim();
        var (name, until) = words.Length == 3 ? Until(words[2]) : ("", null);
        var expires = DateOf(until);
        error = words is not ["allow", _, _] ? "is not of the form 'allow OPERATION OBJECT -- reason'"
            : reason.Length == 0 || reason == Placeholder ? "gives no reason behind ' -- '"
            : until is not null && expires is null ? $"expires on {OneLine.Quote(until)}, which is no date such as 2027-01-31"
            : null;
        return error is null ? new(null, words[1], name, reason) { Expires = expires } : null;
    }

    private static DateOnly? DateOf(string? text) =>
        DateOnly.TryParseExact(text?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    // A name in double quotes may hold anything, two dashes and 'until' included.
    private static int ReasonStart(string text)
    {
        var quoted = false;
        for (var at = 0; at + 1 < text.Length; at++)
        {
            quoted ^= text[at] == '"';
            if (!quoted && text[at] == '-' && text[at + 1] == '-' && at > 0 && text[at - 1] is ' ' or '\t')
            {
                return at;
            }
        }

        return -1;
    }

    private static (string Name, string? Until) Until(string text)
    {
        var at = text.LastIndexOf(" until ", StringComparison.Ordinal);
        return at < 0 || text.AsSpan(at).Contains('"') ? (text, null) : (text[..at].Trim(), text[(at + 7)..].Trim());
    }
}
