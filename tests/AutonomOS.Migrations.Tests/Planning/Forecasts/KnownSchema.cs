namespace AutonomOS.Migrations.Tests.Planning.Forecasts;

/// <summary>A type of columns: as SQL says it, as SQLAlchemy does, a value of row number <c>g</c>, and one that is hard to keep in another type.</summary>
internal sealed record KnownType(string Sql, string Alchemy, string Value, string? Extreme = null);

/// <summary>A column, as far as the makers of operations have to know it.</summary>
internal sealed class KnownColumn(string name, KnownType type)
{
    public string Name { get; set; } = name;

    public KnownType Type { get; set; } = type;

    public bool IsNullable { get; init; } = true;

    /// <summary>What follows the type: a default, an identity, a generation expression.</summary>
    public string Clause { get; init; } = "";

    public bool IsGenerated => this.Clause.Contains("generated", StringComparison.Ordinal);

    public string Sql => KnownSchema.Quoted(this.Name);
}

/// <summary>A constraint, index, trigger, policy, rule or statistics object of a table.</summary>
internal sealed record KnownPart(string Kind, string Name, IReadOnlyList<string> Columns)
{
    public string Sql => KnownSchema.Quoted(this.Name);
}

/// <summary>A table.</summary>
internal sealed class KnownTable(string? schema, string name)
{
    public string? Schema { get; set; } = schema;

    public string Name { get; set; } = name;

    public bool HasRows { get; init; }

    /// <summary>The column by which it is partitioned; null for none.</summary>
    public string? PartitionedBy { get; init; }

    /// <summary>True for a partition: most of what is done to its columns has to be done to its parent's.</summary>
    public bool IsPartition { get; init; }

    public List<KnownColumn> Columns { get; } = [];

    public List<KnownPart> Parts { get; } = [];

    public string Sql => KnownSchema.Quoted(this.Schema, this.Name);

    public IEnumerable<KnownPart> Of(params string[] kinds) => this.Parts.Where(part => kinds.Contains(part.Kind));
}

/// <summary>An object that is in no table: a view, a sequence, a type, a routine.</summary>
internal sealed record KnownObject(string Kind, string? Schema, string Name)
{
    /// <summary>A routine's argument types.</summary>
    public string? Arguments { get; init; }

    public string Sql => KnownSchema.Quoted(this.Schema, this.Name);
}

/// <summary>What the makers of operations know of a production, and of what they have already done to it.</summary>
internal sealed class KnownSchema
{
    public static readonly KnownType Integer = new("integer", "sa.Integer()", "g", "2147483647");
    public static readonly KnownType Big = new("bigint", "sa.BigInteger()", "g", "9223372036854775807");
    public static readonly KnownType Text = new("text", "sa.Text()", "'text ' || g", "repeat('long ', 20)");
    public static readonly KnownType Mood = new("mood", "postgresql.ENUM('sad', 'ok', name='mood', create_type=False)", "'ok'");

    /// <summary>The types of columns.</summary>
    public static readonly IReadOnlyList<KnownType> Types =
    [
        Integer, Big, Text, Mood,
        new("smallint", "sa.SmallInteger()", "g", "32767"),
        new("character varying(50)", "sa.String(50)", "'v' || g", "repeat('v', 50)"),
        new("character varying(10)", "sa.String(length=10)", "'v' || g", "repeat('v', 10)"),
        new("character(3)", "sa.CHAR(3)", "'c' || g", "'abc'"),
        new("numeric(10,2)", "sa.Numeric(10, 2)", "g * 1.25", "99999999.99"),
        new("numeric(6,2)", "sa.Numeric(precision=6, scale=2)", "g * 1.25", "9999.99"),
        new("numeric", "sa.Numeric()", "g * 1.125", "12345678901234567890.123456789"),
        new("double precision", "sa.Float(53)", "g / 4.0", "1.2345678901234e+300"),
        new("real", "sa.REAL()", "g / 4.0", "1.2345e+30"),
        new("boolean", "sa.Boolean()", "g % 2 = 0"),
        new("date", "sa.Date()", "date '2025-01-01' + g"),
        new("timestamp without time zone", "sa.DateTime()", "timestamp '2025-01-01' + g * interval '1 hour'", "timestamp '2025-06-01 12:34:56.789012'"),
        new("timestamp with time zone", "sa.DateTime(timezone=True)", "timestamptz '2025-01-01 00:00Z' + g * interval '1 hour'", "timestamptz '2025-06-01 12:34:56.789012Z'"),
        new("interval", "sa.Interval()", "g * interval '1 hour'"),
        new("uuid", "postgresql.UUID(as_uuid=True)", "md5(g::text)::uuid"),
        new("jsonb", "postgresql.JSONB(astext_type=sa.Text())", "jsonb_build_object('a', g)"),
        new("json", "sa.JSON()", "json_build_object('a', g)", "'{\"a\": 1,   \"a\": 2}'::json"),
        new("integer[]", "postgresql.ARRAY(sa.Integer())", "array[g]"),
        new("bytea", "sa.LargeBinary()", "decode('0' || g, 'hex')"),
        new("inet", "postgresql.INET()", "('10.0.0.' || g)::inet"),
    ];

    public List<KnownTable> Tables { get; } = [];

    public List<KnownObject> Objects { get; } = [];

    /// <summary>The tables of the publication <c>news</c>.</summary>
    public HashSet<KnownTable> Published { get; } = [];

    public static string Quoted(string name) =>
        name.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_') && name is not ("order" or "user") ? name : $"\"{name}\"";

    public static string Quoted(string? schema, string name) => schema is null ? Quoted(name) : $"{Quoted(schema)}.{Quoted(name)}";

    public IEnumerable<KnownObject> Of(params string[] kinds) => this.Objects.Where(known => kinds.Contains(known.Kind));
}
