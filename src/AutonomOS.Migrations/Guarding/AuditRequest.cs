using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Catalog;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Schema;

namespace AutonomOS.Migrations.Guarding;

/// <summary>What the guard does where revisions are pending, none of them is destructive and all differences are accounted for.</summary>
public enum PendingPolicy
{
    /// <summary>Passes and lists them.</summary>
    Allow,

    /// <summary>Passes with a warning.</summary>
    Warn,

    /// <summary>Fails.</summary>
    Fail,
}

/// <summary>How partitions are compared that are on one side only.</summary>
public enum PartitionComparison
{
    /// <summary>By what they have that their parent does not give them; that they are there is one note for each parent.</summary>
    Shape,

    /// <summary>One by one, as tables are.</summary>
    Exact,
}

/// <summary>What production is held to.</summary>
public enum Expectation
{
    /// <summary>Development; where its URL is not set and there are schema files, those.</summary>
    Auto,

    /// <summary>The development database.</summary>
    Development,

    /// <summary>The schema file of production's revision. No development is looked at.</summary>
    Snapshot,
}

/// <summary>What to audit. Holds the names of environment variables, never their values.</summary>
public sealed record AuditRequest
{
    /// <summary>The environment variable that holds development's URL. Default <c>DATABASE_URL</c>.</summary>
    public string DevelopmentUrlVariable { get; init; } = "DATABASE_URL";

    /// <summary>The environment variable that holds production's URL. Default <c>DATABASE_URL_PROD</c>.</summary>
    public string ProductionUrlVariable { get; init; } = "DATABASE_URL_PROD";

    /// <summary>What production is held to. Default <see cref="Expectation.Auto"/>.</summary>
    public Expectation Expectation { get; init; }

    /// <summary>The schemas to compare; null (the default) for every schema but the system's.</summary>
    public IReadOnlyList<string>? Schemas { get; init; }

    /// <summary>What is compared besides what always is. Default <see cref="OptionalKinds.None"/>.</summary>
    public OptionalKinds AlsoCompared { get; init; }

    /// <summary>What is not compared, and why.</summary>
    public IReadOnlyList<IgnoreRule> Ignored { get; init; } = [];

    /// <summary>What partitions mean that are on one side only. Default <see cref="PartitionComparison.Shape"/>.</summary>
    public PartitionComparison Partitions { get; init; }

    /// <summary>How long to wait for the databases.</summary>
    public SessionLimits Limits { get; init; } = SessionLimits.Default;

    /// <summary>What pending revisions mean. Default <see cref="PendingPolicy.Allow"/>.</summary>
    public PendingPolicy PendingPolicy { get; init; }

    /// <summary>What was decided about pending operations. Default <see cref="PlanRequest.Default"/>.</summary>
    public PlanRequest Plan { get; init; } = PlanRequest.Default;

    /// <summary>Where the migration files are and how they are read.</summary>
    public AlembicSettings Alembic { get; init; } = new();

    /// <summary>How models are held to the migrations; null, the default, where they are not.</summary>
    public ModelCheckRequest? ModelCheck { get; init; }

    /// <summary>Full path of the folder from which the Alembic configuration is looked for when none is given.</summary>
    public required string ProjectDirectory { get; init; }
}
