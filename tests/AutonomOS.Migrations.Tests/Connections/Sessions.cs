using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Tests.Connections;

/// <summary>Short ways to open sessions and read from them.</summary>
internal static class Sessions
{
    internal static readonly SessionLimits Brief =
        new(TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(150), TimeSpan.FromMilliseconds(400));

    internal static Task<ReadOnlySession> OpenAsync(
        string url, SessionLimits? limits = null, CancellationToken cancellationToken = default) =>
        ReadOnlySession.OpenAsync(
            ConnectionTarget.Parse("production", "PROD", url, UrlReading.Machine()), limits ?? SessionLimits.Default, cancellationToken);

    internal static async Task<Finding> RefusalAsync(Func<Task> action)
    {
        var refusal = await Assert.ThrowsAsync<FindingException>(action);
        Assert.Null(refusal.InnerException);
        Assert.DoesNotContain('\n', refusal.Finding.Message);
        return refusal.Finding;
    }

    internal static Task<Finding> OpenRefusalAsync(string url, SessionLimits? limits = null) =>
        RefusalAsync(async () => await (await OpenAsync(url, limits)).DisposeAsync());

    /// <summary>The first column of all results.</summary>
    internal static async Task<List<string?>> ReadAsync(
        this ReadOnlySession session, SqlStatement[] statements, CancellationToken cancellationToken = default)
    {
        var values = new List<string?>();
        await using var reader = await session.ExecuteAsync(statements, cancellationToken);
        do
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                values.Add(reader.Text(0));
            }
        }
        while (await reader.NextResultAsync(cancellationToken));
        return values;
    }

    internal static Task<List<string?>> ReadAsync(
        this ReadOnlySession session, string sql, CancellationToken cancellationToken = default) =>
        session.ReadAsync([new SqlStatement(sql)], cancellationToken);
}
