namespace AutonomOS.Migrations.Tests.Catalog;

/// <summary>
/// Each row: kind, object, property (null: the object itself), DDL of both sides, DDL of one side, value without and with it.
/// </summary>
public sealed class Changes_of_publications_and_subscriptions(TwoDatabases databases) : IClassFixture<TwoDatabases>
{
    private const string Publication =
        "create publication p; create table t (a integer primary key, b text);";

    private const string Subscription =
        "create subscription u connection 'host=nowhere.invalid password=geheim' publication p with (connect = false, "
        + "slot_name = 'u');";

    /// <summary>Ends a row: a database that has a subscription cannot be dropped.</summary>
    internal const string DropSubscription =
        """
        do $$
        begin
          if exists (
            select from pg_subscription s join pg_database d on d.oid = s.subdbid where d.datname = current_database()) then
            alter subscription u disable; alter subscription u set (slot_name = none); drop subscription u;
          end if;
        end
        $$
        """;

    public static TheoryData<string, string, string?, string, string, string?, string?> Changes { get; } = new()
    {
        { "publication", "p", null, "", "create publication p", null, null },
        { "publication", "p", "all tables", Publication, "drop publication p; create publication p for all tables", "false", "true" },
        { "publication", "p", "schemas", Publication, "alter publication p add tables in schema s", null, "s" },
        {
            "publication", "p", "schemas",
            Publication,
            "alter publication p add tables in schema s, public",
            null,
            "public, s"
        },
        {
            "publication", "p", "publish",
            Publication,
            "alter publication p set (publish = 'insert, truncate')",
            "insert, update, delete, truncate",
            "insert, truncate"
        },
        {
            "publication", "p", "publish",
            Publication,
            "alter publication p set (publish = 'update, delete')",
            "insert, update, delete, truncate",
            "update, delete"
        },
        {
            "publication", "p", "publish",
            Publication,
            "alter publication p set (publish = '')",
            "insert, update, delete, truncate",
            null
        },
        {
            "publication", "p", "publish via partition root",
            Publication,
            "alter publication p set (publish_via_partition_root = true)",
            "false",
            "true"
        },
        { "publication table", "p s.t", null, Publication, "alter publication p add table t", null, null },
        {
            "publication table", "p s.t", "columns",
            Publication + "alter publication p add table t",
            "alter publication p set table t (b, a)",
            null,
            "a, b"
        },
        {
            "publication table", "p s.t", "row filter",
            Publication + "alter publication p add table t",
            "alter publication p set table t where (a > 1)",
            null,
            "(a > 1)"
        },
        {
            "publication table", "p s.t", "row filter",
            Publication + "alter publication p add table t where (a > 1)",
            "alter publication p set table t where (a > 2)",
            "(a > 1)",
            "(a > 2)"
        },
        {
            "subscription", "u", null,
            "",
            "create subscription u connection 'host=nowhere.invalid password=geheim' publication p with (connect = false, "
            + "slot_name = 'u');",
            null,
            null
        },
        {
            "subscription", "u", "enabled",
            Subscription,
            "update pg_subscription set subenabled = true where subname = 'u' and subdbid = (select oid from pg_database "
            + "where datname = current_database())",
            "false",
            "true"
        },
        {
            "subscription", "u", "publications",
            Subscription,
            "alter subscription u set publication q, p with (refresh = false)",
            "p",
            "p, q"
        },
        { "subscription", "u", "slot", Subscription, "alter subscription u set (slot_name = 'v')", "u", "v" },
        { "subscription", "u", "slot", Subscription, "alter subscription u set (slot_name = none)", "u", null },
        {
            "subscription", "u", "synchronous commit",
            Subscription,
            "alter subscription u set (synchronous_commit = local)",
            "off",
            "local"
        },
        { "subscription", "u", "binary", Subscription, "alter subscription u set (binary = true)", null, "true" },
        { "subscription", "u", "streaming", Subscription, "alter subscription u set (streaming = true)", null, "on" },
        {
            "subscription", "u", "two phase",
            Subscription,
            "update pg_subscription set subtwophasestate = 'e' where subname = 'u' and subdbid = (select oid from "
            + "pg_database where datname = current_database())",
            null,
            "true"
        },
        { "subscription", "u", "disable on error", Subscription, "alter subscription u set (disable_on_error = true)", null, "true" },
    };

    public static TheoryData<int, string, string, string?, string, string, string?, string?> ChangesOnOtherServers { get; } = new()
    {
        {
            13, "subscription", "u", "synchronous commit",
            Subscription,
            "alter subscription u set (synchronous_commit = local)",
            "off",
            "local"
        },
        { 16, "subscription", "u", "streaming", Subscription, "alter subscription u set (streaming = parallel)", null, "parallel" },
        {
            18, "subscription", "u", "password required",
            Subscription,
            "alter subscription u set (password_required = false)",
            null,
            "false"
        },
        { 18, "subscription", "u", "run as owner", Subscription, "alter subscription u set (run_as_owner = true)", null, "true" },
        { 18, "subscription", "u", "origin", Subscription, "alter subscription u set (origin = none)", null, "none" },
        {
            18, "subscription", "u", "failover",
            Subscription,
            "update pg_subscription set subfailover = true where subname = 'u' and subdbid = (select oid from pg_database "
            + "where datname = current_database())",
            null,
            "true"
        },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public Task Is_exactly_one_difference(
        string kind, string name, string? property, string setup, string change, string? before, string? after) =>
        this.OnAServerAsync(0, kind, name, property, setup, change, before, after);

    [Theory]
    [MemberData(nameof(ChangesOnOtherServers))]
    public Task Is_exactly_one_difference_on_another_server(
        int major, string kind, string name, string? property, string setup, string change, string? before, string? after) =>
        this.OnAServerAsync(major, kind, name, property, setup, change, before, after);

    private async Task OnAServerAsync(
        int major, string kind, string name, string? property, string setup, string change, string? before, string? after)
    {
        try
        {
            await databases.ShowAsync(major, kind, name, property, setup, change, before, after);
        }
        finally
        {
            await databases.OnBothAsync(DropSubscription, major);
        }
    }
}
