using System.Diagnostics;
using System.Runtime.CompilerServices;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Planning;
using AutonomOS.Migrations.Planning.Facts;
using AutonomOS.Migrations.Schema;
using AutonomOS.Migrations.Snapshots;
using AutonomOS.Migrations.Startup;

namespace AutonomOS.Migrations.Guarding;

/// <summary>Both databases, as far as they could be opened, read at the same time.</summary>
internal sealed class Sides : IAsyncDisposable
{
    private readonly AuditRequest request;

    /// <summary>Takes over what was opened.</summary>
    /// <param name="request">What to audit.</param>
    /// <param name="development">Development, or why it could not be opened.</param>
    /// <param name="production">Production, or why it could not be opened.</param>
    public Sides(AuditRequest request, OpenedLook development, OpenedLook production)
    {
        this.request = request;
        this.Development = development.Look;
        this.Production = production.Look;
        this.Failures = [.. new[] { production.Failure, development.Failure }.OfType<Finding>()];
    }

    /// <summary>Development; null when it could not be opened.</summary>
    public DatabaseLook? Development { get; }

    /// <summary>Production; null when it could not be opened.</summary>
    public DatabaseLook? Production { get; }

    /// <summary>Why a side could not be opened, production first.</summary>
    public IReadOnlyList<Finding> Failures { get; }

    /// <summary>What production has yet to apply, as its files tell it; null when that cannot be told. After <see cref="ReadAsync"/>.</summary>
    public PendingOperations? Pending { get; private set; }

    /// <summary>What production has of the names that the pending operations mention; null when what is pending cannot be told.</summary>
    public ProductionFacts? ProductionFacts { get; private set; }

    /// <summary>The same of development; null when it could not be read.</summary>
    public ProductionFacts? DevelopmentFacts { get; private set; }

    /// <summary>
    /// Full path of the schema file of production's revision, where it stands for development; null where development itself is held to,
    /// or where production's revision is not known.
    /// </summary>
    public string? SchemaFile { get; private set; }

    /// <summary>Milliseconds that the servers took to begin their answers.</summary>
    public long Read { get; private set; }

    /// <summary>Milliseconds for the catalogs to come in and be compared on the way.</summary>
    public long Compare { get; private set; }

    /// <summary>Development and production, in this order, as far as they could be looked at.</summary>
    public IReadOnlyList<DatabaseReport> Reports =>
        [.. new[] { this.Development, this.Production }.OfType<DatabaseLook>().Select(look => look.Report)];

    /// <summary>Reads the version tables and the catalogs.</summary>
    /// <param name="mark">Tells whether both are the same database.</param>
    /// <param name="pendingOf">What production has yet to apply, of its rows; null when that cannot be told.</param>
    /// <param name="schemaFiles">Where schema files are.</param>
    /// <param name="findings">Where failures go.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    /// <returns>The comparison; null when it could not be made.</returns>
    [AsyncMethodBuilder(typeof(ColdTaskMethodBuilder<>))]
    public async Task<ComparisonResult?> ReadAsync(
        DatabaseMark mark,
        Func<DatabaseLook, PendingOperations?> pendingOf,
        SchemaFiles schemaFiles,
        List<Finding> findings,
        CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var looks = new[] { this.Development, this.Production }.OfType<DatabaseLook>().ToList();
        var copies = false;
        if (looks.Count == 2 && await FailureOfAsync(async () => copies = await looks[0].IsCopyOfAsync(looks[1], cancellationToken)) is { } unclear)
        {
            findings.Add(unclear);
            return null;
        }

        var failures = await Task.WhenAll(looks.Select(look => FailureOfAsync(
            () => look.BeginReadAsync(looks.Count == 2 && look == this.Production ? mark : null, cancellationToken))));
        this.Read = clock.ElapsedMilliseconds;
        foreach (var (look, failed) in looks.Zip(failures))
        {
            if (failed is not null)
            {
                findings.Add(await look.WithHoldersAsync(failed, cancellationToken));
            }
        }

        findings.AddRange(looks.Select(look => look.NotReadable).OfType<Finding>());
        findings.AddRange(looks.SelectMany(look => TrackingRules.OfRelation(look.Report, look.VersionTable)));
        var readable = looks.Where((_, index) => failures[index] is null).ToList();
        ComparisonResult? comparison = null;
        if (copies || this.Production is { SawTheOther: true })
        {
            findings.Add(this.SameDatabase());
        }
        else if (await FailureOfAsync([AsyncMethodBuilder(typeof(ColdTaskMethodBuilder))] async Task () =>
        {
            this.Pending = this.Production is { } production && readable.Contains(production) ? pendingOf(production) : null;
            comparison = schemaFiles.StandForDevelopment && readable.Count > 0
                ? await this.ReadAgainstFileAsync(schemaFiles, findings, cancellationToken)
                : await this.ReadCatalogsAsync(readable, schemaFiles, findings, cancellationToken);
        }) is { } failure)
        {
            foreach (var look in readable)
            {
                failure = await look.WithHoldersAsync(failure, cancellationToken);
            }

            findings.Add(failure);
        }

        if (comparison is not null)
        {
            findings.AddRange(this.SchemasNotFound());
            findings.AddRange(this.StaleRules(comparison));
        }

        this.Compare = clock.ElapsedMilliseconds - this.Read;
        return comparison;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => new(this.CloseAsync());

    private Task CloseAsync() =>
        Task.WhenAll(new[] { this.Development, this.Production }.OfType<DatabaseLook>().Select(look => look.DisposeAsync().AsTask()));

    // A comparison needs both; of one alone, the tables and the counts are told.
    [AsyncMethodBuilder(typeof(ColdTaskMethodBuilder<>))]
    private async Task<ComparisonResult?> ReadCatalogsAsync(
        List<DatabaseLook> readable, SchemaFiles schemaFiles, List<Finding> findings, CancellationToken cancellationToken)
    {
        if (readable.Count < 2)
        {
            foreach (var look in readable)
            {
                await this.ReadAloneAsync(look, cancellationToken);
            }

            return null;
        }

        var (development, production) = (this.Development!, this.Production!);
        var result = await SchemaComparison.CompareAsync(
            development.Catalog, production.Catalog, DatabaseLook.Scope(development, production), cancellationToken);
        await this.ReadFactsAsync(readable, cancellationToken);
        await Task.WhenAll(readable.Select(look => look.VerifyUnchangedAsync(cancellationToken)));
        development.Complete(result.Development);
        production.Complete(result.Production);
        findings.AddRange(await SchemaFileRules.OfDevelopmentAsync(development, schemaFiles.Of(development), this.request, cancellationToken));
        findings.AddRange(CompletenessRules.OfUnknown(result.Unknown, development.Report, production.Report));
        findings.AddRange(CompletenessRules.OfVersions(result.NotComparable.Select(difference => difference.Masked()), development.Report, production.Report));
        findings.AddRange(new[] { production, development }.SelectMany(
            look => CompletenessRules.Of(look.Catalog.Discrepancies!, look.Report, this.request.Schemas)));
        return result with { Differences = [.. result.Differences.Select(difference => difference.Masked())] };
    }

    private async Task ReadAloneAsync(DatabaseLook look, CancellationToken cancellationToken)
    {
        var summary = await SchemaComparison.ReadAsync(look.Catalog, DatabaseLook.Scope(look), cancellationToken);
        await this.ReadFactsAsync([look], cancellationToken);
        await look.VerifyUnchangedAsync(cancellationToken);
        look.Complete(summary);
    }

    // Production alone, held to the schema file of its revision.
    private async Task<ComparisonResult?> ReadAgainstFileAsync(
        SchemaFiles schemaFiles, List<Finding> findings, CancellationToken cancellationToken)
    {
        var production = this.Production!;
        this.SchemaFile = schemaFiles.Of(production);
        if (this.SchemaFile is null || !File.Exists(this.SchemaFile))
        {
            findings.AddRange(this.SchemaFile is null ? [] : [SchemaFileRules.Missing(production, this.SchemaFile, this.request.DevelopmentUrlVariable)]);
            await this.ReadAloneAsync(production, cancellationToken);
            return null;
        }

        using var file = SnapshotReader.Open(this.SchemaFile);
        SchemaFileRules.VerifyFits(file.Header, this.SchemaFile, production, this.request);
        var result = await SchemaComparison.CompareAsync(
            file,
            new ShownReader(production.Catalog),
            DatabaseLook.Scope(production) with { Majors = (file.Header.Major, production.Major) },
            cancellationToken);
        await this.ReadFactsAsync([production], cancellationToken);
        await production.VerifyUnchangedAsync(cancellationToken);
        production.Complete(result.Production);
        findings.AddRange(CompletenessRules.OfUnknown(result.Unknown, production.Report, production.Report));
        findings.AddRange(CompletenessRules.OfVersions(result.NotComparable, production.Report with { ServerVersion = $"{file.Header.Major}" }, production.Report));
        findings.AddRange(CompletenessRules.Of(production.Catalog.Discrepancies!, production.Report, this.request.Schemas));
        return result;
    }

    // One round trip more, and only where there is something to judge.
    private async Task ReadFactsAsync(List<DatabaseLook> readable, CancellationToken cancellationToken)
    {
        if (this.Pending is not { Operations.Count: > 0, Names: { } names })
        {
            (this.ProductionFacts, this.DevelopmentFacts) = this.Pending is null ? (null, null) : (ProductionFacts.None, ProductionFacts.None);
            return;
        }

        var facts = await Task.WhenAll(readable.Select(look => look.ReadFactsAsync(names, cancellationToken)));
        foreach (var (look, found) in readable.Zip(facts))
        {
            (this.ProductionFacts, this.DevelopmentFacts) =
                look == this.Production ? (found, this.DevelopmentFacts) : (this.ProductionFacts, found);
        }

        if (this.ProductionFacts is { } production)
        {
            this.ProductionFacts = await this.Production!.ProbeAsync(production, this.Pending, cancellationToken);
        }
    }

    [AsyncMethodBuilder(typeof(ColdTaskMethodBuilder<>))]
    private static async Task<Finding?> FailureOfAsync(Func<Task> work)
    {
        try
        {
            await work();
            return null;
        }
        catch (FindingException e)
        {
            return e.Finding;
        }
    }

    private Finding SameDatabase() => DiagnosticCodes.SameDatabase.At(
        $"{this.request.DevelopmentUrlVariable} and {this.request.ProductionUrlVariable} lead to the same database ({this.Production!.Report.Database} at {this.Production.Report.Host}:{this.Production.Report.Port}) or to a standby of it, so comparing them says nothing. Point each at its own.");

    private IEnumerable<Finding> StaleRules(ComparisonResult comparison) => this.request.Ignored
        .Where((_, rule) => comparison.Development.Ignored[rule] + comparison.Production.Ignored[rule] == 0)
        .Select(rule => DiagnosticCodes.StaleIgnore.At(
            $"DbIgnore {OneLine.Quote(rule.Entry)} covers no object in development or production. Take it out, or write the kind and the full name as messages show them (case matters, * stands for any characters)."));

    private IEnumerable<Finding> SchemasNotFound() => (this.request.Schemas ?? [])
        .Where(schema => this.Development?.SchemasFound.Contains(schema) != true && !this.Production!.SchemasFound.Contains(schema))
        .Select(schema => DiagnosticCodes.SchemaNotFound.At(
            $"Schema {OneLine.Quote(schema)} of DbSchemas exists neither in development nor in production, so nothing would be compared. Write its name as it is in the database (case matters), or take it out."));
}
