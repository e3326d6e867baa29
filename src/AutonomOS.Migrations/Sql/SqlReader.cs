using AutonomOS.Migrations.Operations;
using AutonomOS.Migrations.Sql.Lexing;
using AutonomOS.Migrations.Sql.Statements;

namespace AutonomOS.Migrations.Sql;

/// <summary>
/// What a text of SQL does, statement by statement, as PostgreSQL would run it. Names are as written: no <c>search_path</c> is followed.
/// What is not understood is an <see cref="OpaqueOperation"/> at its line, and no text throws.
/// </summary>
public static class SqlReader
{
    /// <summary>Reads a text.</summary>
    /// <param name="sql">Any text: one statement, many, a file with psql's commands.</param>
    /// <param name="file">The file that it is in.</param>
    /// <param name="firstLine">The file's line that the text begins on, counted from 1; unused when <see cref="SqlReading.LineOf"/> is set.</param>
    /// <param name="reading">How it is read; null for the defaults.</param>
    public static IReadOnlyList<SchemaOperation> Read(string sql, string file, int firstLine, SqlReading? reading = null)
    {
        reading ??= new();
        var operations = new SqlOperations(file, reading.LineOf ?? (line => firstLine + line), sql.AsSpan().Count('\n'))
        {
            IsConditional = reading.IsConditional,
            IsOutsideTransaction = reading.IsOutsideTransaction,
            HasBinds = reading.HasBinds,
        };
        var statements = new SqlStatements(sql, 0, reading.HasBinds);
        while (statements.Next() is { } statement)
        {
            StatementReader.Read(statement, operations);
        }

        return operations.All;
    }
}
