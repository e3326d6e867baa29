namespace AutonomOS.Migrations.Scratch;

/// <summary>Where scratch databases may be made.</summary>
public sealed record ScratchRequest
{
    /// <summary>The environment variable with the URL of a server that scratch databases may be made on.</summary>
    public const string ShadowVariable = "DATABASE_URL_SHADOW";

    /// <summary>Full path of a folder with PostgreSQL's server programs; null, the default, to look where they are installed.</summary>
    public string? Binaries { get; init; }

    /// <summary>
    /// The container engine's program, a name on the path or a full path, or <c>none</c>; null, the default, for <c>docker</c>, then
    /// <c>podman</c>.
    /// </summary>
    public string? ContainerEngine { get; init; }

    /// <summary>The image of a container; null, the default, for the official one of production's major version, such as <c>postgres:17</c>.</summary>
    public string? Image { get; init; }

    /// <summary>
    /// Whether an image that is not there is pulled, and a container that cannot be used is a failure. Default false: where one cannot be
    /// had at once, the next place is looked for.
    /// </summary>
    public bool MayPull { get; init; }

    /// <summary>Whether they may be made on the development server, where nothing else is at hand. Default false.</summary>
    public bool OnDevelopment { get; init; }

    /// <summary>The environment variable with development's URL. Default <c>DATABASE_URL</c>.</summary>
    public string DevelopmentVariable { get; init; } = "DATABASE_URL";
}
