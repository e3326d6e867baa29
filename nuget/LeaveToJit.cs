using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Mono.Cecil;
using Mono.Cecil.Cil;

/// <summary>
/// Writes a copy of an assembly in which every method of some namespaces, and of those below them, bears
/// <c>System.Runtime.BypassReadyToRunAttribute</c>: crossgen2 knows it by its name and leaves them to the JIT
/// (<c>CorInfoImpl.ShouldSkipCompilation</c> in dotnet/runtime).
/// </summary>
public sealed class LeaveToJit : Task
{
    /// <summary>The assembly.</summary>
    [Required]
    public string Assembly { get; set; }

    /// <summary>The copy, in a folder that is there.</summary>
    [Required]
    public string Copy { get; set; }

    /// <summary>The namespaces. One that the assembly has no type of is an error.</summary>
    [Required]
    public string[] Namespaces { get; set; }

    /// <summary>Types of those namespaces that are compiled all the same, with the types in them. One that is not there is an error.</summary>
    public string[] Kept { get; set; } = new string[0];

    /// <inheritdoc />
    public override bool Execute()
    {
        using (var module = ModuleDefinition.ReadModule(this.Assembly))
        {
            var constructor = AddAttribute(module);
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var type in module.GetTypes())
            {
                var outermost = Outermost(type);
                var names = this.Namespaces.Where(name => IsIn(outermost.Namespace, name)).ToList();
                seen.UnionWith(names);
                var isLeft = names.Count > 0;
                if (this.Kept.Contains(outermost.FullName, StringComparer.Ordinal))
                {
                    seen.Add(outermost.FullName);
                    isLeft = false;
                }

                foreach (var method in type.Methods.Where(method => isLeft && method.HasBody))
                {
                    method.CustomAttributes.Add(new CustomAttribute(constructor));
                }
            }

            foreach (var name in this.Namespaces.Concat(this.Kept).Where(name => !seen.Contains(name)))
            {
                this.Log.LogError("{0} has no {1}: name another in nuget/Pack.targets.", this.Assembly, name);
            }

            // Two packs of the same commit are equal byte by byte.
            module.Write(this.Copy, new WriterParameters { DeterministicMvid = true });
        }

        return !this.Log.HasLoggedErrors;
    }

    private static bool IsIn(string space, string name) => space == name || space.StartsWith(name + ".", StringComparison.Ordinal);

    private static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType == null ? type : Outermost(type.DeclaringType);

    // crossgen2 asks for the name only: the attribute of the framework is internal, and this one is, too.
    private static MethodDefinition AddAttribute(ModuleDefinition module)
    {
        var attribute = new TypeDefinition(
            "System.Runtime",
            "BypassReadyToRunAttribute",
            TypeAttributes.NotPublic | TypeAttributes.Sealed,
            new TypeReference("System", "Attribute", module, module.TypeSystem.CoreLibrary));
        var constructor = new MethodDefinition(
            ".ctor",
            MethodAttributes.Public | MethodAttributes.HideBySig | MethodAttributes.SpecialName | MethodAttributes.RTSpecialName,
            module.TypeSystem.Void);
        var code = constructor.Body.GetILProcessor();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Call, new MethodReference(".ctor", module.TypeSystem.Void, attribute.BaseType) { HasThis = true });
        code.Emit(OpCodes.Ret);
        attribute.Methods.Add(constructor);
        module.Types.Add(attribute);
        return constructor;
    }
}
