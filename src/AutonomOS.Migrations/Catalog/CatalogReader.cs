using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Schema;

namespace AutonomOS.Migrations.Catalog;

/// <summary>
/// Streams a database's objects from the results of the kinds' queries, all of them in one batch. It knows no kind: the first two columns
/// of a result are <c>object</c> and <c>parent</c>, each further column is a property under its own name.
/// </summary>
public sealed class CatalogReader : ISchemaReader
{
    private const int FixedColumns = 2;

    // Deparsed constants and names are written as the session's settings say, and a role may have its own (ALTER ROLE ... SET). Local to
    // the transaction. Each but the last two was seen to change a text; a test holds each. lc_monetary is how money is written. jit: the
    // queries run once, compiling them cannot pay.
    private const string Settings = """
        select
          set_config('quote_all_identifiers', 'off', true) as settings,
          set_config('standard_conforming_strings', 'on', true),
          set_config('DateStyle', 'ISO, YMD', true),
          set_config('IntervalStyle', 'postgres', true),
          set_config('TimeZone', 'UTC', true),
          set_config('extra_float_digits', '1', true),
          set_config('bytea_output', 'hex', true),
          set_config('lc_monetary', 'C', true),
          set_config('jit', 'off', true)
        """;

    private readonly SessionReader results;
    private int next;
    private int properties;

    /// <summary>Reads the results of <see cref="Statements"/>.</summary>
    /// <param name="results">
    /// Stands before the first row of the result of the first of them, whatever came before it in the batch. It is left at the end of the
    /// last statement's result, and not disposed.
    /// </param>
    public CatalogReader(SessionReader results) => this.results = results;

    /// <summary>The names of the kinds, in the order in which they are read; the same for every server.</summary>
    public static IReadOnlyList<string> Kinds => CatalogQuery.Kinds;

    /// <summary>
    /// The statements that read every kind, to be run in one batch of a session whose <c>search_path</c> is <c>pg_catalog</c>: deparsed
    /// expressions name what the path does not show.
    /// </summary>
    /// <param name="serverVersionNumber">The server's version as a number, such as 170002.</param>
    /// <param name="schemas">The schemas to read, by their unquoted names; null for every one but the system's.</param>
    /// <returns>
    /// One statement that pins, to the transaction's end, the settings that deparsed text depends on; then one a kind, in the order of
    /// <see cref="Kinds"/>.
    /// </returns>
    public static IReadOnlyList<SqlStatement> Statements(int serverVersionNumber, IReadOnlyList<string>? schemas)
    {
        object? parameter = schemas?.ToArray();
        var queries = CatalogQuery.ForMajor(serverVersionNumber / 10000);
        return [new SqlStatement(Settings), .. queries
            .Select(query => query.TakesSchemas ? new SqlStatement(query.Text, [parameter]) : new SqlStatement(query.Text))];
    }

    /// <inheritdoc />
    /// <exception cref="FindingException">AMB9004: a result has other columns than a kind's query gives, or is not there.</exception>
    public async ValueTask<ObjectKind?> NextKindAsync(CancellationToken cancellationToken)
    {
        if (this.next == Kinds.Count)
        {
            return null;
        }

        if (this.next == 0 && (this.results.FieldCount == 0 || this.results.FieldName(0) != "settings"))
        {
            throw NotUnderstood(Kinds[0], "does not come after the settings");
        }

        if (!await this.results.NextResultAsync(cancellationToken))
        {
            throw NotUnderstood(Kinds[this.next], "gave no result");
        }

        var name = Kinds[this.next++];
        if (this.results.FieldCount < FixedColumns || this.results.FieldName(0) != "object" || this.results.FieldName(1) != "parent")
        {
            throw NotUnderstood(name, "does not begin with the columns object and parent");
        }

        this.properties = this.results.FieldCount - FixedColumns;
        var names = new string[this.properties];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = this.results.FieldName(FixedColumns + i);
        }

        if (names.Distinct(StringComparer.Ordinal).Count() != names.Length)
        {
            throw NotUnderstood(name, "has two columns of one name");
        }

        return new ObjectKind(name, names);
    }

    /// <inheritdoc />
    /// <exception cref="FindingException">AMB9004: an object has no name.</exception>
    public async ValueTask<SchemaObject?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!await this.results.ReadAsync(cancellationToken))
        {
            return null;
        }

        var name = this.results.Text(0) ?? throw NotUnderstood(Kinds[this.next - 1], "gave an object without a name");
        var parent = this.results.Text(1);
        var values = this.properties == 0 ? [] : new string?[this.properties];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = this.results.Text(FixedColumns + i);
        }

        return new SchemaObject(name, parent, values);
    }

    private static FindingException NotUnderstood(string kind, string what) => new(DiagnosticCodes.CatalogNotUnderstood.At(
        $"The catalog query for the kind '{kind}' {what}. Report it, with the server's version, to the makers of this package."));
}
