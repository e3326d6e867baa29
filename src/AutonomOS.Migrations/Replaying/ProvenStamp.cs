using System.Globalization;
using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Alembic.VersionTables;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Scratch;
using AutonomOS.Migrations.Stamping;

namespace AutonomOS.Migrations.Replaying;

/// <summary>
/// A stamp, and before it, where a scratch server and a <c>pg_dump</c> are at hand, the proof on a copy of production that the upgrade which
/// follows completes and drops nothing. Afterwards the schema files of the baseline are written.
/// </summary>
public static class ProvenStamp
{
    // What holds rows, or hands out their numbers.
    private static readonly string[] Destroyed =
        ["drops table ", "drops table column ", "drops schema ", "drops sequence ", "drops materialized view ", "drops foreign table "];

    /// <summary>Stamps, or says why not.</summary>
    /// <param name="request">What to stamp.</param>
    /// <param name="proof">How it is proven; null where it is not.</param>
    /// <param name="tell">Is told what happens while it happens.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    /// <returns>What was done; what kept it from being done is a finding in it.</returns>
    /// <exception cref="OperationCanceledException">Cancelled before the commit; nothing was written.</exception>
    public static async Task<StampResult> RunAsync(StampRequest request, ProofRequest? proof, Action<string> tell, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> proven = [];
        if (proof is not null)
        {
            // What the files and production refuse anyway needs no proof.
            var look = await BaselineStamp.RunAsync(request with { DryRun = true }, cancellationToken);
            if (look.Written.Count == 0)
            {
                return look;
            }

            var (line, against) = await ProveAsync(request.Audit, proof, look.Written, tell, cancellationToken);
            if (against is not null)
            {
                return look with { Findings = [.. look.Findings, against], Lines = [.. look.Lines.SkipLast(1), "❌ Nothing was stamped: production is as it was."], Written = [] };
            }

            proven = [line];
        }

        var stamp = await BaselineStamp.RunAsync(request, cancellationToken);
        var files = request.DryRun || stamp.Written.Count == 0
            ? []
            : await BaselineFiles.WriteAsync(request.Audit, proof?.Scratch.Binaries, stamp.Written, cancellationToken);
        return stamp with { Lines = [.. stamp.Lines.SkipLast(1), .. proven, .. files, stamp.Lines[^1]] };
    }

    private static async Task<(string Line, Finding? Against)> ProveAsync(
        AuditRequest audit, ProofRequest proof, IReadOnlyList<string> revisions, Action<string> tell, CancellationToken cancellationToken)
    {
        try
        {
            return await TryAsync(audit, proof, revisions, tell, cancellationToken);
        }
        catch (FindingException e) when (e.Finding.Descriptor != DiagnosticCodes.StampNotProven && !proof.IsRequired)
        {
            return ($"Proof:      none: {e.Finding.Message}", null);
        }
        catch (FindingException e)
        {
            return ("", e.Finding);
        }
    }

    private static async Task<(string Line, Finding? Against)> TryAsync(
        AuditRequest audit, ProofRequest proof, IReadOnlyList<string> revisions, Action<string> tell, CancellationToken cancellationToken)
    {
        var value = UrlVariable.Read(audit.ProductionUrlVariable)!;
        var target = ConnectionTarget.Parse("production", audit.ProductionUrlVariable, value);
        var production = await ServerAsync(target, audit, cancellationToken);
        var major = production.MajorVersion;
        var binaries = await PostgresBinaries.DumpAsync(major, proof.Scratch.Binaries, cancellationToken)
            ?? throw Missing($"no pg_dump of version {major} or later is here to copy production with");
        await using var server = await ScratchServer.FindAsync(proof.Scratch, major, audit.Limits, tell, cancellationToken)
            ?? throw Missing($"there is no scratch server ({ScratchRequest.ShadowVariable} is not set, no server programs of its version were found, and {ScratchServer.WithoutContainer(proof.Scratch, major).Found})");
        var files = AlembicHistory.Load(audit.Alembic, audit.ProjectDirectory);
        var alembic = await ScratchAlembic.FindAsync(new(audit, proof.Driver, proof.Scratch, proof.CommandDirectory), files, tell, cancellationToken);
        await alembic.VerifyPlaceAsync(server, revisions.ToHashSet(StringComparer.Ordinal), cancellationToken);

        var copy = await server.CreateAsync(null, cancellationToken);
        if (await ProductionCopy.FillAsync(binaries, target, value, copy, cancellationToken) is { } why)
        {
            throw Missing($"production could not be copied: {why}");
        }

        var (schema, table) = (audit.Alembic.VersionTableSchema ?? production.SearchPathSchemas.FirstOrDefault(name => name != "pg_catalog") ?? "public",
            audit.Alembic.VersionTable ?? AlembicVersionTable.DefaultName);
        await ScratchAlembic.ExecuteAsync(
            copy,
            [
                new($"DROP TABLE IF EXISTS {SqlName.Quote(schema)}.{SqlName.Quote(table)}"),
                new(AlembicVersionTable.CreateStatement(schema, table)),
                .. revisions.Select(revision => AlembicVersionTable.InsertStatement(schema, table, revision)),
                new("COMMIT"),
            ],
            cancellationToken);
        if (server.IsOwn)
        {
            await DdlRecorder.BeginAsync(copy, $"{SqlName.Quote(schema)}.{SqlName.Quote(table)}", cancellationToken);
        }

        var command = AlembicCommand.Upgrade(audit.Alembic.UpgradeTarget);
        var outcome = await alembic.UpgradeAsync(copy, [command.Split(' ')[^1]], cancellationToken);
        if (!outcome.EndedWell)
        {
            throw NotProven($"'{command}', run on a copy of production that was stamped so, {ScratchAlembic.Why(outcome)}.");
        }

        var done = server.IsOwn ? await DdlRecorder.EndAsync(copy, cancellationToken) : [];
        var dropped = done.SelectMany(revision => revision.Commands.Where(text => Destroyed.Any(start => text.StartsWith(start, StringComparison.Ordinal)))
            .Select(text => $"{revision.Revision} {text}")).ToList();
        return dropped.Count > 0
            ? throw NotProven($"'{command}', run on a copy of production that was stamped so, destroys: {OneLine.Escape(string.Join("; ", dropped))}.")
            : ($"Proof:      '{command}' completes on a copy of production that is stamped so{(server.IsOwn ? " and drops nothing" : "")} ({server.Description})", null);
    }

    // No snapshot of production stays open while Alembic runs.
    private static async Task<ServerInfo> ServerAsync(ConnectionTarget target, AuditRequest audit, CancellationToken cancellationToken)
    {
        await using var session = await ReadOnlySession.OpenAsync(target, audit.Limits, cancellationToken);
        return session.Server;
    }

    private static FindingException Missing(string why) => new(DiagnosticCodes.NoScratchServer.At(
        $"That the upgrade after the stamp completes could not be proven: {why}."));

    private static FindingException NotProven(string what) => new(DiagnosticCodes.StampNotProven.At(string.Create(
        CultureInfo.InvariantCulture, $"{what} Nothing was stamped. Stamp the revision production really stands at, or mend the revision that is named.")));
}
