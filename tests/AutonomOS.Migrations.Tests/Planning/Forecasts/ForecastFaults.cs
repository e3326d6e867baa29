using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Planning;
using AutonomOS.Migrations.Planning.Rules;

namespace AutonomOS.Migrations.Tests.Planning.Forecasts;

/// <summary>Holds what a revision did to what was forecast.</summary>
internal sealed class ForecastFaults
{
    // What is made again under its name is as good as before: it holds no data.
    private static readonly string[] Replaceable =
        ["view", "materialized view", "function", "procedure", "policy", "trigger", "rule", "constraint", "domain constraint", "index", "statistics"];

    // Changes of types that certainly keep everything.
    private static readonly HashSet<(string, string)> Widenings =
    [
        ("smallint", "integer"), ("smallint", "bigint"), ("integer", "bigint"), ("integer", "numeric"), ("bigint", "numeric"),
        ("character varying(10)", "character varying(50)"), ("character varying(10)", "text"), ("character varying(50)", "text"), ("character(3)", "text"),
        ("numeric(6,2)", "numeric(10,2)"), ("numeric(6,2)", "numeric"), ("numeric(10,2)", "numeric"), ("real", "double precision"),
        ("date", "timestamp without time zone"),
    ];

    private static readonly DiagnosticDescriptor[] SaidToFail =
    [
        DiagnosticCodes.NotNullWithoutDefault, DiagnosticCodes.ConcurrentlyInTransaction, DiagnosticCodes.CreatesExisting,
        DiagnosticCodes.ActsOnMissing, DiagnosticCodes.EnumValueUsedTooEarly,
    ];

    private readonly ForecastCase found;
    private readonly FormerNames former;
    private readonly Dictionary<string, SeenObject> vanished;
    private readonly HashSet<string> slots;
    private readonly List<(int At, PlannedOperation Planned, Finding Finding)> findings;

    private ForecastFaults(ForecastCase found)
    {
        this.found = found;
        this.former = new(found.Plan);
        this.vanished = found.Before.Objects.Values.Where(one => !found.After.Objects.ContainsKey(one.Key)).ToDictionary(one => one.Key);
        this.slots = [.. found.After.Objects.Values.Select(one => one.Slot)];
        this.findings = [.. found.Plan.Operations.SelectMany((planned, at) => planned.Findings.Select(finding => (at, planned, finding)))];
    }

    /// <summary>What is not as forecast, one line each.</summary>
    public static IEnumerable<string> Of(ForecastCase found) => new ForecastFaults(found) is var faults && found.Failure is null
        ? [.. faults.CalledFailing(), .. faults.VanishedSilently(), .. faults.CalledDestructive(), .. faults.RowsLostSilently(), .. faults.ShieldsDroppedSilently(), .. faults.NarrowedSilently(), .. faults.LeftUnexplained()]
        : faults.FailedSilently();

    private bool IsOpaque => this.findings.Exists(one => one.Finding.Descriptor == DiagnosticCodes.NotAnalysable);

    private IEnumerable<string> CalledFailing() => this.findings
        .Where(one => SaidToFail.Contains(one.Finding.Descriptor) && !this.IsEmptied(one.Planned))
        .Select(one => $"was said to fail: {one.Finding.Code}");

    // That a DELETE without WHERE leaves no row is not counted on: rules and policies may keep some. It is refused itself.
    private bool IsEmptied(PlannedOperation planned) => planned.Operation is AddColumn { Table: var table }
        && this.findings.Exists(one => one.Finding.Descriptor == DiagnosticCodes.ChangesAllRows && one.Planned.Operation.Subject == table);

    // A missing code only counts where PostgreSQL tells by its own that the catalog, and no row or expression, was the reason.
    private IEnumerable<string> FailedSilently()
    {
        var (state, message) = this.found.Failure!;
        DiagnosticDescriptor[] expected = state switch
        {
            // A row that is inserted, a value that USING makes null, and a type that cannot be indexed.
            "23502" or "23505" or "42704" when message.StartsWith("null value in", StringComparison.Ordinal)
                || message.StartsWith("duplicate key value", StringComparison.Ordinal) || message.Contains("default operator class", StringComparison.Ordinal)
                || message.Contains("using null", StringComparison.Ordinal) => [],
            // What a trigger calls is not looked up.
            "42883" when message.Contains("[create trigger", StringComparison.Ordinal) => [],
            "42701" when message.Contains("in statistics definition", StringComparison.Ordinal) => [],
            "42P07" or "42701" or "42710" or "42P06" or "42723" => [DiagnosticCodes.CreatesExisting],
            "42P01" or "42704" or "42883" or "3F000" or "42703" => [DiagnosticCodes.ActsOnMissing],
            "25001" => [DiagnosticCodes.ConcurrentlyInTransaction],
            "23505" => [DiagnosticCodes.UniqueMayFail],
            "22003" or "22001" => [DiagnosticCodes.NarrowsType],
            "55P04" => [DiagnosticCodes.EnumValueUsedTooEarly],
            "23502" => [DiagnosticCodes.NotNullWithoutDefault, DiagnosticCodes.NotNullScanBlocks],
            _ => [],
        };
        return expected.Length == 0 || this.IsOpaque || this.findings.Exists(one => expected.Contains(one.Finding.Descriptor)) ? []
            : [$"failed, and was not said to ({string.Join(", ", expected.Select(code => code.Code))}): {this.found.Failure}"];
    }

    private IEnumerable<string> VanishedSilently()
    {
        if (this.IsOpaque)
        {
            return [];
        }

        var named = this.Destructive()
            .Where(one => one.Planned.FullName is not null)
            .Select(one => (Kind: KindOf(one.Planned.Operation), Name: this.former.Of(one.At, one.Planned.FullName!)))
            .ToHashSet();
        var along = this.found.Dependents.SelectMany(all => all).ToHashSet();
        var told = new Dictionary<string, bool>();
        return this.vanished.Values.Where(one => !IsTold(one)).Select(one => $"vanished and was not called destructive: {one.Kind} {one.Name}");

        // Named, taken along by CASCADE, part of what is, or made again.
        bool IsTold(SeenObject one)
        {
            if (!told.TryGetValue(one.Key, out var known))
            {
                told[one.Key] = false;
                told[one.Key] = known = named.Contains((one.Kind, one.Name)) || (one.Kind == "sequence" && one.Parents.Any(IsIdentity)) || (IsType(one.Kind) && named.Contains(("type", one.Name))) || along.Contains(one.Told)
                    || (Replaceable.Contains(one.Kind) && this.slots.Contains(one.Slot))
                    || one.Parents.Any(parent => this.vanished.TryGetValue(parent, out var whole) && IsTold(whole));
            }

            return known;
        }

        bool IsIdentity(string key) => this.found.Before.Objects.TryGetValue(key, out var column) && named.Contains(("identity", column.Name));
    }

    private static bool IsType(string kind) => kind is "enum" or "domain" or "range type" or "composite type";

    private static string KindOf(SchemaOperation operation) => operation switch
    {
        AlterColumn { Change: ColumnChange.DropIdentity } => "identity",
        _ => operation.Kind,
    };

    private IEnumerable<(int At, PlannedOperation Planned, Finding Finding)> Destructive() =>
        this.findings.Where(one => PlanRules.IsDestructive(one.Finding.Descriptor));

    private IEnumerable<string> CalledDestructive() => this.Destructive()
        .Where(one => !one.Planned.Operation.IsConditional && !this.IsBorneOut(one.At, one.Planned, one.Finding))
        .Select(one => $"called destructive, and nothing was lost: {one.Finding.Code} {one.Planned.FullName}");

    private bool IsBorneOut(int at, PlannedOperation planned, Finding finding)
    {
        var name = planned.FullName is { } full ? this.former.Of(at, full) : "";
        if (finding.Descriptor == DiagnosticCodes.Truncates || finding.Descriptor == DiagnosticCodes.ChangesAllRows)
        {
            return this.RowsBefore(name) > 0;
        }

        if (finding.Descriptor == DiagnosticCodes.Cascades)
        {
            return this.found.Dependents[at].All(one => one.StartsWith("the rows of ", StringComparison.Ordinal)
                || this.vanished.Values.Any(lost => lost.Told == one)
                || this.found.Before.Objects.Values.All(there => there.Told != one));
        }

        if (finding.Descriptor == DiagnosticCodes.DisablesRowSecurity)
        {
            return this.Shields().Any(shield => shield.Before.Name == name);
        }

        if (finding.Descriptor == DiagnosticCodes.NarrowsType)
        {
            // What the rows that happen to be there would bear is not asked: the type is what counts. Of USING it cannot be told.
            // One that was widened before is narrowed to what it was.
            return planned.Operation is AlterColumn { Using: not null }
                || this.found.Plan.Operations.Take(at).Any(before => before.FullName == planned.FullName && before.Operation is AlterColumn { Change: ColumnChange.Type })
                || this.Both("column").Any(pair => pair.Before.Name == name && pair.Before.Detail != pair.After.Detail && !Widenings.Contains((pair.Before.Detail, pair.After.Detail)));
        }

        return planned.Operation is AlterColumn { Change: ColumnChange.DropIdentity }
            ? this.vanished.Values.Any(one => one.Kind == "sequence")
            : this.vanished.Values.Any(one => one.Name == name);
    }

    private long RowsBefore(string table) => this.found.Before.Rows.Values.Where(rows => rows.Name == table || rows.Parents.Contains(table)).Sum(rows => rows.Count);

    private IEnumerable<(SeenObject Before, SeenObject After)> Both(string kind) => this.found.Before.Objects.Values
        .Where(one => one.Kind == kind && this.found.After.Objects.ContainsKey(one.Key))
        .Select(one => (one, this.found.After.Objects[one.Key]));

    // Of a column whose rows are changed too, the values cannot be held together.
    private IEnumerable<string> NarrowedSilently() => this.IsOpaque || this.found.Plan.Operations.Any(planned => planned.Operation is ChangeRows) ? [] : this.found.Retyped
        .Where(column => !column.Value && this.RowsBefore(column.Key[..column.Key.LastIndexOf('.')]) > 0 && !this.TablesOf(column.Key).Any(table => this.IsCalled(table + column.Key[column.Key.LastIndexOf('.')..], DiagnosticCodes.NarrowsType)))
        .Select(column => $"values were changed and that was not called destructive: {column.Key}");

    // Its table, and those of which that is a partition.
    private IEnumerable<string> TablesOf(string column) => column[..column.LastIndexOf('.')] is var table
        ? this.found.Before.Rows.Values.Where(rows => rows.Name == table).SelectMany(rows => rows.Parents).Prepend(table) : [];

    private IEnumerable<(SeenObject Before, SeenObject After)> Shields() => this.Both("table").Where(pair =>
        pair.Before.Detail.Split(' ').Zip(pair.After.Detail.Split(' ')).Any(flag => flag is ("true", "false")));

    private IEnumerable<string> ShieldsDroppedSilently() => this.IsOpaque ? [] : this.Shields()
        .Where(shield => !this.IsCalled(shield.Before.Name, DiagnosticCodes.DisablesRowSecurity))
        .Select(shield => $"row security went silently: {shield.Before.Name}");

    private bool IsCalled(string name, params DiagnosticDescriptor[] codes) => this.findings.Exists(one =>
        codes.Contains(one.Finding.Descriptor) && one.Planned.FullName is { } full && this.former.Of(one.At, full) == name);

    // By design a DELETE with WHERE is not judged; rows that go with another table's by ON DELETE CASCADE are told with that.
    private IEnumerable<string> RowsLostSilently()
    {
        var rows = this.found.Plan.Operations.Where(planned => planned.Operation is ChangeRows { Change: RowChange.Delete, IsOfAllRows: false }).ToList();
        if (this.IsOpaque || rows.Count > 0 || this.findings.Exists(one => one.Finding.Descriptor == DiagnosticCodes.ChangesAllRows))
        {
            return [];
        }

        var along = this.found.Dependents.SelectMany(all => all).Select(FormerNames.Plain).ToHashSet();
        return this.found.Before.Rows.Values
            .Where(before => this.found.After.Rows.TryGetValue(before.Key, out var after) && after.Count < before.Count
                && !before.Parents.Append(before.Name).Any(name => this.IsCalled(name, DiagnosticCodes.Truncates) || along.Contains($"the rows of table {name}")))
            .Select(before => $"rows vanished and that was not called destructive: {before.Name}");
    }

    private IEnumerable<string> LeftUnexplained() => AccountedPair.Told(this.found.Accounts!).Select(line => $"accounting: {line}");
}
