using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Reports;

namespace AutonomOS.Migrations.Tests.Reports;

public sealed class FilesReplacedWhole : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("autonomos-reports-").FullName;

    [Fact]
    public void A_run_that_begins_takes_back_what_an_earlier_one_said()
    {
        var directory = Path.Combine(this.folder, "ops", "db_audit");
        ReportFiles.Write(Samples.Passing, directory);
        Assert.All(Directory.GetFiles(directory), file => Assert.Contains("OK", File.ReadAllText(file), StringComparison.Ordinal));

        ReportFiles.Invalidate(directory);

        Assert.Equal(["audit.json", "dev-summary.txt", "prod-summary.txt"], Directory.GetFiles(directory).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(Directory.GetFiles(directory), file =>
        {
            Assert.Contains("UNVERIFIED", File.ReadAllText(file), StringComparison.Ordinal);
            Assert.DoesNotContain("OK", File.ReadAllText(file), StringComparison.Ordinal);
        });
        Assert.False(AuditJson.Read(File.ReadAllText(Path.Combine(directory, "audit.json"))).Passed);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_a_coded_error()
    {
        var file = Path.Combine(this.folder, "file");
        File.WriteAllText(file, "");

        var exception = Assert.Throws<FindingException>(() => ReportFiles.Write(Samples.Passing, Path.Combine(file, "below")));

        Assert.Equal("AMB0020", exception.Finding.Code);
    }

    [Fact]
    public void A_file_that_cannot_be_replaced_leaves_nothing_beside_it()
    {
        Directory.CreateDirectory(Path.Combine(this.folder, "audit.json"));

        Assert.Throws<FindingException>(() => ReportFiles.Write(Samples.Passing, this.folder));

        Assert.Equal(["audit.json"], Directory.GetFileSystemEntries(this.folder).Select(Path.GetFileName));
    }

    public void Dispose() => Directory.Delete(this.folder, recursive: true);
}
