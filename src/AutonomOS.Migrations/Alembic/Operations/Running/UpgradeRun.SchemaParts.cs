using AutonomOS.Migrations.Alembic.Operations.Values;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Alembic.Operations.Running;

/// <summary>Attributes and methods of what SQLAlchemy has made.</summary>
internal sealed partial class UpgradeRun
{
    private static RunValue SchemaAttribute(RunValue target, string name)
    {
        switch (target)
        {
            case RunTable table when name is "c" or "columns":
                return new RunColumns(table);
            case RunTable table when name is "name":
                return table.Name is { } full ? new RunText(full.Name) : RunUnknown.Data();
            case RunColumns columns:
                return new RunExpression(QuotedName.Of(name)) { Table = columns.Table.Name };
            case RunColumn { Name: { } column } when name is "name" or "key":
                return new RunText(column);
            case RunColumn { Type: { } type } when name is "type":
                return type;
            case RunType { Enum: { } enumeration } when name is "name":
                return new RunText(enumeration.Name);
            case RunType { Enum: not null } labels when name is "enums":
                return new RunItems('[', [.. labels.Labels.Select(label => new RunText(label))]) { IsOpen = labels.Labels.Count == 0 };
            case RunMetadata when name is "tables":
                return target;
            case RunColumnPart or RunType or RunColumn or RunConstraint or RunIndex:
                return RunUnknown.Data();
            default:
                return new RunExpression(null) { Calls = Calls(target) };
        }
    }

    private RunValue CallSchemaPart(RunValue target, string method, RunArguments arguments)
    {
        switch (target)
        {
            case RunType type:
                return this.CallType(type, method, arguments);
            case RunTable table when method is "update" or "insert" or "delete":
                return Statement(table, method, arguments, first: 0);
            case RunTable table when method is "select":
                return new RunSelect(null);
            case RunTable table when method is "create" or "drop":
                var tolerant = arguments.Find(1, "checkfirst") is { } check && RunValues.IsTrue(check) != false;
                if (method == "drop")
                {
                    this.Add(new DropObject("table", table.Name) { Place = this.Here(arguments.Line), IsTolerant = tolerant });
                }
                else if (table is { Name: not null, IsWhole: true })
                {
                    this.CreateTable(table, this.Here(arguments.Line), tolerant, false);
                }
                else
                {
                    this.Tell(arguments.Line, arguments.What, "the table is known only when the migration runs");
                }

                return RunConstant.None;
            case RunTable or RunColumns when method is "alias" or "join" or "outerjoin" or "append_column" or "exists" or "keys"
                or "values" or "items" or "get":
                return new RunExpression(null);
            case RunMetadata metadata:
                return this.CallMetadata(metadata, method, arguments);
            case RunColumn column when method is "copy" or "_copy":
                return column;
            case RunColumnPart { Kind: "Sequence" } sequence when method is "create" or "drop":
                var exists = arguments.Find(1, "checkfirst") is null or not RunConstant { Value: false };
                this.Add(method == "create"
                    ? new CreateObject("sequence", sequence.Name) { Place = this.Here(arguments.Line), IsTolerant = exists }
                    : new DropObject("sequence", sequence.Name) { Place = this.Here(arguments.Line), IsTolerant = exists });
                return RunConstant.None;
            case RunIndex index when method is "drop":
                this.Add(new DropObject("index", index.Definition.Name is { Length: > 0 } own ? new QualifiedName(null, own)
                    : null)
                { Place = this.Here(arguments.Line) });
                return RunConstant.None;
            case RunSql sql when method is "bindparams" or "columns" or "execution_options" or "label" or "collate" or "op":
                return method is "columns" ? new RunSelect(null) : sql;
            case RunChange change:
                return this.CallChange(change, method, arguments);
            case RunSelect select:
                return arguments.All.Any(value => value is RunFunction) ? this.Leave(arguments, "a function is handed to it")
                    : new RunSelect(select.Calls ?? arguments.All.Select(Calls).FirstOrDefault(call => call is not null));
            case RunExpression expression when !arguments.All.Any(value => value is RunFunction or RunHandle):
                return new RunExpression(null)
                {
                    Calls = expression.Calls ?? arguments.All.Select(Calls).FirstOrDefault(call =>
                    call is not null)
                };
            default:
                return this.Leave(arguments, "it may do anything");
        }
    }

    private RunValue CallType(RunType type, string method, RunArguments arguments)
    {
        switch (method)
        {
            case "create" or "drop" when type.Enum is not null:
                var check = arguments.Find(1, "checkfirst");
                var tolerant = check is null ? type.ChecksFirst : RunValues.IsTrue(check) != false;
                this.Add(method == "create"
                    ? new CreateObject("enum", type.Enum) { Place = this.Here(arguments.Line), IsTolerant = tolerant, Labels = type.Labels }
                    : new DropObject("enum", type.Enum) { Place = this.Here(arguments.Line), IsTolerant = tolerant });
                return RunConstant.None;
            case "drop":
                this.Add(new DropObject("enum", null) { Place = this.Here(arguments.Line) });
                return RunConstant.None;
            case "with_variant":
                return TextOf(arguments.Find(1, "dialect_name")) == "postgresql"
                    ? SqlAlchemyTypes.Of(arguments.Need(0, "type_")) ?? new RunType(null) : type;
            case "evaluates_none" or "copy" or "adapt":
                return type;
            default:
                return this.Leave(arguments, "it may do anything");
        }
    }

    private RunValue CallMetadata(RunMetadata metadata, string method, RunArguments arguments)
    {
        switch (method)
        {
            case "create_all" or "drop_all":
                var tables = metadata.Tables;
                if (arguments.Find(1, "tables") is { } given)
                {
                    tables = this.Items(given)?.OfType<RunTable>().ToList() ?? [];
                }

                if (tables.Exists(table => table.Name is null || !table.IsWhole) || tables.Count == 0)
                {
                    return this.Leave(arguments, "its tables are known only when the migration runs");
                }

                foreach (var table in tables)
                {
                    if (method == "create_all")
                    {
                        this.CreateTable(table, this.Here(arguments.Line), isTolerant: true, false);
                    }
                    else
                    {
                        this.Add(new DropObject("table", table.Name) { Place = this.Here(arguments.Line), IsTolerant = true });
                    }
                }

                return RunConstant.None;
            case "reflect" or "clear" or "remove":
                return RunConstant.None;
            case "get" or "items" or "values" or "keys":
                return TextOf(arguments.Find(0, "key")) is { } name ? new RunTable(SchemaName.Split(name), [], false) : RunUnknown.Data();
            default:
                return this.Leave(arguments, "it may do anything");
        }
    }

    private RunValue CallChange(RunChange change, string method, RunArguments arguments)
    {
        switch (method)
        {
            case "where" or "filter" or "filter_by":
                var isAlways = arguments.Positional.Count > 0
                    && arguments.Positional.TrueForAll(value =>
                    value is RunExpression { IsAlwaysTrue: true } or RunConstant { Value: true });
                var has = arguments.Positional.Count + arguments.Named.Count > 0 || arguments.HasMore;
                return new RunChange(change.Table, change.Change, change.HasWhere || has, change.IsOfAllRows && (!has || isAlways));
            case "values" or "returning" or "from_select" or "on_conflict_do_nothing" or "execution_options" or "ordered_values"
                or "prefix_with"
                or "with_only_columns" or "inline" or "cte" or "params":
                return change;
            case "on_conflict_do_update":
                return new RunChange(change.Table, RowChange.Update, true, false);
            default:
                return this.Leave(arguments, "it may do anything");
        }
    }
}
