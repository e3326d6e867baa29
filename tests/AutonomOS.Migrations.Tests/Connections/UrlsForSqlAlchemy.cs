using AutonomOS.Migrations.Connections;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Tests.Connections;

public sealed class UrlsForSqlAlchemy
{
    private const string Options = "-c lock_timeout=2000";

    [Theory]
    [InlineData("postgresql://app:p%40w@h:5433/d?sslmode=require", null, "postgresql://app:p%40w@h:5433/d?sslmode=require")]
    [InlineData("postgres://app:pw@h/d", "psycopg2", "postgresql+psycopg2://app:pw@h/d")]
    [InlineData("postgresql+asyncpg://app:pw@h/d", "psycopg2", "postgresql+asyncpg://app:pw@h/d")]
    [InlineData("postgres+psycopg2://app:p/w@h/d", null, "postgresql+psycopg2://app:p/w@h/d")]
    [InlineData("postgresql://app:p%20w@h1:1,h2:2/d", "psycopg", "postgresql+psycopg://app:p%20w@/d?host=h1%3A1&host=h2%3A2")]
    [InlineData("postgresql://app@%2Ftmp/d", null, "postgresql://app@/d?host=%2Ftmp&port=5432")]
    [InlineData("postgresql://app@h/d?ssl=true", null, "postgresql://app@h:5432/d?sslmode=require")]
    [InlineData("host=h port=5433 dbname=d user=app password='p w' sslmode=verify-full sslrootcert=system", "psycopg2", "postgresql+psycopg2://app:p%20w@h:5433/d?sslmode=verify-full&sslrootcert=system")]
    [InlineData("Host=h;Username=app;Password=p@w;Database=d;SSL Mode=VerifyFull;Search Path=a, b", null, "postgresql://app:p%40w@h:5432/d?sslmode=verify-full&options=-csearch_path%3Da%2Cb")]
    [InlineData("host=::1 dbname=d user=app", null, "postgresql://app@[::1]:5432/d")]
    public void A_URL_gets_the_driver_of_the_teams_own_and_the_form_SQLAlchemy_reads(string value, string? driver, string expected) =>
        Assert.Equal((expected, false), SqlAlchemyUrl.Of(Target(value), value, driver, Options));

    [Theory]
    [InlineData("postgresql+psycopg2://app:pw@h/d?options=-csearch_path%3Dapp&sslmode=require", "postgresql+psycopg2://app:pw@h/d?options=-csearch_path%3Dapp%20-c%20lock_timeout%3D2000&sslmode=require")]
    [InlineData("host=h dbname=d user=app options='-c search_path=app'", "postgresql://app@h:5432/d?options=-c%20search_path%3Dapp%20-c%20lock_timeout%3D2000")]
    public void Options_that_the_URL_has_are_added_to_because_they_win_over_the_variable(string value, string expected) =>
        Assert.Equal((expected, true), SqlAlchemyUrl.Of(Target(value), value, null, Options));

    [Theory]
    [InlineData("Host=h;Username=app;Database=d;Check Certificate Revocation=true", "check_certificate_revocation")]
    [InlineData("host=h user=app dbname='a?b'", "'?'")]
    public void What_cannot_be_said_is_refused_and_not_left_out(string value, string part)
    {
        var refused = Assert.Throws<FindingException>(() => SqlAlchemyUrl.Of(Target(value), value, null, Options));
        Assert.Equal(DiagnosticCodes.UrlNotForAlembic, refused.Finding.Descriptor);
        Assert.Contains(part, refused.Finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgresql+asyncpg://h/d", "asyncpg")]
    [InlineData(" postgres+psycopg2://h/d", "psycopg2")]
    [InlineData("postgresql://h/d", null)]
    [InlineData("host=h", null)]
    [InlineData(null, null)]
    public void The_driver_is_what_stands_behind_the_plus(string? value, string? driver) => Assert.Equal(driver, SqlAlchemyUrl.DriverOf(value));

    private static ConnectionTarget Target(string value) =>
        ConnectionTarget.Parse("production", "X", value, new(_ => null, "nobody"));
}
