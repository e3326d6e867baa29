using System.Globalization;
using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Alembic.Command;
using AutonomOS.Migrations.Alembic.Graph;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Tracking;

namespace AutonomOS.Migrations.Upgrading;

/// <summary>Production while nobody else migrates it, and the team's Alembic pointed at it.</summary>
internal sealed class LockedProduction : IAsyncDisposable
{
    // Until a server has noticed that its client was killed, and rolled back.
    private const int MostLooks = 40;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly UpgradeRequest request;
    private readonly ConnectionTarget target;
    private readonly AlembicHistory files;
    private readonly AlembicEnvironment environment;
    private readonly AlembicProgram program;
    private readonly MigrationLock held;

    private LockedProduction(
        UpgradeRequest request, ConnectionTarget target, AlembicHistory files, AlembicEnvironment environment, AlembicProgram program, MigrationLock held)
    {
        this.request = request;
        this.target = target;
        this.files = files;
        this.environment = environment;
        this.program = program;
        this.held = held;
    }

    /// <summary>What answered.</summary>
    public ServerInfo Server => this.held.Server;

    /// <summary>The migration files.</summary>
    public RevisionGraph History => this.files.Graph!;

    /// <summary>Production's name for messages.</summary>
    public string Where => $"production ({this.Server.Database} at {this.Server.Host}:{this.Server.Port})";

    /// <summary>The first lines of a record: who, where, and with which command.</summary>
    /// <param name="what">Such as <c>Upgrade</c>.</param>
    public IEnumerable<string> Heading(string what) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"{what} of {DateTimeOffset.UtcNow:yyyy-MM-dd HH:mm:ss}Z by {Environment.UserName} on {Environment.MachineName}"),
        OneLine.Escape($"Production: {this.Server.Database} at {this.Server.Host}:{this.Server.Port} as {this.Server.User}, PostgreSQL {this.Server.Version}"),
        OneLine.Escape($"Alembic:    {this.program} ({this.program.Evidence})"),
    ];

    /// <summary>Finds everything that is needed, and then waits for whoever else migrates.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="tell">Is told for whom it waits.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    /// <exception cref="FindingException">What is missing, cannot be read, or did not end in time.</exception>
    public static async Task<LockedProduction> BeginAsync(UpgradeRequest request, Action<string> tell, CancellationToken cancellationToken)
    {
        var variable = request.Audit.ProductionUrlVariable;
        var value = UrlVariable.Read(variable) ?? throw new FindingException(DiagnosticCodes.ProductionUrlNotSet.At(
            $"The environment variable {variable} is not set or empty, so there is nothing to migrate. Set it to production's URL, with the role that owns the schema."));
        var target = ConnectionTarget.Parse("production", variable, value);
        var files = AlembicHistory.Load(request.Audit.Alembic, request.Audit.ProjectDirectory);
        if (files.ForColumn(null) is not { IsTrusted: true } trusted)
        {
            throw new FindingException(files.Findings.First(finding => finding.Severity == Severity.Error));
        }

        var environment = AlembicEnvironment.PointedAt(target, value, request.Driver, request.Audit.DevelopmentUrlVariable, variable);
        var program = await AlembicProgram.FindAsync(
            request.Driver.Command, request.CommandDirectory, trusted.WorkingDirectory!, environment, cancellationToken);
        var held = await MigrationLock.TakeAsync(
            target, request.Audit.Limits, request.LockTimeout, AlembicProcess.NamePrefix, tell, cancellationToken);
        if (!held.Server.InRecovery)
        {
            return new(request, target, trusted, environment, program, held);
        }

        await held.DisposeAsync();
        throw new FindingException(DiagnosticCodes.ServerReadOnly.At(
            $"{target} is a standby. Point {variable} at the primary."));
    }

    /// <summary>Runs Alembic, and waits until no session of it is left.</summary>
    /// <param name="arguments">Its command and what belongs to it.</param>
    /// <param name="tell">Is told each line it prints.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How it ended; null when it was stopped by the token.</returns>
    /// <exception cref="FindingException">AMB6001: it cannot be started. AMB6006: the lock was lost, and Alembic stopped.</exception>
    public async Task<AlembicOutcome?> RunAlembicAsync(IReadOnlyList<string> arguments, Action<string> tell, CancellationToken cancellationToken)
    {
        var run = new AlembicProcess(
            this.program, [.. this.files.CommandOptions, .. arguments], this.files.WorkingDirectory!, this.environment, this.request.Driver.Limit)
        {
            Mask = this.target.Mask,
            Tell = tell,
        };
        try
        {
            return await this.held.WhileHeldAsync(run.RunAsync, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        finally
        {
            await this.EndSessionsAsync(run.Name);
        }
    }

    /// <summary>Reads the version table anew: that alone tells what was committed.</summary>
    public async Task<TrackingState> ReadTrackingAsync()
    {
        // Also after a cancellation: whoever is told that production was left needs to know where.
        await using var look = await DatabaseLook.OpenAsync(this.target, this.request.Audit, null, readsCatalog: false, CancellationToken.None);
        await look.ReadTrackingAsync(CancellationToken.None);
        return look.NotReadable is { } why
            ? throw new FindingException(why)
            : look.Report.Tracking!;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => this.held.DisposeAsync();

    // A server may go on with a statement whose client was killed; what is read while it does would not be the end of it.
    private async Task EndSessionsAsync(string name)
    {
        var end = new SqlStatement(
            "select pg_terminate_backend(pid)::text from pg_stat_activity where datname = current_database() and application_name = $1", name);
        try
        {
            await using var session = await ReadOnlySession.OpenAsync(this.target, this.request.Audit.Limits, CancellationToken.None);
            for (var look = 0; look < MostLooks; look++)
            {
                await using (var reader = await session.ExecuteAnewAsync([end], CancellationToken.None))
                {
                    if ((await reader.ReadTextsAsync(CancellationToken.None)).Count == 0)
                    {
                        return;
                    }
                }

                await Task.Delay(Interval, CancellationToken.None);
            }
        }
        catch (FindingException)
        {
            // Whoever reads the version table next says why it cannot.
        }
    }
}
