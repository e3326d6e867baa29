using System.Text;
using AutonomOS.Migrations.Alembic.Operations;
using AutonomOS.Migrations.Alembic.Revisions;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Planning.Approvals;
using AutonomOS.Migrations.Planning.Facts;
using AutonomOS.Migrations.Sql;

namespace AutonomOS.Migrations.Planning;

/// <summary>What is about to run, as the files tell it: pending revisions in their order, or one SQL file.</summary>
public sealed class PendingOperations
{
    private readonly List<(string? Revision, SchemaOperation Operation)> operations = [];
    private readonly List<Approval> comments = [];
    private readonly List<Finding> notes = [];

    private PendingOperations(IReadOnlyList<string> revisions) => this.Revisions = revisions;

    /// <summary>The pending revisions in order; empty for a SQL file.</summary>
    public IReadOnlyList<string> Revisions { get; }

    /// <summary>The operations in the order in which they will run, each with its revision; null in a SQL file.</summary>
    public IReadOnlyList<(string? Revision, SchemaOperation Operation)> Operations => this.operations;

    /// <summary>Names whose state in production has to be known (<see cref="FactsReader"/>).</summary>
    public IReadOnlySet<string> Names => MentionedNames.Of(this.operations.Select(pair => pair.Operation));

    /// <summary>Reads pending revisions.</summary>
    /// <param name="files">Their files, in the order in which they will run.</param>
    /// <param name="scriptLocation">The folder with <c>env.py</c>, which may make schemas before them; null where it is not known.</param>
    /// <exception cref="FindingException">AMB3011: a file can no longer be opened.</exception>
    public static PendingOperations Read(IReadOnlyList<RevisionFile> files, string? scriptLocation = null)
    {
        var pending = new PendingOperations([.. files.Select(file => file.Revision)]);
        if (files.Count > 0)
        {
            pending.operations.AddRange(EnvironmentSchemas.Read(scriptLocation).Select(operation => ((string?)files[0].Revision, operation)));
        }

        foreach (var file in files)
        {
            var operations = UpgradeOperations.Read(file);
            pending.operations.AddRange(operations.Select(operation => ((string?)file.Revision, operation)));
            var source = UpgradeOperations.Source(file.Path) ?? string.Empty;
            pending.comments.AddRange(ApprovalComments.InPython(source, file.Path, file.Revision, pending.notes));
            if (operations.Count > 0 && UpgradeOperations.WithoutDowngrade(file, source) is { } why)
            {
                pending.notes.Add(DiagnosticCodes.NoWayBack.At(
                    file.Path,
                    why.Line,
                    $"Revision {OneLine.Quote(file.Revision)} has no way back: {why.Reason}. Once it is applied, only a backup or a further revision undoes it."));
            }
        }

        return pending;
    }

    /// <summary>Reads a SQL file.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <exception cref="FindingException">AMB4056: it is not there, cannot be opened or is no UTF-8.</exception>
    public static PendingOperations ReadSql(string path)
    {
        string sql;
        try
        {
            sql = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF');
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            throw new FindingException(DiagnosticCodes.SqlFileNotReadable.At(
                path,
                0,
                failure is DecoderFallbackException ? "The SQL file is no UTF-8, so what it would run cannot be told. Save it as UTF-8."
                    : "The SQL file is not there or cannot be opened. Write its path, relative to the project, into DbPlanSqlFile."));
        }

        var pending = new PendingOperations([]);
        pending.operations.AddRange(SqlReader.Read(sql, path, 1).Select(operation => ((string?)null, operation)));
        pending.comments.AddRange(ApprovalComments.InSql(sql, path, pending.notes));
        return pending;
    }

    /// <summary>What the rows of production would have to be asked for the plan to be sure.</summary>
    /// <param name="facts">What production has of <see cref="Names"/>.</param>
    public IReadOnlyCollection<DataQuestion> Questions(ProductionFacts facts) => Planner.Questions(this.operations, facts);

    /// <summary>Judges.</summary>
    /// <param name="facts">What production has of <see cref="Names"/>.</param>
    /// <param name="policy">What the team has decided.</param>
    /// <param name="approvals">Approvals that stand in the project.</param>
    /// <param name="known">Whether a file has a revision.</param>
    /// <param name="today">Today, by which approvals expire.</param>
    public MigrationPlan Judge(
        ProductionFacts facts, PlanPolicy policy, IReadOnlyList<Approval> approvals, Func<string, bool> known, DateOnly today)
    {
        var plan = Planner.Judge(this.operations, facts, policy);
        var approved = ApprovalRules.Apply(plan, [.. this.comments, .. approvals], policy, this.Revisions, known, today);
        return approved with { Notes = [.. this.notes, .. approved.Notes] };
    }
}
