using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning.Facts;

/// <summary>What operations make of a relation. Pure.</summary>
internal static class RelationChanges
{
    /// <summary>With one column more.</summary>
    /// <param name="relation">The relation.</param>
    /// <param name="column">The column, with the constraints and indexes that are written with it.</param>
    public static RelationFacts With(this RelationFacts relation, ColumnDefinition column)
    {
        column = column with { Name = IdentifierNames.Cut(column.Name) };
        if (relation.Columns.Any(existing => existing.Name == column.Name))
        {
            return relation;
        }

        var added = relation with
        {
            Columns =
            [
                .. relation.Columns,
                new ColumnFacts(
                    column.Name,
                    column.Type ?? "",
                    column.IsNullable,
                    ColumnDefaults.Has(column))
                {
                    IsIdentity = column.Identity is not null,
                    IsNew = true,
                    Default = column.Default is { Length: > 0 } ? column.Default : null,
                    IsAllNull = !ColumnDefaults.Has(column),
                },
            ],
            IsPartlyKnown = relation.IsPartlyKnown || column.IsPartlyKnown,
        };
        added = column.Constraints.Aggregate(
            added, (made, constraint) => made.With(constraint.Columns.Count == 0 ? constraint with { Columns = [column.Name] } : constraint));
        return column.Indexes.Aggregate(added, (made, index) => made.With(index));
    }

    /// <summary>With one constraint more, and the index that comes with it.</summary>
    /// <param name="relation">The relation.</param>
    /// <param name="constraint">The constraint.</param>
    public static RelationFacts With(this RelationFacts relation, ConstraintDefinition constraint)
    {
        var name = constraint.Name is { Length: > 0 } given ? IdentifierNames.Cut(given) : DefaultName(relation, constraint);
        var columns = constraint.Type == ConstraintType.PrimaryKey
            ? [.. relation.Columns.Select(column => constraint.Columns.Contains(column.Name) ? column with { IsNullable = false } : column)]
            : relation.Columns;
        var isIndexed = constraint.Type is ConstraintType.PrimaryKey or ConstraintType.Unique or ConstraintType.Exclude;
        return relation with
        {
            Columns = columns,
            IsPartlyKnown = relation.IsPartlyKnown || constraint.Name is "",
            Links = constraint.References is { } referenced
                ? [.. relation.Links, new(LinkKind.References, referenced, name, constraint.Columns, null)]
                : relation.Links,
            Constraints =
            [
                .. relation.Constraints,
                new(name, constraint.Type, !constraint.IsNotValid, constraint.Columns, constraint.Expression ?? "") { IsNew = true },
            ],
            Indexes = isIndexed
                ? [.. relation.Indexes.Where(index => index.Name != constraint.UsingIndex), new(name, constraint.Type != ConstraintType.Exclude, true, constraint.Columns, false, name) { IsNew = true }]
                : relation.Indexes,
        };
    }

    /// <summary>With one index more.</summary>
    /// <param name="relation">The relation.</param>
    /// <param name="index">The index.</param>
    public static RelationFacts With(this RelationFacts relation, IndexDefinition index) => relation with
    {
        Indexes =
        [
            .. relation.Indexes,
            new(IdentifierNames.Cut(index.Name ?? ""), index.IsUnique, true, [.. index.Keys.Select(key => IdentifierNames.ColumnOf(key) ?? "")], index.Where is not null, null)
            {
                IsNew = true,
            },
        ],
    };

    /// <summary>With a column changed.</summary>
    /// <param name="relation">The relation.</param>
    /// <param name="alter">The change.</param>
    public static RelationFacts With(this RelationFacts relation, AlterColumn alter) => relation with
    {
        Columns = [.. relation.Columns.Select(column => column.Name != alter.Column ? column : alter.Change switch
        {
            ColumnChange.Type => column with { Type = alter.Value ?? "" },
            ColumnChange.SetNotNull => column with { IsNullable = false },
            ColumnChange.DropNotNull => column with { IsNullable = true },
            ColumnChange.SetDefault => column with { HasDefault = ColumnDefaults.IsValue(alter.Value ?? ""), Default = alter.Value is { Length: > 0 } ? alter.Value : null },
            ColumnChange.AddIdentity => column with { HasDefault = true, IsIdentity = true },
            ColumnChange.DropIdentity => column.IsIdentity ? column with { HasDefault = false, IsIdentity = false } : column,
            ColumnChange.DropDefault or ColumnChange.DropExpression => column with { HasDefault = false, Default = null },
            _ => column,
        })],
    };

    /// <summary>Without a column, and without the constraints and indexes that go with it.</summary>
    /// <param name="relation">The relation.</param>
    /// <param name="column">The column's name.</param>
    public static RelationFacts WithoutColumn(this RelationFacts relation, string column) => relation with
    {
        Columns = [.. relation.Columns.Where(existing => existing.Name != column)],
        Constraints = [.. relation.Constraints.Where(constraint => !constraint.Columns.Contains(column))],
        Indexes = [.. relation.Indexes.Where(index => !index.Keys.Contains(column) && !index.OtherColumns.Contains(column))],
        Statistics = [.. relation.Statistics.Where(statistics => !statistics.Columns.Contains(column))],
    };

    /// <summary>With a column under another name.</summary>
    /// <param name="relation">The relation.</param>
    /// <param name="column">The column's name.</param>
    /// <param name="newName">Its new name.</param>
    public static RelationFacts WithRenamedColumn(this RelationFacts relation, string column, string newName) => relation with
    {
        Columns = [.. relation.Columns.Select(existing => existing.Name == column ? existing with { Name = newName } : existing)],
        Constraints = [.. relation.Constraints.Select(constraint => constraint with { Columns = Renamed(constraint.Columns, column, newName) })],
        Indexes =
        [
            .. relation.Indexes.Select(index => index with
            {
                Keys = Renamed(index.Keys, column, newName),
                OtherColumns = Renamed(index.OtherColumns, column, newName),
            }),
        ],
        Statistics = [.. relation.Statistics.Select(statistics => statistics with { Columns = Renamed(statistics.Columns, column, newName) })],
    };

    /// <summary>Without a constraint and its index.</summary>
    /// <param name="relation">The relation.</param>
    /// <param name="constraint">The constraint's name.</param>
    public static RelationFacts WithoutConstraint(this RelationFacts relation, string constraint) => relation with
    {
        Constraints = [.. relation.Constraints.Where(existing => existing.Name != constraint)],
        Indexes = [.. relation.Indexes.Where(index => index.Constraint != constraint)],
        Links = [.. relation.Links.Where(link => link.Kind != LinkKind.References || link.Constraint != constraint)],
    };

    /// <summary>With a constraint under another name, and the index that goes by it.</summary>
    /// <param name="relation">The relation.</param>
    /// <param name="constraint">The constraint's name, or that of its index.</param>
    /// <param name="newName">Its new name.</param>
    public static RelationFacts WithRenamed(this RelationFacts relation, string constraint, string newName) => relation with
    {
        Constraints = [.. relation.Constraints.Select(existing => existing.Name == constraint ? existing with { Name = newName } : existing)],
        Indexes = [.. relation.Indexes.Select(index => index.Name != constraint ? index
            : index with { Name = newName, Constraint = index.Constraint is null ? null : newName })],
    };

    /// <summary>With a constraint that holds for all rows.</summary>
    /// <param name="relation">The relation.</param>
    /// <param name="constraint">The constraint's name.</param>
    public static RelationFacts WithValid(this RelationFacts relation, string constraint) => relation with
    {
        Constraints = [.. relation.Constraints.Select(existing => existing.Name == constraint ? existing with { IsValid = true } : existing)],
    };

    /// <summary>The name that PostgreSQL gives a constraint without one (<c>ChooseConstraintName</c>): the first that is free.</summary>
    /// <param name="relation">The table.</param>
    /// <param name="constraint">The constraint.</param>
    public static string DefaultName(RelationFacts relation, ConstraintDefinition constraint)
    {
        var columns = constraint.Columns.Count == 0 ? null : string.Join('_', constraint.Columns);
        var (middle, label) = constraint.Type switch
        {
            ConstraintType.PrimaryKey => (null, "pkey"),
            ConstraintType.Unique => (columns, "key"),
            ConstraintType.ForeignKey => (columns, "fkey"),
            ConstraintType.Exclude => (columns, "excl"),
            ConstraintType.NotNull => (columns, "not_null"),
            _ => (constraint.Columns.Count == 1 ? columns : null, "check"),
        };
        var name = IdentifierNames.Make(relation.Name.Name, middle, label);
        for (var number = 1; relation.Constraints.Any(existing => existing.Name == name); number++)
        {
            name = IdentifierNames.Make(relation.Name.Name, middle, $"{label}{number}");
        }

        return name;
    }

    private static string[] Renamed(IReadOnlyList<string> names, string name, string newName) =>
        [.. names.Select(existing => existing == name ? newName : existing)];
}
