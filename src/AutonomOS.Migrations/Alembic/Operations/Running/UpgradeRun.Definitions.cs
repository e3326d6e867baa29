using AutonomOS.Migrations.Alembic.Operations.Values;
using AutonomOS.Migrations.Alembic.Python.Syntax;

namespace AutonomOS.Migrations.Alembic.Operations.Running;

/// <summary>Functions, classes, and what takes names away.</summary>
internal sealed partial class UpgradeRun
{
    private void Delete(DeleteStatement statement)
    {
        foreach (var target in statement.Target is ItemsNode many ? many.Items : [statement.Target])
        {
            switch (target)
            {
                case NameNode name:
                    this.scope.Set(name.Name, new RunUnknown("it is deleted", false));
                    break;
                case SubscriptNode part when this.Evaluate(part.Target) is var container:
                    _ = this.Evaluate(part.Index);
                    if (container is RunContainer open)
                    {
                        open.IsOpen = true;
                    }
                    else if (RunValues.MayReach(container))
                    {
                        this.Tell(part.Line, "del", "it changes something that is not followed");
                    }

                    break;
                default:
                    this.Tell(target.Line, "del", "it changes something that is not followed");
                    break;
            }
        }
    }

    private void Unread(UnreadStatement statement)
    {
        this.Tell(statement.Line, "a statement", statement.Reason);
        foreach (var name in statement.Names)
        {
            if (this.scope.Find(name) is not null)
            {
                this.scope.Set(name, new RunUnknown("a statement that is not understood may change it", false));
            }
        }
    }

    private void ImportStar(StarImportStatement star)
    {
        var root = Root(star.Module);
        if (root is "sqlalchemy" or "alembic" || PureModules.Contains(root))
        {
            this.scope.Stars.Add(star.Module);
        }
        else
        {
            this.scope.Forget("a star import may bind it");
        }
    }

    private RunValue Define(FunctionStatement function)
    {
        foreach (var decorator in function.Decorators)
        {
            var value = this.Evaluate(decorator is CallNode called ? called.Function : decorator);
            if (value is not RunName
                {
                    Path: "builtins.staticmethod" or "functools.lru_cache" or "functools.cache"
                or "contextlib.contextmanager"
                })
            {
                return new RunUnknown($"a decorator may make anything of {function.Name}()", false);
            }
        }

        return new RunFunction(function.Name, function.Parameters, function.Body, null, this.scope, this.Defaults(function.Parameters));
    }

    private List<RunValue?> Defaults(IReadOnlyList<PythonParameter> parameters) =>
        [.. parameters.Select(parameter => parameter.Default is null ? null : this.Evaluate(parameter.Default))];

    private RunClass Define(ClassStatement declaration)
    {
        var bases = declaration.Bases.Select(this.Evaluate).ToArray();
        var isEnum = bases.Any(one => one is RunName { Path: "enum.Enum" or "enum.IntEnum" or "enum.StrEnum" }
            or RunClass { IsEnum: true });
        var around = this.scope;
        var members = new List<(string, RunValue)>();
        this.scope = new RunScope(around, around.File);
        foreach (var statement in declaration.Body)
        {
            switch (statement)
            {
                case AssignStatement { Targets: [NameNode name] } assignment:
                    var value = this.Evaluate(assignment.Value);
                    members.Add((name.Name, value));
                    this.scope.Set(name.Name, value);
                    break;
                case FunctionStatement function:
                    members.Add((function.Name, new RunUnknown("it is a method", false)));
                    break;
                default:
                    break;
            }
        }

        this.scope = around;
        return new RunClass(declaration.Name, isEnum, members);
    }
}
