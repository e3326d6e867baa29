using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Planning;
using AutonomOS.Migrations.Sql;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Planning;

/// <summary>Every operation that SQL can be read as, whole and with its parts unknown, is judged without an exception.</summary>
public sealed class No_operation_throws
{
    private static readonly string Statements = File.ReadAllText(
        Path.Combine(Repository.Root, "tests", "AutonomOS.Migrations.Tests", "Sql", "Statements.sql"));

    [Fact]
    public void One_after_the_other_against_an_empty_production()
    {
        var operations = SqlReader.Read(Statements, "f.sql", 1);
        Assert.True(operations.Count > 150);
        var plan = Planner.Judge([.. operations.Select(operation => ((string?)null, operation))], Judged.Nothing);
        Assert.Equal(operations.Count, plan.Operations.Count);
        Assert.All(plan.Findings, finding => Assert.DoesNotContain('\n', finding.Message));
    }

    [Fact]
    public void Each_alone_with_nothing_known_of_it()
    {
        var place = new SourcePlace("f.py", 1);
        SchemaOperation[] unknown =
        [
            new DropObject("table", null) { Place = place, IsCascading = true },
            new DropObject("index", null) { Place = place },
            new DropObject("type", null) { Place = place },
            new DropObject("trigger", QualifiedName.Unknown) { Place = place },
            new DropObject("cast", new(null, "a AS b")) { Place = place, IsTolerant = true },
            new DropColumn(QualifiedName.Unknown, "") { Place = place, IsCascading = true },
            new DropColumn(QualifiedName.Unknown, "c") { Place = place, IsTolerant = true },
            new DropConstraint(QualifiedName.Unknown, null) { Place = place, IsTolerant = true },
            new DropConstraint(new(null, "t"), null) { Place = place },
            new AlterColumn(QualifiedName.Unknown, "", ColumnChange.Type, null) { Place = place },
            new ChangeRows(null, RowChange.Truncate) { Place = place, IsCascading = true },
            new ChangeRows(null, RowChange.Delete) { Place = place, IsOfAllRows = true },
        ];
        Assert.All(unknown, operation =>
        {
            var plan = Planner.Judge([(null, operation)], Judged.Nothing);
            Assert.Contains(plan.Findings, finding => finding.Code.StartsWith("AMB40", StringComparison.Ordinal));
            Assert.True(plan.Operations[0].IsDestructive);
        });
        SchemaOperation[] harmless =
        [
            new CreateObject("function", null) { Place = place },
            new CreateObject("view", null) { Place = place, IsReplacing = true },
            new CreateIndex(new IndexDefinition(null, null) { IsUnique = true }) { Place = place },
            new CreateIndex(new IndexDefinition("", null)) { Place = place },
            new CreateTable(new(null, "t")) { Place = place, Columns = [new("", null), new("", null)], Constraints = [new(ConstraintType.Unique, ""), new(ConstraintType.ForeignKey, null)] },
            new AddColumn(new(null, "t"), new("c", null)) { Place = place, IsConditional = true },
            new AddConstraint(new(null, "t"), new(ConstraintType.PrimaryKey, null)) { Place = place, IsConditional = true },
            new RenameObject("table", new(null, "t"), null) { Place = place, IsConditional = true },
            new RenameObject("enum value", new(null, "t"), null) { Place = place, IsConditional = true },
            new AddEnumValue(new(null, "t"), null) { Place = place, IsConditional = true },
            new AlterObject("sequence", null, "") { Place = place },
            new AlterTable(new(null, "t"), TableChange.AttachPartition, null) { Place = place, IsConditional = true },
            new ChangeRows(null, RowChange.Insert) { Place = place },
            new Maintain("reindex", "", null) { Place = place, IsConditional = true },
            new Annotate("grant", "", null) { Place = place },
            new ChangeSetting("search_path", null) { Place = place },
            new ControlTransaction("rollback") { Place = place },
            new RunQuery("select") { Place = place },
        ];
        Assert.All(harmless, operation => Assert.DoesNotContain(
            Planner.Judge([(null, operation), (null, operation)], Judged.Nothing).Findings, finding => finding.Code.StartsWith("AMB400", StringComparison.Ordinal)));
    }
}
