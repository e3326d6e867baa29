using System.Globalization;
using System.Security;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Planning.Approvals;

/// <summary>
/// What approvals change in a plan. One approves one operation, by its revision, name and object exactly, with all that the rules say of
/// it; what CASCADE takes along besides has to be approved by itself. What is approved is still told. Pure.
/// </summary>
internal static class ApprovalRules
{
    /// <summary>Weighs the plan by what was decided about it.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="approvals">All approvals.</param>
    /// <param name="policy">What the team has decided.</param>
    /// <param name="pending">The pending revisions; empty for a SQL file.</param>
    /// <param name="known">Whether a file has a revision.</param>
    /// <param name="today">The day by which approvals expire.</param>
    public static MigrationPlan Apply(
        MigrationPlan plan,
        IReadOnlyList<Approval> approvals,
        PlanPolicy policy,
        IReadOnlyList<string> pending,
        Func<string, bool> known,
        DateOnly today)
    {
        if (plan.Operations.Count == 0 && approvals.Count == 0)
        {
            return plan;
        }

        var notes = new List<Finding>();
        var operations = new ApprovableOperations(plan.Operations);
        var counted = new Dictionary<PlannedOperation, List<Approval>>(ReferenceEqualityComparer.Instance);
        foreach (var approval in approvals)
        {
            var fitting = operations.Of(approval).ToList();
            if (Problem(approval, fitting, pending, known, today) is { } problem)
            {
                notes.Add(problem);
                continue;
            }

            foreach (var operation in fitting)
            {
                (counted.TryGetValue(operation, out var others) ? others : counted[operation] = []).Add(approval);
            }
        }

        return new([.. plan.Operations.Select(operation => operation with
        {
            Findings =
            [
                .. operation.Findings
                    .Select(finding => finding.Descriptor == DiagnosticCodes.NotAnalysable && policy.Opaque == OpaquePolicy.Fail
                        ? finding.As(Severity.Error) : finding)
                    .Select(finding => Weighed(finding, operation, counted.GetValueOrDefault(operation))),
            ],
        })])
        {
            Notes = notes,
        };
    }

    private static Finding Weighed(Finding finding, PlannedOperation operation, List<Approval>? approvals) =>
        finding.Severity == Severity.Info ? finding
        : approvals?.Find(approval => approval.Operation == NameOf(finding, operation)) is { } approval
            ? finding.As(Severity.Info) with { Message = $"{finding.Message} Approved: {OneLine.Escape(SecretMask.Apply(approval.Reason))}" }
        : finding.Severity == Severity.Error ? finding with { Message = finding.Message + Hint(finding, operation) }
        : finding;

    private static string NameOf(Finding finding, PlannedOperation operation) =>
        operation.Operation.Name + (finding.Descriptor == DiagnosticCodes.Cascades ? Approval.CascadeSuffix : "");

    // An item does not say which line it means, so that with several it would approve one that nobody looked at.
    private static Finding? Problem(
        Approval approval, List<PlannedOperation> fitting, IReadOnlyList<string> pending, Func<string, bool> known, DateOnly today)
    {
        var isItem = approval.Lines is null;
        var what = isItem
            ? $"DbApprove {OneLine.Quote(approval.Revision!)} ({approval.Operation} {OneLine.Shorten(approval.ObjectName)})"
            : $"The approval of {OneLine.Shorten($"{approval.Operation} {approval.ObjectName}")}";
        var (code, problem) = approval switch
        {
            _ when fitting.Count == 1 || (!isItem && fitting.Count > 0) => approval.Expires < today
                ? (DiagnosticCodes.ApprovalExpired, $"has expired on {approval.Expires.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} and approves nothing any more. Look at the operation again and write another date, or take it out.")
                : (null, ""),
            _ when fitting.Count > 1 => (DiagnosticCodes.ApprovalStale, $"fits {fitting.Count} operations (lines {string.Join(", ", fitting.Select(operation => operation.Operation.Place.Line))}) and so approves none. Approve each by a comment at its line."),
            _ when !isItem => (DiagnosticCodes.ApprovalStale, "fits no operation on its line or the one below. Write the operation and the object as the finding does, or take it out."),
            { Revision: { } revision } when pending.Contains(revision) => (DiagnosticCodes.ApprovalStale, "fits no operation of that revision. Write the operation and the object as the finding does, or take it out."),
            { Revision: { } revision } when known(revision) => (DiagnosticCodes.ApprovalStale, "is of a revision that production already has. Take it out."),
            _ => (DiagnosticCodes.ApprovalStale, "names a revision that no migration file has. Write the whole identifier, or take it out."),
        };
        return code is null ? null
            : approval.Place is { } place ? code.At(place.File, place.Line, $"{what} {problem}")
            : code.At($"{what} {problem}");
    }

    private static string Hint(Finding finding, PlannedOperation operation)
    {
        var (name, subject) = (NameOf(finding, operation), ApprovableOperations.ObjectOf(operation));
        var comment = $"dbguard: allow {name} {subject} -- {Approval.Placeholder}";
        return operation.Revision is not { } revision ? $" If that is meant, write above it: -- {comment}"
            : subject == Approval.NoObject ? $" If that is meant, write above it: # {comment}"
            : $" If that is meant, write above it: # {comment}, or into the project: <DbApprove Include=\"{Attribute(revision)}\" Operation=\"{name}\" Object=\"{Attribute(subject)}\" Justification=\"{Approval.Placeholder}\" />";
    }

    // As MSBuild unescapes it again.
    private static string Attribute(string text) => SecurityElement.Escape(text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("$", "%24", StringComparison.Ordinal)
        .Replace("@", "%40", StringComparison.Ordinal)
        .Replace(";", "%3B", StringComparison.Ordinal)
        .Replace("*", "%2A", StringComparison.Ordinal)
        .Replace("?", "%3F", StringComparison.Ordinal));
}
