namespace AutonomOS.Migrations.Connections;

/// <summary>The ways a database is named in an environment variable. They differ in spelling, defaults and parameter names.</summary>
internal enum UrlForm
{
    /// <summary><c>postgresql://</c> or <c>postgres://</c> without a driver: read as libpq reads it.</summary>
    LibpqUrl,

    /// <summary><c>postgresql+driver://</c>: read as SQLAlchemy reads it.</summary>
    SqlAlchemyUrl,

    /// <summary><c>host=... dbname=...</c>.</summary>
    LibpqKeywords,

    /// <summary><c>Host=...;Username=...</c>.</summary>
    Npgsql,
}
