using AutonomOS.Migrations.Catalog;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Schema;

namespace AutonomOS.Migrations.Guarding;

/// <summary>What a comparison could not see: "no difference" is worth what was looked at. Pure.</summary>
internal static class CompletenessRules
{
    /// <summary>What the census of one database counted otherwise than was read.</summary>
    /// <param name="discrepancies">The census.</param>
    /// <param name="database">The database.</param>
    /// <param name="schemas">The schemas that were read; null for every one but the system's.</param>
    internal static IEnumerable<Finding> Of(
        IReadOnlyList<Discrepancy> discrepancies, DatabaseReport database, IReadOnlyList<string>? schemas)
    {
        var columns = discrepancies.Where(discrepancy => discrepancy.IsColumn).Select(discrepancy => OneLine.Escape(discrepancy.What)).ToList();
        var findings = discrepancies.Where(discrepancy => !discrepancy.IsColumn).Select(discrepancy => Of(discrepancy, database, schemas));
        return columns is []
            ? findings
            : findings.Append(DiagnosticCodes.ServerTooNew.At(
                $"{TrackingRules.Where(database)} is PostgreSQL {database.ServerVersion}; {CatalogColumns.NewestMajor} is the newest that this version of the package knows. It does not read what that keeps in {string.Join(", ", columns)}. Could not verify: update the package."));
    }

    /// <summary>What a role may not read.</summary>
    /// <param name="unknown">The properties.</param>
    /// <param name="development">Development.</param>
    /// <param name="production">Production.</param>
    internal static IEnumerable<Finding> OfUnknown(
        IReadOnlyList<UnknownProperty> unknown, DatabaseReport development, DatabaseReport production) =>
        unknown.Select(property => DiagnosticCodes.PropertyUnknown.At(
            $"{property.Kind} {OneLine.Escape(property.ObjectName)}: {property.Property} may not be read by {string.Join(" and ", Roles(property, development, production))}. Could not verify: it is neither equal nor different."));

    /// <summary>Texts that two major versions print differently, or that differ: it cannot be told which.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="development">Development.</param>
    /// <param name="production">Production.</param>
    internal static IEnumerable<Finding> OfVersions(
        IEnumerable<Difference> texts, DatabaseReport development, DatabaseReport production) =>
        texts.Select(text => DiagnosticCodes.NotComparableAcrossVersions.At(
            $"{text.Kind} {OneLine.Escape(text.ObjectName)}: {text.Property} is not comparable across versions: production (PostgreSQL {production.ServerVersion}) prints {OneLine.Quote(text.Production, OneLine.FirstDifference(text.Production, text.Development))} and development (PostgreSQL {development.ServerVersion}) prints {OneLine.Quote(text.Development, OneLine.FirstDifference(text.Development, text.Production))}. Could not verify: it is neither equal nor different. Develop on production's major version, or compare by hand and list {OneLine.Quote($"{text.Kind}:{text.ObjectName}")} in DbIgnore with a Justification."));

    private static Finding Of(Discrepancy discrepancy, DatabaseReport database, IReadOnlyList<string>? schemas) => discrepancy switch
    {
        { IsModelled: true } => DiagnosticCodes.ObjectsUnaccounted.At(
            $"{TrackingRules.Where(database)}: of the kind '{discrepancy.What}', {discrepancy.Read} were read and {discrepancy.Counted} are in the catalog{(schemas is null ? "" : " of the schemas asked for")}. Could not verify: what was overlooked may differ. Report it, with the server's version ({database.ServerVersion}), to the makers of this package."),
        { IsCatalog: true, Counted: null } => DiagnosticCodes.KindNotCompared.At(
            $"{TrackingRules.Where(database)} has the system catalog {discrepancy.What}, which this version of the package does not know and role {database.User} may not read. Could not verify: update the package, or GRANT SELECT ON pg_catalog.{discrepancy.What} TO {OneLine.Quote(database.User)} to have it counted."),
        { IsCatalog: true } => DiagnosticCodes.KindNotCompared.At(
            $"{TrackingRules.Where(database)} has {discrepancy.Counted} object{(discrepancy.Counted == 1 ? "" : "s")} in the system catalog {discrepancy.What}, which this version of the package does not know. Could not verify: update the package."),
        _ => DiagnosticCodes.KindNotCompared.At(
            $"{TrackingRules.Where(database)} has {discrepancy.Counted} of the kind '{discrepancy.What}', which is not compared. Could not verify: update the package."),
    };

    private static IEnumerable<string> Roles(UnknownProperty property, DatabaseReport development, DatabaseReport production) =>
        new[] { (Database: production, Help: property.Production), (Database: development, Help: property.Development) }
            .Where(side => side.Help is not null)
            .Select(side => $"role {side.Database.User} in {side.Database.Role} ({OneLine.Escape(side.Help!)})");
}
