using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Replaying;
using AutonomOS.Migrations.Scratch;
using AutonomOS.Migrations.Testing;
using AutonomOS.Migrations.Tests.Guarding;
using AutonomOS.Migrations.Tests.Upgrading;

namespace AutonomOS.Migrations.Tests.Replaying;

/// <summary>A container as the scratch server: what is asked of an engine, what it may do wrong, and that nothing of it is left.</summary>
public sealed class Scratch_containers(PostgresFixture postgres, PostgresMajors majors)
{
    private const int Major = 15;

    [Fact]
    public async Task A_replay_is_proven_in_a_container_of_which_nothing_is_left_and_whose_password_is_nowhere()
    {
        await using var engine = FakeEngine.Make();
        var databases = await Deployment.TrackedAsync(await majors.CreateDatabaseAsync(Major), await majors.CreateDatabaseAsync(Major));
        await using var deployment = await Replaying.IntactAsync(await Deploying.DeployableAsync(databases));

        var (result, told) = await deployment.ReplayAsync(engine.Request);

        Assert.Empty(result.Findings);
        Assert.Equal("✅ PROVEN", result.Lines[^1]);
        Assert.Contains(result.Lines, line => line.StartsWith("Scratch:    a container (docker, postgres:15), PostgreSQL 15.", StringComparison.Ordinal));
        Assert.Contains(result.Lines, line => line.Trim() == "held AccessExclusiveLock on public.users");

        var name = Assert.Single(engine.Commands, command => command.StartsWith("run ", StringComparison.Ordinal)).Split(' ')[3];
        Assert.StartsWith("amb-scratch-", name, StringComparison.Ordinal);
        Assert.Equal($"rm --force --volumes {name}", engine.Commands[^1]);
        Assert.Empty(engine.Containers);
        using var client = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(() => client.ConnectAsync(IPAddress.Loopback, engine.Port));

        Assert.Equal(32, engine.Password.Length);
        Assert.DoesNotContain([.. engine.Commands, .. result.Lines, .. told], line => line.Contains(engine.Password, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_image_that_is_not_there_is_not_pulled_unasked_and_the_next_place_is_taken(bool onDevelopment)
    {
        await using var engine = FakeEngine.Make(image: "docker.io/library/postgres:14");

        Assert.Equal(onDevelopment, await this.IsOnDevelopmentAsync(engine, onDevelopment));

        Assert.Contains("image inspect docker.io/library/postgres:15", engine.Commands);
        Assert.DoesNotContain(engine.Commands, command => command.StartsWith("run ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_image_that_is_not_there_is_pulled_where_a_replay_is_asked_for()
    {
        await using var engine = FakeEngine.Make(image: "none");

        await using var server = await FindAsync(engine.Request with { Image = "postgis/postgis:15-3.4", MayPull = true });

        Assert.StartsWith("a container (docker, postgis/postgis:15-3.4), PostgreSQL 15.", server!.Description, StringComparison.Ordinal);
        Assert.True(server.IsOwn);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_whose_engine_does_not_answer_is_none(bool mayPull)
    {
        await using var engine = FakeEngine.Make().Say("off", "");

        Assert.Null(await FindAsync(engine.Request with { MayPull = mayPull }));
        Assert.True(await this.IsOnDevelopmentAsync(engine, isAllowed: true));

        Assert.DoesNotContain(engine.Commands, command => command.StartsWith("run ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Docker_is_looked_for_on_the_path_then_Podman_or_the_one_that_is_named_or_none()
    {
        await using var docker = FakeEngine.Make();
        await using var podman = FakeEngine.Make(name: "podman");
        var path = string.Join(Path.PathSeparator, "relative", Path.GetDirectoryName(podman.Client), Path.GetDirectoryName(docker.Client));

        async Task<string?> FoundAsync(string? given) => (await ContainerEngine.FindAsync(given, path, CancellationToken.None))?.Name;

        Assert.Equal(["docker", "podman", null, null], [await FoundAsync(null), await FoundAsync("podman"), await FoundAsync("None"), await FoundAsync("nerdctl")]);
        docker.Say("off", "");
        Assert.Equal(["podman", null], [await FoundAsync(null), await FoundAsync("docker")]);
    }

    [Fact]
    public async Task What_an_engine_refuses_with_is_said_without_the_line_about_its_help()
    {
        await using var engine = FakeEngine.Make().Say(
            "refuses", "Unable to find image locally\ndocker: Error response from daemon: no space left on device\n\nRun 'docker run --help' for more information\n");

        var finding = await FailAsync(engine, Major);

        Assert.Contains("docker run ended with exit code 125 and said 'docker: Error response from daemon: no space left on device'", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_that_ends_at_once_is_not_waited_for_and_its_last_words_are_told()
    {
        await using var engine = FakeEngine.Make().Say("dies", "The files belonging to this database system will be owned by user postgres.\ninitdb: error: out of room\n");

        var finding = await FailAsync(engine, Major);

        Assert.Contains("ended before a login worked, and said 'initdb: error: out of room'", finding.Message, StringComparison.Ordinal);
        Assert.Single(engine.Commands, command => command.StartsWith("port ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_listens_where_nobody_here_can_reach_it_is_not_waited_for()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        await using var engine = FakeEngine.Make().Say("published", port.ToString(CultureInfo.InvariantCulture)).Say("listens", "");

        var finding = await FailAsync(engine, Major);

        Assert.Contains("its server takes logins, but not from here", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_with_another_major_version_is_refused()
    {
        await using var engine = FakeEngine.Make(image: "docker.io/library/postgres:16");

        var finding = await FailAsync(engine, 16);

        Assert.Contains("its server is PostgreSQL 15, and production's is PostgreSQL 16", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_proof_is_required_a_container_that_fails_is_told_and_the_next_place_is_taken()
    {
        await using var engine = FakeEngine.Make().Say("dies", "initdb: error: out of room\n");
        var told = new List<string>();

        Assert.Null(await FindAsync(engine.Request, told: told));

        Assert.Contains("initdb: error: out of room", Assert.Single(told), StringComparison.Ordinal);
        Assert.Empty(engine.Containers);
        Assert.True(await this.IsOnDevelopmentAsync(engine, isAllowed: true));
    }

    [Fact]
    public async Task A_guard_that_may_do_without_a_proof_passes_with_a_note_where_a_container_fails()
    {
        await using var engine = FakeEngine.Make().Say("dies", "initdb: error: out of room\n");
        var databases = await Deployment.TrackedAsync(await majors.CreateDatabaseAsync(Major), await majors.CreateDatabaseAsync(Major));
        await using var deployment = await Replaying.IntactAsync(await Deploying.DeployableAsync(databases));

        var report = await ProvenAudit.RunAsync(
            deployment.Request with { Proof = new(false, Replaying.Driver, engine.Request, deployment.Folder) }, _ => { }, CancellationToken.None);

        Assert.True(report.Passed);
        var note = Assert.Single(report.Findings, finding => finding.Descriptor == DiagnosticCodes.NoScratchServer);
        Assert.Equal(Severity.Info, note.Severity);
        Assert.Contains("no container with postgres:15 is at hand", note.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_run_left_behind_that_was_killed_is_removed_by_the_next_and_nothing_else()
    {
        await using var engine = FakeEngine.Make().Say("dies", "");
        engine.Leave("dead", $"{ScratchOwner.Place}/{Environment.ProcessId}/2001-01-01T00:00:00.0000000Z");
        engine.Leave("living", ScratchOwner.Label);
        engine.Leave("elsewhere", $"another-machine/{Environment.ProcessId}/2001-01-01T00:00:00.0000000Z");
        engine.Leave("strange", "somebody's own");

        Assert.Null(await FindAsync(engine.Request));

        Assert.Equal(["elsewhere", "living", "strange"], engine.Containers);
    }

    [Fact]
    public async Task One_that_is_waited_for_is_removed_when_the_run_is_cancelled()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var cancelled = new CancellationTokenSource();
        await using var engine = FakeEngine.Make().Say("published", ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture));

        var finding = FindAsync(engine.Request with { MayPull = true }, cancellationToken: cancelled.Token);
        using var login = await listener.AcceptTcpClientAsync();
        Assert.Single(engine.Containers);
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => finding);
        Assert.Empty(engine.Containers);
    }

    private static async Task<Finding> FailAsync(FakeEngine engine, int major)
    {
        var failure = await Assert.ThrowsAsync<FindingException>(() => FindAsync(engine.Request with { MayPull = true }, major));
        Assert.Equal(DiagnosticCodes.ScratchServerFailed, failure.Finding.Descriptor);
        Assert.Empty(engine.Containers);
        return failure.Finding;
    }

    private static Task<ScratchServer?> FindAsync(
        ScratchRequest request, int major = Major, List<string>? told = null, CancellationToken cancellationToken = default) =>
        ScratchServer.FindAsync(request, major, SessionLimits.Default, line => told?.Add(line), cancellationToken);

    private async Task<bool> IsOnDevelopmentAsync(FakeEngine engine, bool isAllowed)
    {
        await using var deployment = await Deployment.TrackedAsync(postgres);
        await using var server = await FindAsync(
            engine.Request with { OnDevelopment = isAllowed, DevelopmentVariable = deployment.DevelopmentVariable });
        return server?.Description.StartsWith("the development server", StringComparison.Ordinal) == true;
    }
}
