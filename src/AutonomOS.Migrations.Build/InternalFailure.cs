// An exception's text may quote a connection string, so of one that nobody expected only its type and our own method are told.
using System.Diagnostics;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Build;

/// <summary>What is told of an exception that nobody expected.</summary>
internal static class InternalFailure
{
    /// <summary>The finding AMB9002 for an exception.</summary>
    /// <param name="exception">The exception.</param>
    internal static Finding Of(Exception exception) => DiagnosticCodes.InternalFailure.At(
        $"The check itself failed ({Describe(exception)}), so nothing is known about the databases. "
        + "Please report this with the versions of the package and of the .NET SDK; the way round it is -p:DbGuardOnPublish=false.");

    /// <summary>The type of an exception and the innermost method of ours it came through; never its text.</summary>
    /// <param name="exception">The exception.</param>
    internal static string Describe(Exception exception)
    {
        var own = new StackTrace(exception, fNeedFileInfo: false).GetFrames()
            .Select(frame => frame.GetMethod())
            .FirstOrDefault(method => method?.DeclaringType?.FullName?.StartsWith("AutonomOS.Migrations.", StringComparison.Ordinal) == true);
        return own is null
            ? exception.GetType().FullName!
            : $"{exception.GetType().FullName} in {Named(own.DeclaringType!.FullName!, own.Name)}";
    }

    // An async method is a type 'Outer+<Method>d__7' with a method MoveNext.
    private static string Named(string type, string method)
    {
        var from = type.IndexOf("+<", StringComparison.Ordinal);
        var to = from < 0 ? -1 : type.IndexOf('>', from);
        return to < 0 ? $"{type}.{method}" : $"{type[..from]}.{type[(from + 2)..to]}";
    }
}
