using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Planning.Facts;

namespace AutonomOS.Migrations.Planning;

/// <content>Whether its rows are still those that production has now, and what they answer.</content>
internal sealed partial class PlannedProduction
{
    private readonly HashSet<DataQuestion> questions = [];

    // Tables whose columns hold other values than production's of the same names.
    private readonly HashSet<QualifiedName> reshaped = [];
    private bool areRowsChanged;
    private bool hasNewTriggers;

    /// <summary>What was asked so far and has no answer.</summary>
    public IReadOnlyCollection<DataQuestion> Questions => this.questions;

    /// <summary>Whether a question about a table's rows can be put to production: they will be, when the operation runs, as they are now.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">The columns that it is about.</param>
    public bool CanAsk(RelationFacts table, IReadOnlyCollection<string> columns) =>
        !this.areRowsChanged
        && !this.reshaped.Contains(table.Name)
        && table is { Kind: "table", HasForeignDescendants: false, Name.Schema: not null and not Temporary }
        && !this.created.Contains(table.Name)
        && columns.Count > 0
        && columns.All(name => table.Columns.Any(column => column.Name == name && !column.IsNew));

    /// <summary>Asks; without an answer so far, the question is kept.</summary>
    /// <param name="question">A question that <see cref="CanAsk"/> allows.</param>
    /// <returns>Null when production was not asked.</returns>
    public DataAnswer? Ask(DataQuestion question)
    {
        if (this.facts.Answers.TryGetValue(question, out var answer))
        {
            return answer;
        }

        this.questions.Add(question);
        return null;
    }

    // Rows change also by triggers and by what foreign keys cascade; and a name that is given anew stands for other rows.
    private void NoteRows(SchemaOperation operation)
    {
        switch (operation)
        {
            case ChangeRows { Change: RowChange.Insert, Table: { } table } when this.IsNew(table) && !this.hasNewTriggers:
                break;
            case OpaqueOperation or ChangeRows or RecreateTable or ControlTransaction { Command: "rollback" or "rollback to savepoint" }
                or RenameObject { ObjectKind: "table" or "schema" }
                or AlterTable { Change: TableChange.AttachPartition or TableChange.DetachPartition or TableChange.Inheritance }:
                this.areRowsChanged = true;
                break;
            case CreateObject { ObjectKind: "trigger" or "rule" or "event trigger" }:
                this.hasNewTriggers = true;
                break;
            case RenameColumn or AlterColumn { Change: ColumnChange.Type or ColumnChange.SetExpression }:
                this.reshaped.Add(this.Resolve(operation.Subject!.Value));
                break;
            default:
                break;
        }
    }
}
