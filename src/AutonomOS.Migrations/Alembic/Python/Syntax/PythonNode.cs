namespace AutonomOS.Migrations.Alembic.Python.Syntax;

/// <summary>An expression of Python source, as far as revision files need it. Compared by reference only: it may be deep.</summary>
/// <param name="line">Line it begins on, counted from 1.</param>
internal abstract class PythonNode(int line)
{
    /// <summary>Line it begins on, counted from 1.</summary>
    public int Line { get; } = line;
}

/// <summary>A name.</summary>
internal sealed class NameNode(string name, int line) : PythonNode(line)
{
    public string Name { get; } = name;
}

/// <summary>Text, a number, a truth value or None.</summary>
/// <param name="value">A string, long, double, bool, or null for None.</param>
/// <param name="line">Line it begins on.</param>
/// <param name="textLine">Line of the text's first character, where each line break in the text is one of the source; else 0.</param>
internal sealed class ConstantNode(object? value, int line, int textLine = 0) : PythonNode(line)
{
    public object? Value { get; } = value;

    public int TextLine { get; } = textLine;
}

/// <summary>An f-string: <see cref="ConstantNode"/> and <see cref="FieldNode"/> in turn.</summary>
internal sealed class FormatNode(IReadOnlyList<PythonNode> parts, int line, int textLine) : PythonNode(line)
{
    public IReadOnlyList<PythonNode> Parts { get; } = parts;

    public int TextLine { get; } = textLine;
}

/// <summary>A replacement field of an f-string.</summary>
/// <param name="value">What is put in.</param>
/// <param name="conversion">The letter after <c>!</c>; <c>\0</c> for none.</param>
/// <param name="hasFormat">Whether a format specification follows.</param>
/// <param name="line">Its line.</param>
internal sealed class FieldNode(PythonNode value, char conversion, bool hasFormat, int line) : PythonNode(line)
{
    public PythonNode Value { get; } = value;

    public char Conversion { get; } = conversion;

    public bool HasFormat { get; } = hasFormat;
}

/// <summary><c>target.name</c>.</summary>
internal sealed class AttributeNode(PythonNode target, string name, int line) : PythonNode(line)
{
    public PythonNode Target { get; } = target;

    public string Name { get; } = name;
}

/// <summary>An argument of a call.</summary>
/// <param name="Name">Its keyword; null for none.</param>
/// <param name="Stars">1 for <c>*value</c>, 2 for <c>**value</c>.</param>
/// <param name="Value">The value.</param>
internal readonly record struct PythonArgument(string? Name, int Stars, PythonNode Value);

/// <summary>A call.</summary>
internal sealed class CallNode(PythonNode function, IReadOnlyList<PythonArgument> arguments, int line) : PythonNode(line)
{
    public PythonNode Function { get; } = function;

    public IReadOnlyList<PythonArgument> Arguments { get; } = arguments;
}

/// <summary><c>target[index]</c>.</summary>
internal sealed class SubscriptNode(PythonNode target, PythonNode index, int line) : PythonNode(line)
{
    public PythonNode Target { get; } = target;

    public PythonNode Index { get; } = index;
}

/// <summary>An arithmetic or bitwise operator between two operands.</summary>
internal sealed class BinaryNode(string operation, PythonNode left, PythonNode right, int line) : PythonNode(line)
{
    public string Operation { get; } = operation;

    public PythonNode Left { get; } = left;

    public PythonNode Right { get; } = right;
}

/// <summary><c>-x</c>, <c>+x</c>, <c>~x</c>, <c>not x</c>.</summary>
internal sealed class UnaryNode(string operation, PythonNode operand, int line) : PythonNode(line)
{
    public string Operation { get; } = operation;

    public PythonNode Operand { get; } = operand;
}

/// <summary><c>a and b</c>, <c>a or b</c>.</summary>
internal sealed class LogicNode(bool isAnd, PythonNode left, PythonNode right, int line) : PythonNode(line)
{
    public bool IsAnd { get; } = isAnd;

    public PythonNode Left { get; } = left;

    public PythonNode Right { get; } = right;
}

/// <summary>One or more comparisons in a chain.</summary>
internal sealed class CompareNode(PythonNode first, IReadOnlyList<(string Operation, PythonNode Right)> rest, int line) : PythonNode(line)
{
    public PythonNode First { get; } = first;

    public IReadOnlyList<(string Operation, PythonNode Right)> Rest { get; } = rest;
}

/// <summary><c>body if test else other</c>.</summary>
internal sealed class ChoiceNode(PythonNode test, PythonNode body, PythonNode other, int line) : PythonNode(line)
{
    public PythonNode Test { get; } = test;

    public PythonNode Body { get; } = body;

    public PythonNode Other { get; } = other;
}

/// <summary>A parameter of a function.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Stars">1 for <c>*args</c>, 2 for <c>**kwargs</c>.</param>
/// <param name="Default">Its default; null for none.</param>
/// <param name="IsKeywordOnly">Whether it stands after <c>*</c>.</param>
internal readonly record struct PythonParameter(string Name, int Stars, PythonNode? Default, bool IsKeywordOnly);

/// <summary>A lambda.</summary>
internal sealed class LambdaNode(IReadOnlyList<PythonParameter> parameters, PythonNode body, int line) : PythonNode(line)
{
    public IReadOnlyList<PythonParameter> Parameters { get; } = parameters;

    public PythonNode Body { get; } = body;
}

/// <summary>A tuple, list or set.</summary>
/// <param name="bracket">The bracket that opens it; <c>(</c> also for a tuple without one.</param>
/// <param name="items">What it holds; may be <see cref="StarNode"/>.</param>
/// <param name="line">Its line.</param>
internal sealed class ItemsNode(char bracket, IReadOnlyList<PythonNode> items, int line) : PythonNode(line)
{
    public char Bracket { get; } = bracket;

    public IReadOnlyList<PythonNode> Items { get; } = items;
}

/// <summary>A dictionary; a null key is <c>**value</c>.</summary>
internal sealed class DictionaryNode(IReadOnlyList<(PythonNode? Key, PythonNode Value)> entries, int line) : PythonNode(line)
{
    public IReadOnlyList<(PythonNode? Key, PythonNode Value)> Entries { get; } = entries;
}

/// <summary><c>for target in iterable if condition ...</c> of a comprehension.</summary>
internal sealed record ComprehensionClause(PythonNode Target, PythonNode Iterable, IReadOnlyList<PythonNode> Conditions);

/// <summary>A comprehension or generator.</summary>
/// <param name="bracket">The bracket around it.</param>
/// <param name="key">The key of a dictionary; null for the rest.</param>
/// <param name="value">The element.</param>
/// <param name="clauses">At least one.</param>
/// <param name="line">Its line.</param>
internal sealed class ComprehensionNode(
    char bracket, PythonNode? key, PythonNode value, IReadOnlyList<ComprehensionClause> clauses, int line) : PythonNode(line)
{
    public char Bracket { get; } = bracket;

    public PythonNode? Key { get; } = key;

    public PythonNode Value { get; } = value;

    public IReadOnlyList<ComprehensionClause> Clauses { get; } = clauses;
}

/// <summary><c>*value</c> among items or targets.</summary>
internal sealed class StarNode(PythonNode value, int line) : PythonNode(line)
{
    public PythonNode Value { get; } = value;
}

/// <summary><c>name := value</c>.</summary>
internal sealed class WalrusNode(string name, PythonNode value, int line) : PythonNode(line)
{
    public string Name { get; } = name;

    public PythonNode Value { get; } = value;
}

/// <summary><c>yield value</c> and <c>await value</c>: the value is evaluated, what comes of it is not known.</summary>
internal sealed class AwaitNode(PythonNode? value, bool isYield, int line) : PythonNode(line)
{
    public PythonNode? Value { get; } = value;

    public bool IsYield { get; } = isYield;
}

/// <summary><c>a:b:c</c> in a subscript; null for what is left out.</summary>
internal sealed class SliceNode(PythonNode? lower, PythonNode? upper, PythonNode? step, int line) : PythonNode(line)
{
    public PythonNode? Lower { get; } = lower;

    public PythonNode? Upper { get; } = upper;

    public PythonNode? Step { get; } = step;
}

/// <summary>Data that is not followed: bytes, <c>...</c>, numbers that are too long.</summary>
internal sealed class DataNode(string what, int line) : PythonNode(line)
{
    public string What { get; } = what;
}
