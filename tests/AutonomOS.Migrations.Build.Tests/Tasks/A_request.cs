using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Build.Tests.Infrastructure;
using AutonomOS.Migrations.Catalog;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Planning;
using AutonomOS.Migrations.Planning.Approvals;
using Microsoft.Build.Utilities;

namespace AutonomOS.Migrations.Build.Tests.Tasks;

public sealed class A_request : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("autonomos-request-").FullName;

    [Fact]
    public void Holds_what_the_project_says()
    {
        var request = this.Request("app", task =>
        {
            task.DbDevelopmentUrlVariable = "DEV";
            task.DbProductionUrlVariable = "PROD";
            task.DbGuardExpectation = "snapshot";
            task.DbSchemas = "public;Straße;a%3Bb";
            task.DbCompare = "columnorder; Privileges;PRIVILEGES";
            task.DbIgnore = [new TaskItem("table:public.*", new Dictionary<string, string> { ["Justification"] = "a \"reason\"; % ^ \\" })];
            task.DbPartitions = "Exact";
            task.DbConnectTimeout = "3";
            task.DbLockTimeout = "4";
            task.DbStatementTimeout = "5";
            task.DbGuardPendingMigrations = "fail";
            task.DbGuardOpaqueMigrations = "Fail";
            task.DbGuardMaxLockedRows = "12";
            task.DbGuardProbeData = "true";
            task.DbGuardModelCheck = "true";
            task.AlembicCommand = "./run \"my alembic\"";
            task.AlembicUrlVariable = "URL";
            task.AlembicTimeout = "6";
            task.AlembicLockTimeout = "7";
            task.DbApprove = [new TaskItem("9c0ffee12345", new Dictionary<string, string>
            {
                ["Operation"] = "drop_column", ["Object"] = "public.\"A;b\".c", ["Justification"] = "50% of it", ["Expires"] = "2027-01-31",
            })];
            task.AlembicConfigFile = "../db/alembic.ini";
            task.AlembicConfigSection = "other";
            task.AlembicWorkingDirectory = "work";
            task.AlembicScriptLocation = "package:scripts";
            task.AlembicVersionLocations = "a;b";
            task.AlembicRecursiveVersionLocations = "true";
            task.AlembicVersionTable = "Versions";
            task.AlembicVersionTableSchema = "my schema";
            task.AlembicUpgradeTarget = "heads";
        });

        Assert.Equal(("DEV", "PROD", PendingPolicy.Fail), (request.DevelopmentUrlVariable, request.ProductionUrlVariable, request.PendingPolicy));
        Assert.Equal(Expectation.Snapshot, request.Expectation);
        Assert.Equal(["public", "Straße", "a%3Bb"], request.Schemas!);
        Assert.Equal(OptionalKinds.Privileges | OptionalKinds.ColumnOrder, request.AlsoCompared);
        var ignored = Assert.Single(request.Ignored);
        Assert.Equal(("table:public.*", "a \"reason\"; % ^ \\"), (ignored.Entry, ignored.Justification));
        Assert.Equal(
            (OpaquePolicy.Fail, 12, true), (request.Plan.Policy.Opaque, request.Plan.Policy.MaxLockedRows, request.Plan.Policy.ProbeData));
        Assert.Equal(
            new Approval("9c0ffee12345", "drop_column", "public.\"A;b\".c", "50% of it") { Expires = new(2027, 1, 31) },
            Assert.Single(request.Plan.Approvals));
        Assert.Equal(
            new ModelCheckRequest(new("./run \"my alembic\"", "URL", TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(7)), Path.Combine(this.folder, "app")), request.ModelCheck);
        Assert.Equal(PartitionComparison.Exact, request.Partitions);
        Assert.Equal([3, 4, 5], [request.Limits.Connect.TotalSeconds, request.Limits.Lock.TotalSeconds, request.Limits.Statement.TotalSeconds]);
        Assert.Equal(Path.Combine(this.folder, "db/alembic.ini"), request.Alembic.ConfigFile);
        Assert.Equal(Path.Combine(this.folder, "app/work"), request.Alembic.WorkingDirectory);
        Assert.Equal(
            ("other", "package:scripts", true, "Versions", "my schema", UpgradeTarget.Heads),
            (request.Alembic.Section, request.Alembic.ScriptLocation, request.Alembic.RecursiveVersionLocations, request.Alembic.VersionTable, request.Alembic.VersionTableSchema, request.Alembic.UpgradeTarget));
        Assert.Equal([Path.Combine(this.folder, "app/a"), Path.Combine(this.folder, "app/b")], request.Alembic.VersionLocations);
    }

    [Fact]
    public void Has_locations_that_start_at_the_project_although_the_configuration_is_above_it()
    {
        File.WriteAllText(Path.Combine(this.folder, "alembic.ini"), "[alembic]\nscript_location = migrations\n");
        Directory.CreateDirectory(Path.Combine(this.folder, "migrations/versions"));
        Directory.CreateDirectory(Path.Combine(this.folder, "app/migrations/versions"));

        var request = this.Request("app", task =>
        {
            task.AlembicScriptLocation = "migrations/";
            task.AlembicVersionLocations = "migrations/versions;shop.db:versions;%(here)s/more;/else/where";
        });

        Assert.Equal(Path.Combine(this.folder, "alembic.ini"), Path.Combine(request.ProjectDirectory, "alembic.ini"));
        Assert.Equal(Path.Combine(this.folder, "app/migrations"), request.Alembic.ScriptLocation);
        Assert.Equal(
            [Path.Combine(this.folder, "app/migrations/versions"), "shop.db:versions", "%(here)s/more", "/else/where"],
            request.Alembic.VersionLocations);
    }

    [Fact]
    public void Is_the_same_text_for_projects_that_name_the_same_folder_each_in_its_own_way()
    {
        File.WriteAllText(Path.Combine(this.folder, "alembic.ini"), "[alembic]\nscript_location = migrations\n");

        Assert.Equal(
            this.Prepared("one", task => task.AlembicScriptLocation = "../other").Request,
            this.Prepared("deep/two", task => task.AlembicScriptLocation = "../../other/").Request);
        Assert.NotEqual(
            this.Prepared("one", task => task.AlembicScriptLocation = "other").Request,
            this.Prepared("deep/two", task => task.AlembicScriptLocation = "other").Request);
    }

    [Theory]
    [InlineData("Replay", true)]
    [InlineData("Auto", false)]
    public void Says_where_scratch_databases_may_be_made_and_pulls_an_image_only_for_a_proof_that_is_required(string proof, bool mayPull)
    {
        var request = this.Request("app", task =>
        {
            task.DbGuardProof = proof;
            task.DbScratchBinaries = "../bin";
            task.DbScratchContainerEngine = "./tools/podman";
            task.DbScratchImage = "localhost:5000/postgis:15;x";
            task.DbReplayOnDevelopment = "true";
            task.DbDevelopmentUrlVariable = "DEV";
        });

        Assert.Equal(mayPull, request.Proof!.IsRequired);
        Assert.Equal(
            new()
            {
                Binaries = Path.Combine(this.folder, "bin"),
                ContainerEngine = Path.Combine(this.folder, "app/tools/podman"),
                Image = "localhost:5000/postgis:15;x",
                MayPull = mayPull,
                OnDevelopment = true,
                DevelopmentVariable = "DEV",
            },
            request.Proof.Scratch);
        Assert.Equal("podman", this.Request("app", task => (task.DbGuardProof, task.DbScratchContainerEngine) = (proof, "podman")).Proof!.Scratch.ContainerEngine);
    }

    [Fact]
    public void Has_the_defaults_of_the_engine_where_the_project_says_nothing()
    {
        var request = this.Request("app", _ => { });

        Assert.Equal(new AuditRequest { ProjectDirectory = request.ProjectDirectory }.Limits, request.Limits);
        Assert.Equal(("DATABASE_URL", "DATABASE_URL_PROD", PendingPolicy.Allow), (request.DevelopmentUrlVariable, request.ProductionUrlVariable, request.PendingPolicy));
        Assert.Equal(PartitionComparison.Shape, request.Partitions);
        Assert.Equal((PlanRequest.Default.Policy, 0), (request.Plan.Policy, request.Plan.Approvals.Count));
        Assert.Null(request.Schemas);
        Assert.Null(request.Alembic.ConfigFile);
        Assert.Equal(Path.Combine(this.folder, "app"), request.ProjectDirectory);
    }

    [Fact]
    public void Is_the_same_text_for_projects_that_share_a_configuration()
    {
        File.WriteAllText(Path.Combine(this.folder, "alembic.ini"), "[alembic]\nscript_location = migrations\n");

        Assert.Equal(this.Prepared("one", _ => { }).Request, this.Prepared("deep/er/two", _ => { }).Request);
        Assert.NotEqual(this.Prepared("one", _ => { }).Request, this.Prepared("one", task => task.DbSchemas = "public").Request);
    }

    [Fact]
    public void C20_Is_the_same_text_for_projects_that_share_the_folder_of_Flask_Migrate()
    {
        Directory.CreateDirectory(Path.Combine(this.folder, "migrations/versions"));
        File.WriteAllText(Path.Combine(this.folder, "migrations/env.py"), "");

        Assert.Equal(this.Prepared("one", _ => { }).Request, this.Prepared("deep/er/two", _ => { }).Request);
    }

    [Fact]
    public void C21_Holds_both_files_that_the_project_names_with_full_paths()
    {
        var request = this.Request("app", task => task.AlembicConfigFile = "a.ini; ../b/pyproject.toml");

        Assert.Equal(
            $"{Path.Combine(this.folder, "app/a.ini")};{Path.Combine(this.folder, "b/pyproject.toml")}", request.Alembic.ConfigFile);
        Assert.Equal(Path.Combine(this.folder, "app"), request.ProjectDirectory);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("db/alembic.ini", "app/db/alembic.ini")]
    [InlineData("../db/alembic.ini", "db/alembic.ini")]
    public void C21_Holds_the_file_that_ALEMBIC_CONFIG_names_so_that_another_value_asks_for_another_look(string? variable, string? expected)
    {
        File.WriteAllText(Path.Combine(this.folder, "alembic.ini"), "[alembic]\nscript_location = migrations\n");
        Assert.Null(Environment.GetEnvironmentVariable("ALEMBIC_CONFIG"));
        void InThatEnvironment(PrepareDatabaseCheck task) => task.Variable = name => name == "ALEMBIC_CONFIG" ? variable : null;

        var request = this.Request("app", InThatEnvironment);

        Assert.Equal(expected is null ? null : Path.Combine(this.folder, expected), request.Alembic.EnvironmentConfigFile);
        Assert.Null(request.Alembic.ConfigFile);
        Assert.Equal(expected is null, this.Prepared("app", InThatEnvironment).Request == this.Prepared("app", _ => { }).Request);
    }

    [Fact]
    public void Is_another_where_other_things_are_compared_and_the_same_in_whatever_order_they_are_written()
    {
        File.WriteAllText(Path.Combine(this.folder, "alembic.ini"), "[alembic]\nscript_location = migrations\n");
        var one = this.Prepared("one", task => task.DbCompare = "Privileges;Comments").Request;

        Assert.Equal(one, this.Prepared("two", task => task.DbCompare = "comments;Privileges").Request);
        Assert.NotEqual(one, this.Prepared("two", task => task.DbCompare = "Privileges").Request);
        Assert.NotEqual(one, this.Prepared("two", _ => { }).Request);
    }

    [Fact]
    public void Names_every_global_property_so_that_the_inner_project_can_do_without_them()
    {
        var prepared = this.Prepared("one", task => ((RecordingEngine)task.BuildEngine).GlobalProperties["RuntimeIdentifier"] = "linux-x64");

        Assert.Equal(["RuntimeIdentifier"], prepared.GlobalProperties);
    }

    public void Dispose() => Directory.Delete(this.folder, recursive: true);

    private AuditRequest Request(string project, Action<PrepareDatabaseCheck> configure) =>
        RequestText.Read(this.Prepared(project, configure).Request);

    private PrepareDatabaseCheck Prepared(string project, Action<PrepareDatabaseCheck> configure)
    {
        Directory.CreateDirectory(Path.Combine(this.folder, ".git"));
        Directory.CreateDirectory(Path.Combine(this.folder, project));
        var engine = new RecordingEngine();
        using var task = new PrepareDatabaseCheck { ProjectFile = Path.Combine(this.folder, project, "app.csproj"), BuildEngine = engine };
        configure(task);
        Assert.True(task.Execute(), string.Join('\n', engine.Errors.Select(error => error.Message)));
        return task;
    }
}
