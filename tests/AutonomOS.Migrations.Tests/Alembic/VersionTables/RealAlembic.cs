using System.Diagnostics;
using System.Text.Json;

namespace AutonomOS.Migrations.Tests.Alembic.VersionTables;

/// <summary>
/// One process of Debian's Python with Alembic in it, asked as often as a test likes: starting it costs more than a hundred commands do.
/// <c>PYTHONPATH</c> may put another Alembic before Debian's.
/// </summary>
internal sealed class RealAlembic : IAsyncDisposable
{
    private const string Program = """
        import contextlib, io, json, logging, os, sys, warnings
        import alembic
        from alembic import command
        from alembic.config import Config
        from alembic.util import CommandError
        warnings.simplefilter("ignore")
        logging.disable(logging.CRITICAL)
        answers = os.fdopen(os.dup(1), "w")
        for line in sys.stdin:
            asked = json.loads(line)
            out = io.StringIO()
            config = Config(stdout=out, output_buffer=out)
            config.set_main_option("script_location", asked["scripts"])
            config.attributes["url"] = asked["url"]
            error = ""
            try:
                with contextlib.redirect_stdout(out):
                    getattr(command, asked["command"])(config, *asked["arguments"], **asked["options"])
            except CommandError as e:
                error = "FAILED: %s" % e
            except BaseException as e:
                error = "%s: %s" % (type(e).__name__, e)
            answers.write(json.dumps([error, out.getvalue()]) + "\n")
            answers.flush()
        """;

    private const string EnvPy = """
        import sqlalchemy
        from alembic import context

        url = context.config.attributes["url"]
        if context.is_offline_mode():
            context.configure(url=url)
            with context.begin_transaction():
                context.run_migrations()
        else:
            with sqlalchemy.create_engine(url, poolclass=sqlalchemy.pool.NullPool).connect() as connection:
                context.configure(connection=connection)
                with context.begin_transaction():
                    context.run_migrations()
        """;

    private static readonly object NoOptions = new { };

    private readonly Process process;

    private RealAlembic(Process process) => this.process = process;

    public static RealAlembic Start()
    {
        var start = new ProcessStartInfo("/usr/bin/python3", ["-c", Program]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        return new(Process.Start(start)!);
    }

    /// <summary>Makes an environment that can be run: <c>env.py</c>, and <c>upgrade</c> and <c>downgrade</c> in what has none.</summary>
    public static AlembicFolder Runnable(AlembicFolder folder)
    {
        folder.Write("migrations/env.py", EnvPy);
        foreach (var file in Directory.GetFiles(folder.At("migrations/versions"), "*.py"))
        {
            File.AppendAllText(file, "\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n");
        }

        return folder;
    }

    /// <summary>Runs a command of Alembic's.</summary>
    /// <returns>Its error, empty when it succeeded, and what it printed.</returns>
    public async Task<(string Error, string Output)> RunAsync(
        AlembicFolder folder, string url, string command, IReadOnlyList<object> arguments, object? options = null)
    {
        await this.process.StandardInput.WriteLineAsync(
            JsonSerializer.Serialize(new { scripts = folder.At("migrations"), url, command, arguments, options = options ?? NoOptions }));
        var answer = JsonSerializer.Deserialize<string[]>((await this.process.StandardOutput.ReadLineAsync())!)!;
        return (answer[0], answer[1]);
    }

    /// <summary>Runs a line that one of our messages tells people to type: a stamp, with or without <c>--purge</c>.</summary>
    public async Task<string> RunAsync(AlembicFolder folder, string url, string line)
    {
        var words = line.Split(' ');
        Assert.Equal(["alembic", "stamp"], words[..2]);
        var revisions = words[2..].Where(word => word != "--purge").ToArray();
        return (await this.RunAsync(folder, url, "stamp", [revisions], new { purge = words.Contains("--purge", StringComparer.Ordinal) })).Error;
    }

    public async ValueTask DisposeAsync()
    {
        this.process.StandardInput.Close();
        await this.process.WaitForExitAsync();
        this.process.Dispose();
    }
}
