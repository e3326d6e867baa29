using System.Collections.Concurrent;
using AutonomOS.Migrations.Testing;
using Microsoft.Build.Evaluation;
using Microsoft.Build.Execution;
using Microsoft.Build.Framework;

namespace AutonomOS.Migrations.Build.Tests.Infrastructure;

/// <summary>A project without an SDK that imports the package's files as they are installed, built in this process.</summary>
internal sealed class InProcessBuild : IDisposable
{
    // MSBuild has one node in a process.
    private static readonly SemaphoreSlim OneAtATime = new(1, 1);

    private readonly Recorder recorder = new();

    internal InProcessBuild()
    {
        this.Folder = Directory.CreateTempSubdirectory("autonomos-task-").FullName;
        this.Project = Path.Combine(this.Folder, "app.proj");
        var build = Directory.CreateDirectory(Path.Combine(this.Package, "build")).FullName;
        var tasks = Directory.CreateDirectory(Path.Combine(this.Package, "tasks", "net10.0")).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "nuget", "build")))
        {
            File.Copy(file, Path.Combine(build, Path.GetFileName(file)));
        }

        var configuration = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/'))!);
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "src", "AutonomOS.Migrations.Build", "bin", configuration, "net10.0")))
        {
            File.Copy(file, Path.Combine(tasks, Path.GetFileName(file)));
        }

        File.WriteAllText(
            this.Project,
            $"""
            <Project>
              <Import Project="{build}/AutonomOS.Migrations.Build.props" />
              <Target Name="PrepareForPublish" />
              <Import Project="{build}/AutonomOS.Migrations.Build.targets" />
            </Project>
            """);
    }

    internal string Folder { get; }

    internal string Project { get; }

    internal string Package => Path.Combine(this.Folder, "package");

    /// <summary>
    /// The environment variables of its builds, there while one runs: MSBuild puts the environment of a build's beginning back at its end, and
    /// with it whatever another test set meanwhile.
    /// </summary>
    internal Dictionary<string, string> Variables { get; } = [];

    internal IReadOnlyCollection<BuildErrorEventArgs> Errors => this.recorder.Errors;

    internal IReadOnlyCollection<BuildWarningEventArgs> Warnings => this.recorder.Warnings;

    internal IReadOnlyCollection<BuildMessageEventArgs> Messages => this.recorder.Messages;

    /// <summary>Builds a target.</summary>
    /// <param name="target">The target.</param>
    /// <param name="properties">Global properties.</param>
    /// <param name="cancelWhen">Cancels the build when a message with this text is logged.</param>
    internal async Task<bool> RunAsync(string target, IReadOnlyDictionary<string, string>? properties = null, string? cancelWhen = null)
    {
        await OneAtATime.WaitAsync();
        try
        {
            foreach (var (name, value) in this.Variables)
            {
                Environment.SetEnvironmentVariable(name, value);
            }

            using var projects = new ProjectCollection();
            var manager = BuildManager.DefaultBuildManager;
            if (cancelWhen is not null)
            {
                this.recorder.WhenLogged(cancelWhen, manager.CancelAllSubmissions);
            }

            var parameters = new BuildParameters(projects) { Loggers = [this.recorder], EnableNodeReuse = false, SaveOperatingEnvironment = false, ShutdownInProcNodeOnBuildFinish = true };
            var request = new BuildRequestData(
                this.Project, (properties ?? new Dictionary<string, string>()).ToDictionary(pair => pair.Key, string? (pair) => pair.Value), null, [target], null);
            var result = await Task.Run(() => manager.Build(parameters, request));
            return result.OverallResult == BuildResultCode.Success;
        }
        finally
        {
            foreach (var name in this.Variables.Keys)
            {
                Environment.SetEnvironmentVariable(name, null);
            }

            OneAtATime.Release();
        }
    }

    public void Dispose() => Directory.Delete(this.Folder, recursive: true);

    private sealed class Recorder : ILogger
    {
        private Action<string>? listener;

        public ConcurrentQueue<BuildErrorEventArgs> Errors { get; } = [];

        public ConcurrentQueue<BuildWarningEventArgs> Warnings { get; } = [];

        public ConcurrentQueue<BuildMessageEventArgs> Messages { get; } = [];

        public LoggerVerbosity Verbosity { get; set; } = LoggerVerbosity.Diagnostic;

        public string? Parameters { get; set; }

        public void WhenLogged(string text, Action action) => this.listener = message =>
        {
            if (message.Contains(text, StringComparison.Ordinal))
            {
                action();
            }
        };

        public void Initialize(IEventSource eventSource)
        {
            eventSource.ErrorRaised += (_, e) => this.Errors.Enqueue(e);
            eventSource.WarningRaised += (_, e) => this.Warnings.Enqueue(e);
            eventSource.MessageRaised += (_, e) =>
            {
                this.Messages.Enqueue(e);
                this.listener?.Invoke(e.Message ?? "");
            };
        }

        public void Shutdown()
        {
        }
    }
}
