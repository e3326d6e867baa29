using System.Globalization;
using AutonomOS.Migrations.Alembic.Operations.Values;
using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Alembic.Operations.Running;

/// <summary>
/// The types of SQLAlchemy and of what is built on it, as its PostgreSQL dialect compiles them (<c>dialects/postgresql/base.py</c>,
/// <c>sql/compiler.py</c>), in the words of <c>format_type</c>.
/// </summary>
internal static class SqlAlchemyTypes
{
    // Those without arguments that matter.
    private static readonly Dictionary<string, string> Plain = new(StringComparer.Ordinal)
    {
        ["Integer"] = "integer",
        ["INTEGER"] = "integer",
        ["INT"] = "integer",
        ["BigInteger"] = "bigint",
        ["BIGINT"] = "bigint",
        ["SmallInteger"] = "smallint",
        ["SMALLINT"] = "smallint",
        ["Text"] = "text",
        ["TEXT"] = "text",
        ["UnicodeText"] = "text",
        ["Boolean"] = "boolean",
        ["BOOLEAN"] = "boolean",
        ["BOOLEANTYPE"] = "boolean",
        ["Date"] = "date",
        ["DATE"] = "date",
        ["LargeBinary"] = "bytea",
        ["BYTEA"] = "bytea",
        ["PickleType"] = "bytea",
        ["Binary"] = "bytea",
        ["JSON"] = "json",
        ["JSONB"] = "jsonb",
        ["Uuid"] = "uuid",
        ["UUID"] = "uuid",
        ["INET"] = "inet",
        ["CIDR"] = "cidr",
        ["MACADDR"] = "macaddr",
        ["MACADDR8"] = "macaddr8",
        ["TSVECTOR"] = "tsvector",
        ["TSQUERY"] = "tsquery",
        ["HSTORE"] = "hstore",
        ["CITEXT"] = "citext",
        ["OID"] = "oid",
        ["REGCLASS"] = "regclass",
        ["REGCONFIG"] = "regconfig",
        ["MONEY"] = "money",
        ["REAL"] = "real",
        ["DOUBLE"] = "double precision",
        ["Double"] = "double precision",
        ["DOUBLE_PRECISION"] = "double precision",
        ["INT4RANGE"] = "int4range",
        ["INT8RANGE"] = "int8range",
        ["NUMRANGE"] = "numrange",
        ["DATERANGE"] = "daterange",
        ["TSRANGE"] = "tsrange",
        ["TSTZRANGE"] = "tstzrange",
        ["INT4MULTIRANGE"] = "int4multirange",
        ["INT8MULTIRANGE"] = "int8multirange",
        ["NUMMULTIRANGE"] = "nummultirange",
        ["DATEMULTIRANGE"] = "datemultirange",
        ["TSMULTIRANGE"] = "tsmultirange",
        ["TSTZMULTIRANGE"] = "tstzmultirange",
        ["JSONPATH"] = "jsonpath",
        ["DATETIME"] = "datetime",
        ["BLOB"] = "blob",
        ["CLOB"] = "clob",
        ["SMALLSERIAL"] = "smallserial",
    };

    // Of other packages: by full name, because the last part says little.
    private static readonly Dictionary<string, string> Foreign = new(StringComparer.Ordinal)
    {
        ["sqlmodel.sql.sqltypes.GUID"] = "uuid",
        ["sqlmodel.sql.sqltypes.types.Uuid"] = "uuid",
        ["fastapi_users_db_sqlalchemy.generics.GUID"] = "uuid",
        ["sqlalchemy_utils.UUIDType"] = "uuid",
        ["sqlalchemy_utils.types.uuid.UUIDType"] = "uuid",
        ["sqlalchemy_utils.TSVectorType"] = "tsvector",
        ["sqlalchemy_utils.types.ts_vector.TSVectorType"] = "tsvector",
        ["sqlalchemy_utils.JSONType"] = "json",
        ["sqlalchemy_utils.types.json.JSONType"] = "json",
        ["citext.CIText"] = "citext",
        ["fastapi_users_db_sqlalchemy.generics.TIMESTAMPAware"] = "timestamp with time zone",
    };

    /// <summary>The type that a value is, classes that are not called included; null when it is none.</summary>
    /// <param name="value">What stands where a type has to.</param>
    public static RunType? Of(RunValue value) => value switch
    {
        RunType type => type,
        RunName name => Find(name.Path, new RunArguments(0, name.Path)),
        _ => null,
    };

    /// <summary>The type that a call makes; null when it makes none.</summary>
    /// <param name="path">The full name of what is called.</param>
    /// <param name="arguments">Its arguments.</param>
    public static RunType? Find(string path, RunArguments arguments)
    {
        var name = path[(path.LastIndexOf('.') + 1)..];
        if (Foreign.TryGetValue(path, out var foreign))
        {
            return new RunType(foreign);
        }

        if (path is "sqlmodel.sql.sqltypes.AutoString" or "sqlmodel.AutoString")
        {
            return new RunType(Sized("character varying", arguments.Find(0, "length")));
        }

        if (path is "pgvector.sqlalchemy.Vector" or "pgvector.sqlalchemy.vector.VECTOR" or "pgvector.sqlalchemy.VECTOR")
        {
            return new RunType(Sized("vector", arguments.Find(0, "dim")));
        }

        return !path.StartsWith("sqlalchemy.", StringComparison.Ordinal) ? null
            : IsOtherDialect(path) ? name.Length > 0 && char.IsAsciiLetterUpper(name[0]) ? new RunType(null) : null
            : Native(name, path, arguments);
    }

    // mysql.VARCHAR and its like compile to what PostgreSQL may not have.
    private static bool IsOtherDialect(string path) =>
        path.Contains(".mysql.", StringComparison.Ordinal) || path.Contains(".sqlite.", StringComparison.Ordinal)
        || path.Contains(".mssql.", StringComparison.Ordinal) || path.Contains(".oracle.", StringComparison.Ordinal);

    private static RunType? Native(string name, string path, RunArguments arguments)
    {
        if (Plain.TryGetValue(name, out var plain))
        {
            return new RunType(plain)
            {
                IsNumber = plain is "integer" or "bigint" or "smallint" or "real" or "double precision",
                HasCheck = name is "Boolean" && arguments.Find(-1, "create_constraint") is RunConstant { Value: true },
            };
        }

        switch (name)
        {
            case "String" or "VARCHAR" or "Unicode" or "NVARCHAR" when name != "NVARCHAR":
                return new RunType(Sized("character varying", arguments.Find(0, "length")));
            case "CHAR":
                return new RunType(Sized("character", arguments.Find(0, "length"), "1"));
            case "DateTime" or "TIMESTAMP":
                return new RunType(Timed("timestamp", arguments));
            case "Time" or "TIME":
                return new RunType(Timed("time", arguments));
            case "Interval":
                return new RunType(Of("interval", arguments.Find(-1, "second_precision")));
            case "INTERVAL":
                return new RunType(IsNone(arguments.Find(-1, "fields")) ? Of("interval", arguments.Find(0, "precision")) : null);
            case "Numeric" or "NUMERIC" or "DECIMAL":
                return new RunType(Exact(arguments.Find(0, "precision"), arguments.Find(1, "scale"))) { IsNumber = true };
            case "Float" or "FLOAT":
                return new RunType(arguments.Find(0, "precision") switch
                {
                    null or RunConstant { Value: null } => "double precision",
                    RunConstant { Value: long digits } => digits <= 24 ? "real" : "double precision",
                    _ => null,
                })
                {
                    IsNumber = true,
                };
            case "BIT":
                var length = arguments.Find(0, "length");
                return new RunType(arguments.Flag("varying") switch
                {
                    true => Of("bit varying", length),
                    false => Sized("bit", length, "1"),
                    null => null,
                });
            case "ARRAY":
                return new RunType(Of(arguments.Need(0, "item_type"))?.Sql is { } item ? item.EndsWith("[]", StringComparison.Ordinal)
                    ? item : item + "[]" : null)
                {
                    Enum = Of(arguments.Need(0, "item_type"))?.Enum,
                    Labels = Of(arguments.Need(0, "item_type"))?.Labels ?? [],
                    CreatesEnum = Of(arguments.Need(0, "item_type"))?.CreatesEnum ?? false,
                };
            case "Enum" or "ENUM":
                return Enumeration(path.Contains("postgresql", StringComparison.Ordinal), arguments);
            case "NullType" or "TypeEngine" or "TypeDecorator" or "UserDefinedType" or "NVARCHAR" or "NCHAR" or "DOMAIN":
                return new RunType(null);
            default:
                return null;
        }
    }

    private static RunType Enumeration(bool isNative, RunArguments arguments)
    {
        var labels = new List<string>();
        var known = !arguments.HasMore;
        string? name = null;
        foreach (var value in arguments.Positional)
        {
            if (value is RunText { IsWhole: true } label)
            {
                labels.Add(label.Text);
            }
            else if (value is RunClass { IsEnum: true } members && arguments.Find(-1, "values_callable") is null)
            {
                labels.AddRange(members.Members.Where(member => member.Value is not RunUnknown).Select(member => member.Name));

                // SQLAlchemy calls it by the class (Enum.__init__).
                name = members.Name.ToLowerInvariant();
            }
            else
            {
                known = false;
            }
        }

        var given = arguments.Find(-1, "name");
        name = given is null ? name : (given as RunText)?.Text;
        var schema = arguments.Find(-1, "schema");
        if (arguments.Flag("native_enum") is not true && arguments.Find(-1, "native_enum") is not null)
        {
            var longest = labels.Count == 0 ? 0 : labels.Max(label => label.Length);
            var length = arguments.Find(-1, "length") is RunConstant { Value: long wide } ? Math.Max(wide, longest) : longest;
            return new RunType(known && arguments.Flag("native_enum") is false
                ? string.Create(CultureInfo.InvariantCulture, $"character varying({length})") : null)
            {
                HasCheck = arguments.Flag("create_constraint") ?? true,
            };
        }

        if (name is null || name.Contains(RunText.Gap, StringComparison.Ordinal)
            || !(IsNone(schema) || schema is RunText { IsWhole: true }))
        {
            return new RunType(null);
        }

        var full = new QualifiedName((schema as RunText)?.Text, name);
        return new RunType(QuotedName.Of(full))
        {
            Enum = full,
            Labels = known ? labels : [],
            CreatesEnum = arguments.Find(-1, "create_type") is not { } creates || RunValues.IsTrue(creates) != false,
            ChecksFirst = isNative,
        };
    }

    private static bool IsNone(RunValue? value) => value is null or RunConstant { Value: null };

    // name(n), or what format_type prints without a length.
    private static string? Sized(string name, RunValue? length, string? missing = null) => length switch
    {
        null or RunConstant { Value: null } => missing is null ? name : $"{name}({missing})",
        RunConstant { Value: long count } => string.Create(CultureInfo.InvariantCulture, $"{name}({count})"),
        _ => null,
    };

    private static string? Of(string name, RunValue? precision) => Sized(name, precision);

    private static string? Timed(string name, RunArguments arguments)
    {
        var zoned = arguments.Find(0, "timezone") is { } zone ? RunValues.IsTrue(zone) : false;
        return zoned is { } known && Of(name, arguments.Find(1, "precision")) is { } whole
            ? $"{whole} {(known ? "with" : "without")} time zone" : null;
    }

    private static string? Exact(RunValue? precision, RunValue? scale) => (precision, scale) switch
    {
        (null or RunConstant { Value: null }, _) => "numeric",
        (RunConstant { Value: long digits }, null or RunConstant { Value: null }) =>
            string.Create(CultureInfo.InvariantCulture, $"numeric({digits},0)"),
        (RunConstant { Value: long digits }, RunConstant { Value: long places }) =>
            string.Create(CultureInfo.InvariantCulture, $"numeric({digits},{places})"),
        _ => null,
    };
}
