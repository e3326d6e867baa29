using System.Globalization;
using System.Security.Cryptography;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Scratch;

/// <summary>
/// A server on which databases are made and dropped. They carry a name by which they are known for scratch: <c>amb_scratch_</c>, a number of
/// the database they were made from, and a random one. While a run lives its session holds a lock for each; what has no lock is left over from
/// a run that died, and dropped by the next.
/// </summary>
public sealed class ScratchServer : IAsyncDisposable
{
    private const string NamePrefix = "amb_scratch_";

    // "AMBS" in ASCII, beside the hash of the database's name.
    private const int LockClass = 0x414D4253;

    // Only those made from this database: advisory locks of another are not seen from here.
    private const string Left =
        """
        select datname::text from pg_database
        where starts_with(datname, $1 || (select oid from pg_database where datname = current_database()) || '_')
        order by 1
        """;

    private readonly IScratchHost? host;
    private readonly string url;
    private readonly WritableSession session;
    private readonly List<string> made = [];

    private ScratchServer(IScratchHost? host, string url, string description, WritableSession session)
    {
        this.host = host;
        this.url = url;
        this.session = session;
        this.Description = description;
    }

    /// <summary>Such as <c>a temporary cluster (/usr/lib/postgresql/15/bin), PostgreSQL 15.18</c>.</summary>
    public string Description { get; }

    /// <summary>True where the whole server is this run's own, and so are its roles.</summary>
    public bool IsOwn => this.host is not null;

    /// <summary>
    /// Finds one: <c>DATABASE_URL_SHADOW</c>, local programs of production's major version, a container, the development server where that is
    /// allowed.
    /// </summary>
    /// <param name="request">Where to look.</param>
    /// <param name="major">Production's major version.</param>
    /// <param name="limits">How long to wait for a server.</param>
    /// <param name="tell">Is told why a container was passed over.</param>
    /// <param name="cancellationToken">Cancels; nothing is left.</param>
    /// <returns>Null when there is none.</returns>
    /// <exception cref="FindingException">One that is there cannot be used.</exception>
    public static async Task<ScratchServer?> FindAsync(
        ScratchRequest request, int major, SessionLimits limits, Action<string> tell, CancellationToken cancellationToken)
    {
        if (UrlVariable.Read(ScratchRequest.ShadowVariable) is { } shadow)
        {
            return await OpenAsync(null, shadow, $"the server of {ScratchRequest.ShadowVariable}", limits, cancellationToken);
        }

        if (await PostgresBinaries.ServerAsync(major, request.Binaries, cancellationToken) is { } binaries)
        {
            var cluster = await ScratchCluster.StartAsync(binaries, cancellationToken);
            return await OpenAsync(cluster, cluster.Url, $"a temporary cluster ({binaries})", limits, cancellationToken);
        }

        if (await ContainerAsync(request, major, limits, tell, cancellationToken) is { } container)
        {
            return container;
        }

        return request.OnDevelopment && UrlVariable.Read(request.DevelopmentVariable) is { } development
            ? await OpenAsync(null, development, $"the development server ({request.DevelopmentVariable})", limits, cancellationToken)
            : null;
    }

    /// <summary>What there is none of, and how there would be one: for a message that no server was found.</summary>
    /// <param name="request">Where it was looked for.</param>
    /// <param name="major">Production's major version.</param>
    internal static (string Found, string Way) WithoutContainer(ScratchRequest request, int major) =>
        ContainerEngine.IsNone(request.ContainerEngine) ? ("containers are switched off with DbScratchContainerEngine=none", "allow containers")
        : request.MayPull ? ("no container engine answers", "start a container engine (docker or podman)")
        : ($"no container with {OneLine.Shorten(ImageOf(request, major))} is at hand", "pull that image into a container engine (docker or podman)");

    /// <summary>Makes a database.</summary>
    /// <param name="template">The scratch database of which it is a copy; null for an empty one.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    /// <exception cref="FindingException">AMB6059: the server refused.</exception>
    public async Task<ScratchDatabase> CreateAsync(ScratchDatabase? template, CancellationToken cancellationToken)
    {
        var own = (await this.TextsAsync("select oid::text from pg_database where datname = current_database()", cancellationToken)).Single();
        var name = $"{NamePrefix}{own}_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        await this.RunAsync(string.Create(CultureInfo.InvariantCulture, $"select pg_advisory_lock({LockClass}, hashtext('{name}'))"), cancellationToken);
        this.made.Add(name);
        await this.RunAsync($"CREATE DATABASE {name} TEMPLATE {template?.Name ?? "template0"}", cancellationToken);
        return new(name, ScratchUrl.WithDatabase(this.url, name));
    }

    /// <summary>Makes roles that are not there yet; nobody can log in as one. Only where the server is this run's own.</summary>
    /// <param name="names">Their names.</param>
    /// <param name="cancellationToken">Cancels within a second.</param>
    public async Task CreateRolesAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var there = await this.TextsAsync("select rolname::text from pg_roles", cancellationToken);
        foreach (var name in names.Except(there, StringComparer.Ordinal))
        {
            await this.RunAsync($"CREATE ROLE {SqlName.Quote(name)}", cancellationToken);
        }
    }

    /// <summary>Drops what was made, and stops the server where it is this run's own.</summary>
    public async ValueTask DisposeAsync()
    {
        if (this.host is null)
        {
            foreach (var name in this.made)
            {
                await this.DropAsync(name);
            }
        }

        await this.session.DisposeAsync();
        if (this.host is not null)
        {
            await this.host.DisposeAsync();
        }
    }

    // One that cannot be had at once is a failure only where one is asked for.
    private static async Task<ScratchServer?> ContainerAsync(
        ScratchRequest request, int major, SessionLimits limits, Action<string> tell, CancellationToken cancellationToken)
    {
        // By its full name: Podman takes postgres from wherever its configuration says, or from nowhere.
        var (image, full) = (ImageOf(request, major), request.Image ?? $"docker.io/library/{ImageOf(request, major)}");
        if (await ContainerEngine.FindAsync(request.ContainerEngine, cancellationToken) is not { } engine
            || !(request.MayPull || await engine.HasImageAsync(full, cancellationToken)))
        {
            return null;
        }

        try
        {
            var container = await ScratchContainer.StartAsync(engine, full, request.MayPull, major, limits, cancellationToken);
            return await OpenAsync(container, container.Url, $"a container ({engine.Name}, {image})", limits, cancellationToken);
        }
        catch (FindingException e) when (!request.MayPull)
        {
            tell(e.Finding.Message);
            return null;
        }
    }

    private static string ImageOf(ScratchRequest request, int major) =>
        request.Image ?? string.Create(CultureInfo.InvariantCulture, $"postgres:{major}");

    private static async Task<ScratchServer> OpenAsync(
        IScratchHost? host, string url, string what, SessionLimits limits, CancellationToken cancellationToken)
    {
        try
        {
            var target = ConnectionTarget.Parse("scratch", ScratchRequest.ShadowVariable, url);
            var session = await WritableSession.OpenAsync(target, limits, cancellationToken);

            // No transaction: databases cannot be made in one, and a session's locks need none.
            await session.RunAsync([new("ROLLBACK")], cancellationToken);
            var server = new ScratchServer(host, url, $"{what}, PostgreSQL {session.Server.Version}", session);
            await server.SweepAsync(cancellationToken);
            return server;
        }
        catch when (host is not null)
        {
            await host.DisposeAsync();
            throw;
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        foreach (var name in await this.TextsAsync(Left, cancellationToken, NamePrefix))
        {
            var isLeft = await this.TextsAsync($"select pg_try_advisory_lock({LockClass}, hashtext($1))::text", cancellationToken, name);
            if (isLeft.Single() == "true")
            {
                await this.DropAsync(name);
            }
        }
    }

    private async Task DropAsync(string name)
    {
        try
        {
            await this.RunAsync($"DROP DATABASE IF EXISTS {SqlName.Quote(name)} WITH (FORCE)", CancellationToken.None);
        }
        catch (FindingException)
        {
            // The server is gone, or another run drops it: the next one has another look.
        }
    }

    private async Task RunAsync(string statement, CancellationToken cancellationToken)
    {
        try
        {
            await this.session.RunAsync([new(statement)], cancellationToken);
        }
        catch (FindingException e)
        {
            throw new FindingException(DiagnosticCodes.ScratchServerFailed.At(
                $"On the scratch server ({this.Description}) '{statement.Split(' ')[0]} {statement.Split(' ')[1]}' failed: {e.Finding.Message}"));
        }
    }

    private async Task<IReadOnlyList<string>> TextsAsync(string query, CancellationToken cancellationToken, params IReadOnlyList<object?> parameters)
    {
        await using var reader = await this.session.ExecuteAsync([new(query, parameters)], cancellationToken);
        return await reader.ReadTextsAsync(cancellationToken);
    }
}
