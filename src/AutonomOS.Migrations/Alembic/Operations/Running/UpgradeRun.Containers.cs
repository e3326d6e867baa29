using AutonomOS.Migrations.Alembic.Operations.Values;

namespace AutonomOS.Migrations.Alembic.Operations.Running;

/// <summary>Methods of text and of containers.</summary>
internal sealed partial class UpgradeRun
{
    private RunValue CallText(RunText text, string method, RunArguments arguments)
    {
        if (!this.Spend(arguments.Line, text.Text.Length / 64))
        {
            return RunUnknown.Data();
        }

        switch (method)
        {
            case "format":
                return PythonFormats.Format(text, arguments) is { } formatted && formatted.Text.Length <= LongestText ? formatted
                    : RunUnknown.Data();
            case "join" when arguments.Find(0) is { } parts && this.Items(parts) is { } items:
                var shown = items.Select(item => (item as RunText)?.Text ?? RunText.Gap.ToString()).ToArray();
                return shown.Sum(one => (long)one.Length + text.Text.Length) <= LongestText && this.Spend(arguments.Line, shown.Length)
                    ? new RunText(string.Join(text.Text, shown)) : RunUnknown.Data();
            case "join" when arguments.Find(0) is { } unknown && !RunValues.MayReach(unknown):
                return new RunText(RunText.Gap.ToString());
            case "strip" when arguments.Find(0) is null:
                var start = text.Text.Length - text.Text.TrimStart().Length;
                return new RunText(text.Text.Trim(), text.Line == 0 ? 0 : text.Line + text.Text.AsSpan(0, start).Count('\n'));
            case "rstrip" when arguments.Find(0) is null:
                return new RunText(text.Text.TrimEnd(), text.Line);
            case "strip" or "rstrip" or "lstrip" when arguments.Find(0) is RunText { IsWhole: true } characters:
                var set = characters.Text.ToCharArray();
                return new RunText(method == "strip" ? text.Text.Trim(set) : method == "rstrip" ? text.Text.TrimEnd(set)
                    : text.Text.TrimStart(set));
            case "lstrip":
                return new RunText(text.Text.TrimStart());
            case "lower" or "casefold":
                return new RunText(text.Text.ToLowerInvariant(), text.Line);
            case "upper":
                return new RunText(text.Text.ToUpperInvariant(), text.Line);
            case "replace" when arguments.Find(0) is RunText { IsWhole: true, Text.Length: > 0 } from && arguments.Find(1) is RunText to
                && arguments.Find(2) is null:
                var replaced = (long)text.Text.Length * Math.Max(1, to.Text.Length) / from.Text.Length <= LongestText
                    ? text.Text.Replace(from.Text, to.Text, StringComparison.Ordinal) : null;
                return replaced is null ? RunUnknown.Data("it is too long") : new RunText(replaced);
            case "split" when text.IsWhole && arguments.Find(1, "maxsplit") is null
                && arguments.Find(0, "sep") is null or RunText { IsWhole: true, Text.Length: > 0 }:
                var pieces = arguments.Find(0, "sep") is RunText separator ? text.Text.Split(separator.Text)
                    : text.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
                return new RunItems('[', [.. pieces.Select(piece => new RunText(piece))]) { Condition = this.condition };
            case "startswith" when text.IsWhole && arguments.Find(0) is RunText { IsWhole: true } prefix:
                return new RunConstant(text.Text.StartsWith(prefix.Text, StringComparison.Ordinal));
            case "endswith" when text.IsWhole && arguments.Find(0) is RunText { IsWhole: true } suffix:
                return new RunConstant(text.Text.EndsWith(suffix.Text, StringComparison.Ordinal));
            case "encode":
                return RunUnknown.Data();
            default:
                return RunUnknown.Data($"{method}() is not followed");
        }
    }

    private RunValue CallContainer(RunContainer container, string method, RunArguments arguments)
    {
        var first = arguments.Find(0);
        switch (container, method)
        {
            case (RunItems list, "append" or "add") when first is not null:
                this.Change(list);
                list.Items.Add(first);
                return RunConstant.None;
            case (RunItems list, "extend" or "update") when first is not null:
                this.Extend(list, first, arguments.Line);
                return RunConstant.None;
            case (RunDictionary dictionary, "items"):
                return new RunItems('(', dictionary.Entries.ConvertAll(RunValue (entry) => new RunItems('(', [entry.Key, entry.Value])))
                {
                    IsOpen = dictionary.IsOpen,
                };
            case (RunDictionary dictionary, "keys"):
                return new RunItems('(', dictionary.Entries.ConvertAll(entry => entry.Key)) { IsOpen = dictionary.IsOpen };
            case (RunDictionary dictionary, "values"):
                return new RunItems('(', dictionary.Entries.ConvertAll(entry => entry.Value)) { IsOpen = dictionary.IsOpen };
            case (RunDictionary { IsOpen: false } dictionary, "get") when first is not null && RunDictionary.IsKey(first):
                return dictionary.Find(first) ?? arguments.Find(1, "default") ?? RunConstant.None;
            case (RunItems items, "copy"):
                return new RunItems(items.Bracket, [.. items.Items]) { IsOpen = items.IsOpen, Condition = this.condition };
            case (_, "get" or "index" or "count" or "keys" or "issubset" or "isdisjoint" or "copy"):
                return RunUnknown.Data();
            default:
                container.IsOpen = true;
                return new RunUnknown($"{method}() is not followed", !RunValues.MayReach(container));
        }
    }
}
