using System.Runtime.CompilerServices;
using AutonomOS.Migrations.Alembic.Operations.Values;
using AutonomOS.Migrations.Alembic.Python;
using AutonomOS.Migrations.Alembic.Python.Syntax;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Alembic.Operations.Running;

/// <summary>
/// Goes through <c>upgrade()</c> or <c>downgrade()</c> statement by statement with what is known of each value, and writes down what it does to the database.
/// Where a condition is not known both sides are gone through; where something is called that may do anything, or the database is
/// handed on, an <see cref="OpaqueOperation"/> says so. The dialect is PostgreSQL, and the migration runs online.
/// </summary>
internal sealed partial class UpgradeRun
{
    // Python stops at 1,000 frames; a migration has a handful.
    private const int DeepestCalls = 24;

    // What a person writes takes some thousands; a table of data in the file some hundred thousands.
    private const int MostSteps = 2_000_000;
    private const int MostOperations = 20_000;
    private const int LongestText = 4_000_000;

    private readonly string function;
    private readonly PythonModules? modules;
    private readonly List<SchemaOperation> operations = [];
    private readonly Dictionary<(string File, int Line), List<string>> told = [];
    private readonly HashSet<QualifiedName> createdEnums = [];
    private readonly Dictionary<string, RunScope?> imported = new(StringComparer.Ordinal);

    private RunScope scope;
    private RunCall call = new();
    private object? condition;
    private int conditions;
    private int catching;
    private int describing;
    private int rehearsals;
    private int calls;
    private int steps;
    private bool isOutside;
    private bool isOver;

    private UpgradeRun(string file, string function, PythonModules? modules)
    {
        this.function = function;
        this.scope = new RunScope(null, file) { IsMain = true };
        this.modules = modules;
    }

    /// <summary>Goes through a file.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="program">Its statements.</param>
    /// <param name="function"><c>upgrade</c> or <c>downgrade</c>.</param>
    /// <param name="functionLine">Line of the one of that name that counts.</param>
    /// <param name="modules">The modules that it may import from; null for none.</param>
    public static IReadOnlyList<SchemaOperation> Read(
        string path, IReadOnlyList<PythonStatement> program, string function, int functionLine, PythonModules? modules)
    {
        var run = new UpgradeRun(path, function, modules);
        _ = run.Execute(program);

        // Importing a file does nothing to a database: op has no connection then, and Alembic imports files only to list them, too.
        run.operations.Clear();
        run.told.Clear();
        run.createdEnums.Clear();
        (run.steps, run.isOver, run.isOutside, run.conditions, run.call) = (0, false, false, 0, new RunCall());
        if (run.scope.Find(function) is not RunFunction { Body: not null } called
            || !program.OfType<FunctionStatement>().Any(statement => statement.Name == function && statement.Line == functionLine))
        {
            run.Tell(functionLine, $"{function}()", "what it is is known only when the file is imported");
            return run.operations;
        }

        var arguments = new RunArguments(functionLine, $"{function}()");
        foreach (var parameter in called.Parameters.Where((_, index) => called.Defaults[index] is null))
        {
            if (parameter.Stars == 0)
            {
                // env.py gives it: run_migrations(engine_name=...).
                arguments.Add(parameter.Name, RunUnknown.Data("env.py gives it"));
            }
        }

        _ = run.Invoke(called, arguments);
        return run.operations;
    }

    private bool IsConditional => this.conditions > 0;

    private SourcePlace Here(int line) => new(this.scope.File, line);

    private void Add(SchemaOperation operation)
    {
        if (this.rehearsals > 0 || this.isOver)
        {
            return;
        }

        if (this.operations.Count >= MostOperations)
        {
            this.GiveUp(operation.Place.Line);
            return;
        }

        var changed = (this.IsConditional && !operation.IsConditional) || (this.isOutside && !operation.IsOutsideTransaction);
        this.operations.Add(!changed ? operation : operation with
        {
            IsConditional = operation.IsConditional || this.IsConditional,
            IsOutsideTransaction = operation.IsOutsideTransaction || this.isOutside,
        });
    }

    /// <summary>Says, once a line, that something cannot be told.</summary>
    private RunUnknown Tell(int line, string what, string reason)
    {
        if (this.rehearsals > 0 || this.isOver)
        {
            return new RunUnknown($"{what} gives it", false);
        }

        if (!this.told.TryGetValue((this.scope.File, line), out var others))
        {
            this.told[(this.scope.File, line)] = others = [];
        }

        // session.query(...) says it for session.query(...).all(...), too.
        if (!others.Exists(other => what.StartsWith(other, StringComparison.Ordinal)))
        {
            others.Add(what);
            this.Add(new OpaqueOperation(what, reason) { Place = this.Here(line) });
        }

        return new RunUnknown($"{what} gives it", false);
    }

    /// <summary>Counts what is done; false when it is too much.</summary>
    private bool Spend(int line, long amount = 1)
    {
        if (this.isOver)
        {
            return false;
        }

        this.steps = (int)Math.Min(int.MaxValue, this.steps + amount);
        if (this.steps > MostSteps)
        {
            this.GiveUp(line);
        }

        return !this.isOver;
    }

    private void GiveUp(int line)
    {
        if (!this.isOver)
        {
            this.operations.Add(new OpaqueOperation($"{this.function}()", "it is too much to unroll")
            {
                Place = this.Here(line),
                IsConditional = true
            });
            this.isOver = true;
        }
    }

    private static bool IsTooDeep() => !RuntimeHelpers.TryEnsureSufficientExecutionStack();

    /// <summary>Runs something under a condition that is not known, and tells which names it set.</summary>
    private Dictionary<string, RunValue> Under(Action branch)
    {
        var around = this.condition;
        this.condition = new object();
        this.conditions++;

        // It costs some twenty times what a step does, and loops within loops multiply it.
        this.steps += 20;
        var changed = this.scope.Try(branch);
        this.conditions--;
        this.condition = around;
        return changed;
    }

    private void Change(RunContainer container)
    {
        // Changed under another condition than it was made: it may or may not have happened.
        if (!ReferenceEquals(container.Condition, this.condition))
        {
            container.IsOpen = true;
        }
    }

    /// <summary>The call that is gone through.</summary>
    private sealed class RunCall
    {
        public List<RunValue> Returned { get; } = [];

        public bool HasYielded { get; set; }
    }
}
