using AutonomOS.Migrations.Alembic.Operations.Values;

namespace AutonomOS.Migrations.Alembic.Operations.Running;

/// <summary>Python's own functions, its standard library, and Alembic's context.</summary>
internal sealed partial class UpgradeRun
{
    // What only computes, reads or writes text. Left out: eval, exec, globals, locals, vars, setattr, compile, __import__.
    private static readonly HashSet<string> Builtins = new(StringComparer.Ordinal)
    {
        "abs", "all", "any", "ascii", "bin", "bool", "bytearray", "bytes", "callable", "chr", "classmethod", "complex", "delattr", "dict",
        "dir", "divmod", "enumerate", "filter", "float", "format", "frozenset", "getattr", "hasattr", "hash", "hex", "id", "input", "int",
        "isinstance", "issubclass", "iter", "len", "list", "map", "max", "min", "next", "object", "oct", "open", "ord", "pow", "print",
        "property", "range", "repr", "reversed", "round", "set", "slice", "sorted", "staticmethod", "str", "sum", "super", "tuple", "type",
        "unicode", "xrange", "long", "basestring", "zip", "Exception", "BaseException", "ValueError", "TypeError", "KeyError", "IndexError",
        "AttributeError", "RuntimeError", "NotImplementedError", "ImportError", "ModuleNotFoundError", "AssertionError", "StopIteration",
        "OSError", "IOError", "LookupError", "NotImplemented", "ArithmeticError", "ZeroDivisionError", "FileNotFoundError", "Warning",
        "UserWarning", "DeprecationWarning", "SystemExit", "KeyboardInterrupt", "UnicodeDecodeError", "UnicodeEncodeError",
            "PermissionError",
        "TimeoutError", "exit", "quit", "ConnectionError", "RecursionError", "EOFError", "StopAsyncIteration", "Ellipsis",
    };

    // Modules of the standard library through which no database is reached.
    private static readonly HashSet<string> PureModules = new(StringComparer.Ordinal)
    {
        "__future__", "abc", "base64", "binascii", "calendar", "collections", "contextlib", "copy", "csv", "dataclasses", "datetime",
        "decimal", "difflib", "enum", "functools", "gzip", "hashlib", "hmac", "html", "io", "itertools", "json", "logging", "math",
        "glob", "numbers", "operator", "os", "pathlib", "pprint", "random", "re", "secrets", "shutil", "string", "struct", "tempfile",
            "sys", "textwrap", "time",
        "traceback", "types", "typing", "typing_extensions", "unicodedata", "urllib", "uuid", "warnings", "zlib", "zoneinfo", "pytz",
        "dateutil", "tqdm", "rich", "structlog", "loguru", "yaml", "packaging", "six", "inspect",
    };

    // Packages that bring types for columns; their other functions are not known.
    private static readonly HashSet<string> KnownModules = new(StringComparer.Ordinal)
    {
        "sqlmodel", "sqlalchemy_utils", "geoalchemy2", "pgvector", "fastapi_users_db_sqlalchemy", "alembic_utils",
            "alembic_postgresql_enum",
        "flask", "sqlalchemy_json", "citext", "advanced_alchemy",
    };

    /// <summary>Whether a name is Python's own or SQLAlchemy's, so that no database is reached through it alone.</summary>
    /// <param name="path">The full name.</param>
    public static bool IsPure(string path) => Root(path) is "builtins" or "sqlalchemy" || PureModules.Contains(Root(path));

    private static string Root(string path)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? path : path[..dot];
    }

    private RunValue CallName(string path, RunArguments arguments)
    {
        var root = Root(path);
        switch (root)
        {
            case "builtins":
                return this.CallBuiltin(path["builtins.".Length..], arguments);
            case "alembic" when path.StartsWith("alembic.op.", StringComparison.Ordinal):
                return this.Operation(path["alembic.op.".Length..], arguments, null);
            case "alembic" when path.StartsWith("alembic.context.", StringComparison.Ordinal):
                return this.CallContext(path["alembic.context.".Length..], arguments);
            case "sqlalchemy":
                return this.CallSqlAlchemy(path, arguments);
            case "sqlmodel" or "sqlalchemy_utils" or "pgvector" or "fastapi_users_db_sqlalchemy" or "geoalchemy2" or "citext"
                or "sqlalchemy_json"
                when SqlAlchemyTypes.Find(path, arguments) is { } type:
                return type;
            case "sqlmodel" when path is "sqlmodel.text" or "sqlmodel.select" or "sqlmodel.Column" or "sqlmodel.Session" or "sqlmodel.func":
                return this.CallSqlAlchemy(path.Replace("sqlmodel", "sqlalchemy", StringComparison.Ordinal), arguments);
            case "textwrap" when path == "textwrap.dedent" && arguments.Find(0, "text") is RunText text:
                return this.Spend(arguments.Line, text.Text.Length / 64) ? PythonFormats.Dedent(text) : RunUnknown.Data();
            case "typing" when path == "typing.cast":
                return arguments.Need(1, "val");
            case "itertools" when path is "itertools.chain" or "itertools.chain.from_iterable":
                return this.Chain(path == "itertools.chain" ? arguments.Positional : this.Items(arguments.Need(0, "iterable")), arguments);
            case "collections" when path is "collections.OrderedDict":
                return this.CallBuiltin("dict", arguments);
            case "copy" when path is "copy.deepcopy" or "copy.copy":
                return arguments.Need(0, "x") is RunContainer copied ? this.CallContainer(copied, "copy", arguments)
                    : arguments.Need(0, "x");
            case "flask" when path.StartsWith("flask.current_app.config", StringComparison.Ordinal):
            case "os" when path is "os.getenv" || path.StartsWith("os.environ", StringComparison.Ordinal)
                || path.StartsWith("os.path", StringComparison.Ordinal):
                return RunUnknown.Data();
            case "uuid" when path is "uuid.uuid4" or "uuid.uuid1":
            case "datetime" when path is "datetime.datetime" or "datetime.date" or "datetime.datetime.utcnow" or "datetime.datetime.now"
                or "datetime.datetime.today" or "datetime.datetime.strptime" or "datetime.datetime.fromtimestamp" or "datetime.date.today":
            case "time" when path is "time.time":
                return RunUnknown.Plain();
            case "os" when path.StartsWith("os.exec", StringComparison.Ordinal) || path.StartsWith("os.spawn", StringComparison.Ordinal)
                || path is "os.system" or "os.popen" or "os.fork" or "os.posix_spawn" or "os.startfile":
            case "sys" or "inspect" or "functools" or "operator":
                return path is "sys.exit" ? RunUnknown.Data() : this.Leave(arguments, "it may do anything");
            default:
                if (PureModules.Contains(root))
                {
                    return this.Look(arguments);
                }

                return this.Leave(arguments, $"{path} is not in this file and may do anything");
        }
    }

    // What only looks at values calls none of them; but what comes out of it may be one of them.
    private RunUnknown Look(RunArguments arguments)
    {
        this.Rehearse(arguments);
        return arguments.All.Any(value => value is not RunFunction && RunValues.Holds(value))
            ? this.Leave(arguments, "the database is handed to it")
            : new RunUnknown("it is known only when the migration runs",
                !arguments.All.Any(value => value is not RunFunction && RunValues.MayReach(value)));
    }

    // A function that is handed to something may be called any number of times, with anything.
    private void Rehearse(RunArguments arguments)
    {
        foreach (var function in arguments.All.OfType<RunFunction>())
        {
            var given = new RunArguments(arguments.Line, arguments.What);
            given.AddMany(RunUnknown.Data());
            _ = this.Under(() => this.Invoke(function, given));
        }
    }

    private RunItems Chain(IReadOnlyList<RunValue>? parts, RunArguments arguments)
    {
        var result = new RunItems('[', []) { IsOpen = parts is null || arguments.HasMore, Condition = this.condition };
        foreach (var part in parts ?? [])
        {
            this.Extend(result, part, arguments.Line);
        }

        return result;
    }

    private RunValue CallContext(string name, RunArguments arguments)
    {
        switch (name)
        {
            case "is_offline_mode":
                return new RunConstant(false);
            case "get_context":
                return new RunHandle(HandleKind.Context);
            case "get_bind":
                return new RunHandle(HandleKind.Connection);
            case "get_x_argument" or "get_tag_argument" or "get_head_revision" or "get_revision_argument"
                or "get_starting_revision_argument":
                return RunUnknown.Data();
            default:
                return name.StartsWith("config.", StringComparison.Ordinal) && name is not "config.attributes"
                    ? RunUnknown.Data() : this.Leave(arguments, "it may do anything");
        }
    }

    private RunValue CallBuiltin(string name, RunArguments arguments)
    {
        var first = arguments.Find(0);
        var items = first is null ? null : this.Items(first);
        switch (name)
        {
            case "str" or "unicode":
                return first is null ? new RunText(string.Empty) : RunValues.Shown(first) is { } shown
                    ? first as RunText ?? new RunText(shown) : RunUnknown.Data();
            case "len":
                return items is not null ? new RunConstant((long)items.Count) : RunUnknown.Plain();
            case "bool":
                return first is not null && RunValues.IsTrue(first) is { } truth ? new RunConstant(truth) : RunUnknown.Data();
            case "list" or "tuple" or "set" or "sorted" or "reversed" or "frozenset" or "iter":
                if (first is not null && items is null)
                {
                    return new RunItems('[', first is RunItems open ? [.. open.Items] : []) { IsOpen = true, Condition = this.condition };
                }

                if (name == "sorted" && arguments.Find(-1, "key", "reverse") is not null)
                {
                    return new RunItems('[', [.. items!]) { Condition = this.condition };
                }

                IEnumerable<RunValue> ordered = items ?? [];
                ordered = name == "reversed" ? ordered.Reverse()
                    : name == "sorted" && items!.All(item => item is RunText)
                        ? ordered.OrderBy(item => ((RunText)item).Text, StringComparer.Ordinal)
                    : ordered;
                return new RunItems(name is "tuple" ? '(' : name is "set" or "frozenset" ? '{' : '[',
                    [.. ordered])
                { Condition = this.condition };
            case "dict":
                return this.MakeDictionary(first, items, arguments);
            case "enumerate" when items is not null && arguments.Find(1, "start") is null or RunConstant { Value: long }:
                var from = arguments.Find(1, "start") is RunConstant { Value: long start } ? start : 0;
                return new RunItems('[', [.. items.Select(RunValue (item, index) =>
                    new RunItems('(', [new RunConstant(from + index), item]))]);
            case "zip" when arguments.Positional.Count > 0 && !arguments.HasMore
                && arguments.Positional.ConvertAll(this.Items) is var lists && !lists.Contains(null):
                return new RunItems('[', [.. Enumerable.Range(0, lists.Min(list => list!.Count))
                    .Select(RunValue (index) => new RunItems('(', lists.ConvertAll(list => list![index])))]);
            case "range" or "xrange":
                return this.MakeRange(arguments);
            case "map" when first is RunFunction or RunName && arguments.Positional.Count == 2
                && this.Items(arguments.Positional[1]) is { } mapped:
                return new RunItems('[', [.. mapped.Select(item =>
                    this.Call(first, With(arguments, item)))])
                { Condition = this.condition };
            case "map" or "filter" when first is RunFunction:
                _ = this.Under(() => this.Call(first, With(arguments, RunUnknown.Data())));
                return RunUnknown.Data();
            case "getattr" when arguments.Find(1) is RunText { IsWhole: true } attribute:
                return this.Attribute(first!, attribute.Text);
            case "getattr":
                return new RunUnknown("getattr() gives it", first is not null && !RunValues.MayReach(first));
            case "isinstance" or "issubclass":
                return IsDialect(first, arguments.Find(1));
            case "any" or "all" when items is not null:
                var truths = items.Select(RunValues.IsTrue).ToList();
                return truths.Contains(name == "any") ? new RunConstant(name == "any") : truths.Contains(null) ? RunUnknown.Data()
                    : new RunConstant(name != "any");
            case "int" when first is RunConstant { Value: long }:
            case "int" when first is RunText { IsWhole: true }:
                return first is RunText digits
                    ? long.TryParse(digits.Text, System.Globalization.CultureInfo.InvariantCulture, out var number)
                        ? new RunConstant(number) : RunUnknown.Data()
                    : first;
            case "int" or "round" or "float" when first is RunUnknown { IsData: true }:
                return RunUnknown.Plain();
            case "map" or "filter" or "sorted" or "max" or "min" or "next"
                when arguments.All.Any(value => value is RunUnknown { IsData: false }):
                return this.Leave(arguments, "what is called in it is not known");
            case "hasattr" or "callable" or "type" or "id" or "hash" or "isdir" or "repr" or "print" or "super" or "dir":
                return RunUnknown.Data();
            default:
                return this.Look(arguments);
        }
    }

    private static RunArguments With(RunArguments arguments, RunValue value)
    {
        var one = new RunArguments(arguments.Line, arguments.What);
        one.Positional.Add(value);
        return one;
    }

    // isinstance(bind.dialect, MySQLDialect)
    private static RunValue IsDialect(RunValue? value, RunValue? type) =>
        value is RunHandle { Kind: HandleKind.Dialect } && type is RunName { Path: var path }
            && path.EndsWith("Dialect", StringComparison.Ordinal)
            ? new RunConstant(path.Contains("postgresql", StringComparison.Ordinal)) : RunUnknown.Data();

    private RunDictionary MakeDictionary(RunValue? first, IReadOnlyList<RunValue>? items, RunArguments arguments)
    {
        var result = new RunDictionary
        {
            IsOpen = (first is not null && items is null) || arguments.HasMoreNamed,
            Condition = this.condition
        };
        if (first is RunDictionary given)
        {
            foreach (var (key, value) in given.Entries)
            {
                result.Set(key, value);
            }
        }
        else
        {
            foreach (var item in items ?? [])
            {
                if (this.Items(item) is [var key, var value])
                {
                    result.Set(key, value);
                }
                else
                {
                    result.IsOpen = true;
                }
            }
        }

        foreach (var (name, value) in arguments.Named)
        {
            result.Set(new RunText(name), value);
        }

        return result;
    }

    private RunValue MakeRange(RunArguments arguments)
    {
        var numbers = arguments.Positional.ConvertAll(one => one is RunConstant { Value: long number } ? number : (long?)null);
        if (arguments.HasMore || numbers.Contains(null) || numbers.Count is 0 or > 3)
        {
            return RunUnknown.Data();
        }

        var (from, to, step) = numbers.Count switch
        {
            1 => (0L, numbers[0]!.Value, 1L),
            2 => (numbers[0]!.Value, numbers[1]!.Value, 1L),
            _ => (numbers[0]!.Value, numbers[1]!.Value, numbers[2]!.Value),
        };
        var count = step == 0 ? 0 : Math.Ceiling(((double)to - from) / step);
        if (count > 100_000 || !this.Spend(arguments.Line, (long)Math.Max(0, count)))
        {
            return RunUnknown.Data("it is too much to unroll");
        }

        return new RunItems('(', [.. Enumerable.Range(0, (int)Math.Max(0, count)).Select(RunValue (index) =>
            new RunConstant(from + (index * step)))]);
    }
}
