using System.Text.Json;
using AutonomOS.Migrations.Reports;

namespace AutonomOS.Migrations.Tests.Reports;

public sealed class AuditJsonFormat
{
    [Fact]
    public void What_was_written_can_be_read_back()
    {
        var json = AuditJson.Write(Samples.Drifted);

        Assert.Equal(json, AuditJson.Write(AuditJson.Read(json)));
        Assert.Equivalent(Samples.Drifted, AuditJson.Read(json), strict: true);
    }

    [Fact]
    public void A_report_of_nothing_can_be_read_back()
    {
        var nothing = Samples.Drifted with { Databases = [], History = null, Distance = null, Differences = [], Findings = [] };

        Assert.Equivalent(nothing, AuditJson.Read(AuditJson.Write(nothing)), strict: true);
    }

    [Fact]
    public void The_names_are_those_that_programs_rely_on()
    {
        using var document = JsonDocument.Parse(AuditJson.Write(Samples.Drifted));
        var root = document.RootElement;

        Assert.Equal(1, root.GetProperty("formatVersion").GetInt32());
        Assert.Equal("MISMATCH", root.GetProperty("diagnosis").GetString());
        Assert.Equal("development", root.GetProperty("databases")[0].GetProperty("role").GetString());
        Assert.Equal(4, root.GetProperty("databases")[0].GetProperty("objectCounts").GetProperty("column").GetInt32());
        Assert.Equal("5a9d6371e18c", root.GetProperty("databases")[0].GetProperty("tracking").GetProperty("revisions")[0].GetString());
        Assert.Equal(-2, root.GetProperty("schemaDistance").GetProperty("tables").GetInt32());
        Assert.Equal("missing", root.GetProperty("differences")[0].GetProperty("change").GetString());
        Assert.Equal("character varying(255)", root.GetProperty("differences")[1].GetProperty("production").GetString());
        Assert.Equal(3, root.GetProperty("diagnostics")[1].GetProperty("line").GetInt32());
        Assert.Equal(55, root.GetProperty("elapsedMilliseconds").GetProperty("total").GetInt64());
    }
}
