namespace AutonomOS.Migrations.Diagnostics;

/// <summary>
/// An expected failure on its way to the log: whoever catches it reports <see cref="Finding"/> and nothing else.
/// Its text is the finding's text, so that no other exception's text (which may quote a connection string) gets out.
/// </summary>
public sealed class FindingException : Exception
{
    /// <summary>Wraps a finding.</summary>
    /// <param name="finding">What is to be reported.</param>
    public FindingException(Finding finding)
        : base($"{finding.Code}: {finding.Message}") => this.Finding = finding;

    /// <summary>What is to be reported.</summary>
    public Finding Finding { get; }
}
