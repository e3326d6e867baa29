namespace AutonomOS.Migrations.Connections;

/// <summary>What kind of session <c>target_session_attrs</c> asks for, and whether a server's answer fits.</summary>
internal enum SessionAttributes
{
    /// <summary><c>any</c>, the default.</summary>
    Any,

    /// <summary>No standby, and transactions write by default.</summary>
    ReadWrite,

    /// <summary>A standby, or transactions are read-only by default.</summary>
    ReadOnly,

    /// <summary>No standby.</summary>
    Primary,

    /// <summary>A standby.</summary>
    Standby,

    /// <summary>A primary if there is one, else any (Npgsql only).</summary>
    PreferPrimary,

    /// <summary>A standby if there is one, else any.</summary>
    PreferStandby,
}

/// <summary>The spellings and the meaning of <see cref="SessionAttributes"/>.</summary>
internal static class SessionAttributesMeaning
{
    /// <summary>Reads a value of <c>target_session_attrs</c>.</summary>
    /// <param name="value">The value, or null.</param>
    /// <param name="origin">For the message.</param>
    internal static SessionAttributes Parse(string? value, UrlOrigin origin) => value switch
    {
        null => SessionAttributes.Any,
        _ => Spelling(value) switch
        {
            "any" => SessionAttributes.Any,
            "readwrite" => SessionAttributes.ReadWrite,
            "readonly" => SessionAttributes.ReadOnly,
            "primary" => SessionAttributes.Primary,
            "standby" => SessionAttributes.Standby,
            "preferprimary" => SessionAttributes.PreferPrimary,
            "preferstandby" => SessionAttributes.PreferStandby,
            _ => throw origin.Unreadable(
                "target_session_attrs is none of any, read-write, read-only, primary, standby, prefer-primary, prefer-standby."),
        },
    };

    /// <summary>How libpq writes it.</summary>
    /// <param name="attributes">What is asked for.</param>
    internal static string Keyword(this SessionAttributes attributes) => attributes switch
    {
        SessionAttributes.ReadWrite => "read-write",
        SessionAttributes.ReadOnly => "read-only",
        SessionAttributes.Primary => "primary",
        SessionAttributes.Standby => "standby",
        SessionAttributes.PreferPrimary => "prefer-primary",
        SessionAttributes.PreferStandby => "prefer-standby",
        _ => "any",
    };

    /// <summary>What to look for on each pass over the hosts.</summary>
    /// <param name="attributes">What is asked for.</param>
    internal static SessionAttributes[] Passes(this SessionAttributes attributes) => attributes switch
    {
        SessionAttributes.PreferPrimary => [SessionAttributes.Primary, SessionAttributes.Any],
        SessionAttributes.PreferStandby => [SessionAttributes.Standby, SessionAttributes.Any],
        _ => [attributes],
    };

    /// <summary>Whether a server's session is what is asked for (libpq's rules).</summary>
    /// <param name="attributes">What is asked for.</param>
    /// <param name="inRecovery"><c>pg_is_in_recovery()</c>.</param>
    /// <param name="readOnly"><c>default_transaction_read_only</c>.</param>
    internal static bool Fits(this SessionAttributes attributes, bool inRecovery, bool readOnly) => attributes switch
    {
        SessionAttributes.ReadWrite => !inRecovery && !readOnly,
        SessionAttributes.ReadOnly => inRecovery || readOnly,
        SessionAttributes.Primary => !inRecovery,
        SessionAttributes.Standby => inRecovery,
        _ => true,
    };

    private static string Spelling(string value) =>
        value.Trim().Replace("-", string.Empty, StringComparison.Ordinal).ToLowerInvariant();
}
