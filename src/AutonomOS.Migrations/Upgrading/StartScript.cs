using System.Globalization;
using System.Text.Json;
using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Alembic.Command;
using AutonomOS.Migrations.Alembic.VersionTables;
using AutonomOS.Migrations.Connections;

namespace AutonomOS.Migrations.Upgrading;

/// <summary>The deployment step for a host without the SDK: a POSIX shell script around the team's own Alembic and its Python.</summary>
public static class StartScript
{
    /// <summary>What it is called in the publish output.</summary>
    public const string FileName = "start-migrations.sh";

    /// <summary>Writes it down.</summary>
    /// <param name="settings">What the team deploys with, and the version table.</param>
    /// <param name="driver">The variable with the URL, and how long a statement may wait for a lock.</param>
    /// <param name="longest">How long to wait for another migration.</param>
    /// <returns>The script; it holds no URL.</returns>
    public static string Text(AlembicSettings settings, AlembicDriver driver, TimeSpan longest)
    {
        var table = SqlName.Quote(settings.VersionTable ?? AlembicVersionTable.DefaultName);
        (string Name, string Value)[] values =
        [
            ("@Key@", MigrationLock.Key),
            ("@RunName@", Python(AlembicProcess.NamePrefix)),
            ("@UrlVariable@", Python(driver.UrlVariable)),
            ("@UpgradeTarget@", Python(settings.UpgradeTarget == UpgradeTarget.Heads ? "heads" : "head")),
            ("@VersionTable@", Python(settings.VersionTableSchema is { } schema ? $"{SqlName.Quote(schema)}.{table}" : table)),
            ("@Options@", settings.Section == "alembic" ? "" : $"{Python("-n")}, {Python(settings.Section)}"),
            ("@Wait@", Seconds(longest)),
            ("@StatementWait@", Seconds(driver.LockLimit)),
        ];
        using var stream = typeof(StartScript).Assembly.GetManifestResourceStream(FileName)!;
        using var reader = new StreamReader(stream);
        return values.Aggregate(reader.ReadToEnd(), (text, value) => text.Replace(value.Name, value.Value, StringComparison.Ordinal));
    }

    // A string of JSON is one of Python.
    private static string Python(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    private static string Seconds(TimeSpan time) => ((long)time.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
