using System.Diagnostics;
using System.Globalization;
using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Alembic.Configuration;
using AutonomOS.Migrations.Alembic.Graph;
using AutonomOS.Migrations.Alembic.Operations;
using AutonomOS.Migrations.Alembic.Python;
using AutonomOS.Migrations.Alembic.Revisions;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Sql;

namespace AutonomOS.Migrations.Tests.Alembic.Fuzzing;

/// <summary>
/// Six seconds of made-up input; <c>build/fuzz.sh</c> runs a million. <c>AUTONOMOS_FUZZ_INPUTS</c> says how many instead of how long, and
/// <c>AUTONOMOS_FUZZ_SEED</c> with which to begin: what failed is found again under its own seed.
/// </summary>
public sealed class Whatever_is_in_a_file : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("autonomos-fuzz-").FullName;
    private readonly RevisionFileReader reader = new(PythonModules.Under([], _ => []));

    [Fact]
    public void Is_read_or_refused_with_a_code_and_never_throws()
    {
        var first = Setting("AUTONOMOS_FUZZ_SEED") ?? 1;
        var count = Setting("AUTONOMOS_FUZZ_INPUTS");
        var clock = Stopwatch.StartNew();
        var definite = 0;
        var done = 0;
        for (; count is null ? clock.Elapsed < TimeSpan.FromSeconds(6) : done < count; done++)
        {
            var input = new FuzzInput(first + done);
            try
            {
                definite += this.Try(input) ? 1 : 0;
            }
            catch (Exception e)
            {
                throw new InvalidOperationException(
                    $"Input {first + done} threw. Again: AUTONOMOS_FUZZ_SEED={first + done} AUTONOMOS_FUZZ_INPUTS=1", e);
            }
        }

        TestContext.Current.SendDiagnosticMessage($"{done} inputs from seed {first}, {definite} of them understood, in {clock.Elapsed.TotalSeconds:0} s");

        // Nothing but refusals would show that the inputs are too wild to get anywhere.
        Assert.InRange(definite, 1, done);
    }

    public void Dispose() => Directory.Delete(this.folder, recursive: true);

    private static long? Parsed(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static int? Setting(string variable) => (int?)Parsed(Environment.GetEnvironmentVariable(variable));

    private bool Try(FuzzInput input) => input.Below(10) switch
    {
        < 5 => this.ReadRevision(input),
        5 => this.ReadConfiguration(input),
        6 or 7 => ReadSql(input),
        _ => this.Link(input),
    };

    private bool ReadRevision(FuzzInput input)
    {
        var path = Path.Combine(this.folder, "a.py");
        var bytes = input.Revision();
        var findings = new List<Finding>();
        var file = this.reader.Read(path, bytes, findings);
        Assert.All(findings, finding => Assert.True(finding.Line >= 0 && !finding.Message.Contains('\n', StringComparison.Ordinal)));
        if (file is not null && input.Below(2) == 0)
        {
            File.WriteAllBytes(path, bytes);
            _ = UpgradeOperations.Read(file);
        }

        return file is not null;
    }

    private bool ReadConfiguration(FuzzInput input)
    {
        var path = Path.Combine(this.folder, input.Below(3) == 0 ? "pyproject.toml" : "alembic.ini");
        var bytes = input.Configuration();
        File.WriteAllBytes(path, bytes);
        try
        {
            _ = AlembicConfiguration.Read(new AlembicSettings { ConfigFile = path }, this.folder, []);
            return true;
        }
        catch (FindingException e)
        {
            Assert.DoesNotContain('\n', e.Finding.Message);
            return false;
        }
    }

    private static bool ReadSql(FuzzInput input)
    {
        var operations = SqlReader.Read(input.Sql(), "/x/a.sql", 1, new() { HasBinds = input.Below(2) == 0 });
        Assert.All(operations, operation => Assert.True(operation.Place.Line >= 1 && !(operation is OpaqueOperation opaque && opaque.Reason.Contains('\n', StringComparison.Ordinal))));
        return operations.Count > 0 && !operations.Any(operation => operation is OpaqueOperation);
    }

    private bool Link(FuzzInput input)
    {
        var findings = new List<Finding>();
        var files = input.History().Select((bytes, at) => this.reader.Read($"/x/{at}.py", bytes, findings))
            .OfType<RevisionFile>().ToList();
        var graph = RevisionGraph.Link(files, findings);
        var known = graph.Revisions.Select(file => file.Revision).ToList();
        var rows = known.Where(_ => input.Below(3) == 0).ToList();
        _ = graph.Pending(rows);
        _ = graph.Rows(rows);
        _ = graph.Overlaps(rows);
        _ = graph.DescribeHeads();
        _ = known.ConvertAll(graph.LabelsOf);
        var identifier = input.Identifier();
        _ = graph.ReadAs(identifier);
        _ = graph.NearMatches(identifier);
        _ = graph.Identifiers.ResolveUpgrade(identifier, rows);
        _ = graph.Identifiers.ResolveDowngrade(identifier, rows);
        return findings.Count == 0;
    }
}
