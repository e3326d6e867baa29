using Npgsql;

namespace AutonomOS.Migrations.Connections;

/// <summary>The results of a batch, read forward once. What goes wrong while reading is thrown as a <see cref="Diagnostics.FindingException"/>.</summary>
public sealed class SessionReader : IAsyncDisposable
{
    private readonly NpgsqlDataReader reader;

    internal SessionReader(NpgsqlDataReader reader) => this.reader = reader;

    /// <summary>How many columns the current result has.</summary>
    public int FieldCount => this.reader.FieldCount;

    /// <summary>The name of a column.</summary>
    /// <param name="ordinal">Counted from 0.</param>
    public string FieldName(int ordinal) => this.reader.GetName(ordinal);

    /// <summary>Goes on to the next row of the current result.</summary>
    /// <param name="cancellationToken">Ends the wait for the server.</param>
    /// <returns>False after the last row.</returns>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken) => await this.reader.ReadAsync(cancellationToken);

    /// <summary>Goes on to the next statement's result.</summary>
    /// <param name="cancellationToken">Ends the wait for the server.</param>
    /// <returns>False after the last.</returns>
    public async ValueTask<bool> NextResultAsync(CancellationToken cancellationToken) => await this.reader.NextResultAsync(cancellationToken);

    /// <summary>A value as text; null for SQL null. The column has to be of type <c>text</c>.</summary>
    /// <param name="ordinal">Counted from 0.</param>
    public string? Text(int ordinal) => this.reader.IsDBNull(ordinal) ? null : this.reader.GetString(ordinal);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => this.reader.DisposeAsync();
}
