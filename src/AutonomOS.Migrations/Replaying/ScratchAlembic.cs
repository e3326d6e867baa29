using System.Globalization;
using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Alembic.Command;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Scratch;

namespace AutonomOS.Migrations.Replaying;

/// <summary>
/// The team's Alembic, pointed at scratch databases. Its environment holds no other URL. Before it may write, it is asked where it is, in
/// transactions that can only read: an <c>env.py</c> that goes elsewhere is found out by that. One that writes before it migrates fails
/// there; on a server of this run's own it is asked once more, as a role with a random name that owns the scratch database: no other server
/// lets anybody in who begins as that role, and here it owns nothing else.
/// </summary>
internal sealed class ScratchAlembic
{
    private const string ReadOnly = "-c default_transaction_read_only=on";

    // SQLSTATE 25006 in the server's words, which drivers pass on: a scratch server of our own speaks no other language.
    private const string RefusedToWrite = "in a read-only transaction";

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
    /// <param name="server">The server.</param>
    /// <param name="elsewhere">The rows of the databases that it must not go to.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="FindingException">AMB6052: it does, or where it goes cannot be told.</exception>
    public async Task VerifyPlaceAsync(ScratchServer server, IReadOnlySet<string> elsewhere, CancellationToken cancellationToken)
    {
        var database = await server.CreateAsync(null, cancellationToken);

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
        var options = ReadOnly;
        IReadOnlyList<string?> markers = all.Find(revision => !elsewhere.Contains(revision)) is { } own ? [own] : [all[0], all.Skip(1).FirstOrDefault()];
        foreach (var marker in markers)
        {
            await ExecuteAsync(
                database,
                [new($"DELETE FROM {table}"), new($"INSERT INTO {table} SELECT $1 WHERE $1 <> ''", marker ?? ""), new("COMMIT")],
                cancellationToken);
            var (isHere, what) = await this.ReadsAsync(database, marker, all, options, cancellationToken);
            if (!isHere && server.IsOwn && options == ReadOnly && what.Contains(RefusedToWrite, StringComparison.Ordinal))
            {
                options = await OwnerAsync(server, database, schema, table, cancellationToken);
                (isHere, what) = await this.ReadsAsync(database, marker, all, options, cancellationToken);
            }

            if (!isHere)
            {
                throw this.Elsewhere(what, options);
            }
        }
    }

    // Of a role that this server alone has, and that owns the scratch database and nothing else.
    private static async Task<string> OwnerAsync(
        ScratchServer server, ScratchDatabase database, string schema, string table, CancellationToken cancellationToken)
    {
        await server.CreateRolesAsync([database.Name], cancellationToken);
        await ExecuteAsync(
            database,
            [
                new($"ALTER DATABASE {database.Name} OWNER TO {database.Name}"),
                new($"GRANT ALL ON SCHEMA {schema} TO {database.Name}"),
                new($"GRANT ALL ON TABLE {table} TO {database.Name}"),
                new("COMMIT"),
            ],
            cancellationToken);
        return $"-c role={database.Name}";
    }

    private async Task<(bool IsHere, string What)> ReadsAsync(
        ScratchDatabase database, string? marker, IReadOnlyList<string> all, string options, CancellationToken cancellationToken)
    {
        var environment = this.Environment(database);
        environment = environment.With("PGOPTIONS", $"{environment.Value("PGOPTIONS")} {options}".TrimStart());
        var said = new List<string>();
        var outcome = await this.RunAsync(["current"], environment, database, said.Add, cancellationToken);
        var told = said.Select(line => line.Split(' ')[0]).Where(all.Contains).ToList();
        return !outcome.EndedWell ? (false, Why(outcome))
            : (marker is null ? told.Count == 0 : told is [var only] && only == marker) ? (true, "")
            : (false, $"said {OneLine.Quote(OneLine.Shorten(string.Join(" / ", said.Where(line => !line.StartsWith("INFO", StringComparison.Ordinal)))))}");
    }

    private FindingException Elsewhere(string what, string options)
    {
        var why = what.Contains(RefusedToWrite, StringComparison.Ordinal)
            ? "env.py writes before it migrates, which it may do where it is known to be alone only: on a temporary server. Ask first whether what it makes is there, or leave it to a migration"
            : "env.py takes its URL from somewhere else, or cannot run there";
        return new FindingException(DiagnosticCodes.ReplayElsewhere.At(
            $"'alembic current', run with {this.request.Driver.UrlVariable} set to a scratch database, did not read what is there: it {what}. "
                + $"{why}; {(options == ReadOnly ? "nothing was run that writes" : "it was run as a role that owns the scratch database alone")}. Let env.py read {this.request.Driver.UrlVariable}, or name the variable that it reads with AlembicUrlVariable."));
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
