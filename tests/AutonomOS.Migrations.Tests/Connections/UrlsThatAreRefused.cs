namespace AutonomOS.Migrations.Tests.Connections;

public sealed class UrlsThatAreRefused
{
    [Theory]
    [InlineData("s3cr3t")]
    [InlineData("mysql://u:s3cr3t@h/db")]
    [InlineData("postgresql+mysql://u:s3cr3t@h/db")]
    [InlineData("jdbc:postgresql://u:s3cr3t@h/db")]
    [InlineData("postgresql://u:s3cr3t%zz@h/db")]
    [InlineData("postgresql://u:s3cr3t%4@h/db")]
    [InlineData("postgresql://u:s3cr3t%@h/db")]
    [InlineData("postgresql://u:s3cr3t%00@h/db")]
    [InlineData("postgresql://u:s3cr3t%ff@h/db")]
    [InlineData("postgresql+psycopg2://u:s3cr3t%zz@h/db")]
    [InlineData("postgresql://u:p@s3cr3t@h/db")]
    [InlineData("postgresql+psycopg2://u:p@s3cr3t@h/db")]
    [InlineData("postgresql://u:12/s3cr3t@h/db")]
    [InlineData("postgresql://u:s3cr3t/x@h/db")]
    [InlineData("postgresql://u:12#s3cr3t/x@h/db")]
    [InlineData("postgresql://u:s3cr3t@h:port/db")]
    [InlineData("postgresql://u:s3cr3t@h:0/db")]
    [InlineData("postgresql://u:s3cr3t@h:65536/db")]
    [InlineData("postgresql://u:s3cr3t@[::1/db")]
    [InlineData("postgresql://u:s3cr3t@[h]/db")]
    [InlineData("postgresql://u:s3cr3t@[::1]5/db")]
    [InlineData("postgresql://u:s3cr3t@h h/db")]
    [InlineData("postgresql://u:s3cr3t@h1,h2/db?port=1,2,3")]
    [InlineData("postgresql://u:s3cr3t@h/db?sslmode=s3cr3t")]
    [InlineData("postgresql://u:s3cr3t@h/db?target_session_attrs=s3cr3t")]
    [InlineData("postgresql://u:s3cr3t@h/db?channel_binding=s3cr3t")]
    [InlineData("postgresql://u:s3cr3t@h/db?channel_binding=require&sslmode=disable")]
    [InlineData("postgresql://u:s3cr3t@h/db?gssencmode=2")]
    [InlineData("postgresql://u:s3cr3t@h/db?require_auth=s3cr3t")]
    [InlineData("postgresql://u:s3cr3t@h/db?require_auth=md5,!none")]
    [InlineData("postgresql://u:s3cr3t@h/db?sslnegotiation=direct")]
    [InlineData("postgresql://u:s3cr3t@h/db?sslnegotiation=s3cr3t")]
    [InlineData("postgresql://u:s3cr3t@h/db?ssl_min_protocol_version=s3cr3t")]
    [InlineData("postgresql+asyncpg://u:s3cr3t@h/db?ssl=true")]
    [InlineData("postgresql+pg8000://u:s3cr3t@h/db?unix_sock=/run/s3cr3t")]
    [InlineData("postgresql://u:s3cr3t@h/db?sslmode")]
    [InlineData("host=h user")]
    [InlineData("host=h user u")]
    [InlineData("host=h password='s3cr3t")]
    [InlineData("host=h dbname=postgresql://u:s3cr3t@h/db")]
    [InlineData("Username=u;Password=s3cr3t;Database=db")]
    [InlineData("Host=h;Password='s3cr3t")]
    public void What_cannot_be_read_is_AMB0003_and_shows_no_secret(string value)
    {
        var finding = UrlReading.Refusal(value);
        Assert.Equal("AMB0003", finding.Code);
        Assert.DoesNotContain("s3cr3t", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgresql://u:s3cr3t@h/db?sslmdoe=s3cr3t", "'sslmdoe'", "'sslmode'")]
    [InlineData("postgresql://u:s3cr3t@h/db?SSLMODE=require", "'SSLMODE'", "")]
    [InlineData("postgresql://u:s3cr3t@h/db?frobnicate=s3cr3t", "'frobnicate'", "")]
    [InlineData("postgresql://u:s3cr3t@h/db?statement_cache_size=0", "'statement_cache_size'", "")]
    [InlineData("host=h passwort=s3cr3t", "'passwort'", "'password'")]
    [InlineData("Host=h;User Nmae=u", "'user nmae'", "'username'")]
    [InlineData("postgresql://h/db?service=s3cr3t", "'service'", "cannot be honoured")]
    [InlineData("postgresql://h/db?hostaddr=127.0.0.1", "'hostaddr'", "cannot be honoured")]
    [InlineData("host=h sslcrl=s3cr3t", "'sslcrl'", "cannot be honoured")]
    [InlineData("host=h requirepeer=postgres", "'requirepeer'", "cannot be honoured")]
    public void A_parameter_that_is_not_known_is_AMB0004_and_named(string value, string name, string hint)
    {
        var finding = UrlReading.Refusal(value);
        Assert.Equal("AMB0004", finding.Code);
        Assert.Contains(name, finding.Message, StringComparison.Ordinal);
        Assert.Contains(hint, finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgresql://u@h/db?password=a&s3cr3t=b")]
    [InlineData("postgresql://u@h/db?password=a&s3cr3t")]
    [InlineData("host=h password=a s3cr3t=b")]
    [InlineData("Host=h;Password=a;s3cr3t=b")]
    [InlineData("Host=h;PSW=a;s3cr3t=b")]
    [InlineData("postgresql://u:1/x?s3cr3t@h/db=1")]
    public void What_may_be_a_piece_of_a_password_is_not_named(string value)
    {
        var finding = UrlReading.Refusal(value);
        Assert.Equal("AMB0004", finding.Code);
        Assert.DoesNotContain("s3cr3t", finding.Message, StringComparison.Ordinal);
        Assert.Contains("may be a piece of a password", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_parameters_name_of_any_length_is_compared_in_bounded_time() =>
        Assert.Equal("AMB0004", UrlReading.Refusal("postgresql://h/db?" + new string('x', 1_000_000) + "=1").Code);

    [Theory]
    [InlineData("postgresql://h/db?application_name=a+b&fallback_application_name=x&connect_timeout=3&keepalives=1&keepalives_idle=5")]
    [InlineData("postgresql://h/db?client_encoding=utf8&tcp_user_timeout=1&load_balance_hosts=disable&gssencmode=disable&krbsrvname=pg")]
    [InlineData("postgresql://h/db?ssl=true&sslnegotiation=direct&ssl_min_protocol_version=TLSv1.2&channel_binding=require")]
    [InlineData("postgresql://h/db?require_auth=scram-sha-256,md5&target_session_attrs=read-write")]
    [InlineData("postgresql+asyncpg://h/db?ssl=prefer&command_timeout=5&timeout=3&direct_tls=false")]
    [InlineData("Host=h;SSL Mode=VerifyFull;Root Certificate=;Target Session Attributes=prefer-standby;Keepalive=5")]
    public void Known_parameters_are_accepted(string value) => Assert.NotEmpty(UrlReading.Read(value).Hosts);

    [Theory]
    [InlineData("PGSERVICE")]
    [InlineData("PGHOSTADDR")]
    [InlineData("PGREQUIREPEER")]
    public void A_variable_that_changes_what_the_URL_means_is_named(string variable)
    {
        var finding = UrlReading.Refusal("postgresql://h/db", (variable, "s3cr3t"));
        Assert.Equal("AMB0004", finding.Code);
        Assert.Contains(variable, finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", finding.Message, StringComparison.Ordinal);
    }
}
