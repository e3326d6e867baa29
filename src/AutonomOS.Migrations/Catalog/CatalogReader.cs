using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Schema;
using AutonomOS.Migrations.Schema.Deparsed;

namespace AutonomOS.Migrations.Catalog;

/// <summary>
/// Streams a database's objects from the results of the kinds' queries, all of them in one batch. It knows no kind: the first two columns
/// of a result are <c>object</c> and <c>parent</c>, each further column is a property under its own name. At the end it holds what it
/// read to the census of the catalogs.
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

    // Comes last: a reading that is not at its end then has taken one kind's result for another's.
    private const string Finished = "select 'yes' as finished where false";

    private readonly SessionReader results;
    private readonly CatalogInventory inventory;
    private readonly IReadOnlyList<string> kinds;
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);
    private IReadOnlyList<CensusRow> counted;
    private int next;
    private int properties;
    private bool[] areDeparsed = [];
    private int read;
    private bool isLeftOut;

    /// <summary>Reads the results of <see cref="Statements"/>.</summary>
    /// <param name="results">
    /// Stands before the first row of the result of the first of them, whatever came before it in the batch. It is left at the end of the
    /// last statement's result, and not disposed.
    /// </param>
    /// <param name="inventory">What <see cref="Statements"/> was given.</param>
    /// <param name="asked">What <see cref="Statements"/> was given.</param>
    public CatalogReader(SessionReader results, CatalogInventory inventory, OptionalKinds asked = OptionalKinds.None)
    {
        this.results = results;
        this.inventory = inventory;
        this.counted = inventory.Counted;
        this.Asked = asked;
        this.kinds = CatalogQuery.KindsOf(asked);
    }

    /// <summary>
    /// The names of all kinds, those that have to be asked for included, in the order in which they are read; the same for every server.
    /// </summary>
    public static IReadOnlyList<string> Kinds => CatalogQuery.Kinds;

    /// <summary>The names of the kinds that are read, in that order.</summary>
    /// <param name="asked">What is read besides what always is.</param>
    public static IReadOnlyList<string> KindsOf(OptionalKinds asked) => CatalogQuery.KindsOf(asked);

    /// <summary>
    /// What the census found otherwise than the kinds' queries; null until <see cref="NextKindAsync"/> gave null. Empty is the proof that
    /// nothing was overlooked.
    /// </summary>
    public IReadOnlyList<Discrepancy>? Discrepancies { get; private set; }

    /// <summary>What is read besides what always is.</summary>
    internal OptionalKinds Asked { get; }

    /// <summary>The census, in full after the first <see cref="NextKindAsync"/>.</summary>
    internal IReadOnlyList<CensusRow> Counted => this.counted;

    /// <summary>
    /// The statements that read every kind, to be run in one batch of a session whose <c>search_path</c> is <c>pg_catalog</c>: deparsed
    /// expressions name what the path does not show.
    /// </summary>
    /// <param name="serverVersionNumber">The server's version as a number, such as 170002.</param>
    /// <param name="schemas">The schemas to read, by their unquoted names; null for every one but the system's.</param>
    /// <param name="inventory">What was read before in the same transaction: kinds of which there is nothing are not asked for.</param>
    /// <param name="asked">What is read besides what always is.</param>
    /// <returns>
    /// One statement that pins, to the transaction's end, the settings that deparsed text depends on; then the rest of the census, where
    /// there is one; then one a kind, in the order of <see cref="Kinds"/>; then one that gives nothing.
    /// </returns>
    public static IReadOnlyList<SqlStatement> Statements(
        int serverVersionNumber, IReadOnlyList<string>? schemas, CatalogInventory inventory, OptionalKinds asked = OptionalKinds.None)
    {
        object? parameter = schemas?.ToArray();
        return
        [
            new SqlStatement(Settings),
            .. Census.Statement(schemas, inventory.ToCount) is { } census ? (SqlStatement[])[census] : [],
            .. CatalogQuery.ForMajor(serverVersionNumber / 10000, asked, inventory.Features)
                .Where(query => !inventory.LeftOut.Contains(query.Kind))
                .Select(query => query.Text.Contains("$1", StringComparison.Ordinal) ? new SqlStatement(query.Text, [parameter]) : new SqlStatement(query.Text)),
            new SqlStatement(Finished),
        ];
    }

    /// <inheritdoc />
    /// <exception cref="FindingException">AMB9004: a result has other columns than a kind's query gives, or is not there.</exception>
    public async ValueTask<ObjectKind?> NextKindAsync(CancellationToken cancellationToken)
    {
        this.EndKind();
        if (this.next == this.kinds.Count)
        {
            this.Discrepancies ??= await this.FinishAsync(cancellationToken);
            return null;
        }

        if (this.next == 0 && (this.results.FieldCount == 0 || this.results.FieldName(0) != "settings"))
        {
            throw NotUnderstood(this.kinds[0], "does not come after the settings");
        }

        if (this.next == 0 && this.inventory.ToCount.Count > 0)
        {
            this.counted = Census.Join(this.counted, await Census.ReadNextAsync(this.results, cancellationToken));
        }

        var name = this.kinds[this.next++];
        this.isLeftOut = this.inventory.LeftOut.Contains(name);
        if (this.isLeftOut)
        {
            return new ObjectKind(name, []);
        }

        if (!await this.results.NextResultAsync(cancellationToken))
        {
            throw NotUnderstood(name, "gave no result");
        }

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

        this.areDeparsed = Array.ConvertAll(names, property =>
            property.StartsWith(ObjectKind.DeparsedPrefix, StringComparison.Ordinal)
            || property.StartsWith(ObjectKind.InstancePrefix, StringComparison.Ordinal));
        return new ObjectKind(name, names);
    }

    /// <inheritdoc />
    /// <exception cref="FindingException">AMB9004: an object has no name.</exception>
    public async ValueTask<SchemaObject?> ReadAsync(CancellationToken cancellationToken)
    {
        if (this.isLeftOut || !await this.results.ReadAsync(cancellationToken))
        {
            return null;
        }

        this.read++;
        var name = this.results.Text(0) ?? throw NotUnderstood(this.kinds[this.next - 1], "gave an object without a name");
        var parent = this.results.Text(1);
        var values = this.properties == 0 ? [] : new string?[this.properties];
        this.results.Texts(FixedColumns, values);
        for (var i = 0; i < values.Length; i++)
        {
            if (this.areDeparsed[i])
            {
                values[i] = CastArrays.ByElement(values[i]);
            }
        }

        return new SchemaObject(name, parent, values);
    }

    /// <summary>AMB9004.</summary>
    /// <param name="kind">The kind, or <c>census</c>.</param>
    /// <param name="what">What its query does.</param>
    internal static FindingException NotUnderstood(string kind, string what) => new(DiagnosticCodes.CatalogNotUnderstood.At(
        $"The catalog query for the kind '{kind}' {what}. Report it, with the server's version, to the makers of this package."));

    private void EndKind()
    {
        if (this.read > 0)
        {
            this.counts.Add(this.kinds[this.next - 1], this.read);
            this.read = 0;
        }
    }

    private async Task<IReadOnlyList<Discrepancy>> FinishAsync(CancellationToken cancellationToken)
    {
        if (!await this.results.NextResultAsync(cancellationToken)
            || this.results.FieldCount == 0
            || this.results.FieldName(0) != "finished"
            || await this.results.ReadAsync(cancellationToken))
        {
            throw NotUnderstood(this.kinds[^1], "is not the last of them");
        }

        return Census.Judge(this.counted, this.counts);
    }
}
