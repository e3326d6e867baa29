using System.Globalization;
using AutonomOS.Migrations.Alembic.Operations.Running;

namespace AutonomOS.Migrations.Alembic.Operations.Values;

/// <summary>Questions about values.</summary>
internal static class RunValues
{
    // Longer containers are not looked through; they count as what holds a database then.
    private const int Most = 10_000;

    /// <summary>What a name holds that holds one of two values.</summary>
    public static RunValue Join(RunValue? one, RunValue? other)
    {
        if (ReferenceEquals(one, other) && one is not null)
        {
            return one;
        }

        if (one is null || other is null)
        {
            // Whoever uses it relies on its being set.
            var only = one ?? other ?? RunConstant.None;
            return new RunUnknown("it is set under a condition", !MayReach(only));
        }

        return AreEqual(one, other) == true && one is RunConstant or RunText ? one
            : new RunUnknown("what it holds depends on a condition", !MayReach(one) && !MayReach(other));
    }

    /// <summary>Whether Python calls two values equal; null when that is not known.</summary>
    public static bool? AreEqual(RunValue one, RunValue other)
    {
        switch (one, other)
        {
            case (RunText { IsWhole: true } a, RunText { IsWhole: true } b):
                return a.Text == b.Text;
            case (RunConstant a, RunConstant b):
                return a.Value is null || b.Value is null ? a.Value is null && b.Value is null : Number(a.Value) == Number(b.Value);
            case (RunConstant { Value: null }, RunUnknown) or (RunUnknown, RunConstant { Value: null }):
                return null;
            case (RunText { IsWhole: true }, RunConstant) or (RunConstant, RunText { IsWhole: true }):
            case (RunConstant, RunItems or RunDictionary or RunFunction) or (RunItems or RunDictionary or RunFunction, RunConstant):
                return false;
            case (RunItems { IsOpen: false } a, RunItems { IsOpen: false } b) when a.Bracket == b.Bracket && a.Bracket != '{':
                if (a.Items.Count != b.Items.Count)
                {
                    return false;
                }

                var equal = a.Items.Zip(b.Items).Take(100).Select(pair => AreShallowEqual(pair.First, pair.Second)).ToList();
                return equal.Contains(false) ? false : equal.Contains(null) || a.Items.Count > 100 ? null : true;
            default:
                return ReferenceEquals(one, other) ? true : null;
        }
    }

    /// <summary>Whether a value counts as true; null when that is not known.</summary>
    public static bool? IsTrue(RunValue value) => value switch
    {
        RunConstant { Value: null } => false,
        RunConstant constant => Number(constant.Value!) != 0,
        RunText text => text.Text.Length == 0 ? false : text.Text.AsSpan().IndexOfAnyExcept(RunText.Gap, RunText.PlainGap) >= 0 ? true
            : null,
        RunItems { IsOpen: false } items => items.Items.Count > 0,
        RunDictionary { IsOpen: false } dictionary => dictionary.Entries.Count > 0,
        RunFunction or RunClass or RunHandle or RunBatch => true,
        _ => null,
    };

    /// <summary>Whether a database can be reached through a value, so that handing it on may do anything.</summary>
    public static bool MayReach(RunValue value, int depth = 0)
    {
        // Containers may hold one another many times over.
        var left = Most;
        return MayReach(value, depth, ref left);
    }

    private static bool MayReach(List<RunValue> values, int depth, ref int left)
    {
        foreach (var value in values)
        {
            if (MayReach(value, depth, ref left))
            {
                return true;
            }
        }

        return false;
    }

    private static bool MayReach(RunDictionary dictionary, int depth, ref int left)
    {
        foreach (var (_, value) in dictionary.Entries)
        {
            if (MayReach(value, depth, ref left))
            {
                return true;
            }
        }

        return false;
    }

    private static bool MayReach(RunValue value, int depth, ref int left) => value switch
    {
        _ when --left < 0 => true,
        RunConstant or RunText or RunMember => false,
        RunUnknown unknown => !unknown.IsData,
        RunItems items => depth > 5 || MayReach(items.Items, depth + 1, ref left),
        RunDictionary dictionary => depth > 5 || MayReach(dictionary, depth + 1, ref left),
        RunName name => !UpgradeRun.IsPure(name.Path),
        RunClass { IsEnum: true } => false,
        ISchemaPart => false,
        _ => true,
    };

    /// <summary>
    /// Whether a value holds the database, or what can be called. Something unknown does not count: whoever only looks at values, as
    /// <c>json.dumps</c> does, calls none of them.
    /// </summary>
    public static bool Holds(RunValue value) => value switch
    {
        RunUnknown or RunModule or RunClass => false,
        RunName name => name.Path.StartsWith("alembic", StringComparison.Ordinal),
        RunItems items => items.Items.Count > Most
            || items.Items.Exists(item => item is not RunContainer ? Holds(item) : MayReach(item, 1)),
        RunDictionary dictionary => dictionary.Entries.Count > Most
            || dictionary.Entries.Exists(entry => entry.Value is not RunContainer ? Holds(entry.Value) : MayReach(entry.Value, 1)),
        _ => MayReach(value),
    };

    /// <summary>What <c>str()</c> makes of a value; null when that is not known.</summary>
    public static string? Shown(RunValue value) => value switch
    {
        RunText text => text.Text,
        RunConstant { Value: null } => "None",
        RunConstant { Value: bool truth } => truth ? "True" : "False",
        RunConstant { Value: long number } => number.ToString(CultureInfo.InvariantCulture),
        RunUnknown { IsPlain: true } => RunText.PlainGap.ToString(),
        _ => null,
    };

    /// <summary>A number, for comparison; truth values are 0 and 1 as in Python.</summary>
    public static double Number(object value) =>
        value switch { bool truth => truth ? 1 : 0, long whole => whole, double real => real, _ => double.NaN };

    private static bool? AreShallowEqual(RunValue one, RunValue other) =>
        one is RunItems || other is RunItems ? null : AreEqual(one, other);
}

/// <summary>A value that only describes schema or data; nothing reaches the database through it.</summary>
internal interface ISchemaPart;
