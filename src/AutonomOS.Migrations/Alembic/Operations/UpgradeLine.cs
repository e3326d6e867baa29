using AutonomOS.Migrations.Alembic.Python;

namespace AutonomOS.Migrations.Alembic.Operations;

/// <summary>Reads the operations of one logical line inside <c>upgrade()</c>.</summary>
/// <param name="lines">Stands on the line.</param>
/// <param name="names">The names of the file.</param>
/// <param name="path">Full path of the file.</param>
/// <param name="isConditional">Whether the line may run never or often.</param>
internal sealed class UpgradeLine(PythonLineReader lines, OperationNames names, string path, bool isConditional)
{
    // Alembic's own operations that remove neither data nor an object (1.19, facts/alembic.md section 5).
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "rename_table", "add_column", "alter_column", "create_index", "create_unique_constraint", "create_primary_key",
        "create_exclude_constraint", "create_foreign_key", "create_check_constraint", "create_table_comment",
        "drop_table_comment", "bulk_insert", "f", "inline_literal", "batch_alter_table",
    };

    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "if", "elif", "while", "for", "in", "not", "and", "or", "is", "return", "with", "assert", "raise", "except", "lambda", "else",
        "del", "def", "class",
        "yield", "await", "as", "print",
    };

    // What acts on a database although SQLAlchemy constructed what it is called on: sa.Enum(...).drop(bind).
    private static readonly HashSet<string> Acting = new(StringComparer.Ordinal)
    {
        "execute", "exec_driver_sql", "scalar", "scalars", "drop", "drop_all", "create", "create_all", "connect", "begin", "run",
    };

    private readonly PythonExpression literal = new(lines, _ => null);

    /// <summary>Reads the line.</summary>
    /// <param name="start">Index of the first token that counts.</param>
    /// <param name="operations">Takes what is found.</param>
    public void Read(int start, List<UpgradeOperation> operations)
    {
        var definition = names.Word(start) is "def" or "class" or "async";
        for (var i = start; i < lines.Tokens.Count; i++)
        {
            if (names.Word(i) is not { } name || (definition && i <= start + 2))
            {
                continue;
            }

            if (names.Is(i - 1, '.'))
            {
                if ((names.Is(i - 2, ')') || names.Is(i - 2, ']')) && names.Is(i + 1, '(') && Acting.Contains(name))
                {
                    this.Add(operations, i, $"call of {name}", OperationEffect.NotReadable);
                }

                continue;
            }

            if (names.Word(start) is "import" or "from")
            {
                this.Add(operations, i, "import inside upgrade()", OperationEffect.NotReadable);
                return;
            }

            if (name == "alembic" && names.Is(i + 1, '.') && names.Word(i + 2) == "op")
            {
                i = this.ReadOperation(i + 2, "alembic.op", operations);
            }
            else if (names.IsOperations(name))
            {
                // A keyword argument or an attribute of this name is another thing; everything else is op itself.
                i = names.Word(i - 1) == "as" ? i : this.ReadOperation(i, name, operations);
            }
            else if (this.CallAfter(i) is { } call && !Keywords.Contains(name))
            {
                if (!names.IsHarmless(name) || Acting.Contains(names.Word(call - 1)!))
                {
                    this.Add(operations, i, $"call of {names.Word(call - 1)}", OperationEffect.NotReadable);
                }
            }
        }
    }

    /// <summary>Index of the bracket that calls the dotted name at an index; null when it is not called.</summary>
    private int? CallAfter(int index)
    {
        var at = index + 1;
        while (names.Is(at, '.') && names.Word(at + 1) is not null)
        {
            at += 2;
        }

        return names.Is(at, '(') ? at : null;
    }

    /// <summary>Reads <c>op.name(...)</c> and returns the index to go on after.</summary>
    private int ReadOperation(int op, string receiver, List<UpgradeOperation> operations)
    {
        var operation = names.Is(op + 1, '.') && names.Is(op + 3, '(') ? names.Word(op + 2) : null;
        if (operation is null)
        {
            this.Add(operations, op, $"{receiver} handed on", OperationEffect.NotReadable);
            return op;
        }

        var open = op + 3;
        var close = this.Close(open);
        var arguments = this.Arguments(open, close);
        var isBatch = names.IsBatch(receiver, out var table);
        if (!isBatch)
        {
            var position = operation is "drop_index" or "drop_constraint" or "create_index" ? 1 : 0;
            table = this.Text(arguments, position, operation is "rename_table" ? "old_table_name" : "table_name");
        }

        var schema = this.Text(arguments, -1, "schema");
        var effect = this.Effect(operation, arguments, close, ref table, ref schema);
        this.Add(operations, op, operation, effect, table, schema);
        if (operation == "batch_alter_table" && names.Word(close + 1) == "as" && names.Word(close + 2) is { } alias)
        {
            names.AddBatch(alias, table);
        }

        // Arguments construct columns and types; an op among them is the only thing that could act. op.f() only names.
        for (var i = open + 1; i < close; i++)
        {
            if (names.Word(i) is { } name && names.IsOperations(name) && !names.Is(i - 1, '.') && !names.Is(i + 1, '=')
                && names.Word(i + 2) is not ("f" or "inline_literal"))
            {
                this.Add(operations, i, $"{name} handed on", OperationEffect.NotReadable);
            }
        }

        return close;
    }

    private OperationEffect Effect(
        string operation, List<(string? Name, int Start, int End)> arguments, int close, ref string? table, ref string? schema)
    {
        switch (operation)
        {
            case "drop_table" or "drop_column" or "drop_index" or "drop_constraint":
                return OperationEffect.Destroys;
            case "create_table":
                return table is null || this.IsSchemaUnknown(arguments, schema) ? OperationEffect.NotReadable : OperationEffect.CreatesTable;
            case "batch_alter_table" when arguments.Exists(argument => argument.Name == "recreate"):
                return this.Text(arguments, -1, "recreate") is "auto" or "never" ? OperationEffect.Other : OperationEffect.Destroys;
            case "execute":
                (table, schema) = (null, null);
                if (this.Sql(arguments) is not { } sql)
                {
                    return OperationEffect.NotReadable;
                }

                var (effect, created) = SqlEffect.Of(sql);
                (table, schema) = (created?.Name, created?.Schema);
                return effect == OperationEffect.CreatesTable && created is null ? OperationEffect.NotReadable : effect;
            case "get_context" when names.Is(close + 1, '.') && names.Word(close + 2) is "autocommit_block" or "dialect" or "as_sql":
                return OperationEffect.Other;
            default:
                return Known.Contains(operation) ? OperationEffect.Other : OperationEffect.NotReadable;
        }
    }

    // schema=SCHEMA or **options: not the same as no schema, which is written as nothing or as None.
    private bool IsSchemaUnknown(List<(string? Name, int Start, int End)> arguments, string? schema) =>
        schema is null && arguments.Exists(argument => argument.Name == "schema"
            ? this.literal.Evaluate(argument.Start, argument.End) is not NoneValue
            : argument.Name is null && lines.Text(lines.Tokens[argument.Start]) is "**");

    /// <summary>The SQL of <c>op.execute("...")</c> or <c>op.execute(sa.text("..."))</c>; null when it is built at run time.</summary>
    private string? Sql(List<(string? Name, int Start, int End)> arguments)
    {
        if (arguments.FindIndex(argument => argument.Name is null or "sqltext") is not (>= 0 and var at))
        {
            return null;
        }

        var (_, start, end) = arguments[at];
        if (this.literal.Evaluate(start, end) is TextValue text)
        {
            return text.Text;
        }

        var function = names.Word(start) == "sa" && names.Is(start + 1, '.') ? start + 2 : start;
        return names.Word(function) == "text" && names.Is(function + 1, '(')
            && this.literal.Evaluate(function + 2, this.Close(function + 1)) is TextValue inner
            ? inner.Text
            : null;
    }

    private string? Text(List<(string? Name, int Start, int End)> arguments, int position, string keyword)
    {
        var at = arguments.FindIndex(argument => argument.Name == keyword);
        if (at < 0 && position >= 0 && position < arguments.Count && arguments[position].Name is null)
        {
            at = position;
        }

        if (at < 0)
        {
            return null;
        }

        var (_, start, end) = arguments[at];
        if (names.Word(start) is { } op && names.IsOperations(op) && names.Word(start + 2) == "f" && names.Is(start + 3, '('))
        {
            start += 4;
            end--;
        }

        return this.literal.Evaluate(start, end) is TextValue text ? text.Text : null;
    }

    private List<(string? Name, int Start, int End)> Arguments(int open, int close)
    {
        var arguments = new List<(string? Name, int Start, int End)>();
        var depth = 0;
        var start = open + 1;
        for (var i = open + 1; i <= close; i++)
        {
            depth += names.Depth(i);
            if ((depth == 0 && names.Is(i, ',')) || i == close)
            {
                if (i > start)
                {
                    var keyword = names.Word(start) is not null && names.Is(start + 1, '=');
                    arguments.Add(keyword ? (names.Word(start), start + 2, i) : (null, start, i));
                }

                start = i + 1;
            }
        }

        return arguments;
    }

    private int Close(int open)
    {
        var depth = 0;
        for (var i = open; i < lines.Tokens.Count; i++)
        {
            depth += names.Depth(i);
            if (depth == 0)
            {
                return i;
            }
        }

        return lines.Tokens.Count - 1;
    }

    private void Add(
        List<UpgradeOperation> operations,
        int token,
        string operation,
        OperationEffect effect,
        string? table = null,
        string? schema = null) =>
        operations.Add(new UpgradeOperation(path, lines.Tokens[token].Line, operation, effect, table, schema, isConditional));
}
