using AutonomOS.Migrations.Alembic.Operations.Values;
using AutonomOS.Migrations.Alembic.Python.Syntax;

namespace AutonomOS.Migrations.Alembic.Operations.Running;

/// <summary>Assignments.</summary>
internal sealed partial class UpgradeRun
{
    private void Assign(PythonNode target, RunValue value)
    {
        switch (target)
        {
            case NameNode name:
                this.scope.Set(name.Name, value);
                break;
            case StarNode star:
                this.Assign(star.Value, value);
                break;
            case ItemsNode targets:
                this.Unpack(targets, value);
                break;
            case SubscriptNode part:
                var container = this.Evaluate(part.Target);
                var key = this.Evaluate(part.Index);
                this.SetItem(container, key, value, part.Line);
                break;
            case AttributeNode attribute:
                this.SetAttribute(attribute, value);
                break;
            default:
                _ = this.Evaluate(target);
                break;
        }
    }

    private void SetItem(RunValue container, RunValue key, RunValue value, int line)
    {
        switch (container)
        {
            case RunDictionary dictionary:
                this.Change(dictionary);
                dictionary.Set(key, value);
                break;
            case RunItems items:
                this.Change(items);
                if (key is RunConstant { Value: long at } && at >= 0 && at < items.Items.Count)
                {
                    items.Items[(int)at] = value;
                }
                else
                {
                    items.IsOpen = true;
                }

                break;
            case RunUnknown { IsData: true } when !RunValues.MayReach(value):
                break;
            case RunName name when PureModules.Contains(Root(name.Path)):
                break;
            default:
                this.Tell(line, "an assignment", "it changes something that is not followed");
                break;
        }
    }

    private void SetAttribute(AttributeNode target, RunValue value)
    {
        var holder = this.Evaluate(target.Target);
        if (holder is RunUnknown { IsData: true } && !RunValues.MayReach(value))
        {
            return;
        }

        this.Tell(target.Line, $"{Describe(target)} = ...", "it changes something that is not followed");
        if (target.Target is NameNode name)
        {
            this.scope.Set(name.Name, new RunUnknown("one of its attributes is changed", false));
        }
    }

    private void Unpack(ItemsNode targets, RunValue value)
    {
        var items = this.Items(value);
        var star = targets.Items.ToList().FindIndex(target => target is StarNode);
        if (items is not null && star < 0 && items.Count == targets.Items.Count)
        {
            for (var i = 0; i < items.Count; i++)
            {
                this.Assign(targets.Items[i], items[i]);
            }

            return;
        }

        if (items is not null && star >= 0 && items.Count >= targets.Items.Count - 1)
        {
            var many = items.Count - targets.Items.Count + 1;
            for (var i = 0; i < targets.Items.Count; i++)
            {
                this.Assign(targets.Items[i], i < star ? items[i]
                    : i == star ? new RunItems('[', [.. items.Skip(star).Take(many)]) { Condition = this.condition }
                    : items[i + many - 1]);
            }

            return;
        }

        foreach (var target in targets.Items)
        {
            this.Assign(target, new RunUnknown("it is taken out of something that is not known", !RunValues.MayReach(value)));
        }
    }

    private void Augment(AugmentStatement statement)
    {
        var current = this.Evaluate(statement.Target);
        var value = this.Evaluate(statement.Value);
        if (current is RunItems { Bracket: '[' } list && statement.Operation == "+")
        {
            this.Extend(list, value, statement.Line);
            return;
        }

        if (current is RunContainer container)
        {
            container.IsOpen = true;
            return;
        }

        this.Assign(statement.Target, this.Combine(statement.Operation, current, value, statement.Line));
    }

    private void Extend(RunItems list, RunValue value, int line)
    {
        this.Change(list);
        var items = this.Items(value);
        list.IsOpen |= items is null;
        if (items is not null && this.Spend(line, items.Count))
        {
            list.Items.AddRange(items);
        }
        else if (value is RunItems open)
        {
            list.Items.AddRange(open.Items.Take(1000).ToArray());
        }
        else if (RunValues.MayReach(value))
        {
            list.Items.Add(value);
        }
    }
}
