namespace AutonomOS.Migrations.Scratch;

/// <summary>Where scratch databases may be made.</summary>
public sealed record ScratchRequest
{
    /// <summary>The environment variable with the URL of a server that scratch databases may be made on.</summary>
    public const string ShadowVariable = "DATABASE_URL_SHADOW";

    /// <summary>Full path of a folder with PostgreSQL's server programs; null, the default, to look where they are installed.</summary>
    public string? Binaries { get; init; }

    /// <summary>Whether they may be made on the development server, where nothing else is at hand. Default false.</summary>
    public bool OnDevelopment { get; init; }

    /// <summary>The environment variable with development's URL. Default <c>DATABASE_URL</c>.</summary>
    public string DevelopmentVariable { get; init; } = "DATABASE_URL";
}
