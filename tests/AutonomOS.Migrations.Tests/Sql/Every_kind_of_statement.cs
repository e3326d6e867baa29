using System.Globalization;
using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Sql;
using AutonomOS.Migrations.Testing;
using Npgsql;

namespace AutonomOS.Migrations.Tests.Sql;

/// <summary>
/// The statements of <c>Statements.sql</c> are read as it says, and run on PostgreSQL, each in a transaction of its own: what appears in the
/// catalogs is what was said to be created, what is gone what was said to be dropped.
/// </summary>
public sealed class Every_kind_of_statement(PostgresMajors majors)
{
    // Behind "!" in the file: "error" for a statement that lacks an object, "alone" for one that refuses a transaction, "within" for one that
    // Npgsql would split. COPY is no command of Npgsql's.
    // The objects by name, those of transactions that were rolled back, temporary ones and the system's left out.
    private const string Objects = """
        SELECT relname FROM pg_class WHERE relnamespace <> 'pg_catalog'::regnamespace AND relnamespace::regnamespace::text !~ '^pg_t'
        UNION ALL SELECT relname || '#' || attname FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
            WHERE attnum > 0 AND NOT attisdropped AND relkind IN ('r', 'p', 'f', 'v', 'c') AND relnamespace::regnamespace::text !~ '^pg_'
        UNION ALL SELECT coalesce(relname, typname) || '#' || conname FROM pg_constraint LEFT JOIN pg_class c ON c.oid = conrelid LEFT JOIN pg_type t ON t.oid = contypid
        UNION ALL SELECT proname FROM pg_proc WHERE oid >= 16384
        UNION ALL SELECT typname FROM pg_type WHERE oid >= 16384 AND typelem = 0 AND typnamespace::regnamespace::text !~ '^pg_t'
        UNION ALL SELECT typname || '#' || enumlabel FROM pg_enum JOIN pg_type t ON t.oid = enumtypid
        UNION ALL SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_t'
        UNION ALL SELECT relname || '#' || tgname FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid WHERE NOT tgisinternal
        UNION ALL SELECT relname || '#' || polname FROM pg_policy JOIN pg_class c ON c.oid = polrelid
        UNION ALL SELECT relname || '#' || rulename FROM pg_rewrite JOIN pg_class c ON c.oid = ev_class WHERE rulename <> '_RETURN'
        UNION ALL SELECT stxname FROM pg_statistic_ext
        UNION ALL SELECT pubname FROM pg_publication
        UNION ALL SELECT srvname FROM pg_foreign_server
        UNION ALL SELECT fdwname FROM pg_foreign_data_wrapper
        UNION ALL SELECT extname FROM pg_extension
        UNION ALL SELECT rolname FROM pg_roles WHERE rolname LIKE 'statements%'
        UNION ALL SELECT oprname FROM pg_operator WHERE oid >= 16384
        UNION ALL SELECT format('%s AS %s', castsource::regtype, casttarget::regtype) FROM pg_cast WHERE oid >= 16384
        """;

    [Theory]
    [InlineData(13)]
    [InlineData(18)]
    public async Task Is_read_as_PostgreSQL_runs_it(int major)
    {
        var (setup, cases) = Load();
        await using var database = await majors.CreateDatabaseAsync(major);
        await database.ExecuteAsync(setup);
        await using var connection = await database.OpenAsync();
        var before = await NamesAsync(connection, null);
        var wrong = new List<string>();
        foreach (var one in cases.Where(one => one.Major <= major))
        {
            var operations = SqlReader.Read(one.Sql, "f.sql", 1);
            var told = Told.Of(operations);
            if (told != one.Expected)
            {
                wrong.Add($"{one.Sql}\n  said {told}");
            }

            wrong.AddRange((await RunAsync(connection, one, operations, before)).Select(what => $"{one.Sql}\n  {what}"));
        }

        await database.ExecuteAsync("DROP OWNED BY statements_role; DROP ROLE statements_role");
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    private static async Task<List<string>> RunAsync(
        NpgsqlConnection connection, Case one, IReadOnlyList<SchemaOperation> operations, HashSet<string> before)
    {
        if (one.Mark == "alone")
        {
            // It refuses to run in a transaction: that PostgreSQL knows it shows in the refusal.
            var refusal = await Assert.ThrowsAsync<PostgresException>(() => TryAsync(connection, one.Sql));
            return refusal.SqlState == PostgresErrorCodes.ActiveSqlTransaction ? [] : [$"PostgreSQL says {refusal.MessageText}"];
        }

        if (one.Mark == "copy")
        {
            return [];
        }

        HashSet<string> after;
        try
        {
            after = await TryAsync(connection, one.Mark == "within" ? $"DO $within$ BEGIN EXECUTE $text$ {one.Sql} $text$; END $within$" : one.Sql);
        }
        catch (PostgresException e)
        {
            // Of the marked ones only the objects are missing.
            return one.Mark == "error" && e.SqlState != PostgresErrorCodes.SyntaxError ? [] : [$"PostgreSQL says {e.MessageText}"];
        }

        var gone = before.Except(after).ToList();
        var made = after.Except(before).ToList();
        var wrong = new List<string>();
        if (operations.Any(operation => operation is OpaqueOperation || operation.IsConditional))
        {
            return wrong;
        }

        var renames = operations.Any(operation => operation is RenameObject or RenameColumn or AlterTable or AlterColumn or ChangeOwned or CreateObject { IsReplacing: true });
        var drops = operations.Where(IsDrop).ToList();
        var creates = operations.Where(IsCreate).ToList();
        if (!renames && (gone.Count > 0) != drops.Exists(operation => !operation.IsTolerant || gone.Count > 0))
        {
            wrong.Add($"gone: {string.Join(", ", gone)}");
        }

        if (!renames && made.Count > 0 && creates.Count == 0)
        {
            wrong.Add($"made: {string.Join(", ", made)}");
        }

        wrong.AddRange(drops.Where(operation => !operation.IsTolerant && !gone.Contains(Name(operation))).Select(operation => $"{Name(operation)} is still there"));
        wrong.AddRange(creates.Where(operation => !operation.IsTolerant && Name(operation) is { Length: > 0 } name && !made.Contains(name)).Select(operation => $"{Name(operation)} is not there"));
        return wrong;
    }

    private static bool IsDrop(SchemaOperation operation) => operation is DropObject or DropColumn or DropConstraint;

    private static bool IsCreate(SchemaOperation operation) =>
        operation is CreateTable { IsTemporary: false } or CreateObject { IsReplacing: false } or CreateIndex or AddColumn or AddConstraint or AddEnumValue
        || (operation is AlterObject { ObjectKind: "composite type" } altered && altered.Change.StartsWith("ADD", StringComparison.Ordinal));

    private static string Name(SchemaOperation operation) => operation switch
    {
        AddEnumValue o => $"{o.Type.Name}#{o.Value}",
        AddConstraint { Constraint.Name: null } => string.Empty,
        _ => operation.Part is { } part ? $"{operation.Subject?.Name}#{part}" : operation.Subject?.Name ?? string.Empty,
    };

    private static async Task<HashSet<string>> TryAsync(NpgsqlConnection connection, string sql)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand(sql, connection, transaction))
        {
            await command.ExecuteNonQueryAsync();
        }

        return await NamesAsync(connection, transaction);
    }

    private static async Task<HashSet<string>> NamesAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction)
    {
        await using var command = new NpgsqlCommand(Objects, connection, transaction);
        await using var reader = await command.ExecuteReaderAsync();
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    private static (string Setup, List<Case> Cases) Load()
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "tests", "AutonomOS.Migrations.Tests", "Sql", "Statements.sql"));
        var start = Array.IndexOf(lines, "--");
        var cases = new List<Case>();
        var sql = new List<string>();
        foreach (var line in lines.Skip(start + 1))
        {
            if (!line.StartsWith("-- ", StringComparison.Ordinal))
            {
                sql.Add(line);
                continue;
            }

            var text = string.Join('\n', sql);
            var major = char.IsAsciiDigit(text[0]) ? int.Parse(text[..2], CultureInfo.InvariantCulture) : 0;
            var mark = line.LastIndexOf(" !", StringComparison.Ordinal);
            cases.Add(new(major > 0 ? text[3..] : text, major, mark < 0 ? line[3..] : line[3..mark], mark < 0 ? string.Empty : line[(mark + 2)..]));
            sql.Clear();
        }

        return (string.Join('\n', lines.Take(start)), cases);
    }

    private sealed record Case(string Sql, int Major, string Expected, string Mark);
}
