using System.Text;
using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Tests.Alembic;

/// <summary>An Alembic environment of one test's own, removed at its end.</summary>
public sealed class AlembicFolder : IDisposable
{
    public AlembicFolder()
    {
        this.Root = Directory.CreateTempSubdirectory("alembic-").FullName;
        Directory.CreateDirectory(Path.Combine(this.Root, ".git"));
    }

    public string Root { get; }

    /// <summary>alembic.ini, an empty migrations/versions, and nothing else.</summary>
    public static AlembicFolder Standard(string section = "script_location = migrations")
    {
        var folder = new AlembicFolder();
        folder.Write("alembic.ini", $"[alembic]\n{section}\n");
        Directory.CreateDirectory(folder.At("migrations/versions"));
        return folder;
    }

    public string At(string path) => Path.Combine(this.Root, path);

    public AlembicFolder Write(string path, string text) => this.Write(path, Encoding.UTF8.GetBytes(text));

    public AlembicFolder Write(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this.At(path))!);
        File.WriteAllBytes(this.At(path), bytes);
        return this;
    }

    /// <summary>A revision file in migrations/versions; <paramref name="down"/> and <paramref name="more"/> are Python.</summary>
    public AlembicFolder Revision(string id, string down = "None", string more = "", string folder = "migrations/versions") =>
        this.Write($"{folder}/{id}.py", $"revision = '{id}'\ndown_revision = {down}\n{more}\n");

    public AlembicHistory Load(AlembicSettings? settings = null, string project = ".") =>
        AlembicHistory.Load(settings ?? new AlembicSettings(), Path.GetFullPath(this.At(project)));

    /// <summary>The one finding of a history.</summary>
    public static Finding Only(AlembicHistory history, DiagnosticDescriptor code)
    {
        var finding = Assert.Single(history.Findings);
        Assert.Equal(code.Code, finding.Code);
        Assert.DoesNotContain('\n', finding.Message);
        return finding;
    }

    public void Dispose() => Directory.Delete(this.Root, true);
}
