using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Planning.Facts;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>A foreign key whose columns lead no index: each DELETE in the other table reads all of this one.</summary>
internal sealed class ForeignKeyWithoutIndex : IPlanRule
{
    /// <inheritdoc />
    public DiagnosticDescriptor Code => DiagnosticCodes.ForeignKeyWithoutIndex;

    /// <inheritdoc />
    public IEnumerable<Finding> Judge(SchemaOperation operation, PlannedProduction production)
    {
        var (table, constraints) = operation switch
        {
            AddConstraint { IsOnDomain: false } add => (add.Table, [add.Constraint]),
            AddColumn { Column.Indexes.Count: 0 } add when !add.Column.Constraints.Any(key => key.Type is ConstraintType.PrimaryKey or ConstraintType.Unique) =>
                (add.Table, add.Column.Constraints),
            _ => (QualifiedName.Unknown, (IReadOnlyList<ConstraintDefinition>)[]),
        };
        foreach (var key in constraints.Where(constraint => constraint.Type == ConstraintType.ForeignKey))
        {
            IReadOnlyList<string> columns = key.Columns.Count == 0 && operation is AddColumn { Column.Name: var name } ? [name] : key.Columns;
            if (production.Find(table) is { IsEmpty: false } relation && !production.IsNew(table) && !IsIndexed(table, columns, operation, production))
            {
                yield return this.Code.At(
                    operation.Place,
                    $"adds a foreign key on {(columns.Count == 0 ? "columns that cannot be told from the file" : string.Join(", ", columns))} of {PlannedProduction.FullName(relation.Name)}{RuleText.Size(relation)} without an index that begins with them: a DELETE or a change of the key in {(key.References is { } other ? PlannedProduction.FullName(production.Resolve(other)) : "the other table")} reads all of it for each row. Build one with CONCURRENTLY.");
            }
        }
    }

    // In whatever order, as the first columns of an index that is there, or that a later operation makes.
    private static bool IsIndexed(QualifiedName table, IReadOnlyList<string> columns, SchemaOperation operation, PlannedProduction production) =>
        columns.Count > 0
        && (production.Find(table)!.Indexes.Any(index => index is { IsValid: true, IsPartial: false } && Leads(columns, index.Keys))
            || production.From(operation).Any(later => later switch
            {
                CreateIndex { Index: { Table: { } owner, Where: null } index } => production.Resolve(owner) == production.Resolve(table) && Leads(columns, index.Keys),
                AddConstraint { Constraint: { Type: ConstraintType.PrimaryKey or ConstraintType.Unique } key } add =>
                    production.Resolve(add.Table) == production.Resolve(table) && Leads(columns, key.Columns),
                _ => false,
            }));

    private static bool Leads(IReadOnlyList<string> columns, IReadOnlyList<string> keys) =>
        keys.Count >= columns.Count && columns.All(column => keys.Take(columns.Count).Any(key => key == column || IdentifierNames.ColumnOf(key) == column));
}
