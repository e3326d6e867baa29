using AutonomOS.Migrations.Alembic.Operations.Values;
using AutonomOS.Migrations.Alembic.Python.Syntax;

namespace AutonomOS.Migrations.Alembic.Operations.Running;

/// <summary>Calls of functions and of methods.</summary>
internal sealed partial class UpgradeRun
{
    private RunValue Call(CallNode node)
    {
        // A method of a value that is known is called on it; everything else is a value that is called.
        var attribute = node.Function as AttributeNode;
        var target = this.Evaluate(attribute is null ? node.Function : attribute.Target);
        var arguments = new RunArguments(node.Line, Describe(node.Function) + "(...)");
        var describes = target is RunBatch
            || (target is RunName { Path: var path } && (path == "alembic.op" || path.StartsWith("sqlalchemy", StringComparison.Ordinal)));
        this.describing += describes ? 1 : 0;
        foreach (var (name, stars, value) in node.Arguments)
        {
            var given = this.Evaluate(value);
            switch (stars)
            {
                case 1:
                    arguments.AddMany(this.Items(given) is { } items && given is not RunItems ? new RunItems('(', [.. items]) : given);
                    break;
                case 2:
                    arguments.AddNamed(given);
                    break;
                default:
                    if (name is null)
                    {
                        arguments.Positional.Add(given);
                    }
                    else
                    {
                        arguments.Add(name, given);
                    }

                    break;
            }
        }

        this.describing -= describes ? 1 : 0;
        return this.isOver ? RunUnknown.Data()
            : attribute is null ? this.Call(target, arguments)
            : this.CallMethod(target, attribute.Name, arguments);
    }

    private RunValue Call(RunValue callee, RunArguments arguments)
    {
        switch (callee)
        {
            case RunName name:
                return this.CallName(name.Path, arguments);
            case RunFunction function:
                return this.Invoke(function, arguments);
            case RunClass { IsEnum: true } members:
                return members.Members.FirstOrDefault(member =>
                    RunValues.AreEqual(member.Value, arguments.Find(0) ?? RunConstant.None) == true) is { Name: not null } found
                    ? new RunMember(found.Name, found.Value) : RunUnknown.Data();
            case RunClass made when !made.Members.Any(member => member.Name is "__init__" or "__new__"):
                // An instance is only data until somebody hands it to a session, which is told there.
                return new RunUnknown($"it is a {made.Name}", false);
            case RunUnknown { IsData: true } when !arguments.All.Any(value => RunValues.MayReach(value)):
                return RunUnknown.Data();
            case RunExpression or RunTable or RunSelect:
                return new RunExpression(null);
            default:
                return this.Leave(arguments, callee is RunUnknown unknown ? unknown.Reason : "it may do anything");
        }
    }

    /// <summary>Something is called that may do anything, and may change the containers that it is given.</summary>
    private RunUnknown Leave(RunArguments arguments, string reason)
    {
        foreach (var container in arguments.All.OfType<RunContainer>())
        {
            container.IsOpen = true;
        }

        if ((IsMadeType(arguments.What) && this.describing > 0) || IsLogging(arguments.What))
        {
            // A class that is called among the arguments of an operation describes something, such as a type; and whoever logs, logs.
            if (!arguments.All.Any(RunValues.Holds))
            {
                return new RunUnknown($"{arguments.What} makes it", false);
            }
        }

        return this.Tell(arguments.Line, arguments.What, reason);
    }

    private static string LastName(string what)
    {
        var end = what.LastIndexOf('(');
        return end < 0 ? what : what[(what.LastIndexOf('.', end) + 1)..end];
    }

    private static bool IsMadeType(string what) => LastName(what) is { Length: > 0 } name && char.IsAsciiLetterUpper(name[0]);

    private static bool IsLogging(string what)
    {
        if (LastName(what) is "getLogger" or "get_logger" or "setup_logger")
        {
            return true;
        }

        var parts = what.Split('.');
        return parts.Length > 1 && LastName(what) is "debug" or "info" or "warning" or "warn" or "error" or "exception" or "critical"
            && parts[^2] is "log" or "logger" or "_logger" or "logging" or "LOG" or "LOGGER" or "_log";
    }

    /// <summary>Calls a function of a file.</summary>
    private RunValue Invoke(RunFunction function, RunArguments arguments)
    {
        if (this.calls >= DeepestCalls || IsTooDeep())
        {
            return this.Tell(arguments.Line, arguments.What, "calls are nested too deep");
        }

        this.steps += 20;
        var (scope, call) = (this.scope, this.call);
        var inner = new RunScope(function.Scope, function.Scope.File);
        Bind(function, arguments, inner);
        this.scope = inner;
        this.call = new RunCall();
        this.calls++;
        var result = function.Result is not null ? this.Evaluate(function.Result) : this.Run(function);
        this.calls--;
        (this.scope, this.call) = (scope, call);
        return result;
    }

    private RunValue Run(RunFunction function)
    {
        var (certain, _) = this.Execute(function.Body!);
        if (this.call.HasYielded)
        {
            return RunUnknown.Data();
        }

        RunValue? result = null;
        foreach (var returned in this.call.Returned)
        {
            result = result is null ? returned : RunValues.Join(result, returned);
        }

        return result is null ? RunConstant.None : certain == Exits.Return ? result : certain == Exits.Raise ? result
            : RunValues.Join(result, RunConstant.None);
    }

    private static void Bind(RunFunction function, RunArguments arguments, RunScope scope)
    {
        var position = 0;
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < function.Parameters.Count; i++)
        {
            var (name, stars, _, keywordOnly) = function.Parameters[i];
            names.Add(name);
            if (stars == 1)
            {
                scope.Set(name, new RunItems('(', [.. arguments.Positional.Skip(position)]) { IsOpen = arguments.HasMore });
            }
            else if (stars == 2)
            {
                var rest = new RunDictionary { IsOpen = arguments.HasMoreNamed };
                foreach (var (key, value) in arguments.Named.Where(one => !names.Contains(one.Name)))
                {
                    rest.Set(new RunText(key), value);
                }

                scope.Set(name, rest);
            }
            else
            {
                scope.Set(name, arguments.Find(keywordOnly ? -1 : position,
                    name) ?? function.Defaults[i] ?? RunUnknown.Data($"{name} is not given"));
                position += keywordOnly ? 0 : 1;
            }
        }
    }

    private RunValue CallMethod(RunValue target, string method, RunArguments arguments)
    {
        switch (target)
        {
            case RunName name:
                return this.CallName($"{name.Path}.{method}", arguments);
            case RunBatch batch:
                return this.Operation(method, arguments, batch);
            case RunHandle handle:
                return this.CallHandle(handle, method, arguments);
            case RunText text:
                return this.CallText(text, method, arguments);
            case RunContainer container:
                return this.CallContainer(container, method, arguments);
            case RunModule module:
                return this.Call(this.Attribute(module, method), arguments);
            case RunMember or RunConstant:
                return RunUnknown.Data();
            case ISchemaPart:
                return this.CallSchemaPart(target, method, arguments);
            case RunClass type when type.Members.FirstOrDefault(member => member.Name == method) is { Value: RunFunction function }:
                return this.Invoke(function, arguments);
            case RunUnknown { IsData: true }:
                this.Rehearse(arguments);
                return arguments.All.Any(value => value is not RunFunction && RunValues.MayReach(value))
                    ? this.Leave(arguments, "the database is handed to something that is not known")
                    : target is RunUnknown { IsPlain: true }
                        && method is "isoformat" or "date" or "astimezone" or "timestamp" or "replace" or "total_seconds"
                        ? target : RunUnknown.Data();
            default:
                return this.Leave(arguments, target is RunUnknown unknown ? unknown.Reason : "it may do anything");
        }
    }

    private RunValue Attribute(RunValue target, string name)
    {
        switch (target)
        {
            case RunName path:
                return path.Path == "alembic.op" && name == "context" ? new RunHandle(HandleKind.Context)
                    : new RunName($"{path.Path}.{name}");
            case RunModule module:
                return module.Scope.Find(name) switch
                {
                    RunImport import => this.Import(import, module.Scope),
                    null => new RunUnknown($"{name} is not defined in that module", false),
                    var value => value,
                };
            case RunHandle handle:
                return HandleAttribute(handle, name);
            case RunClass { IsEnum: true } members
                when members.Members.FirstOrDefault(member => member.Name == name) is { Name: not null } found:
                return new RunMember(found.Name, found.Value);
            case RunClass type:
                return type.Members.FirstOrDefault(member => member.Name == name) is { Value: not RunUnknown and not null } known
                    ? known.Value
                    : new RunUnknown($"{type.Name}.{name} is made when the file is imported", false);
            case RunMember member:
                return name == "value" ? member.Value : name == "name" ? new RunText(member.Name) : RunUnknown.Data();
            case ISchemaPart:
                return SchemaAttribute(target, name);
            case RunUnknown unknown:
                return unknown;
            case RunBatch:
                return new RunUnknown("an operation is handed on", false);
            default:
                return new RunUnknown($"its {name} is not followed", !RunValues.MayReach(target));
        }
    }
}
