using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Reports;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace AutonomOS.Migrations.Build.Tests.Infrastructure;

/// <summary>Reports as ReadDatabases hands them over.</summary>
internal static class HandedOver
{
    internal static AuditReport Of(bool passed, params Finding[] findings) => new()
    {
        Diagnosis = passed ? Diagnosis.Ok : Diagnosis.Mismatch,
        Passed = passed,
        Databases = [],
        History = null,
        Distance = new(0, 0),
        Differences = [],
        Findings = findings,
        Elapsed = new(1, 2, 3, 6),
    };

    internal static ITaskItem[] Item(AuditReport report)
    {
        ITaskItem2 item = new TaskItem("audit.json");
        item.SetMetadataValueLiteral("Json", AuditJson.Write(report));
        return [item];
    }
}
