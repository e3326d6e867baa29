using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Connections;

/// <summary>
/// Where a URL came from, for messages. Every complaint about a URL is made here, so that none of them ever quotes a value.
/// </summary>
/// <param name="Role"><c>development</c> or <c>production</c>.</param>
/// <param name="Variable">The environment variable's name.</param>
internal sealed record UrlOrigin(string Role, string Variable)
{
    /// <summary>AMB0003: the URL's form is wrong.</summary>
    /// <param name="what">What is wrong and how to mend it, without any value.</param>
    internal FindingException Unreadable(string what) =>
        new(DiagnosticCodes.UrlNotReadable.At($"The {this.Role} database URL in {this.Variable} cannot be read: {what}"));

    /// <summary>AMB0004: a parameter that is not known or cannot be honoured.</summary>
    /// <param name="what">Which, and what to do.</param>
    internal FindingException UnknownParameter(string what) =>
        new(DiagnosticCodes.UrlParameterNotKnown.At($"The {this.Role} database URL in {this.Variable} {what}"));

    /// <summary>AMB0006: a server option that would loosen our limits.</summary>
    /// <param name="what">Which, and what to do.</param>
    internal FindingException Loosens(string what) =>
        new(DiagnosticCodes.UrlOptionsLoosen.At($"The {this.Role} database URL in {this.Variable} {what}"));

    /// <summary>AMB0009: a certificate, key or password file.</summary>
    /// <param name="what">Which, and what to do.</param>
    internal FindingException UnusableFile(string what) =>
        new(DiagnosticCodes.CredentialFileNotReadable.At($"For the {this.Role} database of {this.Variable} {what}"));
}
