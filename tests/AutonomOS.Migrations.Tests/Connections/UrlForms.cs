using AutonomOS.Migrations.Connections;

namespace AutonomOS.Migrations.Tests.Connections;

public sealed class UrlForms
{
    [Theory]
    [InlineData("postgresql://u:p@h:5433/db", "h:5433 u p db")]
    [InlineData("postgres://u:p@h/db", "h:5432 u p db")]
    [InlineData("  postgresql://u:p@h/db\n", "h:5432 u p db")]
    [InlineData("postgresql+psycopg2://u:p@h/db", "h:5432 u p db")]
    [InlineData("postgresql+psycopg://u:p@h/db", "h:5432 u p db")]
    [InlineData("postgresql+psycopg_async://u:p@h/db", "h:5432 u p db")]
    [InlineData("postgresql+asyncpg://u:p@h/db?prepared_statement_cache_size=0&ssl=require", "h:5432 u p db")]
    [InlineData("postgresql+pg8000://u:p@h/db", "h:5432 u p db")]
    [InlineData("postgresql+pg8000://u:p@/db?unix_sock=/run/x/.s.PGSQL.6000", "/run/x:6000 u p db")]
    [InlineData("postgresql://h", "h:5432 osuser - osuser")]
    [InlineData("postgresql://u@h/", "h:5432 u - u")]
    [InlineData("postgresql://u:@h:/db", "h:5432 u - db")]
    [InlineData("postgresql://h/db?user=u&password=p&port=7", "h:7 u p db")]
    [InlineData("postgresql://x:y@h/db?user=u&password=p", "h:5432 u p db")]
    [InlineData("postgresql+asyncpg://u@h/x?database=db", "h:5432 u - db")]
    public void A_url_says_host_user_password_and_database(string url, string parts) => Assert.Equal(parts, UrlReading.Parts(url));

    [Theory]
    [InlineData("postgresql://u%40srv:p%2Fa%3As%40%25%2Bs@h/my%20db", "h:5432 u@srv p/a:s@%+s my db")]
    [InlineData("postgresql://%C3%BCser:%F0%9F%94%91@h/%E6%95%B0%E6%8D%AE", "h:5432 üser 🔑 数据")]
    [InlineData("postgresql://üser:🔑@h/数据", "h:5432 üser 🔑 数据")]
    [InlineData("postgresql://🔑%F0%9F%94%91:p@h/d", "h:5432 🔑🔑 p d")]
    [InlineData("postgresql://u:a+b@h/db", "h:5432 u a+b db")]
    [InlineData("postgresql+psycopg2://u:a+b@h/db", "h:5432 u a+b db")]
    [InlineData("postgresql://u:pa?ss@h/db", "h:5432 u pa?ss db")]
    [InlineData("postgresql+psycopg2://u:pa/ss@h/db", "h:5432 u pa/ss db")]
    [InlineData("postgresql://u:p@h/a/b", "h:5432 u p a/b")]
    public void Percent_encoding_is_undone(string url, string parts) => Assert.Equal(parts, UrlReading.Parts(url));

    [Theory]
    [InlineData("postgresql://u@h/db?password=a+b", "h:5432 u a+b db")]
    [InlineData("postgresql+psycopg2://u@h/db?password=a+b%2B", "h:5432 u a b+ db")]
    public void A_plus_in_the_query_is_a_blank_for_SQLAlchemy_only(string url, string parts) =>
        Assert.Equal(parts, UrlReading.Parts(url));

    [Theory]
    [InlineData("postgresql://u@[::1]:6000/db", "[::1]:6000 u - db")]
    [InlineData("postgresql://u@[2001:db8::1]/db", "[2001:db8::1]:5432 u - db")]
    [InlineData("postgresql+asyncpg://u@[::1]/db", "[::1]:5432 u - db")]
    [InlineData("host=::1 user=u dbname=db", "[::1]:5432 u - db")]
    [InlineData("Host=[::1]:7;Username=u;Database=db", "[::1]:7 u - db")]
    [InlineData("postgresql://u@[::1]:1,h,[::2]:3/db", "[::1]:1,h:5432,[::2]:3 u - db")]
    public void An_IPv6_address_is_a_host(string url, string parts) => Assert.Equal(parts, UrlReading.Parts(url));

    [Theory]
    [InlineData("postgresql://u@h1:1,h2:2/db", "h1:1,h2:2 u - db")]
    [InlineData("postgresql://u@h1,h2/db?port=7", "h1:7,h2:7 u - db")]
    [InlineData("postgresql+psycopg2://u@/db?host=h1:5432&host=h2:5433", "h1:5432,h2:5433 u - db")]
    [InlineData("postgresql+psycopg2://u@/db?host=h1,h2&port=1,2", "h1:1,h2:2 u - db")]
    [InlineData("host=h1,h2 port=1,2 user=u dbname=db", "h1:1,h2:2 u - db")]
    [InlineData("host=h1,h2 port=9 user=u dbname=db", "h1:9,h2:9 u - db")]
    [InlineData("Host=a:1,b:2;Username=u;Database=db", "a:1,b:2 u - db")]
    [InlineData("Host=a,b:2;Port=8;Username=u;Database=db", "a:8,b:2 u - db")]
    public void Several_hosts_keep_their_order(string url, string parts) => Assert.Equal(parts, UrlReading.Parts(url));

    [Theory]
    [InlineData("postgresql://u@/db?host=/run/x", "/run/x:5432 u - db")]
    [InlineData("postgresql:///db?host=/run/x&user=u&port=7", "/run/x:7 u - db")]
    [InlineData("postgresql://u@%2Frun%2Fx/db", "/run/x:5432 u - db")]
    [InlineData("postgresql://u@%2Frun%2Fx:7/db", "/run/x:7 u - db")]
    [InlineData("host=/run/x user=u dbname=db", "/run/x:5432 u - db")]
    [InlineData("Host=/run/x;Username=u;Database=db", "/run/x:5432 u - db")]
    public void A_folder_is_a_Unix_socket(string url, string parts) => Assert.Equal(parts, UrlReading.Parts(url));

    [Theory]
    [InlineData(@"host=h user=u password='a b\'c\\d' dbname=db", @"h:5432 u a b'c\d db")]
    [InlineData(@"host = h user= u password=a\ b\'c dbname='d b' ", "h:5432 u a b'c d b")]
    [InlineData("host=h user='' dbname=db", "h:5432 osuser - db")]
    [InlineData("host=a host=h user=u dbname=db", "h:5432 u - db")]
    [InlineData("host=h password=a;b user=u dbname=db", "h:5432 u a;b db")]
    [InlineData("host=h\tuser=u\ndbname=db", "h:5432 u - db")]
    public void A_libpq_keyword_string_has_quotes_and_backslashes(string text, string parts) =>
        Assert.Equal(parts, UrlReading.Parts(text));

    [Theory]
    [InlineData("Host=h;Port=7;Username=u;Password=p;Database=db", "h:7 u p db")]
    [InlineData("server=h;user id=u;pwd='a;b';db=d", "h:5432 u a;b d")]
    [InlineData("Host=h;Username=u;Password=\"a'b\";Database=db;Pooling=true;Trust Server Certificate=true", "h:5432 u a'b db")]
    [InlineData("host=h;username=u;password=p;database=db", "h:5432 u p db")]
    [InlineData("host = h ; username = u ; database = db", "h:5432 u - db")]
    [InlineData("Host=h;Username=u", "h:5432 u - u")]
    [InlineData("Application Name=my app;Host=h;Username=u", "h:5432 u - u")]
    public void An_Npgsql_string_has_semicolons(string text, string parts) => Assert.Equal(parts, UrlReading.Parts(text));

    [Fact]
    public void What_is_left_out_comes_from_the_environment_as_libpq_has_it()
    {
        (string, string)[] variables =
        [
            ("PGHOST", "envhost"), ("PGPORT", "77"), ("PGUSER", "envuser"), ("PGPASSWORD", "envpass"), ("PGDATABASE", "envdb"),
        ];
        Assert.Equal("envhost:77 envuser envpass envdb", UrlReading.Parts("postgresql://", variables));
        Assert.Equal("h:1 u p db", UrlReading.Parts("postgresql://u:p@h:1/db", variables));
        Assert.Equal("h:5432 envuser envpass envuser", UrlReading.Parts("Host=h", variables));
    }

    [Fact]
    public void Without_a_host_the_servers_own_socket_is_meant() =>
        Assert.True(UrlReading.Read("postgresql://u@/db").Hosts[0].IsSocket);

    [Fact]
    public void A_target_shows_everything_but_the_password()
    {
        var target = ConnectionTarget.Parse(
            "production", "PROD", "postgresql://u:s3cr3t@h1:1,[::1]:2/db?sslmode=require", UrlReading.Machine());
        Assert.Equal("production database (h1:1,[::1]:2/db as u, from PROD)", target.ToString());
        Assert.Equal(("h1", 1, "db", "u"), (target.Host, target.Port, target.Database, target.User));
        foreach (var property in typeof(ConnectionTarget).GetProperties())
        {
            Assert.DoesNotContain("s3cr3t", property.GetValue(target)?.ToString() ?? "", StringComparison.Ordinal);
        }
    }
}
