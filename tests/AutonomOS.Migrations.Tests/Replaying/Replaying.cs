using AutonomOS.Migrations.Alembic.Command;
using AutonomOS.Migrations.Replaying;
using AutonomOS.Migrations.Scratch;
using AutonomOS.Migrations.Testing;
using AutonomOS.Migrations.Tests.Guarding;
using AutonomOS.Migrations.Tests.Upgrading;

namespace AutonomOS.Migrations.Tests.Replaying;

/// <summary>A deployment whose first revision makes a table, with development one revision further than production.</summary>
internal static class Replaying
{
    private const string Users = "op.create_table('users', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('email', sa.Text()))";
    private const string Phone = "op.add_column('users', sa.Column('phone', sa.Text()))";

    public static AlembicDriver Driver => AlembicDriver.Default with { Command = "/usr/bin/alembic", UrlVariable = Deploying.UrlVariable };

    public static async Task<Deployment> IntactAsync(PostgresFixture postgres) => await IntactAsync(await Deploying.DeployableAsync(postgres));

    public static async Task<Deployment> IntactAsync(Deployment deployment)
    {
        deployment.AddRevision("5a9d6371e18c", null, Users);
        await deployment.OnBothAsync("drop table users; create table users (id serial primary key, email text)");
        await deployment.AddAsync("aaaa11112222", "5a9d6371e18c", Phone, "alter table users add column phone text");
        return deployment;
    }

    public static async Task<(ReplayResult Result, IReadOnlyList<string> Told)> ReplayAsync(this Deployment deployment, ScratchRequest? scratch = null)
    {
        var told = new List<string>();
        var result = await Replay.RunAsync(
            new(deployment.Request, Driver, scratch ?? new(), deployment.Folder), told.Add, CancellationToken.None);
        return (result, told);
    }
}
