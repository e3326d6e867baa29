namespace AutonomOS.Migrations.Catalog;

/// <summary>What the census counted of one kind, or in a table or a column of <c>pg_catalog</c> that this package does not know.</summary>
/// <param name="What">The kind's name, the table's, or <see cref="Discrepancy.IsColumn">the column's</see>.</param>
/// <param name="Least">How many objects the kind's query has to tell; of a table the number of its rows, null where the role may not count them.</param>
/// <param name="Most">How many objects there are; null of a table.</param>
/// <param name="IsCatalog">True for a table or a column of <c>pg_catalog</c>.</param>
internal sealed record CensusRow(string What, long? Least, long? Most, bool IsCatalog);
