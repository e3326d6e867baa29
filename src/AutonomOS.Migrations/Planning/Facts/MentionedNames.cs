using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Facts;

/// <summary>The names that operations mention, and so what has to be known of production before they are judged. Pure.</summary>
public static class MentionedNames
{
    /// <summary>All names, without schemas and quotes, as the server would cut them; those of schemas too.</summary>
    /// <param name="operations">The operations.</param>
    public static IReadOnlySet<string> Of(IEnumerable<SchemaOperation> operations)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in operations.SelectMany(In))
        {
            if (name is { Name.Length: > 0 } known)
            {
                names.Add(IdentifierNames.Cut(known.Name));
                if (known.Schema is { Length: > 0 } schema)
                {
                    names.Add(IdentifierNames.Cut(schema));
                }
            }
        }

        return names;
    }

    private static IEnumerable<QualifiedName?> In(SchemaOperation operation) => (operation switch
    {
        CreateTable create => [create.PartitionOf, .. create.Columns.SelectMany(InColumn), .. create.Constraints.SelectMany(InConstraint)],
        AddColumn add => InColumn(add.Column),
        AlterColumn { Change: ColumnChange.Type, Value: { } type } => [IdentifierNames.OfType(type)],
        AlterTable { Value: { } value } => [IdentifierNames.Read(value)],
        AddConstraint add => InConstraint(add.Constraint),
        CreateIndex create => [create.Index.Table],
        RenameObject rename => [rename.NewName],
        _ => Enumerable.Empty<QualifiedName?>(),
    }).Append(operation.Subject);

    private static IEnumerable<QualifiedName?> InColumn(ColumnDefinition column) =>
        [
            column.Type is { } type ? IdentifierNames.OfType(type) : null,
            .. column.Constraints.SelectMany(InConstraint),
            .. column.Indexes.Select(index => index.Name is { } name ? new QualifiedName(null, name) : (QualifiedName?)null),
        ];

    private static IEnumerable<QualifiedName?> InConstraint(ConstraintDefinition constraint) =>
        [
            constraint.References,
            constraint.Name is { } name ? new QualifiedName(null, name) : null,
            constraint.UsingIndex is { } index ? new QualifiedName(null, index) : null,
        ];
}
