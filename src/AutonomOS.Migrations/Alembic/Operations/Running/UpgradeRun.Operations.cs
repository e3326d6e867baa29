using AutonomOS.Migrations.Alembic.Operations.Values;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Alembic.Operations.Running;

/// <summary>
/// <c>op.*</c> and what a batch has of it (Alembic 1.19, <c>operations/ops.py</c>; older keywords where they had others). A name that is
/// not known makes an operation opaque, but for those that destroy: they are told without it.
/// </summary>
internal sealed partial class UpgradeRun
{
    private RunValue Operation(string name, RunArguments arguments, RunBatch? batch)
    {
        switch (name)
        {
            case "f" or "inline_literal":
                return arguments.Need(0, "name", "value");
            case "get_bind":
                return new RunHandle(HandleKind.Connection);
            case "get_context" or "migration_context":
                return new RunHandle(HandleKind.Context);
            case "execute":
                return this.ExecuteStatement(arguments.Need(0, "sqltext"), arguments, false, isDriver: false);
            case "batch_alter_table" when batch is null:
                return this.OpenBatch(arguments);
            case "run_async":
                var inner = new RunArguments(arguments.Line, arguments.What);
                inner.Positional.Add(new RunHandle(HandleKind.Connection));
                inner.Positional.AddRange(arguments.Positional.Skip(1));
                foreach (var (keyword, value) in arguments.Named.Where(one => one.Name != "async_function"))
                {
                    inner.Add(keyword, value);
                }

                return this.Call(arguments.Need(0, "async_function"), inner);
            case "bulk_insert" when batch is null:
                var table = arguments.Need(0, "table") as RunTable;
                this.AddOrTell(table?.Name is not null, arguments, "the table", () => new ChangeRows(table!.Name, RowChange.Insert)
                {
                    Place = this.Here(arguments.Line),
                });
                return RunConstant.None;
            case "create_table" when batch is null:
                return this.CreateTable(arguments);
            default:
                return this.Change(name, arguments, batch);
        }
    }

    private RunValue Change(string name, RunArguments arguments, RunBatch? batch)
    {
        switch (name)
        {
            case "drop_table" when batch is null:
                this.Drop("table", NameOf(arguments.Need(0, "table_name", "name"), arguments.Find(1, "schema")), arguments);
                break;
            case "drop_index":
                this.Drop("index", NameOf(arguments.Need(0, "index_name", "name"), SchemaOf(arguments, batch)), arguments);
                break;
            case "rename_table" when batch is null:
                this.RenameTable(arguments);
                break;
            case "add_column":
                this.AddColumn(arguments, batch);
                break;
            case "drop_column":
                this.DropColumn(arguments, batch);
                break;
            case "alter_column":
                this.AlterColumn(arguments, batch);
                break;
            case "drop_constraint":
                this.DropConstraint(arguments, batch);
                break;
            case "create_index":
                this.CreateIndex(arguments, batch);
                break;
            case "create_unique_constraint" or "create_primary_key" or "create_check_constraint" or "create_foreign_key"
                or "create_exclude_constraint":
                this.AddConstraint(name, arguments, batch);
                break;
            case "create_table_comment" or "drop_table_comment":
                var commented = TableOf(arguments, batch, 0, "table_name");
                this.Add(new Annotate("comment", "table", commented) { Place = this.Here(arguments.Line) });
                break;
            default:
                return this.Leave(arguments, $"{name} is none of Alembic's operations");
        }

        return RunConstant.None;
    }

    private void AddOrTell(bool isKnown, RunArguments arguments, string missing, Func<SchemaOperation> operation)
    {
        if (isKnown)
        {
            this.Add(operation());
        }
        else
        {
            this.Tell(arguments.Line, arguments.What, $"{missing} is known only when the migration runs");
        }
    }

    private static string? TextOf(RunValue? value) => value switch
    {
        RunText { IsWhole: true } text => text.Text,
        RunMember { Value: RunText { IsWhole: true } text } => text.Text,
        _ => null,
    };

    private static QualifiedName? NameOf(RunValue name, RunValue? schema)
    {
        var text = TextOf(name);
        return text is null || !(schema is null or RunConstant { Value: null } || TextOf(schema) is not null) ? null
            : new(TextOf(schema), text);
    }

    private static RunValue? SchemaOf(RunArguments arguments, RunBatch? batch) => batch is null ? arguments.Find(-1, "schema")
        : batch.Schema;

    private static QualifiedName? TableOf(RunArguments arguments, RunBatch? batch, int position, params ReadOnlySpan<string> keywords) =>
        batch is null
            ? NameOf(arguments.Need(position, keywords), arguments.Find(-1, "schema", "source_schema"))
            : NameOf(batch.Table, batch.Schema);

    // The position of an argument that stands behind the table, or behind a name and the table, which a batch leaves out.
    private static int After(int position, RunBatch? batch) => batch is null ? position : position - 1;

    private RunBatch OpenBatch(RunArguments arguments)
    {
        var batch = new RunBatch(arguments.Need(0, "table_name"), arguments.Find(1, "schema"));
        var recreate = arguments.Find(2, "recreate");
        if (recreate is not null && TextOf(recreate) is not ("auto" or "never"))
        {
            var table = NameOf(batch.Table, batch.Schema);
            this.Add(new RecreateTable(table ?? QualifiedName.Unknown)
            {
                Place = this.Here(arguments.Line),
                IsConditional = TextOf(recreate) is null
            });
        }

        return batch;
    }

    private void Drop(string kind, QualifiedName? target, RunArguments arguments) => this.Add(new DropObject(kind, target)
    {
        Place = this.Here(arguments.Line),
        IsTolerant = arguments.Flag("if_exists") ?? false,
        IsConcurrent = kind == "index" && arguments.Flag("postgresql_concurrently") is not false,
    });

    private void RenameTable(RunArguments arguments)
    {
        var schema = arguments.Find(2, "schema");
        var old = NameOf(arguments.Need(0, "old_table_name"), schema);
        var name = NameOf(arguments.Need(1, "new_table_name"), schema);
        this.AddOrTell(old is not null && name is not null, arguments, "a name", () => new RenameObject("table", old!.Value, name)
        {
            Place = this.Here(arguments.Line),
        });
    }

    private void AddColumn(RunArguments arguments, RunBatch? batch)
    {
        var table = TableOf(arguments, batch, 0, "table_name");
        var column = arguments.Need(After(1, batch), "column") as RunColumn;
        if (table is null || column?.Name is null || Defined(column, isSoleKey: false) is not { } definition)
        {
            this.AddOrTell(false, arguments, table is null ? "the table" : "the column", () => null!);
            return;
        }

        this.Add(new AddColumn(table.Value, definition)
        {
            Place = this.Here(arguments.Line),
            IsTolerant = arguments.Flag("if_not_exists") ?? false,
        });
        this.Comment(column, table.Value, arguments);
    }

    private void Comment(RunColumn column, QualifiedName table, RunArguments arguments)
    {
        if (column.HasComment)
        {
            this.Add(new Annotate("comment", "column", table) { Place = this.Here(arguments.Line) });
        }
    }

    private void DropColumn(RunArguments arguments, RunBatch? batch)
    {
        var column = arguments.Need(After(1, batch), "column_name");
        var name = column is RunColumn given ? given.Name : TextOf(column);
        this.Add(new DropColumn(TableOf(arguments, batch, 0, "table_name") ?? QualifiedName.Unknown, name ?? string.Empty)
        {
            Place = this.Here(arguments.Line),
            IsTolerant = arguments.Flag("if_exists") ?? false,
        });
    }

    // In the order in which Alembic emits them (ddl/postgresql.py and ddl/impl.py, alter_column).
    private void AlterColumn(RunArguments arguments, RunBatch? batch)
    {
        var place = this.Here(arguments.Line);
        if (TableOf(arguments, batch, 0, "table_name") is not { } table
            || TextOf(arguments.Need(After(1, batch), "column_name")) is not { } column)
        {
            this.AddOrTell(false, arguments, "the table or the column", () => null!);
            return;
        }

        if (arguments.HasMoreNamed)
        {
            this.Tell(arguments.Line, arguments.What, "what ** gives it is known only when the migration runs");
            return;
        }

        void Alter(ColumnChange change, string? value, string? expression = null) =>
            this.Add(new AlterColumn(table, column, change, value) { Place = place, Using = expression });

        if (arguments.Find(-1, "type_") is { } type && type is not RunConstant { Value: null })
        {
            var expression = arguments.Find(-1, "postgresql_using");
            Alter(ColumnChange.Type, SqlAlchemyTypes.Of(type)?.Sql, expression is null or RunConstant ? null
                : TextOf(expression) ?? string.Empty);
        }

        switch (arguments.Find(-1, "nullable"))
        {
            case null or RunConstant { Value: null }:
                break;
            case var nullable when RunValues.IsTrue(nullable) is { } isNullable:
                Alter(isNullable ? ColumnChange.DropNotNull : ColumnChange.SetNotNull, null);
                break;
            default:
                this.Tell(arguments.Line, arguments.What, "nullable is known only when the migration runs");
                break;
        }

        this.AlterDefault(arguments, Alter);
        if (arguments.Find(-1, "comment") is { } comment && comment is not RunConstant { Value: false })
        {
            this.Add(new Annotate("comment", "column", table) { Place = place });
        }

        if (arguments.Find(-1, "new_column_name", "name") is { } renamed && renamed is not RunConstant { Value: null })
        {
            this.AddOrTell(TextOf(renamed) is not null, arguments, "the new name", () =>
                new RenameColumn(table, column, TextOf(renamed)!) { Place = place });
        }
    }

    private void AlterDefault(RunArguments arguments, Action<ColumnChange, string?, string?> alter)
    {
        var hadIdentity = arguments.Find(-1, "existing_server_default") is RunColumnPart { Kind: "Identity" };
        switch (arguments.Find(-1, "server_default"))
        {
            case null or RunConstant { Value: false }:
                break;
            case RunConstant { Value: null }:
                alter(hadIdentity ? ColumnChange.DropIdentity : ColumnChange.DropDefault, null, null);
                break;
            case RunColumnPart { Kind: "Identity" } identity:
                alter(hadIdentity ? ColumnChange.SetIdentity : ColumnChange.AddIdentity, hadIdentity ? null : identity.Text, null);
                break;
            case RunColumnPart { Kind: "Computed" }:
                this.Tell(arguments.Line, arguments.What, "Alembic refuses to make a column a generated one");
                break;
            case var value:
                alter(ColumnChange.SetDefault, DefaultOf(value), null);
                break;
        }
    }
}
