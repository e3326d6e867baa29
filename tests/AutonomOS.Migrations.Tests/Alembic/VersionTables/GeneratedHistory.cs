namespace AutonomOS.Migrations.Tests.Alembic.VersionTables;

/// <summary>A small history with branches, merges, dependencies, labels and several bases; the same for a seed on every machine.</summary>
internal sealed class GeneratedHistory : IDisposable
{
    private ulong state;

    public GeneratedHistory(int seed)
    {
        this.state = (ulong)seed;
        this.Folder = AlembicFolder.Standard();
        var count = 4 + this.Next(9);
        for (var number = 0; number < count; number++)
        {
            // Two halves that differ: beginnings of four and more characters are sometimes unique and sometimes not.
            var id = $"{0x10aa + this.Next(3):x4}{number:x2}{this.Next(256):x2}";
            var down = number == 0 || this.Next(5) == 0 ? "None"
                : number > 2 && this.Next(4) == 0 ? $"('{this.Pick()}', '{this.Ids[^1]}')"
                : this.Next(2) == 0 ? $"'{this.Ids[^1]}'"
                : $"'{this.Pick()}'";
            var depends = number > 1 && this.Next(3) == 0 ? $"depends_on = '{this.Pick()}'\n" : "";
            this.Folder.Revision(id, down, depends + (this.Next(4) == 0 ? $"branch_labels = ('label{number:d2}',)" : ""));
            this.Ids.Add(id);
        }

        RealAlembic.Runnable(this.Folder);
    }

    public AlembicFolder Folder { get; }

    public List<string> Ids { get; } = [];

    /// <summary>Knuth's 64-bit congruential generator.</summary>
    public int Next(int below) => (int)((this.state = (this.state * 6364136223846793005) + 1442695040888963407) >> 33) % below;

    public string Pick() => this.Ids[this.Next(this.Ids.Count)];

    public void Dispose() => this.Folder.Dispose();
}
