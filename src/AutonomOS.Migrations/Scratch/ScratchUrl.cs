using AutonomOS.Migrations.Connections;

namespace AutonomOS.Migrations.Scratch;

/// <summary>URLs of other databases on the same server.</summary>
internal static class ScratchUrl
{
    /// <summary>The URL of another database.</summary>
    /// <param name="url">A URL in any form that is read.</param>
    /// <param name="database">A name that needs no escaping.</param>
    /// <returns>A URL as SQLAlchemy reads it.</returns>
    public static string WithDatabase(string url, string database)
    {
        var written = SqlAlchemyUrl.Of(ConnectionTarget.Parse("scratch", ScratchRequest.ShadowVariable, url), url, null, "").Url;
        var place = written.IndexOf("://", StringComparison.Ordinal) + 3;
        var query = written.IndexOf('?', place) is var found and >= 0 ? found : written.Length;
        var path = written.IndexOf('/', place, query - place) is var slash and >= 0 ? slash : query;
        return $"{written[..path]}/{database}{written[query..]}";
    }
}
