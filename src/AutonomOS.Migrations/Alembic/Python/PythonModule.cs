using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Alembic.Python;

/// <summary>
/// What importing a Python file binds, as far as its text tells without running it. Only statements that always run count; a name that
/// anything else may have changed is dynamic. The last assignment wins.
/// </summary>
internal sealed class PythonModule
{
    // What a file with more names leaves behind is given up, so that the next file need not sweep it.
    private const int MostKept = 512;

    private readonly string[] watched;
    private readonly PythonLineReader lines = new(string.Empty);
    private readonly PythonBlocks blocks;
    private readonly PythonExpression expression;
    private readonly PythonImports imports;
    private readonly PythonDeferred deferred = new();
    private readonly ImportLookup imported;

    // Indexes of the tokens that assign in the current statement.
    private readonly List<int> equals = [];

    private Dictionary<string, PythonValue> bindings = new(StringComparer.Ordinal);
    private Dictionary<string, LineSpan> definitions = new(StringComparer.Ordinal);

    // What every name is that has not been bound since something bound names that are not written out; null when nothing has.
    private DynamicValue? anything;

    // Whether a list or set has been used by its name.
    private bool usesMutable;

    // Line of an assignment to something inside a module; 0 when there is none.
    private int importsChangedAt;

    /// <summary>Holds nothing before <see cref="Read"/>.</summary>
    /// <param name="watched">Names that matter although a file may bind them only under a condition.</param>
    /// <param name="imported">Evaluates what a file imports; null when that stays dynamic.</param>
    public PythonModule(string[] watched, ImportLookup? imported = null)
    {
        this.watched = watched;
        this.imported = imported ?? (static (_, _, line) => new DynamicValue("it is imported in turn", line));
        this.blocks = new PythonBlocks(this.lines);
        this.imports = new PythonImports(this.lines);
        this.expression = new PythonExpression(this.lines, this.LookUp, this.LookUpImport);
    }

    /// <summary>The docstring; null when there is none.</summary>
    public TextValue? Docstring { get; private set; }

    /// <summary>Why the file cannot be read to its end; null when it can.</summary>
    public string? Error => this.lines.Error;

    /// <summary>Line of <see cref="Error"/>.</summary>
    public int ErrorLine => this.lines.ErrorLine;

    /// <summary>Reads a file. What was read before is forgotten, and its memory used again: a history has thousands of files.</summary>
    /// <param name="source">Its text.</param>
    public void Read(string source)
    {
        this.deferred.Begin();
        this.ReadLines(source);
        if (this.usesMutable && this.deferred.HasMentions)
        {
            // A function may change a list that gets its value further down: read again, now that all functions are known.
            this.ReadLines(source);
        }
    }

    /// <summary>What a name is bound to after the last line; null when nothing binds it.</summary>
    /// <param name="name">A name.</param>
    public PythonValue? Find(string name) => this.LookUp(name) switch
    {
        ImportedValue import => this.LookUpImport(import, [], import.Line),
        ItemsValue { ChangedAt: > 0 } changed =>
            new DynamicValue($"{OneLine.Quote(name)} is changed after it is assigned", changed.ChangedAt),
        var value => value,
    };

    /// <summary>Lines of a function or class that always gets defined; null when there is none.</summary>
    /// <param name="name">Its name.</param>
    public LineSpan? Definition(string name) => this.definitions.TryGetValue(name, out var span) ? span : null;

    /// <summary>Empties a dictionary for the next file.</summary>
    /// <typeparam name="TValue">What it holds.</typeparam>
    /// <param name="names">The dictionary; a large one is replaced.</param>
    internal static void Empty<TValue>(ref Dictionary<string, TValue> names)
    {
        if (names.Capacity > MostKept)
        {
            names = new(StringComparer.Ordinal);
        }
        else
        {
            names.Clear();
        }
    }

    private void ReadLines(string source)
    {
        Empty(ref this.bindings);
        Empty(ref this.definitions);
        this.anything = null;
        this.usesMutable = false;
        this.importsChangedAt = 0;
        this.Docstring = null;
        this.lines.Begin(source);
        this.blocks.Begin();
        var first = true;
        while (this.lines.Read())
        {
            this.blocks.Enter();
            this.ReadLine(first);
            first = false;
        }

        foreach (var name in this.watched)
        {
            this.usesMutable |= this.LookUp(name) is ItemsValue { IsMutable: true };
        }
    }

    private PythonValue? LookUp(string name)
    {
        if (this.deferred.FindBinding(name) is { } rebound)
        {
            return rebound;
        }

        var value = this.bindings.GetValueOrDefault(name, this.anything!);
        this.usesMutable |= value is ItemsValue { IsMutable: true };
        return value;
    }

    private PythonValue LookUpImport(ImportedValue import, IReadOnlyList<string> attributes, int line) => this.importsChangedAt > 0
        ? new DynamicValue("a module is changed from outside", this.importsChangedAt)
        : this.imported(import, attributes, line);

    private void ReadLine(bool first)
    {
        var blocks = this.blocks;
        var tokens = this.lines.Tokens;
        if (blocks.Scope == PythonScope.Definition)
        {
            if (blocks.Definition is { } name && this.definitions.TryGetValue(name, out var span))
            {
                this.definitions[name] = span with { Last = this.lines.LastLine };
            }

            this.deferred.Add(this.lines, 0, blocks.Definition);
        }
        else if (blocks.IsDefinitionHeader)
        {
            // Decorators stand on lines of their own; defaults, bases and a body on the same line are here.
            this.deferred.Add(this.lines, blocks.NameIndex + 1, null);
            if (blocks.NameIndex < tokens.Count)
            {
                var name = this.Name(blocks.NameIndex);
                this.Rebind(name, new DynamicValue("it is a function or class", tokens[0].Line));
                if (blocks.Scope == PythonScope.Module)
                {
                    this.definitions[name] = new LineSpan(tokens[0].Line, this.lines.LastLine);
                }
                else
                {
                    this.definitions.Remove(name);
                }
            }
        }
        else if (blocks.Scope == PythonScope.Conditional || PythonBlocks.OpensBlock(this.Word(0)) || this.lines.Text(tokens[^1]) is ":")
        {
            this.Touch(0, tokens.Count, "is bound under a condition, in a loop or in a try", isBlock: true);
        }
        else
        {
            this.ReadStatements(first);
        }
    }

    private void ReadStatements(bool first)
    {
        var tokens = this.lines.Tokens;
        if (first && tokens[0].Kind == PythonTokenKind.Literal)
        {
            var past = tokens.FindIndex(token => token.Kind != PythonTokenKind.Literal);
            if (past < 0 || this.Is(past, ';'))
            {
                this.Docstring = this.expression.Evaluate(0, past < 0 ? tokens.Count : past) as TextValue;
            }
        }

        var depth = 0;
        var start = 0;
        for (var i = 0; i < tokens.Count; i++)
        {
            depth += this.Depth(i);
            if (depth == 0 && this.Is(i, ';'))
            {
                this.ReadStatement(start, i);
                start = i + 1;
            }
        }

        this.ReadStatement(start, tokens.Count);
    }

    private void ReadStatement(int start, int end)
    {
        if (start >= end)
        {
            return;
        }

        if (this.Word(start) is "import" or "from")
        {
            this.Import(start, end);
            return;
        }

        var equals = this.equals;
        equals.Clear();
        var depth = 0;
        for (var i = start; i < end; i++)
        {
            depth += this.Depth(i);
            if (depth == 0 && this.IsAssignment(i))
            {
                equals.Add(i);
            }
        }

        if (equals.Count == 0)
        {
            this.Touch(start, end, "is changed by a statement that has to be run");
            return;
        }

        var value = this.expression.Evaluate(equals[^1] + 1, end);
        if (value is DynamicValue)
        {
            this.Touch(equals[^1] + 1, end, "is changed by an expression that has to be run");
        }

        if (this.lines.Tokens[equals[0]].Length > 1)
        {
            this.Augment(start, equals[0], value);
            return;
        }

        var from = start;
        foreach (var equal in equals)
        {
            var annotated = from == start && equal > start + 1 && this.Is(start + 1, ':');
            this.Assign(from, annotated ? start + 1 : equal, value);
            from = equal + 1;
        }
    }

    private void Import(int start, int end)
    {
        if (this.imports.Read(start, end) is not { } names)
        {
            this.Touch(start, end, "is imported");
            return;
        }

        foreach (var (name, value) in names)
        {
            this.Rebind(name, value);
        }
    }

    /// <summary>Binds the target between two tokens: a name, or names with commas between.</summary>
    private void Assign(int start, int end, PythonValue value)
    {
        // [x] = ... takes the value apart; (x) = ... does not.
        var unpacks = false;
        while (end - start > 1 && ((this.Is(start, '(') && this.Is(end - 1, ')')) || (this.Is(start, '[') && this.Is(end - 1, ']'))))
        {
            unpacks |= this.Is(start, '[');
            start++;
            end--;
        }

        if (end - start == 1 && !unpacks && this.lines.Tokens[start].Kind == PythonTokenKind.Name)
        {
            this.Rebind(this.Name(start), value);
            return;
        }

        var plain = true;
        var names = new List<int>();
        for (var i = start; i < end; i++)
        {
            plain &= (i - start) % 2 == 0 ? this.lines.Tokens[i].Kind == PythonTokenKind.Name : this.Is(i, ',');
            var part = (i > start && this.Is(i - 1, '.'))
                || (i + 1 < end && (this.Is(i + 1, '.') || this.Is(i + 1, '[') || this.Is(i + 1, '(')));
            if (this.lines.Tokens[i].Kind == PythonTokenKind.Name && !part)
            {
                names.Add(i);
            }
        }

        if (!plain)
        {
            // x.attribute = ..., x[0] = ...: changes x, and x may be used to change the value.
            this.Touch(start, end, "is changed in place", isTarget: true);
            if (value is ItemsValue { IsMutable: true } reachable)
            {
                reachable.ChangedAt = this.lines.Tokens[start].Line;
            }
        }

        var items = plain && value is ItemsValue { Bracket: not '{', ChangedAt: 0 } list && list.Items.Count == names.Count ? list.Items
            : null;
        for (var i = 0; i < names.Count; i++)
        {
            var line = this.lines.Tokens[names[i]].Line;
            this.Rebind(
                this.Name(names[i]),
                items is not null ? items[i]
                : value is DynamicValue dynamic ? dynamic
                : new DynamicValue("it is assigned in a way that has to be run", line));
        }
    }

    private void Augment(int start, int end, PythonValue value)
    {
        var line = this.lines.Tokens[start].Line;
        if (end - start == 1 && this.lines.Text(this.lines.Tokens[end]) is "+=")
        {
            var name = this.Name(start);
            var bound = this.bindings.GetValueOrDefault(name)
                ?? new DynamicValue("'+=' adds to a name that this file does not assign before", line);
            if (bound is ItemsValue { Bracket: '[' } list && value is ItemsValue more && list.Items.Count + more.Items.Count <= 1024)
            {
                // In place: seen under every name that list has.
                list.Items.AddRange(more.Items.ToArray());
                list.ChangedAt = Math.Max(list.ChangedAt, more.ChangedAt);
            }
            else
            {
                // A list changes under all its names, also where the change cannot be followed.
                this.Rebind(name, PythonExpression.Add(bound, value, line), bound is ItemsValue { IsMutable: true });
            }
        }
        else
        {
            this.Touch(start, this.lines.Tokens.Count, "is changed by an operator that is not followed", isTarget: true);
        }
    }

    /// <summary>Makes dynamic every known or watched name that these tokens may bind or change.</summary>
    private void Touch(int start, int end, string how, bool isTarget = false, bool isBlock = false)
    {
        var tokens = this.lines.Tokens;
        var assigned = this.LastAssignment(start, end);
        var keyword = isBlock ? this.Word(start) : null;
        var importing = false;
        var binding = keyword is "case";
        var depth = 0;
        for (var i = start; i < end; i++)
        {
            depth += this.Depth(i);
            if (tokens[i].Kind != PythonTokenKind.Name)
            {
                // Python 2: except Error, name:
                binding |= keyword is "except" && depth == 0 && this.Is(i, ',');
                if (importing && this.Is(i, '*') && i > start && this.Word(i - 1) is "import")
                {
                    this.BindByStar(start, i);
                }

                continue;
            }

            var text = this.lines.Text(tokens[i]);
            var attribute = i > start && this.Is(i - 1, '.');
            if (PythonDeferred.BindsByName(text, attribute))
            {
                this.BindAnything(new DynamicValue($"{OneLine.Quote(text.ToString())} may bind it", tokens[i].Line));
                continue;
            }

            if (text is "lambda")
            {
                this.deferred.Add(this.lines, i, null);
            }

            importing |= text is "import";
            binding = text is "for" or "as" or "del" or "global" or "nonlocal" || (binding && text is not "in");
            if (attribute || text is "import" or "for" or "in" or "as")
            {
                continue;
            }

            var name = this.lines.Name(tokens[i]);
            var known = this.bindings.GetValueOrDefault(name);
            if (known is null && !this.watched.Contains(name))
            {
                continue;
            }

            var isKeyword = depth > 0 && i + 1 < end && this.Is(i + 1, '=');
            var walrus = i + 1 < end && this.lines.Text(tokens[i + 1]) is ":=";
            var target = i < assigned || isTarget;
            var changed = i + 1 < end && (this.Is(i + 1, '.') || this.Is(i + 1, '[')) && (target || known is not ImportedValue);
            var handed = known is ItemsValue { IsMutable: true };
            this.importsChangedAt = known is ImportedValue && ((changed && target) || binding) ? tokens[i].Line : this.importsChangedAt;
            if (!isKeyword && (importing || binding || walrus || changed || handed || i < assigned))
            {
                this.Rebind(name, new DynamicValue($"{OneLine.Quote(name)} {how}", tokens[i].Line), changed || handed || i < assigned);
            }
        }
    }

    // Index of the last '=' or the like that assigns, outside all brackets; the start when none does.
    private int LastAssignment(int start, int end)
    {
        var last = start;
        var depth = 0;
        for (var i = start; i < end; i++)
        {
            depth += this.Depth(i);
            last = depth == 0 && this.IsAssignment(i) ? i : last;
        }

        return last;
    }

    private void BindByStar(int start, int star)
    {
        var package = this.Word(start) is "from" && start + 1 < star ? this.Name(start + 1) : string.Empty;
        if (package is not ("sqlalchemy" or "alembic"))
        {
            this.BindAnything(new DynamicValue("a star import may bind it", this.lines.Tokens[star].Line));
            return;
        }

        // These packages export none of the names that matter; their star imports stand in many old revision files.
        this.bindings = new(
            this.bindings.Where(binding => this.watched.Contains(binding.Key) || this.definitions.ContainsKey(binding.Key)),
            StringComparer.Ordinal);
    }

    private void BindAnything(DynamicValue value)
    {
        this.anything = value;
        this.bindings = new(StringComparer.Ordinal);
        this.definitions.Clear();
    }

    private void Rebind(string name, PythonValue value, bool changed = false)
    {
        if (PythonLineReader.MayBeAnotherName(name))
        {
            this.BindAnything(new DynamicValue($"{OneLine.Quote(name)} may be another way to write it", value.Line));
            return;
        }

        if (changed && this.bindings.GetValueOrDefault(name) is ItemsValue items)
        {
            items.ChangedAt = value.Line;
        }

        if (value is ItemsValue { IsMutable: true } list && this.deferred.FindMention(name) is { } mentioned)
        {
            list.ChangedAt = mentioned;
        }

        this.bindings[name] = value;
        this.definitions.Remove(name);
    }

    private bool IsAssignment(int index)
    {
        var token = this.lines.Tokens[index];
        var text = this.lines.Text(token);
        return token.Kind == PythonTokenKind.Operator && text[^1] == '=' && text is not ("==" or "!=" or "<=" or ">=" or ":=");
    }

    private bool Is(int index, char c) =>
        this.lines.Tokens[index] is { Kind: PythonTokenKind.Operator, Length: 1 } token && this.lines.Source[token.Start] == c;

    private int Depth(int index) =>
        this.lines.Tokens[index] is not { Kind: PythonTokenKind.Operator, Length: 1 } token ? 0
        : this.lines.Source[token.Start] is '(' or '[' or '{' ? 1
        : this.lines.Source[token.Start] is ')' or ']' or '}' ? -1
        : 0;

    private string? Word(int index) => this.lines.Tokens[index].Kind == PythonTokenKind.Name ? this.Name(index) : null;

    private string Name(int index) => this.lines.Name(this.lines.Tokens[index]);
}
