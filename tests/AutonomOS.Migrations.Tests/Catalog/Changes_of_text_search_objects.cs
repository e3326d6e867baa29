namespace AutonomOS.Migrations.Tests.Catalog;

/// <summary>
/// Each row: kind, object, property (null: the object itself), DDL of both sides, DDL of one side, value without and with it.
/// </summary>
public sealed class Changes_of_text_search_objects(TwoDatabases databases) : IClassFixture<TwoDatabases>
{
    private const string Parser =
        "create text search parser p (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = "
        + "prsd_lextype);";

    private const string Template = "create text search template p (lexize = dsimple_lexize);";

    public static TheoryData<string, string, string?, string, string, string?, string?> Changes { get; } = new()
    {
        {
            "text search parser", "s.p", null,
            "",
            "create text search parser p (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);",
            null,
            null
        },
        {
            "text search parser", "s.p", "start",
            Parser,
            "update pg_ts_parser set prsstart = 'now()'::regprocedure where prsname = 'p'",
            "pg_catalog.prsd_start(internal, integer)",
            "pg_catalog.now()"
        },
        {
            "text search parser", "s.p", "get token",
            Parser,
            "update pg_ts_parser set prstoken = 'now()'::regprocedure where prsname = 'p'",
            "pg_catalog.prsd_nexttoken(internal, internal, internal)",
            "pg_catalog.now()"
        },
        {
            "text search parser", "s.p", "end",
            Parser,
            "update pg_ts_parser set prsend = 'now()'::regprocedure where prsname = 'p'",
            "pg_catalog.prsd_end(internal)",
            "pg_catalog.now()"
        },
        {
            "text search parser", "s.p", "headline",
            Parser,
            "update pg_ts_parser set prsheadline = 'now()'::regprocedure where prsname = 'p'",
            null,
            "pg_catalog.now()"
        },
        {
            "text search parser", "s.p", "token types",
            Parser,
            "update pg_ts_parser set prslextype = 'now()'::regprocedure where prsname = 'p'",
            "pg_catalog.prsd_lextype(internal)",
            "pg_catalog.now()"
        },
        { "text search template", "s.p", null, "", "create text search template p (lexize = dsimple_lexize)", null, null },
        {
            "text search template", "s.p", "init",
            Template,
            "update pg_ts_template set tmplinit = 'now()'::regprocedure where tmplname = 'p'",
            null,
            "pg_catalog.now()"
        },
        {
            "text search template", "s.p", "lexize",
            Template,
            "update pg_ts_template set tmpllexize = 'now()'::regprocedure where tmplname = 'p'",
            "pg_catalog.dsimple_lexize(internal, internal, internal, internal)",
            "pg_catalog.now()"
        },
        { "text search dictionary", "s.d", null, "", "create text search dictionary d (template = simple)", null, null },
        {
            "text search dictionary", "s.d", "options",
            "create text search dictionary d (template = simple)",
            "alter text search dictionary d (accept = false)",
            null,
            "accept = 'false'"
        },
        {
            "text search dictionary", "s.d", "options",
            "create text search dictionary d (template = simple, accept = true)",
            "alter text search dictionary d (accept = false)",
            "accept = 'true'",
            "accept = 'false'"
        },
        {
            "text search dictionary", "s.d", "template",
            "create text search dictionary d (template = simple)",
            "update pg_ts_dict set dicttemplate = (select oid from pg_ts_template where tmplname = 'ispell') where dictname = 'd'",
            "pg_catalog.simple",
            "pg_catalog.ispell"
        },
        { "text search configuration", "s.c", null, "", "create text search configuration c (parser = default)", null, null },
        {
            "text search configuration", "s.c", "mappings",
            "create text search configuration c (parser = default)",
            "alter text search configuration c add mapping for word with simple",
            null,
            "word: pg_catalog.simple"
        },
        {
            "text search configuration", "s.c", "mappings",
            "create text search configuration c (parser = default); alter text search configuration c add mapping for word with simple",
            "alter text search configuration c add mapping for asciiword with english_stem",
            "word: pg_catalog.simple",
            "asciiword: pg_catalog.english_stem\nword: pg_catalog.simple"
        },
        {
            "text search configuration", "s.c", "mappings",
            "create text search configuration c (parser = default); alter text search configuration c add mapping for word "
            + "with simple, english_stem",
            "alter text search configuration c alter mapping for word with english_stem, simple",
            "word: pg_catalog.simple, pg_catalog.english_stem",
            "word: pg_catalog.english_stem, pg_catalog.simple"
        },
        {
            "text search configuration", "s.c", "parser",
            Parser + "create text search configuration c (parser = default)",
            "update pg_ts_config set cfgparser = (select oid from pg_ts_parser where prsname = 'p') where cfgname = 'c'",
            "pg_catalog.default",
            "s.p"
        },
        {
            "text search configuration", "s.c", "mappings",
            Parser + "create text search configuration c (parser = p)",
            "alter text search configuration c add mapping for word with simple",
            null,
            "2: pg_catalog.simple"
        },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public Task Is_exactly_one_difference(
        string kind, string name, string? property, string setup, string change, string? before, string? after) =>
        databases.ShowAsync(kind, name, property, setup, change, before, after);
}
