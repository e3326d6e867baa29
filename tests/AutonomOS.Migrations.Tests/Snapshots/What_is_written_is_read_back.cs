using AutonomOS.Migrations.Catalog;
using AutonomOS.Migrations.Diagnostics;
using AutonomOS.Migrations.Schema;
using AutonomOS.Migrations.Snapshots;
using AutonomOS.Migrations.Testing;
using AutonomOS.Migrations.Tests.Catalog;
using AutonomOS.Migrations.Tests.Catalog.Random;
using AutonomOS.Migrations.Tests.Schema;

namespace AutonomOS.Migrations.Tests.Snapshots;

public sealed class What_is_written_is_read_back(PostgresFixture postgres, PostgresMajors majors)
{
    private static readonly SnapshotHeader Header = new(["3f7a1c88d95b"], 15, null, OptionalKinds.None);

    public static TheoryData<string> Values =>
    [
        "plain", "", " ", "a ", " a", "a\nb", "a\n\nb\n", "\n", "a\r\nb", "a\rb", "\ta", "a\tb\n\tc", "a \nb", "escaped x", "a = b", "= b", "x:",
        "|", "    | a", "back\\slash", "\\n", "\"quoted\"", "e\u0301 ünï 🙂", "nul-ish \u0001", "zero\u200bwidth", "\u2028", "\u0085", "# comment", "in table x",
        "line\n# comment\n  in table y\ntable z",
    ];

    [Theory]
    [MemberData(nameof(Values))]
    public async Task A_value_and_a_name_of_any_characters(string value)
    {
        using var file = new TemporaryFile();
        var name = $"public.\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        ObjectKind table = new("table", ["first", "deparsed:second", "note:third"]);
        SchemaObject[] objects = [new(name, $"schema {name}", [value, null, value]), new($"{name}a", null, [null, value, "x"])];
        await file.WriteAsync(OneKind(table, objects), Header);

        using var reader = SnapshotReader.Open(file.Path);
        var read = await ReadAsync(reader);

        Assert.Equal(Header.Revisions, reader.Header.Revisions);
        Assert.Equal([$"table {name}: schema {name}; first={value}; note:third={value}", $"table {name}a: ; deparsed:second={value}; note:third=x"], read);
    }

    [Fact]
    public async Task What_the_first_lines_say()
    {
        using var file = new TemporaryFile();
        SnapshotHeader header = new(["a b", "ünï\\"], 18, ["bil\nling", "public"], OptionalKinds.Comments | OptionalKinds.ColumnOrder);
        await file.WriteAsync(new Listed(), header);

        using var reader = SnapshotReader.Open(file.Path);

        Assert.Equal(header.Revisions, reader.Header.Revisions);
        Assert.Equal(header.Schemas, reader.Header.Schemas);
        Assert.Equal((18, header.Compared), (reader.Header.Major, reader.Header.Compared));
    }

    [Fact]
    public async Task Every_kind_on_every_version_the_same_bytes_each_time()
    {
        foreach (var major in (int[])[15, 18])
        {
            await using var database = await majors.CreateDatabaseAsync(major);
            await database.ExecuteAsync(CatalogQuery.TextFor(major, await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Catalog", "every_kind.sql"))));
            try
            {
                await HoldsAsync(await Reading.ListAsync(database.Url), major);
            }
            finally
            {
                await database.ExecuteAsync("drop subscription if exists other");
            }
        }
    }

    [Fact]
    public async Task A_schema_of_15_and_of_18_differ_in_lines_of_deparsed_text_only()
    {
        var text = new List<string>();
        foreach (var major in (int[])[15, 18])
        {
            await using var database = await majors.CreateDatabaseAsync(major);
            await database.ExecuteAsync(CatalogQuery.TextFor(15, await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Catalog", "every_kind.sql"))));
            try
            {
                text.Add(await TextAsync(await Reading.ListAsync(database.Url), Header));
            }
            finally
            {
                await database.ExecuteAsync("drop subscription if exists other");
            }
        }

        var (older, newer) = (Lines(text[0]), Lines(text[1]));
        var unequal = older.Except(newer).Concat(newer.Except(older)).ToList();
        Assert.All(unequal, line => Assert.Matches("\t(deparsed:|note:version = )", line));
        Assert.True(older.Count > 2000, $"{older.Count} lines");
    }

    [Fact]
    public async Task A_change_of_one_object_changes_its_lines_and_no_others()
    {
        for (var seed = 1; seed <= 3; seed++)
        {
            var schema = new RandomSchema(seed);
            await using var database = await postgres.CreateDatabaseAsync();
            foreach (var statement in schema.Statements)
            {
                await TryAsync(database, statement);
            }

            var changes = 0;
            var before = Lines(await TextAsync(await Reading.ListAsync(database.Url), Header));
            foreach (var mutation in schema.Mutations)
            {
                if (!await TryAsync(database, mutation.Sql))
                {
                    continue;
                }

                var after = Lines(await TextAsync(await Reading.ListAsync(database.Url), Header));
                var unequal = before.Except(after).Concat(after.Except(before)).Where(line => !line.Contains("\tnote:", StringComparison.Ordinal)).ToList();
                var own = $"{mutation.Kind} {SnapshotText.Escape(mutation.Name)}";
                Assert.All(unequal, line => Assert.True(
                    line.Split('\t')[0] is var one && (one == own || one.StartsWith(own + ".", StringComparison.Ordinal) || IsBelow(one, own, before.Concat(after))),
                    $"seed {seed}: {mutation.Sql} changed {line}"));
                if (mutation.Kind != "foreign option" || mutation.Property is null)
                {
                    Assert.NotEmpty(unequal);
                }

                before = after;
                if (++changes == 4)
                {
                    break;
                }
            }

            Assert.True(changes > 0, $"seed {seed} changed nothing");
        }
    }

    [Theory]
    [InlineData("", 1, "is no schema file")]
    [InlineData("hello\n", 1, "is no schema file")]
    [InlineData("autonomos schema 2\nrevision a\npostgresql 15\n", 1, "another version")]
    [InlineData("autonomos schema 1\nrevision a\npostgresql x\n", 3, "out of place")]
    [InlineData("autonomos schema 1\nrevision a\n", 3, "ends too early")]
    [InlineData("autonomos schema 1\nrevision a\npostgresql 15\nwith Everything\n", 4, "out of place")]
    [InlineData("autonomos schema 1\nrevision a\npostgresql 15\n\nspoon public.a\n", 5, "out of place")]
    [InlineData("autonomos schema 1\nrevision a\npostgresql 15\n\ntable public.a\n  persistence\n", 6, "out of place")]
    [InlineData("autonomos schema 1\nrevision a\npostgresql 15\n\ntable public.a\n  options:\ncolumn public.a.b\n", 7, "out of place")]
    [InlineData("autonomos schema 1\nrevision a\npostgresql 15\n\ntable public.a\n  options = escaped \\x\n", 6, "out of place")]
    [InlineData("autonomos schema 1\nrevision a\npostgresql 15\n\ntable public.a\n\nschema public\n", 7, "out of place")]
    [InlineData("autonomos schema 1\nrevision a\npostgresql 15\n<<<<<<< HEAD\n", 4, "out of place")]
    public async Task What_is_none_is_refused_at_its_line(string text, int line, string why)
    {
        using var file = new TemporaryFile();
        await File.WriteAllTextAsync(file.Path, text, TestContext.Current.CancellationToken);

        var refused = (await Assert.ThrowsAsync<FindingException>(async () =>
        {
            using var reader = SnapshotReader.Open(file.Path);
            await ReadAsync(reader);
        })).Finding;

        Assert.Equal(("AMB6031", file.Path, line), (refused.Code, refused.File, refused.Line));
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_UTF_8_is_refused()
    {
        using var file = new TemporaryFile();
        await File.WriteAllBytesAsync(file.Path, [.. "autonomos schema 1\nrevision "u8, 0xff, (byte)'\n'], TestContext.Current.CancellationToken);
        Assert.Equal("AMB6031", Assert.Throws<FindingException>(() => SnapshotReader.Open(file.Path)).Finding.Code);
    }

    [Fact]
    public async Task Lines_that_a_checkout_ended_otherwise_are_the_same()
    {
        using var file = new TemporaryFile();
        await file.WriteAsync(OneKind(new("table", ["body"]), [new("public.a", null, ["x\ny"])]), Header);
        await File.WriteAllTextAsync(file.Path, (await File.ReadAllTextAsync(file.Path, TestContext.Current.CancellationToken)).ReplaceLineEndings("\r\n"), TestContext.Current.CancellationToken);

        using var reader = SnapshotReader.Open(file.Path);

        Assert.Equal(["table public.a: ; body=x\ny"], await ReadAsync(reader));
    }

    [Fact]
    public async Task What_a_role_may_not_read_is_not_left_out_in_silence()
    {
        using var file = new TemporaryFile();
        var objects = OneKind(new("user mapping", ["options", "unknown:options"]), [new("u on s", null, [null, "be its owner"])]);
        var refused = await Assert.ThrowsAsync<FindingException>(() => file.WriteAsync(objects, Header));
        Assert.Equal("AMB6032", refused.Finding.Code);
    }

    [Theory]
    [InlineData("3f7a1c88d95b", "3f7a1c88d95b.schema")]
    [InlineData("b;a", "a+b.schema")]
    [InlineData("A/../x y", "%41%2f%2e%2e%2fx%20y.schema")]
    [InlineData("ü", "%c3%bc.schema")]
    public void A_file_is_named_by_its_revisions(string revisions, string name) =>
        Assert.Equal(Path.Combine("/m", "schema", name), SnapshotFiles.PathOf("/m", revisions.Split(';')));

    private static async Task HoldsAsync(IReadOnlyList<(ObjectKind Kind, SchemaObject[] Objects)> kinds, int major)
    {
        using var file = new TemporaryFile();
        await file.WriteAsync(new ShownReader(new Listed([.. kinds])), Header);
        var once = await File.ReadAllTextAsync(file.Path, TestContext.Current.CancellationToken);

        using var reader = SnapshotReader.Open(file.Path);
        var result = await SchemaComparison.CompareAsync(reader, new ShownReader(new Listed([.. kinds])), Reading.Everything, CancellationToken.None);

        Assert.Empty(result.Differences);
        Assert.Empty(result.Unknown);
        Assert.Equal(result.Production.ObjectCounts.Values.Sum(), result.Development.ObjectCounts.Values.Sum());
        Assert.True(result.Development.ObjectCounts.Values.Sum() > 200, $"{major}");
        Assert.Equal(once, await TextAsync(kinds, Header));
    }

    private static async Task<string> TextAsync(IReadOnlyList<(ObjectKind Kind, SchemaObject[] Objects)> kinds, SnapshotHeader header)
    {
        await using var writer = new StringWriter();
        await SnapshotWriter.WriteAsync(new ShownReader(new Listed([.. kinds])), header, writer, CancellationToken.None);
        return writer.ToString();
    }

    // Each line after the line of its object; of a block, its property stands on each line.
    private static HashSet<string> Lines(string text)
    {
        var lines = new HashSet<string>(StringComparer.Ordinal);
        var (one, property) = ("", "");
        foreach (var line in text.Split('\n').SkipWhile(line => line.Length > 0))
        {
            if (line.StartsWith("    |", StringComparison.Ordinal))
            {
                lines.Add($"{one}\t{property}{line}");
            }
            else if (line.StartsWith("  ", StringComparison.Ordinal))
            {
                property = line.Trim();
                lines.Add($"{one}\t{property}");
            }
            else
            {
                one = line;
                lines.Add(line);
            }
        }

        return lines;
    }

    private static bool IsBelow(string one, string other, IEnumerable<string> lines) => lines
        .Where(line => line.StartsWith(one + "\tin ", StringComparison.Ordinal))
        .Select(line => line.Split("\tin ")[1])
        .Any(parent => parent == other || (parent != one && IsBelow(parent, other, lines)));

    private static async Task<bool> TryAsync(TestDatabase database, string sql)
    {
        try
        {
            await database.ExecuteAsync(sql);
            return true;
        }
        catch (Npgsql.PostgresException)
        {
            return false;
        }
    }

    private static Listed OneKind(ObjectKind kind, SchemaObject[] objects) => new((kind, objects));

    private static async Task<List<string>> ReadAsync(SnapshotReader reader)
    {
        var read = new List<string>();
        while (await reader.NextKindAsync(CancellationToken.None) is { } kind)
        {
            while (await reader.ReadAsync(CancellationToken.None) is { } one)
            {
                var values = kind.Properties.Zip(one.Values).Where(pair => pair.Second is not null).Select(pair => $"{pair.First}={pair.Second}").Order(StringComparer.Ordinal);
                read.Add($"{kind.Name} {one.Name}: {string.Join("; ", [one.Parent ?? "", .. values])}");
            }
        }

        return read;
    }

    private sealed class TemporaryFile : IDisposable
    {
        private readonly string folder = Directory.CreateTempSubdirectory("autonomos-schema-").FullName;

        public string Path => System.IO.Path.Combine(this.folder, "a.schema");

        public async Task WriteAsync(ISchemaReader objects, SnapshotHeader header)
        {
            await using var writer = new StreamWriter(this.Path);
            await SnapshotWriter.WriteAsync(objects, header, writer, CancellationToken.None);
        }

        public void Dispose() => Directory.Delete(this.folder, recursive: true);
    }
}
