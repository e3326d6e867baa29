using AutonomOS.Migrations.Alembic.Operations.Values;
using AutonomOS.Migrations.Alembic.Python.Syntax;

namespace AutonomOS.Migrations.Alembic.Operations.Running;

/// <summary>Imports, and the modules of the repository that are followed one step.</summary>
internal sealed partial class UpgradeRun
{
    private RunValue Import(RunImport import, RunScope? from = null)
    {
        var value = import.Value;
        var path = value.Module + (value.Name is null ? "" : "." + value.Name);
        var root = Root(path);
        if (value.Level == 0 && (root is "sqlalchemy" or "alembic" || PureModules.Contains(root) || KnownModules.Contains(root)))
        {
            return new RunName(path);
        }

        // What a module of the repository imports in turn is one step too far.
        if (from is not null || this.modules is null || !this.scope.Module.IsMain)
        {
            return new RunName(new string('.', value.Level) + path);
        }

        var module = value.Module.Length == 0 ? [] : value.Module.Split('.');
        if (value.Name is null)
        {
            return this.Load(value.Level, module) is { } whole ? new RunModule(whole) : new RunName(path);
        }

        if (module.Length > 0 && this.Load(value.Level, module)?.Find(value.Name) is { } found)
        {
            return found is RunImport inner ? this.Import(inner, from: this.scope) : found;
        }

        return this.Load(value.Level, [.. module, value.Name]) is { } submodule ? new RunModule(submodule)
            : new RunName(new string('.', value.Level) + path);
    }

    /// <summary>Goes through a module of the repository, once.</summary>
    private RunScope? Load(int level, string[] module)
    {
        if (this.modules!.Locate(this.scope.File, level, module).Path is not { } path)
        {
            return null;
        }

        if (this.imported.TryGetValue(path, out var loaded))
        {
            return loaded;
        }

        this.imported[path] = null;
        if (UpgradeOperations.Source(path) is not { } source
            || PythonProgramReader.Read(source, out var error) is var program && error is not null)
        {
            return null;
        }

        var (scope, call, rehearsals, conditions, outside, condition) = (this.scope, this.call, this.rehearsals, this.conditions,
            this.isOutside, this.condition);
        this.scope = new RunScope(null, path);
        (this.call, this.condition) = (new RunCall(), null);
        this.rehearsals++;
        _ = this.Execute(program);
        var made = this.scope;
        made.Open();
        (this.scope, this.call, this.rehearsals, this.conditions, this.isOutside, this.condition) = (scope, call, rehearsals, conditions,
            outside, condition);
        this.imported[path] = made;
        return made;
    }
}
