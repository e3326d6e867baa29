using AutonomOS.Migrations.Alembic.Python;
using AutonomOS.Migrations.Alembic.Python.Syntax;

namespace AutonomOS.Migrations.Alembic.Operations.Values;

/// <summary>What an expression of a migration comes to, as far as it can be told without running it.</summary>
internal abstract class RunValue;

/// <summary>None, a truth value or a number.</summary>
/// <param name="value">Null for None; else a bool, long or double.</param>
internal sealed class RunConstant(object? value) : RunValue
{
    public static readonly RunConstant None = new(null);

    public object? Value { get; } = value;
}

/// <summary>Text.</summary>
/// <param name="text">The text; <see cref="Gap"/> stands for each piece that is not known.</param>
/// <param name="line">Line of its first character, where each line break in it is one of the source; else 0.</param>
internal sealed class RunText(string text, int line = 0) : RunValue
{
    /// <summary>Stands for a piece of text that is not known: a character of the private use area.</summary>
    public const char Gap = '\uE2F0';

    /// <summary>Stands for a piece that is a number, a time or a UUID.</summary>
    public const char PlainGap = '\uE2F1';

    public string Text { get; } = text;

    public int Line { get; } = line;

    /// <summary>Whether all of it is known.</summary>
    public bool IsWhole { get; } = text.AsSpan().IndexOfAny(Gap, PlainGap) < 0;

    /// <summary>Whether all of it is known but for numbers, times and UUIDs.</summary>
    public bool IsNearlyWhole => !this.Text.Contains(Gap, StringComparison.Ordinal);
}

/// <summary>What only running the migration would tell.</summary>
/// <param name="reason">Why: a clause without full stop.</param>
/// <param name="isData">True when it is plain data, through which nothing reaches the database.</param>
internal sealed class RunUnknown(string reason, bool isData) : RunValue
{
    public string Reason { get; } = reason;

    public bool IsData { get; } = isData;

    /// <summary>Whether it is a number, a time or a UUID, so that its text holds no quote and is no name.</summary>
    public bool IsPlain { get; private init; }

    public static RunUnknown Plain() => new("it is known only when the migration runs", true) { IsPlain = true };

    public static RunUnknown Data(string reason = "it is known only when the migration runs") => new(reason, true);
}

/// <summary>A container that can be changed after it is made.</summary>
internal abstract class RunContainer : RunValue
{
    /// <summary>True when it may hold other things than it seems to.</summary>
    public bool IsOpen { get; set; }

    /// <summary>The condition under which it was made: what changes it under another one leaves it open.</summary>
    public object? Condition { get; init; }
}

/// <summary>A tuple, list or set.</summary>
internal sealed class RunItems(char bracket, List<RunValue> items) : RunContainer
{
    public char Bracket { get; } = bracket;

    public List<RunValue> Items { get; } = items;
}

/// <summary>A dictionary, in the order of insertion.</summary>
internal sealed class RunDictionary : RunContainer
{
    // Most dictionaries are rows of a few columns, and there may be hundreds of thousands of them.
    private const int Few = 8;

    private readonly List<string?> keys = [];
    private Dictionary<string, int>? positions;

    public List<(RunValue Key, RunValue Value)> Entries { get; } = [];

    /// <summary>Sets an entry; a key that is not known opens the dictionary.</summary>
    public void Set(RunValue key, RunValue value)
    {
        if (KeyOf(key) is not { } text)
        {
            this.IsOpen = true;
            this.keys.Add(null);
            this.Entries.Add((key, value));
        }
        else if (this.PositionOf(text) is >= 0 and var at)
        {
            this.Entries[at] = (key, value);
        }
        else
        {
            this.positions?.Add(text, this.Entries.Count);
            this.keys.Add(text);
            this.Entries.Add((key, value));
        }
    }

    private int PositionOf(string key)
    {
        if (this.keys.Count <= Few)
        {
            return this.keys.IndexOf(key);
        }

        if (this.positions is null)
        {
            this.positions = new(StringComparer.Ordinal);
            for (var i = 0; i < this.keys.Count; i++)
            {
                if (this.keys[i] is { } known)
                {
                    this.positions[known] = i;
                }
            }
        }

        return this.positions.TryGetValue(key, out var at) ? at : -1;
    }

    /// <summary>Looks an entry up; null when there is none.</summary>
    public RunValue? Find(RunValue key) =>
        KeyOf(key) is { } text && this.PositionOf(text) is >= 0 and var at ? this.Entries[at].Value : null;

    /// <summary>Whether a key can be looked up.</summary>
    public static bool IsKey(RunValue key) => KeyOf(key) is not null;

    private static string? KeyOf(RunValue key) => KeyOf(key, 0);

    private static string? KeyOf(RunValue key, int depth) => key switch
    {
        RunText { IsWhole: true } text => "t" + text.Text,
        RunConstant { Value: null } => "n",
        RunConstant constant => "c" + Convert.ToString(constant.Value, System.Globalization.CultureInfo.InvariantCulture),
        RunItems { Bracket: '(', IsOpen: false, Items.Count: < 10 } tuple when depth < 3
            && tuple.Items.ConvertAll(item => KeyOf(item, depth + 1)) is var keys && !keys.Contains(null) =>
            "(" + string.Join('\u0001', keys) + ")",
        _ => null,
    };
}

/// <summary>A function of the file, or of a module of the repository.</summary>
internal sealed class RunFunction(
    string name,
    IReadOnlyList<PythonParameter> parameters,
    IReadOnlyList<PythonStatement>? body,
    PythonNode? result,
    RunScope scope,
    IReadOnlyList<RunValue?> defaults) : RunValue
{
    public string Name { get; } = name;

    public IReadOnlyList<PythonParameter> Parameters { get; } = parameters;

    /// <summary>Its statements; null for a lambda.</summary>
    public IReadOnlyList<PythonStatement>? Body { get; } = body;

    /// <summary>A lambda's expression; null for a function.</summary>
    public PythonNode? Result { get; } = result;

    /// <summary>Where it is defined.</summary>
    public RunScope Scope { get; } = scope;

    /// <summary>The parameters' defaults, null for none.</summary>
    public IReadOnlyList<RunValue?> Defaults { get; } = defaults;
}

/// <summary>Something outside the file by its full name: <c>alembic.op.add_column</c>, <c>os.environ</c>.</summary>
internal sealed class RunName(string path) : RunValue
{
    public string Path { get; } = path;
}

/// <summary>A name that is imported, looked up when, and only if, it is used.</summary>
internal sealed class RunImport(ImportedValue value) : RunValue
{
    public ImportedValue Value { get; } = value;
}

/// <summary>A module of the repository.</summary>
internal sealed class RunModule(RunScope scope) : RunValue
{
    public RunScope Scope { get; } = scope;
}

/// <summary>A class of the file, with what its body assigns.</summary>
internal sealed class RunClass(string name, bool isEnum, IReadOnlyList<(string Name, RunValue Value)> members) : RunValue
{
    public string Name { get; } = name;

    /// <summary>Whether one of its bases is an enumeration.</summary>
    public bool IsEnum { get; } = isEnum;

    public IReadOnlyList<(string Name, RunValue Value)> Members { get; } = members;
}

/// <summary>A member of an enumeration.</summary>
internal sealed class RunMember(string name, RunValue value) : RunValue
{
    public string Name { get; } = name;

    public RunValue Value { get; } = value;
}

/// <summary>What holds on to the database.</summary>
internal enum HandleKind
{
    /// <summary>A connection: <c>op.get_bind()</c>.</summary>
    Connection,

    /// <summary>A driver's cursor or connection: SQL goes there as it is.</summary>
    Driver,

    /// <summary>A session of the ORM.</summary>
    Session,

    /// <summary>Alembic's migration context.</summary>
    Context,

    /// <summary>An inspector: it only reads.</summary>
    Inspector,

    /// <summary>A dialect.</summary>
    Dialect,
}

/// <summary>Something through which the database can be reached.</summary>
internal sealed class RunHandle(HandleKind kind, bool isOutside = false) : RunValue
{
    public HandleKind Kind { get; } = kind;

    /// <summary>True when it is no part of the migration's transaction.</summary>
    public bool IsOutside { get; } = isOutside;
}

/// <summary><c>with autocommit_block():</c>.</summary>
internal sealed class RunAutocommit : RunValue;

/// <summary><c>op.batch_alter_table(...)</c>.</summary>
/// <param name="table">The table's name as given.</param>
/// <param name="schema">The schema as given; null for none.</param>
internal sealed class RunBatch(RunValue table, RunValue? schema) : RunValue
{
    public RunValue Table { get; } = table;

    public RunValue? Schema { get; } = schema;
}
