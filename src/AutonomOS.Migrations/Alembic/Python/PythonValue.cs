namespace AutonomOS.Migrations.Alembic.Python;

/// <summary>What an expression of Python source evaluates to, with the line it stands on. Compared by reference, as mutation is
/// tracked.</summary>
/// <param name="line">Line, counted from 1.</param>
internal abstract class PythonValue(int line)
{
    /// <summary>Line, counted from 1.</summary>
    public int Line { get; } = line;
}

/// <summary><c>None</c>.</summary>
/// <param name="line">Line, counted from 1.</param>
internal sealed class NoneValue(int line) : PythonValue(line);

/// <summary>A string.</summary>
/// <param name="text">The string.</param>
/// <param name="line">Line, counted from 1.</param>
internal sealed class TextValue(string text, int line) : PythonValue(line)
{
    /// <summary>The string.</summary>
    public string Text { get; } = text;
}

/// <summary>A tuple, list or set.</summary>
/// <param name="bracket">The bracket that opens it: <c>(</c>, <c>[</c> or <c>{</c>.</param>
/// <param name="items">What it holds.</param>
/// <param name="line">Line, counted from 1.</param>
internal sealed class ItemsValue(char bracket, List<PythonValue> items, int line) : PythonValue(line)
{
    /// <summary>The bracket that opens it.</summary>
    public char Bracket { get; } = bracket;

    /// <summary>What it holds. <c>+=</c> on a list adds to it, under every name the list has.</summary>
    public List<PythonValue> Items { get; } = items;

    /// <summary>Whether it can be changed in place.</summary>
    public bool IsMutable => this.Bracket != '(';

    /// <summary>Line of something that may have changed it in a way that is not followed; 0 when there is none.</summary>
    public int ChangedAt { get; set; }
}

/// <summary>A constant that is neither text nor <c>None</c>.</summary>
/// <param name="kind">What it is, in a message.</param>
/// <param name="line">Line, counted from 1.</param>
internal sealed class OtherValue(string kind, int line) : PythonValue(line)
{
    /// <summary>What it is, in a message.</summary>
    public string Kind { get; } = kind;
}

/// <summary>What only running the file would tell.</summary>
/// <param name="reason">Why, in a message: a clause without full stop.</param>
/// <param name="line">Line, counted from 1.</param>
internal sealed class DynamicValue(string reason, int line) : PythonValue(line)
{
    /// <summary>Why, in a message.</summary>
    public string Reason { get; } = reason;
}

/// <summary>A name that an import which always runs has bound: a module, or a name in it. Looked up when, and only if, it is
/// used.</summary>
/// <param name="level">How many dots the module's name begins with.</param>
/// <param name="module">The module's name without those dots; may be empty when there are dots.</param>
/// <param name="name">What is taken out of it; null when the module itself is bound.</param>
/// <param name="line">Line, counted from 1.</param>
internal sealed class ImportedValue(int level, string module, string? name, int line) : PythonValue(line)
{
    /// <summary>How many dots the module's name begins with; 0 when it is absolute.</summary>
    public int Level { get; } = level;

    /// <summary>The module's name without those dots.</summary>
    public string Module { get; } = module;

    /// <summary>What is taken out of it; null when the module itself is bound.</summary>
    public string? Name { get; } = name;
}

/// <summary>Evaluates what a file has imported.</summary>
/// <param name="import">The import.</param>
/// <param name="attributes">What is taken out of it where it is used, as in <c>module.inner.NAME</c>; may be empty.</param>
/// <param name="line">Line of the use.</param>
internal delegate PythonValue ImportLookup(ImportedValue import, IReadOnlyList<string> attributes, int line);
