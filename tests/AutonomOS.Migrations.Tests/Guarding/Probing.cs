using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Guarding;
using AutonomOS.Migrations.Planning.Facts;
using AutonomOS.Migrations.Testing;
using AutonomOS.Migrations.Tests.Connections;

namespace AutonomOS.Migrations.Tests.Guarding;

/// <summary>What <c>DbGuardProbeData</c> has the rows of production answer, and what it cannot.</summary>
public sealed class Probing(PostgresFixture postgres)
{
    private const string Second = "aaaa11112222";

    private const string None = "Info AMB4032 production has no duplicates now";
    private const string Duplicates = "Error AMB4032 production has duplicates now";
    private const string NoDuplicatesOrNulls = "Info AMB4032 production has no duplicates or nulls now";
    private const string DuplicatesOrNulls = "Error AMB4032 production has duplicates or nulls now";
    private const string NotAsked = "Error AMB4032 no unique index that production has excludes duplicates";
    private const string Nulls = "Error AMB4031 production has rows without a value in it now";

    private const string Production =
        """
        create table p (id integer, "Odd ""a" text default 'x', b integer default 1, n text, active boolean, gone timestamptz, j json);
        insert into p values (1, 'geheim', 1, null, true, null, '1'), (2, 'geheim', 2, null, false, '2020-01-01', '1'), (3, null, 3, null, true, null, '1'),
          (4, null, 4, null, true, null, '1');
        create table other (id integer);
        create table parent (a integer, b integer default 1);
        insert into parent values (1, 1), (2, 2);
        create table child () inherits (parent);
        insert into child values (1, 1), (1, null);
        create table parted (k integer, v integer default 1) partition by list (k);
        create table part1 partition of parted for values in (1);
        insert into parted values (1, 1), (1, 1), (1, null);
        create foreign data wrapper w;
        create server elsewhere foreign data wrapper w;
        create table reaching (k integer, v integer default 1) partition by list (k);
        create table here partition of reaching for values in (1);
        create foreign table there partition of reaching for values in (2) server elsewhere;
        insert into reaching values (1, null);
        """;

    private static readonly (string Sql, string Told)[] Cases =
    [
        ("CREATE UNIQUE INDEX ON p (b)", None),
        ("CREATE UNIQUE INDEX CONCURRENTLY ON p (b, n)", None),
        ("CREATE UNIQUE INDEX ON p (\"Odd \"\"a\")", Duplicates),
        ("ALTER TABLE p ADD UNIQUE (\"Odd \"\"a\")", Duplicates),
        ("ALTER TABLE p ADD UNIQUE (\"Odd \"\"a\", b)", None),
        ("ALTER TABLE p ADD UNIQUE (n)", None),
        ("ALTER TABLE p ADD UNIQUE NULLS NOT DISTINCT (n)", Duplicates),
        ("CREATE UNIQUE INDEX ON p (\"Odd \"\"a\") WHERE active", None),
        ("CREATE UNIQUE INDEX ON p (\"Odd \"\"a\") WHERE (NOT active)", None),
        ("CREATE UNIQUE INDEX ON p (\"Odd \"\"a\") WHERE ((gone IS NULL))", None),
        ("CREATE UNIQUE INDEX ON p (\"Odd \"\"a\") WHERE gone IS NOT NULL", None),
        ("CREATE UNIQUE INDEX ON p (\"Odd \"\"a\") WHERE id IS NOT NULL", Duplicates),
        ("CREATE UNIQUE INDEX ON p (b) WHERE b > 1", NotAsked),
        ("CREATE UNIQUE INDEX ON p (b) WHERE active AND gone IS NULL", NotAsked),
        ("CREATE UNIQUE INDEX ON p (lower(n))", NotAsked),
        ("CREATE UNIQUE INDEX ON p (n COLLATE \"C\")", NotAsked),
        ("CREATE UNIQUE INDEX ON p USING hash (b)", NotAsked),
        ("ALTER TABLE p ADD PRIMARY KEY (b)", NoDuplicatesOrNulls),
        ("ALTER TABLE p ADD PRIMARY KEY (b, n)", DuplicatesOrNulls),
        ("ALTER TABLE p ADD COLUMN z integer DEFAULT 1 UNIQUE", NotAsked),
        ("ALTER TABLE p ADD COLUMN z integer; UPDATE p SET z = id WHERE id > 0; ALTER TABLE p ADD UNIQUE (z)", NotAsked),

        // As they are now is not as they will be.
        ("UPDATE other SET id = 1 WHERE id = 2; CREATE UNIQUE INDEX ON p (b)", NotAsked),
        ("DELETE FROM p WHERE id = 2; CREATE UNIQUE INDEX ON p (\"Odd \"\"a\")", NotAsked),
        ("INSERT INTO p (b) VALUES (1); CREATE UNIQUE INDEX ON p (b)", NotAsked),
        ("SELECT f(); CREATE UNIQUE INDEX ON p (b)", NotAsked),
        ("ALTER TABLE p ALTER b TYPE bigint USING 1; CREATE UNIQUE INDEX ON p (b)", NotAsked),
        ("ALTER TABLE p RENAME b TO c; ALTER TABLE p RENAME id TO b; CREATE UNIQUE INDEX ON p (b)", NotAsked),
        ("ALTER TABLE p RENAME TO q; ALTER TABLE parent RENAME TO p; CREATE UNIQUE INDEX ON p (b)", NotAsked),
        ("ALTER TABLE parted ATTACH PARTITION other FOR VALUES IN (2); CREATE UNIQUE INDEX ON p (b)", NotAsked),
        ("CREATE TABLE fresh (id integer); INSERT INTO fresh VALUES (1); ALTER TABLE p ALTER b SET DEFAULT 2; CREATE UNIQUE INDEX ON p (b)", None),
        ("CREATE TABLE fresh (id integer); CREATE TRIGGER t AFTER INSERT ON fresh EXECUTE FUNCTION f(); INSERT INTO fresh VALUES (1); CREATE UNIQUE INDEX ON p (b)", NotAsked),

        // Other tables that belong to it.
        ("CREATE UNIQUE INDEX ON parent (a)", None),
        ("CREATE UNIQUE INDEX ON parted (k, v)", Duplicates),
        ("CREATE UNIQUE INDEX ON reaching (k, v)", NotAsked),

        ("ALTER TABLE p ALTER b SET NOT NULL", ""),
        ("ALTER TABLE p ALTER \"Odd \"\"a\" SET NOT NULL", Nulls),
        ("UPDATE p SET \"Odd \"\"a\" = '' WHERE \"Odd \"\"a\" IS NULL; ALTER TABLE p ALTER \"Odd \"\"a\" SET NOT NULL", ""),
        ("ALTER TABLE parent ALTER b SET NOT NULL", Nulls),
        ("ALTER TABLE parted ALTER v SET NOT NULL", Nulls),
        ("ALTER TABLE reaching ALTER v SET NOT NULL", ""),

        // A type without equality.
        ("ALTER TABLE p ADD UNIQUE (j)", "Error AMB4032 DbGuardProbeData could not decide it: the server refused it"),
    ];

    [Fact]
    public async Task Decides_by_the_rows_as_they_are_where_that_says_something()
    {
        await using var deployment = await DeploymentAsync();
        var wrong = new List<string>();
        foreach (var (sql, told) in Cases)
        {
            var findings = await JudgeAsync(deployment, sql);
            if (told.Length == 0 ? findings.Count > 0 : findings is not [var one] || !Is(one, told))
            {
                wrong.Add($"{sql}\n    {told}\n    {string.Join("\n    ", findings)}");
            }

            Assert.DoesNotContain("geheim", string.Concat(findings), StringComparison.Ordinal);
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("grant select (id) on p to {0}")]
    [InlineData("grant select on p to {0}; alter table p enable row level security; create policy mine on p using (id = 1)")]
    public async Task Cannot_decide_by_rows_that_the_role_does_not_see(string grants)
    {
        await using var deployment = await DeploymentAsync();
        var role = "prober_of_" + deployment.Production.Name;
        await deployment.Production.ExecuteAsync($"create role {role} login password 'p'; {string.Format(null, grants, role)}");
        deployment.SetUrls(null, deployment.Production.UrlFor(role, "p"));

        foreach (var (sql, code) in ((string, string)[])[("CREATE UNIQUE INDEX ON p (b)", "AMB4032"), ("ALTER TABLE p ALTER b SET NOT NULL", "AMB4031")])
        {
            var finding = Assert.Single(await JudgeAsync(deployment, sql));
            Assert.Equal((code, Severity.Error), (finding.Code, finding.Severity));
            Assert.Contains("the role may not read the table, or row security hides rows of it", finding.Message, StringComparison.Ordinal);
        }

        await deployment.Production.ExecuteAsync($"drop owned by {role}; drop role {role}");
    }

    [Fact]
    public async Task Leaves_the_transaction_as_it_was_and_gives_back_its_locks_also_when_a_question_fails()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await database.ExecuteAsync("create table p (a integer); insert into p values (1); create table locked (a integer)");
        await using var holder = await database.OpenAsync();
        await using var transaction = await holder.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var command = holder.CreateCommand())
        {
            command.CommandText = "lock table locked in access exclusive mode";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await using var session = await Sessions.OpenAsync(database.Url, Sessions.Brief);
        DataQuestion[] questions =
        [
            new("SELECT 1 FROM public.p, generate_series(1, 100000000000) s WHERE s < 0 LIMIT 1"),
            new("SELECT 1 FROM public.locked LIMIT 1"),
            new("SELECT 1 FROM public.p LIMIT 1"),
            new("SELECT 1 FROM public.p WHERE false"),
            new("DELETE FROM public.p RETURNING 1"),
        ];
        var answers = await DataProbe.AskAsync(session, questions, CancellationToken.None);

        Assert.Equal(
            [
                new(null, "it did not end within DbStatementTimeout"),
                new(null, "somebody holds a lock on the table"),
                new(true, null),
                new(false, null),
                new(null, "the server refused it (AMB9004)"),
            ],
            questions.Select(question => answers[question]));
        Assert.Equal(["1"], await database.QueryAsync("select count(*) from p"));
        Assert.Empty(await session.ReadAsync("select relation::regclass::text from pg_locks where pid = pg_backend_pid() and relation in (select oid from pg_class where relnamespace = 'public'::regnamespace)"));
    }

    [Fact]
    public async Task The_guard_asks_as_well_and_only_where_it_is_told_to()
    {
        await using var deployment = await DeploymentAsync();
        await deployment.Development.ExecuteAsync(Production);
        deployment.AddRevision(Second, "5a9d6371e18c", "op.create_unique_constraint('p_b', 'p', ['b'])");
        await deployment.Development.ExecuteAsync($"alter table p add constraint p_b unique (b); update alembic_version set version_num = '{Second}'");

        var unasked = Assert.Single((await deployment.AuditAsync()).Findings, finding => finding.Code == "AMB4032");
        var report = await deployment.AuditAsync(Probed);

        Assert.Equal(Severity.Error, unasked.Severity);
        Assert.Contains("DbGuardProbeData=true looks whether there are any.", unasked.Message, StringComparison.Ordinal);
        Assert.True(Is(Assert.Single(report.Findings, finding => finding.Code == "AMB4032"), None));
        Assert.True(report.Passed, string.Join('\n', report.Findings));
    }

    private static bool Is(Finding finding, string told)
    {
        var parts = told.Split(' ', 3);
        return finding.Severity.ToString() == parts[0] && finding.Code == parts[1] && finding.Message.Contains(parts[2], StringComparison.Ordinal)
            && finding.Message.Contains("DbGuardProbeData", StringComparison.Ordinal) == (told != NotAsked);
    }

    private static AuditRequest Probed(AuditRequest request) => request with { Plan = new(new() { ProbeData = true }, []) };

    private static async Task<List<Finding>> JudgeAsync(Deployment deployment, string sql)
    {
        var file = Path.Combine(deployment.Folder, "plan.sql");
        await File.WriteAllTextAsync(file, sql);
        var report = await ProductionPlan.RunAsync(Probed(deployment.Request), file, CancellationToken.None);
        Assert.NotNull(report.Plan);
        return [.. report.Findings.Where(finding => finding.Code is "AMB4031" or "AMB4032")];
    }

    private async Task<Deployment> DeploymentAsync()
    {
        var deployment = await Deployment.TrackedAsync(postgres);
        await deployment.Production.ExecuteAsync(Production);
        return deployment;
    }
}
