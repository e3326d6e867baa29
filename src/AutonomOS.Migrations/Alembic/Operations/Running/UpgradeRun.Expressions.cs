using System.Text;
using AutonomOS.Migrations.Alembic.Operations.Values;
using AutonomOS.Migrations.Alembic.Python.Syntax;

namespace AutonomOS.Migrations.Alembic.Operations.Running;

/// <summary>Expressions.</summary>
internal sealed partial class UpgradeRun
{
    private RunValue Evaluate(PythonNode node)
    {
        if (!this.Spend(node.Line))
        {
            return RunUnknown.Data("it is too much to unroll");
        }

        if (IsTooDeep())
        {
            return this.Tell(node.Line, "an expression", "it is nested too deep");
        }

        switch (node)
        {
            case NameNode name:
                return this.FindName(name.Name);
            case ConstantNode constant:
                return constant.Value is string text ? new RunText(text, constant.TextLine)
                    : constant.Value is null ? RunConstant.None : new RunConstant(constant.Value);
            case FormatNode format:
                return this.Format(format);
            case AttributeNode attribute:
                return this.Attribute(this.Evaluate(attribute.Target), attribute.Name);
            case CallNode call:
                return this.Call(call);
            case SubscriptNode part:
                return this.Subscript(this.Evaluate(part.Target), part.Index);
            case BinaryNode binary:
                return this.Combine(binary.Operation, this.Evaluate(binary.Left), this.Evaluate(binary.Right), binary.Line);
            case UnaryNode unary:
                return Unary(unary.Operation, this.Evaluate(unary.Operand));
            case LogicNode logic:
                return this.Logic(logic);
            case CompareNode comparison:
                return this.Compare(comparison);
            case ChoiceNode choice:
                return this.Choose(choice);
            case LambdaNode lambda:
                return new RunFunction("lambda", lambda.Parameters, null, lambda.Body, this.scope, this.Defaults(lambda.Parameters));
            case ItemsNode items:
                return this.Collect(items);
            case DictionaryNode dictionary:
                return this.Collect(dictionary);
            case ComprehensionNode comprehension:
                return this.Comprehend(comprehension);
            case WalrusNode walrus:
                var bound = this.Evaluate(walrus.Value);
                this.scope.Set(walrus.Name, bound);
                return bound;
            case AwaitNode await:
                var awaited = await.Value is null ? RunConstant.None : this.Evaluate(await.Value);
                this.call.HasYielded |= await.IsYield;
                return await.IsYield ? RunUnknown.Data() : awaited;
            case StarNode star:
                return this.Evaluate(star.Value);
            case SliceNode:
                return RunUnknown.Data();
            default:
                return RunUnknown.Data(node is DataNode data ? $"{data.What} is not followed" : "it is not understood");
        }
    }

    private RunValue FindName(string name)
    {
        if (this.scope.Find(name) is { } value)
        {
            return value is RunImport import ? this.Import(import) : value;
        }

        if (Builtins.Contains(name))
        {
            return new RunName("builtins." + name);
        }

        return name is "__name__" or "__file__" or "__doc__" ? RunUnknown.Data()
            : this.scope.Module.Stars is [.., var package] ? new RunName($"{package}.{name}")
            : new RunUnknown($"{name} is not defined in this file", false);
    }

    private RunText Format(FormatNode format)
    {
        var text = new StringBuilder();
        var exact = format.TextLine > 0;
        foreach (var part in format.Parts)
        {
            if (part is FieldNode field)
            {
                var value = this.Evaluate(field.Value);
                var shown = field.HasFormat || field.Conversion is not ('\0' or 's') ? null : RunValues.Shown(value);
                exact &= shown?.Contains('\n', StringComparison.Ordinal) != true;
                text.Append(shown ?? RunText.Gap.ToString());
            }
            else
            {
                text.Append((string)((ConstantNode)part).Value!);
            }

            if (text.Length > LongestText || !this.Spend(format.Line, text.Length / 64))
            {
                return new RunText(RunText.Gap.ToString());
            }
        }

        return new RunText(text.ToString(), exact ? format.TextLine : 0);
    }

    private RunValue Subscript(RunValue target, PythonNode index)
    {
        if (index is SliceNode slice)
        {
            return this.Slice(target, slice);
        }

        var key = this.Evaluate(index);
        switch (target)
        {
            case RunItems { IsOpen: false, Bracket: not '{' } items when key is RunConstant { Value: long at }:
                at += at < 0 ? items.Items.Count : 0;
                return at >= 0 && at < items.Items.Count ? items.Items[(int)at] : RunUnknown.Data();
            case RunDictionary { IsOpen: false } dictionary when RunDictionary.IsKey(key):
                return dictionary.Find(key) ?? RunUnknown.Data("the dictionary has no such key");
            case RunText { IsWhole: true } text when key is RunConstant { Value: long at }:
                at += at < 0 ? text.Text.Length : 0;
                return at >= 0 && at < text.Text.Length ? new RunText(text.Text[(int)at].ToString()) : RunUnknown.Data();
            case RunColumns columns when key is RunText { IsWhole: true } column:
                return new RunExpression(QuotedName.Of(column.Text)) { Table = columns.Table.Name };
            case RunMetadata metadata:
                return new RunTable(TextOf(key) is { } full ? SchemaName.Split(full) : null, [], false);
            case RunClass { IsEnum: true } members when TextOf(key) is { } label && members.Members.Any(member => member.Name == label):
                return new RunMember(label, members.Members.First(member => member.Name == label).Value);
            case ISchemaPart:
                return new RunExpression(null);
            case RunName { Path: var path } when path.StartsWith("typing.", StringComparison.Ordinal)
                || path.StartsWith("builtins.", StringComparison.Ordinal):
                return target;
            default:
                return new RunUnknown("it is taken out of something that is not known", !RunValues.MayReach(target));
        }
    }

    private RunValue Slice(RunValue target, SliceNode slice)
    {
        var lower = slice.Lower is null ? RunConstant.None : this.Evaluate(slice.Lower);
        var upper = slice.Upper is null ? RunConstant.None : this.Evaluate(slice.Upper);
        var count = target switch
        {
            RunText { IsWhole: true } text => text.Text.Length,
            RunItems { IsOpen: false } items =>
            items.Items.Count,
            _ => -1
        };
        if (count < 0 || slice.Step is not null || Bound(lower, 0, count) is not { } from || Bound(upper, count, count) is not { } to)
        {
            return new RunUnknown("it is a part of something that is not known", !RunValues.MayReach(target));
        }

        to = Math.Max(from, to);
        return target is RunText whole ? new RunText(whole.Text[from..to])
            : new RunItems(((RunItems)target).Bracket, ((RunItems)target).Items[from..to]) { Condition = this.condition };
    }

    private static int? Bound(RunValue value, int missing, int count) => value switch
    {
        RunConstant { Value: null } => missing,
        RunConstant { Value: long at } => (int)Math.Clamp(at < 0 ? at + count : at, 0, count),
        _ => null,
    };

    private RunItems Collect(ItemsNode node)
    {
        var result = new RunItems(node.Bracket, new(node.Items.Count)) { Condition = this.condition };
        foreach (var item in node.Items)
        {
            if (item is StarNode star)
            {
                this.Extend(result, this.Evaluate(star.Value), node.Line);
            }
            else
            {
                result.Items.Add(this.Evaluate(item));
            }
        }

        return result;
    }

    private RunDictionary Collect(DictionaryNode node)
    {
        var result = new RunDictionary { Condition = this.condition };
        foreach (var (key, value) in node.Entries)
        {
            if (key is not null)
            {
                result.Set(this.Evaluate(key), this.Evaluate(value));
            }
            else if (this.Evaluate(value) is RunDictionary inner)
            {
                result.IsOpen |= inner.IsOpen;
                foreach (var (innerKey, innerValue) in inner.Entries)
                {
                    result.Set(innerKey, innerValue);
                }
            }
            else
            {
                result.IsOpen = true;
            }
        }

        return result;
    }

    /// <summary>An expression in a few words.</summary>
    private static string Describe(PythonNode node, int depth = 0) => node switch
    {
        NameNode name => name.Name,
        _ when depth > 6 => "...",
        AttributeNode attribute => $"{Describe(attribute.Target, depth + 1)}.{attribute.Name}",
        CallNode call => $"{Describe(call.Function, depth + 1)}(...)",
        SubscriptNode part => $"{Describe(part.Target, depth + 1)}[...]",
        ConstantNode { Value: string } => "\"...\"",
        _ => "(...)",
    };
}
