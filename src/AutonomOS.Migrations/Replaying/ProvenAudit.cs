using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Guarding;

namespace AutonomOS.Migrations.Replaying;

/// <summary>An audit, and where it is asked for and the audit passes, its proof by a replay.</summary>
public static class ProvenAudit
{
    /// <summary>Audits.</summary>
    /// <param name="request">What to audit, and whether it is to be proven.</param>
    /// <param name="tell">Is told what a replay does while it does it.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    /// <returns>The report; what could not be looked at or proven is a finding in it, never an exception.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Task<AuditReport> RunAsync(AuditRequest request, Action<string> tell, CancellationToken cancellationToken) =>
        request.Proof is { } proof ? RunAsync(request, proof, tell, cancellationToken) : Audit.RunAsync(request, cancellationToken);

    private static async Task<AuditReport> RunAsync(
        AuditRequest request, ProofRequest proof, Action<string> tell, CancellationToken cancellationToken)
    {
        var report = await Audit.RunAsync(request, cancellationToken);
        if (!report.Passed)
        {
            return report;
        }

        var result = await Replay.RunAsync(new(request, proof.Driver, proof.Scratch, proof.CommandDirectory), tell, cancellationToken);
        return proof.IsRequired || !result.Findings.Any(finding => finding.Descriptor == DiagnosticCodes.NoScratchServer)
            ? report.WithProof(result.Findings, result.Lines)
            : report.WithProof([.. result.Findings.Select(finding => finding.As(Severity.Info))], ["No scratch server is at hand: nothing was replayed"]);
    }
}
