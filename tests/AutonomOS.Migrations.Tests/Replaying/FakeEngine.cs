using System.Diagnostics;
using AutonomOS.Migrations.Scratch;
using AutonomOS.Migrations.Testing;

namespace AutonomOS.Migrations.Tests.Replaying;

/// <summary>
/// A container engine for machines without one: a shell script with the commands that are used, on top of a server's
/// programs. It writes down what it was asked, and what it does wrong is told to it by files beside it.
/// </summary>
internal sealed class FakeEngine : IAsyncDisposable
{
    private const string Script =
        """
        #!/bin/sh
        here=$(dirname "$0")
        printf '%s\n' "$*" >> "$here/commands"
        if [ -e "$here/off" ]; then echo "Cannot connect to the Docker daemon at unix:///var/run/docker.sock." >&2; exit 1; fi
        as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
        of() { c="$here/containers/$1"; if [ ! -d "$c" ]; then echo "Error: No such container: $1" >&2; exit 1; fi; }
        command=$1; shift
        case "$command" in
        ps)
            [ "$*" = "--all --quiet --no-trunc --filter label=autonomos.migrations.scratch" ] || { echo "unknown flags: $*" >&2; exit 125; }
            for c in "$here"/containers/*/; do [ -e "$c/label" ] && basename "$c"; done
            exit 0;;
        image)
            grep -qxF "$2" "$here/images" || { echo "Error: No such image: $2" >&2; exit 1; };;
        container)
            of "$4"
            case "$3" in
            '{{.State.Running}}') cat "$c/running";;
            '{{index .Config.Labels "autonomos.migrations.scratch"}}') cat "$c/label";;
            *) echo "template parsing error" >&2; exit 64;;
            esac;;
        run)
            pull=missing
            while [ $# -gt 0 ]; do case "$1" in
                --detach) shift;;
                --name) name=$2; shift 2;;
                --label) label=${2#autonomos.migrations.scratch=}; shift 2;;
                --publish) [ "$2" = 127.0.0.1::5432 ] || exit 125; shift 2;;
                --pull) pull=$2; shift 2;;
                --env) case "$2" in POSTGRES_PASSWORD) ;; POSTGRES_USER=*) user=${2#*=};; *) exit 125;; esac; shift 2;;
                -*) echo "unknown flag: $1" >&2; exit 125;;
                *) break;;
            esac; done
            if [ -e "$here/refuses" ]; then cat "$here/refuses" >&2; exit 125; fi
            grep -qxF "$1" "$here/images" || [ "$pull" = missing ] || { echo "Error: No such image: $1" >&2; exit 125; }
            [ "$2" = postgres ] || exit 127
            shift 2
            c="$here/containers/$name"
            mkdir -p "$c"
            printf '%s' "$label" > "$c/label"
            printf '%s' "$POSTGRES_PASSWORD" > "$here/password"
            if [ -e "$here/dies" ]; then echo false > "$c/running"; cp "$here/dies" "$c/log"; echo "$name"; exit 0; fi
            echo true > "$c/running"
            if [ -e "$here/published" ]; then cp "$here/published" "$c/port"; echo "$name"; exit 0; fi
            python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])' > "$c/port"
            cp "$c/port" "$here/port"
            mkdir "$c/server"
            cp "$here/password" "$c/server/password"
            [ "$(id -u)" = 0 ] && chown -R postgres "$c/server"
            bin=$(cat "$here/binaries")
            (
                flock 9
                as "$bin/initdb" -D "$c/server/data" -U "$user" --pwfile "$c/server/password" --auth=scram-sha-256 -E UTF8 --locale=C --no-sync
                as "$bin/pg_ctl" -D "$c/server/data" -l "$c/server/server.log" -w \
                    -o "-p $(cat "$c/port") -c listen_addresses=127.0.0.1 -c unix_socket_directories= $*" start 9>&-
            ) 9> "$c/starting" > "$c/log" 2>&1 < /dev/null &
            echo "$name";;
        port)
            of "$1"
            [ -e "$c/port" ] || { echo "Error: No public port '$2' published for $1" >&2; exit 1; }
            echo "[::1]:1"; echo "127.0.0.1:$(cat "$c/port")";;
        exec)
            of "$1"
            [ -e "$here/listens" ];;
        logs)
            of "$3"
            tail -n "$2" "$c/log" >&2;;
        rm)
            of "$3"
            if [ -d "$c/server" ]; then
                flock "$c/starting" true
                as "$(cat "$here/binaries")/pg_ctl" -D "$c/server/data" -m immediate -w stop > /dev/null 2>&1
            fi
            rm -rf "$c"
            echo "$3";;
        *)
            echo "docker: '$command' is not a docker command." >&2; exit 1;;
        esac
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("autonomos-engine-").FullName;

    private FakeEngine(string name) => this.Client = this.At(name);

    /// <summary>Full path of the client.</summary>
    public string Client { get; }

    /// <summary>What it was asked, one command a line; nothing when it was never asked.</summary>
    public IReadOnlyList<string> Commands => File.Exists(this.At("commands")) ? File.ReadAllLines(this.At("commands")) : [];

    /// <summary>The names of the containers that are there.</summary>
    public IReadOnlyList<string> Containers =>
        [.. Directory.GetDirectories(this.At("containers")).Select(container => Path.GetFileName(container)).Order(StringComparer.Ordinal)];

    /// <summary>The password that the last container was given.</summary>
    public string Password => File.ReadAllText(this.At("password"));

    /// <summary>The port of the last server.</summary>
    public int Port => int.Parse(File.ReadAllText(this.At("port")), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A request that can be served by it alone.</summary>
    public ScratchRequest Request => new() { Binaries = "/nowhere", ContainerEngine = this.Client };

    /// <summary>Makes one that has an image and nothing wrong with it.</summary>
    /// <param name="major">The major version of its servers, whatever the image.</param>
    /// <param name="image">The image that it has.</param>
    /// <param name="name">Its client's name.</param>
    public static FakeEngine Make(int major = 15, string image = "docker.io/library/postgres:15", string name = "docker")
    {
        var engine = new FakeEngine(name);
        Directory.CreateDirectory(engine.At("containers"));
        File.WriteAllText(engine.Client, Script + "\n");
        engine.Say("binaries", PostgresMajors.Binaries(major));
        engine.Say("images", image + "\n");

        // The servers run as another user than root.
        const UnixFileMode Open = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(engine.Client, Open);
            File.SetUnixFileMode(engine.folder, Open);
        }

        return engine;
    }

    /// <summary>
    /// Tells it what to do wrong: <c>off</c> (nothing answers), <c>refuses</c> (<c>run</c> fails and says this), <c>dies</c> (a container ends
    /// at once and has said this), <c>published</c> (no server, and this for its port), <c>listens</c> (the server is up, seen from inside).
    /// </summary>
    public FakeEngine Say(string file, string text)
    {
        File.WriteAllText(this.At(file), text);
        return this;
    }

    /// <summary>Adds a container that somebody else made.</summary>
    public void Leave(string name, string owner)
    {
        Directory.CreateDirectory(this.At($"containers/{name}"));
        this.Say($"containers/{name}/label", owner);
    }

    public async ValueTask DisposeAsync()
    {
        File.Delete(this.At("off"));
        foreach (var container in this.Containers)
        {
            using var remove = Process.Start(new ProcessStartInfo(this.Client, ["rm", "--force", "--volumes", container]) { RedirectStandardOutput = true })!;
            await remove.WaitForExitAsync();
        }

        Directory.Delete(this.folder, recursive: true);
    }

    private string At(string file) => Path.Combine(this.folder, file);
}
