namespace AutonomOS.Migrations.Alembic.Python.Syntax;

/// <summary>A statement of Python source.</summary>
/// <param name="line">Line it begins on, counted from 1.</param>
internal abstract class PythonStatement(int line)
{
    /// <summary>Line it begins on, counted from 1.</summary>
    public int Line { get; } = line;
}

/// <summary>An expression that stands by itself.</summary>
internal sealed class ExpressionStatement(PythonNode value, int line) : PythonStatement(line)
{
    public PythonNode Value { get; } = value;
}

/// <summary>An assignment, to several targets in a chain.</summary>
internal sealed class AssignStatement(IReadOnlyList<PythonNode> targets, PythonNode value, int line) : PythonStatement(line)
{
    public IReadOnlyList<PythonNode> Targets { get; } = targets;

    public PythonNode Value { get; } = value;
}

/// <summary><c>target += value</c> and its like.</summary>
internal sealed class AugmentStatement(PythonNode target, string operation, PythonNode value, int line) : PythonStatement(line)
{
    public PythonNode Target { get; } = target;

    public string Operation { get; } = operation;

    public PythonNode Value { get; } = value;
}

/// <summary><c>return</c>.</summary>
internal sealed class ReturnStatement(PythonNode? value, int line) : PythonStatement(line)
{
    public PythonNode? Value { get; } = value;
}

/// <summary><c>if</c>; <c>elif</c> is an <c>if</c> in <see cref="Else"/>.</summary>
internal sealed class IfStatement(
    PythonNode test, IReadOnlyList<PythonStatement> body, IReadOnlyList<PythonStatement> otherwise, int line) : PythonStatement(line)
{
    public PythonNode Test { get; } = test;

    public IReadOnlyList<PythonStatement> Body { get; } = body;

    public IReadOnlyList<PythonStatement> Else { get; } = otherwise;
}

/// <summary><c>for</c>, or <c>while</c> where there is no target and the source is the condition.</summary>
internal sealed class LoopStatement(
    PythonNode? target,
    PythonNode source,
    IReadOnlyList<PythonStatement> body,
    IReadOnlyList<PythonStatement> otherwise,
    int line) : PythonStatement(line)
{
    public PythonNode? Target { get; } = target;

    public PythonNode Source { get; } = source;

    public IReadOnlyList<PythonStatement> Body { get; } = body;

    public IReadOnlyList<PythonStatement> Else { get; } = otherwise;
}

/// <summary><c>except</c> with the name it binds; null for none.</summary>
internal sealed record PythonHandler(string? Name, IReadOnlyList<PythonStatement> Body);

/// <summary><c>try</c>.</summary>
internal sealed class TryStatement(
    IReadOnlyList<PythonStatement> body,
    IReadOnlyList<PythonHandler> handlers,
    IReadOnlyList<PythonStatement> otherwise,
    IReadOnlyList<PythonStatement> final,
    int line) : PythonStatement(line)
{
    public IReadOnlyList<PythonStatement> Body { get; } = body;

    public IReadOnlyList<PythonHandler> Handlers { get; } = handlers;

    public IReadOnlyList<PythonStatement> Else { get; } = otherwise;

    public IReadOnlyList<PythonStatement> Final { get; } = final;
}

/// <summary><c>with</c>.</summary>
internal sealed class WithStatement(
    IReadOnlyList<(PythonNode Value, PythonNode? Target)> items, IReadOnlyList<PythonStatement> body, int line) : PythonStatement(line)
{
    public IReadOnlyList<(PythonNode Value, PythonNode? Target)> Items { get; } = items;

    public IReadOnlyList<PythonStatement> Body { get; } = body;
}

/// <summary><c>def</c>.</summary>
internal sealed class FunctionStatement(
    string name,
    IReadOnlyList<PythonParameter> parameters,
    IReadOnlyList<PythonStatement> body,
    IReadOnlyList<PythonNode> decorators,
    int line) : PythonStatement(line)
{
    public string Name { get; } = name;

    public IReadOnlyList<PythonParameter> Parameters { get; } = parameters;

    public IReadOnlyList<PythonStatement> Body { get; } = body;

    public IReadOnlyList<PythonNode> Decorators { get; } = decorators;
}

/// <summary><c>class</c>.</summary>
internal sealed class ClassStatement(
    string name, IReadOnlyList<PythonNode> bases, IReadOnlyList<PythonStatement> body, int line) : PythonStatement(line)
{
    public string Name { get; } = name;

    public IReadOnlyList<PythonNode> Bases { get; } = bases;

    public IReadOnlyList<PythonStatement> Body { get; } = body;
}

/// <summary><c>import</c> and <c>from ... import</c>.</summary>
internal sealed class ImportStatement(IReadOnlyList<(string Bound, ImportedValue Value)> names, int line) : PythonStatement(line)
{
    public IReadOnlyList<(string Bound, ImportedValue Value)> Names { get; } = names;
}

/// <summary><c>from module import *</c>.</summary>
internal sealed class StarImportStatement(string module, int line) : PythonStatement(line)
{
    public string Module { get; } = module;
}

/// <summary>What <see cref="FlowStatement"/> does.</summary>
internal enum PythonFlow
{
    /// <summary><c>pass</c>, and what changes nothing that is followed.</summary>
    Pass,

    /// <summary><c>break</c>.</summary>
    Break,

    /// <summary><c>continue</c>.</summary>
    Continue,

    /// <summary><c>raise</c>.</summary>
    Raise,
}

/// <summary><c>pass</c>, <c>break</c>, <c>continue</c>, <c>raise</c>.</summary>
internal sealed class FlowStatement(PythonFlow flow, PythonNode? value, int line) : PythonStatement(line)
{
    public PythonFlow Flow { get; } = flow;

    public PythonNode? Value { get; } = value;
}

/// <summary><c>del</c>; several targets are a tuple.</summary>
internal sealed class DeleteStatement(PythonNode target, int line) : PythonStatement(line)
{
    public PythonNode Target { get; } = target;
}

/// <summary><c>global</c> and <c>nonlocal</c>.</summary>
internal sealed class GlobalStatement(IReadOnlyList<string> names, int line) : PythonStatement(line)
{
    public IReadOnlyList<string> Names { get; } = names;
}

/// <summary>What is not followed: <c>match</c>, Python 2, what is nested too deep.</summary>
/// <param name="reason">Why: a clause without full stop.</param>
/// <param name="names">Every name in it, each of which it may bind.</param>
/// <param name="line">Its line.</param>
internal sealed class UnreadStatement(string reason, IReadOnlyCollection<string> names, int line) : PythonStatement(line)
{
    public string Reason { get; } = reason;

    public IReadOnlyCollection<string> Names { get; } = names;
}
