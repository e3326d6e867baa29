using AutonomOS.Migrations.Alembic.Operations.Values;
using AutonomOS.Migrations.Alembic.Python.Syntax;

namespace AutonomOS.Migrations.Alembic.Operations.Running;

/// <summary>Operators.</summary>
internal sealed partial class UpgradeRun
{
    private RunValue Combine(string operation, RunValue left, RunValue right, int line)
    {
        switch (operation, left, right)
        {
            case ("+", RunText a, RunText b):
                return a.Text.Length + b.Text.Length <= LongestText && this.Spend(line, (a.Text.Length + b.Text.Length) / 64)
                    ? new RunText(a.Text + b.Text) : RunUnknown.Data("it is too long");
            case ("+", RunText a, RunUnknown { IsData: true }):
                return new RunText(a.Text + RunText.Gap);
            case ("+", RunUnknown { IsData: true, IsPlain: false }, RunText b):
                return new RunText(RunText.Gap + b.Text);
            case ("+", RunItems a, RunItems b) when a.Bracket == b.Bracket && this.Spend(line, a.Items.Count + b.Items.Count):
                return new RunItems(a.Bracket, [.. a.Items, .. b.Items]) { IsOpen = a.IsOpen || b.IsOpen, Condition = this.condition };
            case ("%", RunText text, _):
                return PythonFormats.Percent(text, right) is { } formatted && this.Spend(line, formatted.Text.Length / 64)
                    && formatted.Text.Length <= LongestText ? formatted : RunUnknown.Data();
            case ("*", RunText text, RunConstant { Value: long times }):
                return text.Text.Length * Math.Max(0, (double)times) <= LongestText
                    && this.Spend(line, text.Text.Length * Math.Max(0, times) / 64)
                    ? new RunText(string.Concat(Enumerable.Repeat(text.Text, (int)Math.Max(0, Math.Min(times, LongestText)))))
                    : RunUnknown.Data("it is too long");
            case (_, RunConstant { Value: long a }, RunConstant { Value: long b }):
                return Arithmetic(operation, a, b);
            case ("|", RunDictionary a, RunDictionary b):
                var both = new RunDictionary { IsOpen = a.IsOpen || b.IsOpen, Condition = this.condition };
                foreach (var (key, value) in a.Entries.Concat(b.Entries))
                {
                    both.Set(key, value);
                }

                return both;
            case (_, RunUnknown { IsPlain: true }, RunUnknown { IsData: true } or RunConstant):
                return left;
            case (_, ISchemaPart, _) or (_, _, ISchemaPart):
                return new RunExpression(null) { Calls = Calls(left) ?? Calls(right) };
            default:
                return new RunUnknown("it is computed from something that is not known", !RunValues.MayReach(left)
                    && !RunValues.MayReach(right));
        }
    }

    private static string? Calls(RunValue value) => value switch
    {
        RunExpression expression => expression.Calls,
        RunSelect select => select.Calls,
        _ => null,
    };

    private static RunValue Arithmetic(string operation, long a, long b)
    {
        try
        {
            return operation switch
            {
                "+" => new RunConstant(checked(a + b)),
                "-" => new RunConstant(checked(a - b)),
                "*" => new RunConstant(checked(a * b)),
                _ => RunUnknown.Data(),
            };
        }
        catch (OverflowException)
        {
            return RunUnknown.Data();
        }
    }

    private static RunValue Unary(string operation, RunValue operand) => (operation, operand) switch
    {
        ("not", not ISchemaPart) => RunValues.IsTrue(operand) is { } truth ? new RunConstant(!truth) : RunUnknown.Data(),
        ("-", RunConstant { Value: long number }) when number != long.MinValue => new RunConstant(-number),
        (_, ISchemaPart) => new RunExpression(null) { Calls = Calls(operand) },
        _ => new RunUnknown("it is computed from something that is not known", !RunValues.MayReach(operand)),
    };

    private RunValue Logic(LogicNode logic)
    {
        var left = this.Evaluate(logic.Left);
        switch (RunValues.IsTrue(left))
        {
            case { } truth when truth != logic.IsAnd:
                return left;
            case not null:
                return this.Evaluate(logic.Right);
            default:
                RunValue right = RunConstant.None;
                this.scope.Join(this.Under(() => right = this.Evaluate(logic.Right)), new(StringComparer.Ordinal));

                // Whatever the left side is, "and" with something false is false.
                return RunValues.IsTrue(right) is { } known && known != logic.IsAnd ? new RunConstant(known) : RunValues.Join(left, right);
        }
    }

    private RunValue Choose(ChoiceNode choice)
    {
        if (RunValues.IsTrue(this.Evaluate(choice.Test)) is { } known)
        {
            return this.Evaluate(known ? choice.Body : choice.Other);
        }

        RunValue one = RunConstant.None;
        RunValue other = RunConstant.None;
        var changedOne = this.Under(() => one = this.Evaluate(choice.Body));
        var changedOther = this.Under(() => other = this.Evaluate(choice.Other));
        this.scope.Join(changedOne, changedOther);
        return RunValues.Join(one, other);
    }

    private RunValue Compare(CompareNode comparison)
    {
        var left = this.Evaluate(comparison.First);
        bool? all = true;
        var isSchema = left is ISchemaPart;
        var calls = Calls(left);
        foreach (var (operation, node) in comparison.Rest)
        {
            var right = this.Evaluate(node);
            isSchema |= right is ISchemaPart;
            calls ??= Calls(right);
            var one = Compare(operation, left, right);
            all = one == false || all == false ? false : one is null || all is null ? null : true;
            left = right;
        }

        return isSchema && comparison.Rest.All(one => one.Operation is not ("in" or "not in" or "is" or "is not"))
            ? new RunExpression(null) { Calls = calls }
            : all is { } truth ? new RunConstant(truth) : RunUnknown.Data();
    }

    private static bool? Compare(string operation, RunValue left, RunValue right)
    {
        switch (operation)
        {
            case "==":
                return RunValues.AreEqual(left, right);
            case "!=":
                return !RunValues.AreEqual(left, right);
            case "is" or "is not":
                var same = right is RunConstant { Value: null } && left is not (RunUnknown or RunName) ? left is RunConstant { Value: null }
                    : left is RunConstant or RunText && right is RunConstant ? RunValues.AreEqual(left, right) : null;
                return operation == "is" ? same : !same;
            case "in" or "not in":
                var contained = Contains(right, left);
                return operation == "in" ? contained : !contained;
            default:
                if (left is not RunConstant { Value: { } a } || right is not RunConstant { Value: { } b })
                {
                    return null;
                }

                var order = RunValues.Number(a).CompareTo(RunValues.Number(b));
                return operation switch { "<" => order < 0, ">" => order > 0, "<=" => order <= 0, _ => order >= 0 };
        }
    }

    private static bool? Contains(RunValue container, RunValue value)
    {
        switch (container)
        {
            case RunText { IsWhole: true } text when value is RunText { IsWhole: true } part:
                return text.Text.Contains(part.Text, StringComparison.Ordinal);
            case RunDictionary { IsOpen: false } dictionary when RunDictionary.IsKey(value):
                return dictionary.Find(value) is not null;
            case RunItems { Items.Count: <= 1000 } items:
                var found = items.Items.ConvertAll(item => RunValues.AreEqual(item, value));
                return found.Contains(true) ? true : items.IsOpen || found.Contains(null) ? null : false;
            default:
                return null;
        }
    }
}
