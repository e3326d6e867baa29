using System.Globalization;
using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Alembic.Command;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Guarding;

/// <summary>How models are held to the migrations.</summary>
/// <param name="Driver">The team's Alembic.</param>
/// <param name="CommandDirectory">Full path of the folder that a relative path of its command starts from.</param>
public sealed record ModelCheckRequest(AlembicDriver Driver, string CommandDirectory);

/// <summary>
/// Models that no migration knows of yet are the one drift that no database shows. The team's own <c>alembic check</c> (1.9.0 and later)
/// compares them with development. It passes only where Alembic says so itself: an exit code of 0 alone is no evidence.
/// </summary>
internal static class ModelCheck
{
    private const string Command = "alembic check";
    private const string Nothing = "No new upgrade operations detected.";
    private const string Something = "New upgrade operations detected:";

    /// <summary>Runs it.</summary>
    /// <param name="request">What is audited.</param>
    /// <param name="check">How it is run.</param>
    /// <param name="files">The migration files.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Null where models and migrations agree.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    internal static async Task<Finding?> RunAsync(
        AuditRequest request, ModelCheckRequest check, AlembicHistory files, CancellationToken cancellationToken)
    {
        var variable = request.DevelopmentUrlVariable;
        if (UrlVariable.Read(variable) is not { } value)
        {
            return NotPossible($"{variable} is not set, and '{Command}' compares the models with development. Set it, or switch the check off with DbGuardModelCheck=false.");
        }

        if (files.WorkingDirectory is not { } directory)
        {
            return NotPossible("the Alembic configuration cannot be read; its own finding says why.");
        }

        try
        {
            return await RunAsync(request, check, files.CommandOptions, directory, value, cancellationToken);
        }
        catch (FindingException e)
        {
            return e.Finding;
        }
    }

    private static async Task<Finding?> RunAsync(
        AuditRequest request, ModelCheckRequest check, IReadOnlyList<string> options, string directory, string value, CancellationToken cancellationToken)
    {
        var target = ConnectionTarget.Parse("development", request.DevelopmentUrlVariable, value);
        var environment = AlembicEnvironment.PointedAt(target, value, check.Driver, request.DevelopmentUrlVariable, request.ProductionUrlVariable);
        var program = await AlembicProgram.FindAsync(check.Driver.Command, check.CommandDirectory, directory, environment, cancellationToken);
        var said = new List<string>();
        var run = new AlembicProcess(program, [.. options, "check"], directory, environment, check.Driver.Limit)
        {
            Mask = target.Mask,
            Tell = said.Add,
        };
        return Judge(await run.RunAsync(cancellationToken), said, check.Driver.Limit);
    }

    /// <summary>What a run means. Pure.</summary>
    /// <param name="outcome">How it ended.</param>
    /// <param name="said">What it printed.</param>
    /// <param name="limit">How long it was allowed to run.</param>
    internal static Finding? Judge(AlembicOutcome outcome, IReadOnlyList<string> said, TimeSpan limit)
    {
        if (outcome.ExitCode is null)
        {
            return NotPossible(string.Create(CultureInfo.InvariantCulture, $"'{Command}' did not end within {(long)limit.TotalSeconds} seconds (AlembicTimeout) and was stopped."));
        }

        // FAILED: New upgrade operations detected: [('add_table', ...)], on one line, whatever the version.
        if (said.FirstOrDefault(line => line.Contains(Something, StringComparison.Ordinal)) is { } found)
        {
            var operations = found[(found.IndexOf(Something, StringComparison.Ordinal) + Something.Length)..].Trim();
            return DiagnosticCodes.ModelsWithoutMigration.At(
                $"The models say what no migration does ('{Command}' on development): {OneLine.Shorten(operations)}. Write the revision with 'alembic revision --autogenerate', read it, apply it to development and commit it; or take the change out of the models.");
        }

        return outcome.EndedWell && said.Any(line => line.Contains(Nothing, StringComparison.Ordinal)) ? null
            : HasNoCheck(said) ? NotPossible($"the team's Alembic has no '{Command}', which came with 1.9.0: upgrade it, or switch the check off with DbGuardModelCheck=false.")
            : outcome.EndedWell ? NotPossible($"'{Command}' ended well and did not say that it found nothing, so nothing is known: {outcome.Why}.")
            : NotPossible($"'{Command}' {outcome.Ending}: {outcome.Why}.");
    }

    // argparse: alembic: error: argument {branches,current,...}: invalid choice: 'check' (choose from ...). click (flask db): Error: No such command 'check'.
    private static bool HasNoCheck(IReadOnlyList<string> said) => said.Any(line =>
        line.Contains("invalid choice: 'check'", StringComparison.Ordinal) || line.Contains("No such command 'check'", StringComparison.Ordinal));

    private static Finding NotPossible(string why) => DiagnosticCodes.ModelsNotChecked.At($"Whether the models have a migration is not known (DbGuardModelCheck): {why}");
}
