using AutonomOS.Migrations.Connections;

namespace AutonomOS.Migrations.Scratch;

/// <summary>A scratch database.</summary>
public sealed class ScratchDatabase
{
    internal ScratchDatabase(string name, string url)
    {
        this.Name = name;
        this.Url = url;
        this.Target = ConnectionTarget.Parse("scratch", ScratchRequest.ShadowVariable, url);
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Where it is.</summary>
    public ConnectionTarget Target { get; }

    /// <summary>Its URL, with the password.</summary>
    internal string Url { get; }
}
