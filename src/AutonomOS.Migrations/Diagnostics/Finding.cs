namespace AutonomOS.Migrations.Diagnostics;

/// <summary>One thing found: a code, what it says of this database or this file, and what to do next.</summary>
/// <param name="Descriptor">The row of the table of codes.</param>
/// <param name="Severity">The weight of this finding; most often the descriptor's.</param>
/// <param name="Message">One line of English. Never holds a password or a URL.</param>
/// <param name="File">Full path of the file it concerns, or null.</param>
/// <param name="Line">Line in <paramref name="File"/>, counted from 1; 0 when there is none.</param>
public sealed record Finding(DiagnosticDescriptor Descriptor, Severity Severity, string Message, string? File, int Line)
{
    /// <summary>The code, such as <c>AMB1001</c>.</summary>
    public string Code => this.Descriptor.Code;

    /// <summary>The same finding with another weight.</summary>
    /// <param name="severity">The weight.</param>
    public Finding As(Severity severity) => this with { Severity = severity };
}
