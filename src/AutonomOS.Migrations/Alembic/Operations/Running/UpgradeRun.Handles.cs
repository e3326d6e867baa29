using AutonomOS.Migrations.Alembic.Operations.Values;
using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Sql;

namespace AutonomOS.Migrations.Alembic.Operations.Running;

/// <summary>Connections, sessions, contexts and inspectors, and what is executed through them.</summary>
internal sealed partial class UpgradeRun
{
    // Stands for a gap in a text of SQL while it is read: an identifier that nobody has.
    private const string GapName = "autonomos_not_known";

    private static RunValue HandleAttribute(RunHandle handle, string name)
    {
        switch (handle.Kind, name)
        {
            case (HandleKind.Connection or HandleKind.Session or HandleKind.Context, "dialect"):
                return new RunHandle(HandleKind.Dialect);
            case (HandleKind.Connection, "name") or (HandleKind.Dialect, "name"):
                return new RunText("postgresql");
            case (HandleKind.Connection, "engine"):
                return new RunHandle(HandleKind.Connection, isOutside: true);
            case (HandleKind.Connection, "connection" or "driver_connection"):
                return new RunHandle(HandleKind.Driver, handle.IsOutside);
            case (HandleKind.Context or HandleKind.Session or HandleKind.Inspector, "bind" or "connection" or "engine"):
                return new RunHandle(HandleKind.Connection, name == "engine");
            case (HandleKind.Context, "as_sql"):
                return new RunConstant(false);
            case (HandleKind.Context, "impl" or "environment_context" or "migrations_fn"):
                return new RunUnknown("Alembic's implementation may do anything", false);
            case (HandleKind.Driver, "connection" or "dbapi_connection" or "driver_connection"):
                return handle;
            default:
                return RunUnknown.Data();
        }
    }

    private RunValue CallHandle(RunHandle handle, string method, RunArguments arguments)
    {
        switch (handle.Kind, method)
        {
            case (HandleKind.Connection or HandleKind.Session, "execute" or "scalar" or "scalars" or "exec"):
                return this.ExecuteStatement(arguments.Need(0, "statement", "object_", "clause"), arguments, handle.IsOutside,
                    isDriver: false);
            case (HandleKind.Connection, "exec_driver_sql"):
            case (HandleKind.Driver, "execute" or "executemany"):
                return this.ExecuteStatement(arguments.Need(0, "statement", "query", "sql"), arguments, handle.IsOutside, isDriver: true);
            case (HandleKind.Driver, "cursor"):
                return handle;
            case (HandleKind.Driver, "fetchall" or "fetchone" or "fetchmany" or "close" or "mogrify"):
                return RunUnknown.Data();
            case (HandleKind.Driver or HandleKind.Connection, "commit" or "rollback"):
                this.Add(new ControlTransaction(method) { Place = this.Here(arguments.Line) });
                this.isOutside |= method == "commit";
                return RunConstant.None;
            case (HandleKind.Connection, "begin" or "begin_nested" or "connect" or "contextual_connect"):
                return handle;
            case (HandleKind.Connection, "execution_options"):
                return arguments.Find(-1, "isolation_level") is { } level
                    ? new RunHandle(HandleKind.Connection, handle.IsOutside || level is not RunText { IsWhole: true } text
                        || text.Text == "AUTOCOMMIT") : handle;
            case (HandleKind.Connection, "in_transaction" or "close" or "get_isolation_level" or "invalidate" or "in_nested_transaction"):
                return RunUnknown.Data();
            case (HandleKind.Connection, "get_dialect"):
                return new RunHandle(HandleKind.Dialect);
            case (HandleKind.Session, "get_bind" or "connection"):
                return new RunHandle(HandleKind.Connection);
            case (HandleKind.Session, "commit" or "rollback" or "close" or "flush" or "begin" or "begin_nested" or "expire_all"
                or "expunge_all"):
                // What it would write was told where it was handed to the session. The migration's own transaction goes on.
                return method is "begin" or "begin_nested" ? handle : RunConstant.None;
            case (HandleKind.Inspector, _):
            case (HandleKind.Dialect, _):
                return arguments.All.Any(value => value is RunFunction) ? this.Leave(arguments, "a function is handed to it")
                    : RunUnknown.Data();
            case (HandleKind.Context, "autocommit_block"):
                return new RunAutocommit();
            case (HandleKind.Context, "begin_transaction" or "get_current_revision" or "get_current_heads"):
                return RunUnknown.Data();
            case (HandleKind.Context, "execute"):
                return this.ExecuteStatement(arguments.Need(0, "sql"), arguments, false, isDriver: false);
            case (HandleKind.Session, _):
                return this.Leave(arguments, "what the ORM makes of objects is not followed");
            default:
                return this.Leave(arguments, "it may do anything");
        }
    }

    /// <summary>Executes text, a statement built in Python, or DDL.</summary>
    private RunUnknown ExecuteStatement(RunValue statement, RunArguments arguments, bool isOutside, bool isDriver)
    {
        var around = this.isOutside;
        this.isOutside |= isOutside;
        this.ExecuteStatement(statement, arguments, isDriver);
        this.isOutside = isOutside ? around : this.isOutside;
        return RunUnknown.Data("the database gives it");
    }

    private void ExecuteStatement(RunValue statement, RunArguments arguments, bool isDriver)
    {
        var place = this.Here(arguments.Line);
        switch (statement)
        {
            case RunText text:
                this.ExecuteText(text, arguments, hasBinds: !isDriver);
                break;
            case RunSql sql:
                this.ExecuteText(sql.Text, arguments, sql.HasBinds);
                break;
            case RunDdl ddl:
                foreach (var operation in ddl.Operations(place))
                {
                    this.Add(operation);
                }

                break;
            case RunChange change when change.Table is not null:
                this.Add(new ChangeRows(change.Table, change.Change)
                {
                    Place = place,
                    HasWhere = change.HasWhere,
                    IsOfAllRows = change.IsOfAllRows,
                });
                break;
            case RunChange change when change.Change is RowChange.Delete or RowChange.Update:
                this.Add(new ChangeRows(null, change.Change)
                {
                    Place = place,
                    HasWhere = change.HasWhere,
                    IsOfAllRows = change.IsOfAllRows
                });
                break;
            case RunSelect { Calls: null }:
                this.Add(new RunQuery("select") { Place = place });
                break;
            case RunSelect select:
                this.Tell(arguments.Line, arguments.What, $"the function {select.Calls} may change something");
                break;
            case RunExpression { Calls: null, Sql: not null }:
                this.Add(new RunQuery("select") { Place = place });
                break;
            default:
                this.Leave(arguments, "its SQL is not known: " + Reason(statement));
                break;
        }
    }

    private static string Reason(RunValue value) => value switch
    {
        RunUnknown unknown => unknown.Reason,
        RunName name => $"{name.Path} is not in this file",
        RunText => "a part of it is known only when the migration runs",
        _ => "it is not followed",
    };

    private void ExecuteText(RunText text, RunArguments arguments, bool hasBinds)
    {
        if (!this.Spend(arguments.Line, text.Text.Length / 16))
        {
            return;
        }

        // Where the text does not stand as it is in the file, all of it is at the line of the call.
        var reading = new SqlReading
        {
            HasBinds = hasBinds,
            IsConditional = this.IsConditional,
            IsOutsideTransaction = this.isOutside,
            LineOf = line => text.Line > 0 ? text.Line + line : arguments.Line,
        };
        if (Filled(text) is { } whole)
        {
            foreach (var operation in SqlReader.Read(whole, this.scope.File, arguments.Line, reading))
            {
                this.Add(operation);
                this.isOutside |= operation is ControlTransaction { Command: "commit" };
            }

            return;
        }

        // A gap may hold anything. What is destroyed in plain sight is told besides, so that it is not less than it would be in full.
        this.Tell(arguments.Line, arguments.What, "a part of its SQL is known only when the migration runs");
        var guess = text.Text.Replace(RunText.Gap.ToString(), GapName, StringComparison.Ordinal)
            .Replace(RunText.PlainGap.ToString(), GapName, StringComparison.Ordinal);
        foreach (var operation in SqlReader.Read(guess, this.scope.File, arguments.Line,
            reading).Select(WithoutGaps).OfType<SchemaOperation>())
        {
            this.Add(operation);
        }
    }

    // Text whose only gaps are numbers, times and UUIDs where a value stands, with a number in each; null for the rest.
    private static string? Filled(RunText text)
    {
        if (text.IsWhole || !text.IsNearlyWhole)
        {
            return text.IsWhole ? text.Text : null;
        }

        var sql = text.Text;
        for (var at = sql.IndexOf(RunText.PlainGap, StringComparison.Ordinal); at >= 0; at = sql.IndexOf(RunText.PlainGap, at + 1))
        {
            var before = at == 0 ? ' ' : sql[at - 1];
            var after = at + 1 == sql.Length ? ' ' : sql[at + 1];
            if (!(char.IsWhiteSpace(before) || before is '=' or '(' or ',' or '\'' or '<' or '>')
                || !(char.IsWhiteSpace(after) || after is ')' or ',' or ';' or '\'' or ':'))
            {
                return null;
            }
        }

        return sql.Replace(RunText.PlainGap, '0');
    }

    // Only what destroys, and no name that is not known.
    private static SchemaOperation? WithoutGaps(SchemaOperation operation) => operation switch
    {
        DropObject drop => drop with { Target = Known(drop.Target) },
        DropColumn drop => drop with { Table = Known(drop.Table) ?? QualifiedName.Unknown, Column = Known(drop.Column) ?? string.Empty },
        DropConstraint drop => drop with
        {
            Table = Known(drop.Table) ?? QualifiedName.Unknown,
            Constraint = drop.Constraint is null ? null
            : Known(drop.Constraint)
        },
        ChangeRows { Change: RowChange.Delete or RowChange.Truncate } change => change with { Table = Known(change.Table) },
        ChangeRows { Change: RowChange.Update, IsOfAllRows: true } change => change with { Table = Known(change.Table) },
        _ => null,
    };

    private static QualifiedName? Known(QualifiedName? name) => name is { } known && Known(known.Name) is not null
        && (known.Schema is null || Known(known.Schema) is not null) ? known : null;

    private static string? Known(string name) => name.Contains(GapName, StringComparison.OrdinalIgnoreCase) ? null : name;
}
