namespace AutonomOS.Migrations.Diagnostics;

/// <summary>One row of the table of codes: what a code means, whatever the finding.</summary>
/// <param name="Code"><c>AMB</c> and four digits. A code is never given a second meaning.</param>
/// <param name="Severity">The severity of a finding with this code, unless the finding says otherwise.</param>
/// <param name="Title">What the code means, in a few words, without names or values. The heading of its page.</param>
public sealed record DiagnosticDescriptor(string Code, Severity Severity, string Title)
{
    /// <summary>A finding with this code at no particular file.</summary>
    /// <param name="message">What was found, where, and what to do next, on one line (line breaks are escaped). Never holds a password or a URL.</param>
    public Finding At(string message) => new(this, this.Severity, OneLine.Escape(message), null, 0);

    /// <summary>A finding with this code in a file.</summary>
    /// <param name="file">Full path of the file.</param>
    /// <param name="line">Line, counted from 1; 0 when the whole file is meant.</param>
    /// <param name="message">What was found and what to do next, on one line.</param>
    public Finding At(string file, int line, string message) => new(this, this.Severity, OneLine.Escape(message), file, line);
}
