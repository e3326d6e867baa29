using AutonomOS.Migrations.Alembic.Operations.Values;
using AutonomOS.Migrations.Alembic.Python.Syntax;

namespace AutonomOS.Migrations.Alembic.Operations.Running;

/// <summary>Loops, assignments and comprehensions.</summary>
internal sealed partial class UpgradeRun
{
    private (Exits Certain, Exits Possible) ExecuteLoop(LoopStatement loop)
    {
        var source = this.Evaluate(loop.Source);
        if (loop.Target is not null && this.Items(source) is { } items)
        {
            return this.ExecuteOver(loop, items);
        }

        if (loop.Target is null && RunValues.IsTrue(source) == false)
        {
            return this.Execute(loop.Else);
        }

        // How often it runs is not known: what it sets is unknown from the start, and a first round without a trace shows what it changes.
        var element = Element(source);
        var end = default((Exits Certain, Exits Possible));
        var assigned = new HashSet<string>(StringComparer.Ordinal);
        void Round()
        {
            foreach (var name in assigned)
            {
                this.scope.Set(name, RunValues.Join(null, this.scope.Find(name)));
            }

            if (loop.Target is not null)
            {
                this.Assign(loop.Target, element);
            }

            end = this.Execute(loop.Body);
        }

        for (var before = -1; before < assigned.Count && !this.isOver;)
        {
            before = assigned.Count;
            this.rehearsals++;
            assigned.UnionWith(this.Under(Round).Keys);
            this.rehearsals--;
        }

        this.scope.Join(this.Under(Round), new(StringComparer.Ordinal));
        var possible = (end.Possible | end.Certain) & ~(Exits.Break | Exits.Continue);
        var otherwise = this.Execute(loop.Else);
        return (otherwise.Certain, possible | otherwise.Possible);
    }

    private (Exits Certain, Exits Possible) ExecuteOver(LoopStatement loop, IReadOnlyList<RunValue> items)
    {
        var possible = Exits.None;
        var held = 0;
        var certain = Exits.None;
        foreach (var item in items)
        {
            if (!this.Spend(loop.Line))
            {
                break;
            }

            var (end, may) = (Exits.None, Exits.None);
            if (held == 0)
            {
                this.Assign(loop.Target!, item);
                (end, may) = this.Execute(loop.Body);
            }
            else
            {
                // An earlier round may have ended the loop.
                var changed = this.Under(() =>
                {
                    this.Assign(loop.Target!, item);
                    (end, may) = this.Execute(loop.Body);
                });
                this.scope.Join(changed, new(StringComparer.Ordinal));
                may |= end & ~Exits.Continue;
                end = Exits.None;
            }

            possible |= may & ~Exits.Continue;
            if ((may & (Exits.Break | Exits.Return)) != 0 || ((may & Exits.Raise) != 0 && this.catching > 0))
            {
                held = 1;
            }

            if (end is Exits.Return or Exits.Raise or Exits.Break)
            {
                certain = end;
                break;
            }
        }

        if (certain is Exits.Return or Exits.Raise)
        {
            return (certain, possible & ~Exits.Break);
        }

        if (certain == Exits.Break)
        {
            return (Exits.None, possible & ~Exits.Break);
        }

        var otherwise = this.Execute(loop.Else);
        return (otherwise.Certain, (possible & ~Exits.Break) | otherwise.Possible);
    }

    /// <summary>What a loop over a value goes through; null when that is not known.</summary>
    private IReadOnlyList<RunValue>? Items(RunValue value) => value switch
    {
        RunItems { IsOpen: false } items => items.Items.ToArray(),
        RunDictionary { IsOpen: false } dictionary => dictionary.Entries.ConvertAll(entry => entry.Key),
        RunText { IsWhole: true, Text.Length: < 1000 } text => [.. text.Text.Select(c => new RunText(c.ToString()))],
        RunClass { IsEnum: true } members => [.. members.Members.Select(member => new RunMember(member.Name, member.Value))],
        RunTable { IsWhole: true } or RunColumns => null,
        _ => null,
    };

    // What one of the items of something unknown is.
    private static RunUnknown Element(RunValue container) => new("a loop gives it", !RunValues.MayReach(container));

    private RunContainer Comprehend(ComprehensionNode node)
    {
        var around = this.scope;
        this.scope = new RunScope(around, around.File);
        RunContainer result = node.Key is null
            ? new RunItems(node.Bracket == '{' ? '{' : '[', []) { Condition = this.condition }
            : new RunDictionary { Condition = this.condition };
        this.Comprehend(node, 0, result);
        this.scope = around;
        return result;
    }

    private void Comprehend(ComprehensionNode node, int clause, RunContainer result)
    {
        if (!this.Spend(node.Line))
        {
            result.IsOpen = true;
            return;
        }

        if (clause == node.Clauses.Count)
        {
            this.Change(result);
            var value = this.Evaluate(node.Value);
            if (result is RunItems items)
            {
                items.Items.Add(value);
            }
            else
            {
                ((RunDictionary)result).Set(this.Evaluate(node.Key!), value);
            }

            return;
        }

        var (target, source, conditions) = node.Clauses[clause];
        var over = this.Evaluate(source);
        if (this.Items(over) is { } known)
        {
            foreach (var item in known)
            {
                this.Assign(target, item);
                this.Comprehend(node, clause, 0, result);
            }
        }
        else
        {
            result.IsOpen = true;
            _ = this.Under(() =>
            {
                this.Assign(target, Element(over));
                this.Comprehend(node, clause, 0, result);
            });
        }
    }

    private void Comprehend(ComprehensionNode node, int clause, int at, RunContainer result)
    {
        var conditions = node.Clauses[clause].Conditions;
        for (; at < conditions.Count; at++)
        {
            switch (RunValues.IsTrue(this.Evaluate(conditions[at])))
            {
                case false:
                    return;
                case null:
                    result.IsOpen = true;
                    var next = at + 1;
                    _ = this.Under(() => this.Comprehend(node, clause, next, result));
                    return;
                default:
                    break;
            }
        }

        this.Comprehend(node, clause + 1, result);
    }
}
