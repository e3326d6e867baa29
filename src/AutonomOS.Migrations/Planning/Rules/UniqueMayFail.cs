using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Planning.Facts;
using AutonomOS.Migrations.Planning.Locks;

namespace AutonomOS.Migrations.Planning.Rules;

/// <summary>Uniqueness that nothing proves for the rows which are there: the statement fails on the first duplicate.</summary>
internal sealed class UniqueMayFail : IPlanRule
{
    /// <inheritdoc />
    public DiagnosticDescriptor Code => DiagnosticCodes.UniqueMayFail;

    /// <inheritdoc />
    public IEnumerable<Finding> Judge(SchemaOperation operation, PlannedProduction production)
    {
        if (Demanded(operation) is { Count: > 0 } demands
            && TableOf(operation) is { } name
            && production.PresenceOf("table", name, null) == Presence.Present
            && production.Find(name) is { IsEmpty: false } table)
        {
            foreach (var demand in demands.Where(demand => !IsProven(demand, table, operation)))
            {
                var work = $"makes {(demand.Columns.Count == 0 ? "columns that cannot be told" : string.Join(", ", demand.Columns))} of {production.FullNameOf(new RecreateTable(name) { Place = operation.Place })}{RuleText.Size(table)} {(demand.IsPrimaryKey ? "the primary key" : "unique")}";
                yield return this.Told(operation, work, demand, Answers(demand, table, operation, production));
            }
        }
    }

    private Finding Told(SchemaOperation operation, string work, Demand demand, List<DataAnswer?> answers)
    {
        var what = demand.IsPrimaryKey ? "duplicates and nulls" : "duplicates";
        if (answers.Count > 0 && answers.TrueForAll(answer => answer is { Found: false }))
        {
            return this.Code.At(
                operation.Place,
                $"{work}: production has no {what.Replace(" and ", " or ", StringComparison.Ordinal)} now, as DbGuardProbeData found; rows that come before the upgrade may still make it fail.")
                .As(Severity.Info);
        }

        if (answers.Exists(answer => answer is { Found: true }))
        {
            return this.Code.At(
                operation.Place,
                $"{work}: production has {(demand.IsPrimaryKey ? "duplicates or nulls" : "duplicates")} now, as DbGuardProbeData found, and with one the statement fails. Remove them in production, in an earlier deployment.");
        }

        var probe = answers.Count == 0 ? ""
            : answers.Find(answer => answer is { Found: null })?.Why is { } why ? $" DbGuardProbeData could not decide it: {why}."
            : " DbGuardProbeData=true looks whether there are any.";
        return this.Code.At(
            operation.Place,
            $"{work}: no unique index that production has excludes {what}, and with one the statement fails.{probe} Look for duplicates in production, remove them in an earlier revision, and approve this one.");
    }

    // Empty where production's rows as they are now say nothing of those that the operation will find.
    private static List<DataAnswer?> Answers(Demand demand, RelationFacts table, SchemaOperation operation, PlannedProduction production)
    {
        var columns = demand.Columns.Select(IdentifierNames.Cut).ToList();
        var predicate = demand.Where is null ? null : PlainPredicate.Read(demand.Where, table);
        if (operation is AddColumn || !demand.IsPlain || (demand.Where is not null && predicate is null) || !production.CanAsk(table, columns))
        {
            return [];
        }

        List<DataAnswer?> answers = [production.Ask(DataQuestion.Duplicates(table, columns, demand.NullsAreEqual, predicate))];
        var nullable = columns.Where(name => !Proofs.IsNeverNull(table, name)).ToList();
        if (demand.IsPrimaryKey && nullable.Count > 0)
        {
            answers.Add(production.Ask(DataQuestion.Nulls(table, nullable)));
        }

        return answers;
    }

    private static QualifiedName? TableOf(SchemaOperation operation) => operation switch
    {
        CreateIndex create => create.Index.Table,
        AddConstraint or AddColumn => operation.Subject,
        _ => null,
    };

    private static List<Demand> Demanded(SchemaOperation operation) => operation switch
    {
        CreateIndex { Index.IsUnique: true } create => [Demand.Of(create.Index)],
        AddConstraint { IsOnDomain: false, Constraint: { UsingIndex: null, Type: ConstraintType.Unique or ConstraintType.PrimaryKey } constraint } =>
            [new(constraint.Columns, constraint.NullsNotDistinct, constraint.Type == ConstraintType.PrimaryKey)],
        AddColumn { Column: var column } =>
        [
            .. column.Constraints.Where(constraint => constraint.Type is ConstraintType.Unique or ConstraintType.PrimaryKey)
                .Select(constraint => new Demand([column.Name], constraint.NullsNotDistinct, IsPrimaryKey: false)),
            .. column.Indexes.Where(index => index.IsUnique).Select(index => new Demand([column.Name], index.NullsNotDistinct, IsPrimaryKey: false)),
        ],
        _ => [],
    };

    private static bool IsProven(Demand demand, RelationFacts table, SchemaOperation operation)
    {
        if (operation is AddColumn { Column: var added })
        {
            // Null in every row, or another value in each.
            return added.Identity is not null || added.IsSerial
                || (added.Generated is null && (ColumnDefaults.IsValue(added.Default) ? IsOfItsOwn(added.Default!) : added.IsNullable && !demand.NullsAreEqual))
                || table.Columns.Any(column => column.Name == added.Name);
        }

        var columns = demand.Columns.Select(IdentifierNames.Cut).ToList();
        if (demand.IsPrimaryKey && !columns.TrueForAll(name => table.Columns.Any(column => column.Name == name && !column.IsNullable)))
        {
            return false;
        }

        return UniqueIndexes.Prove(table, columns, demand.NullsAreEqual)
            || (!demand.NullsAreEqual && table.Columns.Any(column => column.IsAllNull && columns.Contains(column.Name)));
    }

    // Functions of the server's that give another value in each row.
    private static bool IsOfItsOwn(string expression) =>
        expression.TrimStart('(') is var call
        && (call.StartsWith("gen_random_uuid()", StringComparison.OrdinalIgnoreCase) || call.StartsWith("nextval(", StringComparison.OrdinalIgnoreCase)
            || call.StartsWith("uuid_generate_v4()", StringComparison.OrdinalIgnoreCase) || call.StartsWith("uuidv7()", StringComparison.OrdinalIgnoreCase));

    private sealed record Demand(IReadOnlyList<string> Columns, bool NullsAreEqual, bool IsPrimaryKey)
    {
        /// <summary>Whether it is about columns by the equality of their types.</summary>
        public bool IsPlain { get; init; } = true;

        /// <summary>The predicate that limits it; null for none.</summary>
        public string? Where { get; init; }

        // Two rows that are alike in all keys are alike in those that are columns.
        public static Demand Of(IndexDefinition index) =>
            new([.. index.Keys.Select(key => IdentifierNames.ColumnOf(key) ?? key)], index.NullsNotDistinct, IsPrimaryKey: false)
            {
                IsPlain = index.Method is null or "btree" && index.Keys.All(key => IdentifierNames.Read(key) is { Schema: null }),
                Where = index.Where,
            };
    }
}
