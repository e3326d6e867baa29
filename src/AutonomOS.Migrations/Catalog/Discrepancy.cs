namespace AutonomOS.Migrations.Catalog;

/// <summary>What the census counted otherwise than the kinds' queries read.</summary>
/// <param name="What">
/// A kind, such as <c>cast</c>; a table of <c>pg_catalog</c> that this package does not know; or, of a table that it does know, a column,
/// <c>pg_class.relnew</c>, or a kind, <c>pg_class.relkind 'g'</c>, that it does not know.
/// </param>
/// <param name="IsCatalog">True for a table or a column of <c>pg_catalog</c>.</param>
/// <param name="Counted">How many objects the catalogs hold, 1 for a column; null where the role may not count them.</param>
/// <param name="Read">How many were read; 0 where no query reads them.</param>
/// <param name="IsModelled">True when there is a query for them, so that the two numbers should be equal.</param>
public sealed record Discrepancy(string What, bool IsCatalog, long? Counted, long Read, bool IsModelled)
{
    /// <summary>True for what a newer server keeps in a table that this package does know.</summary>
    public bool IsColumn => this.IsCatalog && this.What.Contains('.', StringComparison.Ordinal);
}
