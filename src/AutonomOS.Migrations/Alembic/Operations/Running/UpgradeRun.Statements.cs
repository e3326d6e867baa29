using AutonomOS.Migrations.Alembic.Operations.Values;
using AutonomOS.Migrations.Alembic.Python.Syntax;

namespace AutonomOS.Migrations.Alembic.Operations.Running;

/// <summary>Statements.</summary>
internal sealed partial class UpgradeRun
{
    /// <summary>How statements end: what is certain, and what may have happened on the way.</summary>
    [Flags]
    private enum Exits
    {
        None = 0,
        Return = 1,
        Break = 2,
        Continue = 4,
        Raise = 8,
    }

    private (Exits Certain, Exits Possible) Execute(IReadOnlyList<PythonStatement> statements)
    {
        var possible = Exits.None;
        var held = 0;
        var ended = Exits.None;
        for (var i = 0; i < statements.Count && !this.isOver; i++)
        {
            if (!this.Spend(statements[i].Line))
            {
                break;
            }

            var (certain, may) = IsTooDeep() ? this.TooDeep(statements[i].Line) : this.Execute(statements[i]);
            possible |= may;
            if (certain != Exits.None)
            {
                ended = certain;
                break;
            }

            if ((may & (Exits.Break | Exits.Continue)) != 0 && i + 1 < statements.Count)
            {
                // What follows in the loop's body may be skipped, and what it sets, too.
                var rest = statements.Skip(i + 1).ToArray();
                var (restCertain, restMay) = (Exits.None, Exits.None);
                var changed = this.Under(() => (restCertain, restMay) = this.Execute(rest));
                this.scope.Join(changed, new(StringComparer.Ordinal));
                possible |= restMay | restCertain;
                break;
            }

            if (held == 0 && ((may & Exits.Return) != 0 || ((may & Exits.Raise) != 0 && this.catching > 0)))
            {
                held = 1;
                this.conditions++;
            }
        }

        this.conditions -= held;
        return (ended, possible);
    }

    private (Exits Certain, Exits Possible) TooDeep(int line)
    {
        this.Tell(line, "a statement", "it is nested too deep");
        return default;
    }

    private (Exits Certain, Exits Possible) Execute(PythonStatement statement)
    {
        switch (statement)
        {
            case ExpressionStatement expression:
                _ = this.Evaluate(expression.Value);
                return default;
            case AssignStatement assignment:
                var value = this.Evaluate(assignment.Value);
                foreach (var target in assignment.Targets)
                {
                    this.Assign(target, value);
                }

                return default;
            case AugmentStatement augment:
                this.Augment(augment);
                return default;
            case ReturnStatement result:
                this.call.Returned.Add(result.Value is null ? RunConstant.None : this.Evaluate(result.Value));
                return (Exits.Return, Exits.None);
            case IfStatement choice:
                return this.ExecuteIf(choice);
            case LoopStatement loop:
                return this.ExecuteLoop(loop);
            case TryStatement attempt:
                return this.ExecuteTry(attempt);
            case WithStatement with:
                return this.ExecuteWith(with);
            case FunctionStatement function:
                this.scope.Set(function.Name, this.Define(function));
                return default;
            case ClassStatement declaration:
                this.scope.Set(declaration.Name, this.Define(declaration));
                return default;
            case ImportStatement import:
                foreach (var (bound, name) in import.Names)
                {
                    this.scope.Set(bound, new RunImport(name));
                }

                return default;
            case StarImportStatement star:
                this.ImportStar(star);
                return default;
            case FlowStatement flow:
                if (flow.Value is not null)
                {
                    _ = this.Evaluate(flow.Value);
                }

                return (flow.Flow switch
                {
                    PythonFlow.Break => Exits.Break,
                    PythonFlow.Continue => Exits.Continue,
                    PythonFlow.Raise => Exits.Raise,
                    _ => Exits.None,
                }, Exits.None);
            case DeleteStatement delete:
                this.Delete(delete);
                return default;
            case GlobalStatement global:
                foreach (var name in global.Names)
                {
                    this.scope.DeclareGlobal(name);
                }

                return default;
            default:
                this.Unread((UnreadStatement)statement);
                return default;
        }
    }

    private (Exits Certain, Exits Possible) ExecuteIf(IfStatement statement)
    {
        var test = RunValues.IsTrue(this.Evaluate(statement.Test));
        if (test is { } known)
        {
            return this.Execute(known ? statement.Body : statement.Else);
        }

        var (one, other) = (default((Exits Certain, Exits Possible)), default((Exits Certain, Exits Possible)));
        var changedOne = this.Under(() => one = this.Execute(statement.Body));
        var changedOther = this.Under(() => other = this.Execute(statement.Else));

        // What a branch sets that always fails is of no account, unless somebody catches the failure.
        if (one.Certain == Exits.Raise && this.catching == 0 && other.Certain != Exits.Raise)
        {
            this.scope.Join(changedOther, changedOther);
            return (other.Certain, one.Possible | other.Possible);
        }

        if (other.Certain == Exits.Raise && this.catching == 0 && one.Certain != Exits.Raise)
        {
            this.scope.Join(changedOne, changedOne);
            return (one.Certain, one.Possible | other.Possible);
        }

        if (one.Certain == Exits.Return && other.Certain == Exits.None)
        {
            this.scope.Join(changedOther, changedOther);
        }
        else if (other.Certain == Exits.Return && one.Certain == Exits.None)
        {
            this.scope.Join(changedOne, changedOne);
        }
        else
        {
            this.scope.Join(changedOne, changedOther);
        }

        var possible = one.Possible | other.Possible;
        return one.Certain == other.Certain ? (one.Certain, possible) : (Exits.None, possible | one.Certain | other.Certain);
    }

    private (Exits Certain, Exits Possible) ExecuteTry(TryStatement statement)
    {
        var body = default((Exits Certain, Exits Possible));
        this.catching += statement.Handlers.Count > 0 ? 1 : 0;
        var changed = this.scope.Try(() => body = this.Execute(statement.Body));
        this.catching -= statement.Handlers.Count > 0 ? 1 : 0;
        var possible = body.Possible;

        // A handler sees what the body had set by the time it failed.
        var before = changed.Keys.ToDictionary(name => name, name => RunValues.Join(changed[name], this.scope.Find(name)),
            StringComparer.Ordinal);
        var outcomes = new List<Dictionary<string, RunValue>>();
        foreach (var handler in statement.Handlers)
        {
            var end = default((Exits Certain, Exits Possible));
            var set = this.Under(() =>
            {
                foreach (var (name, value) in before)
                {
                    this.scope.Set(name, value);
                }

                if (handler.Name is not null)
                {
                    this.scope.Set(handler.Name, RunUnknown.Data());
                }

                end = this.Execute(handler.Body);
            });
            possible |= end.Possible;
            if (end.Certain == Exits.None)
            {
                outcomes.Add(set);
            }
            else if (end.Certain != Exits.Raise || this.catching > 0)
            {
                possible |= end.Certain;
            }
        }

        this.scope.Join(changed, changed);
        if (body.Certain == Exits.None)
        {
            var otherwise = this.Execute(statement.Else);
            body = (otherwise.Certain, possible |= otherwise.Possible);
        }

        foreach (var outcome in outcomes)
        {
            this.scope.Join(outcome, new(StringComparer.Ordinal));
        }

        // A failure that a handler swallows is no end.
        var certain = body.Certain;
        if (certain != Exits.None && outcomes.Count > 0)
        {
            possible |= certain == Exits.Raise ? Exits.None : certain;
            certain = Exits.None;
        }
        else if (certain == Exits.Raise && statement.Handlers.Count > 0)
        {
            certain = possible == Exits.None ? Exits.Raise : possible;
            certain = certain is Exits.Return or Exits.Break or Exits.Continue ? certain : Exits.Raise;
        }

        var final = this.Execute(statement.Final);
        return (final.Certain != Exits.None ? final.Certain : certain, possible | final.Possible);
    }

    private (Exits Certain, Exits Possible) ExecuteWith(WithStatement statement)
    {
        var outside = this.isOutside;
        foreach (var (item, target) in statement.Items)
        {
            var value = this.Evaluate(item);
            this.isOutside |= value is RunAutocommit;
            if (target is not null)
            {
                this.Assign(target, value);
            }
        }

        var end = this.Execute(statement.Body);
        this.isOutside = outside;
        return end;
    }
}
