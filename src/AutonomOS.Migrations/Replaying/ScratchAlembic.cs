using System.Globalization;
using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Alembic.Command;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Scratch;

namespace AutonomOS.Migrations.Replaying;

/// <summary>
/// The team's Alembic, pointed at scratch databases. Its environment holds no other URL. Before it may write, it is asked where it is, in
/// transactions that can only read: an <c>env.py</c> that goes elsewhere is found out by that.
/// </summary>
internal sealed class ScratchAlembic
{
    private const string ReadOnly = "-c default_transaction_read_only=on";

    private readonly ReplayRequest request;
    private readonly AlembicHistory files;
    private readonly AlembicProgram program;
    private readonly Action<string> tell;

    private ScratchAlembic(ReplayRequest request, AlembicHistory files, AlembicProgram program, Action<string> tell)
    {
        this.request = request;
        this.files = files;
        this.program = program;
        this.tell = tell;
    }

    /// <summary>The command, for messages.</summary>
    public string Command => $"{this.program} ({this.program.Evidence})";

    /// <summary>Finds the command.</summary>
    /// <param name="request">What to replay.</param>
    /// <param name="files">The migration files.</param>
    /// <param name="tell">Is told each line that it prints.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="FindingException">AMB6001: there is none.</exception>
    public static async Task<ScratchAlembic> FindAsync(
        ReplayRequest request, AlembicHistory files, Action<string> tell, CancellationToken cancellationToken)
    {
        var without = AlembicEnvironment.OfProcessWithout(
            request.Audit.DevelopmentUrlVariable, request.Audit.ProductionUrlVariable, ScratchRequest.ShadowVariable);
        var program = await AlembicProgram.FindAsync(
            request.Driver.Command, request.CommandDirectory, files.WorkingDirectory!, without, cancellationToken);
        return new(request, files, program, tell);
    }

    /// <summary>Makes sure that Alembic goes to a scratch database and nowhere else.</summary>
    /// <param name="database">An empty scratch database; it is empty again afterwards.</param>
    /// <param name="elsewhere">The rows of the databases that it must not go to.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="FindingException">AMB6052: it does, or where it goes cannot be told.</exception>
    public async Task VerifyPlaceAsync(ScratchDatabase database, IReadOnlySet<string> elsewhere, CancellationToken cancellationToken)
    {
        // A revision that is there and nowhere else: whoever names it has read it there. Without one, whoever follows two changes has.
        var graph = this.files.Graph!;
        var all = graph.Closure(graph.Heads).ToList();
        var settings = this.request.Audit.Alembic;
        var schema = SqlName.Quote(settings.VersionTableSchema ?? "public");
        var table = $"{schema}.{SqlName.Quote(settings.VersionTable ?? "alembic_version")}";
        await ExecuteAsync(
            database,
            [new($"CREATE SCHEMA IF NOT EXISTS {schema}"), new($"CREATE TABLE {table} (version_num text PRIMARY KEY)"), new("COMMIT")],
            cancellationToken);
        IReadOnlyList<string?> markers = all.Find(revision => !elsewhere.Contains(revision)) is { } own ? [own] : [all[0], all.Skip(1).FirstOrDefault()];
        foreach (var marker in markers)
        {
            await ExecuteAsync(
                database,
                [new($"DELETE FROM {table}"), new($"INSERT INTO {table} SELECT $1 WHERE $1 <> ''", marker ?? ""), new("COMMIT")],
                cancellationToken);
            await this.VerifyReadsAsync(database, marker, all, cancellationToken);
        }

        await ExecuteAsync(
            database,
            [new($"DROP TABLE {table}"), .. schema == "\"public\"" ? (SqlStatement[])[] : [new($"DROP SCHEMA {schema}")], new("COMMIT")],
            cancellationToken);
    }

    private async Task VerifyReadsAsync(
        ScratchDatabase database, string? marker, IReadOnlyList<string> all, CancellationToken cancellationToken)
    {
        var environment = this.Environment(database);
        environment = environment.With("PGOPTIONS", $"{environment.Value("PGOPTIONS")} {ReadOnly}".TrimStart());
        var said = new List<string>();
        var outcome = await this.RunAsync(["current"], environment, database, said.Add, cancellationToken);
        var told = said.Select(line => line.Split(' ')[0]).Where(all.Contains).ToList();
        if (outcome.EndedWell && (marker is null ? told.Count == 0 : told is [var only] && only == marker))
        {
            return;
        }

        var what = outcome.EndedWell
            ? $"said {OneLine.Quote(OneLine.Shorten(string.Join(" / ", said.Where(line => !line.StartsWith("INFO", StringComparison.Ordinal)))))}"
            : Why(outcome);
        throw new FindingException(DiagnosticCodes.ReplayElsewhere.At(
            $"'alembic current', run with {this.request.Driver.UrlVariable} set to a scratch database, did not read what is there: it {what}. "
                + $"env.py takes its URL from somewhere else, or cannot run there; nothing was run that writes. Let env.py read {this.request.Driver.UrlVariable}, or name the variable that it reads with AlembicUrlVariable."));
    }

    /// <summary>Upgrades a scratch database.</summary>
    /// <param name="database">The database.</param>
    /// <param name="targets">Revisions, or <c>head</c> or <c>heads</c>; one run for each.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How the last run ended: the first that did not end well, if one did not.</returns>
    public async Task<AlembicOutcome> UpgradeAsync(ScratchDatabase database, IReadOnlyList<string> targets, CancellationToken cancellationToken)
    {
        AlembicOutcome? outcome = null;
        foreach (var target in targets)
        {
            outcome = await this.RunAsync(["upgrade", target], this.Environment(database), database, this.tell, cancellationToken);
            if (!outcome.EndedWell)
            {
                break;
            }
        }

        return outcome!;
    }

    /// <summary>Runs statements in a transaction of a scratch database.</summary>
    /// <param name="database">The database.</param>
    /// <param name="statements">The statements; the last is to be COMMIT.</param>
    /// <param name="cancellationToken">Cancels.</param>
    internal static async Task ExecuteAsync(ScratchDatabase database, IReadOnlyList<SqlStatement> statements, CancellationToken cancellationToken)
    {
        await using var session = await WritableSession.OpenAsync(database.Target, SessionLimits.Default, cancellationToken);
        await session.RunAsync(statements, cancellationToken);
    }

    /// <summary>Why a run failed, in words.</summary>
    /// <param name="outcome">How it ended.</param>
    internal static string Why(AlembicOutcome outcome) =>
        $"{outcome.Ending}{outcome.At}: {outcome.Why}";

    // What a driver reads that finds no URL is pointed at the scratch database, too.
    private AlembicEnvironment Environment(ScratchDatabase database)
    {
        var target = database.Target;
        return AlembicEnvironment
            .PointedAt(target, database.Url, this.request.Driver, this.request.Audit.DevelopmentUrlVariable, this.request.Audit.ProductionUrlVariable)
            .With("PGHOST", target.Host)
            .With("PGPORT", target.Port.ToString(CultureInfo.InvariantCulture))
            .With("PGDATABASE", target.Database)
            .With("PGUSER", target.User);
    }

    private Task<AlembicOutcome> RunAsync(
        IReadOnlyList<string> arguments, AlembicEnvironment environment, ScratchDatabase database, Action<string> hear, CancellationToken cancellationToken) =>
        new AlembicProcess(this.program, [.. this.files.CommandOptions, .. arguments], this.files.WorkingDirectory!, environment, this.request.Driver.Limit)
        {
            Mask = database.Target.Mask,
            Tell = hear,
        }.RunAsync(cancellationToken);
}
