namespace AutonomOS.Migrations.Alembic.Operations;

/// <summary>A keyword or a name in SQL.</summary>
/// <param name="Schema">What stands before the last dot of a name, read as PostgreSQL reads it; null when there is none.</param>
/// <param name="Name">The last part, without quotes, and in lower case when it had none.</param>
/// <param name="IsQuoted">Whether the last part had double quotes.</param>
internal readonly record struct SqlWord(string? Schema, string Name, bool IsQuoted)
{
    /// <summary>The word in capitals; empty when it can only be a name.</summary>
    public string Keyword => this.IsQuoted || this.Schema is not null ? string.Empty : this.Name.ToUpperInvariant();
}
