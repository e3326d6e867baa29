using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Alembic.Python;

/// <summary>
/// What importing a Python file binds, as far as its text tells without running it. Only statements that always run count; a name that
/// anything else may have changed is dynamic. The last assignment wins.
/// </summary>
internal sealed class PythonModule
{
    private readonly PythonLineReader lines = new(string.Empty);
    private readonly PythonBlocks blocks;
    private readonly PythonExpression expression;
    private readonly PythonImports imports;
    private readonly PythonBindings bindings;
    private readonly PythonSideEffects effects;
    private readonly ImportLookup imported;

    // Indexes of the tokens that assign in the current statement.
    private readonly List<int> equals = [];

    /// <summary>Holds nothing before <see cref="Read"/>.</summary>
    /// <param name="watched">Names that matter although a file may bind them only under a condition.</param>
    /// <param name="imported">Evaluates what a file imports; null when that stays dynamic.</param>
    public PythonModule(string[] watched, ImportLookup? imported = null)
    {
        this.bindings = new PythonBindings(watched);
        this.imported = imported ?? (static (_, _, line) => new DynamicValue("it is imported in turn", line));
        this.blocks = new PythonBlocks(this.lines);
        this.imports = new PythonImports(this.lines);
        this.effects = new PythonSideEffects(this.lines, this.bindings);
        this.expression = new PythonExpression(this.lines, this.bindings.LookUp, this.LookUpImport);
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
        this.bindings.Deferred.Begin();
        this.ReadLines(source);
        if (this.bindings.UsesMutable && this.bindings.Deferred.HasMentions)
        {
            // A function may change a list that gets its value further down: read again, now that all functions are known.
            this.ReadLines(source);
        }
    }

    /// <summary>What a name is bound to after the last line; null when nothing binds it.</summary>
    /// <param name="name">A name.</param>
    public PythonValue? Find(string name) => this.bindings.LookUp(name) switch
    {
        ImportedValue import => this.LookUpImport(import, [], import.Line),
        ItemsValue { ChangedAt: > 0 } changed =>
            new DynamicValue($"{OneLine.Quote(name)} is changed after it is assigned", changed.ChangedAt),
        var value => value,
    };

    /// <summary>Lines of a function or class that always gets defined; null when there is none.</summary>
    /// <param name="name">Its name.</param>
    public LineSpan? Definition(string name) => this.bindings.Definition(name);

    private void ReadLines(string source)
    {
        this.bindings.Begin();
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

        this.bindings.LookUpWatched();
    }

    private PythonValue LookUpImport(ImportedValue import, IReadOnlyList<string> attributes, int line) => this.bindings.ImportsChangedAt > 0
        ? new DynamicValue("a module is changed from outside", this.bindings.ImportsChangedAt)
        : this.imported(import, attributes, line);

    private void ReadLine(bool first)
    {
        var blocks = this.blocks;
        var tokens = this.lines.Tokens;
        if (blocks.Scope == PythonScope.Definition)
        {
            if (blocks.Definition is { } name)
            {
                this.bindings.Extend(name, this.lines.LastLine);
            }

            this.bindings.Deferred.Add(this.lines, 0, blocks.Definition);
        }
        else if (blocks.IsDefinitionHeader)
        {
            // Decorators stand on lines of their own; defaults, bases and a body on the same line are here.
            this.bindings.Deferred.Add(this.lines, blocks.NameIndex + 1, null);
            if (blocks.NameIndex < tokens.Count)
            {
                var name = this.Name(blocks.NameIndex);
                this.bindings.Bind(name, new DynamicValue("it is a function or class", tokens[0].Line));
                if (blocks.Scope == PythonScope.Module)
                {
                    this.bindings.Define(name, new LineSpan(tokens[0].Line, this.lines.LastLine));
                }
            }
        }
        else if (blocks.Scope == PythonScope.Conditional || PythonBlocks.OpensBlock(this.lines.Word(0))
            || this.lines.Text(tokens[^1]) is ":")
        {
            this.effects.Touch(0, tokens.Count, "is bound under a condition, in a loop or in a try", isBlock: true);
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
            if (past < 0 || this.lines.Is(past, ';'))
            {
                this.Docstring = this.expression.Evaluate(0, past < 0 ? tokens.Count : past) as TextValue;
            }
        }

        var depth = 0;
        var start = 0;
        for (var i = 0; i < tokens.Count; i++)
        {
            depth += this.lines.Depth(i);
            if (depth == 0 && this.lines.Is(i, ';'))
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

        if (this.lines.Word(start) is "import" or "from")
        {
            this.Import(start, end);
            return;
        }

        var equals = this.equals;
        equals.Clear();
        var depth = 0;
        for (var i = start; i < end; i++)
        {
            depth += this.lines.Depth(i);
            if (depth == 0 && this.lines.IsAssignment(i))
            {
                equals.Add(i);
            }
        }

        if (equals.Count == 0)
        {
            this.effects.Touch(start, end, "is changed by a statement that has to be run");
            return;
        }

        var value = this.expression.Evaluate(equals[^1] + 1, end);
        if (value is DynamicValue)
        {
            this.effects.Touch(equals[^1] + 1, end, "is changed by an expression that has to be run");
        }

        if (this.lines.Tokens[equals[0]].Length > 1)
        {
            this.Augment(start, equals[0], value);
            return;
        }

        var from = start;
        foreach (var equal in equals)
        {
            var annotated = from == start && equal > start + 1 && this.lines.Is(start + 1, ':');
            this.Assign(from, annotated ? start + 1 : equal, value);
            from = equal + 1;
        }
    }

    private void Import(int start, int end)
    {
        if (this.imports.Read(start, end) is not { } names)
        {
            this.effects.Touch(start, end, "is imported");
            return;
        }

        foreach (var (name, value) in names)
        {
            this.bindings.Bind(name, value);
        }
    }

    /// <summary>Binds the target between two tokens: a name, or names with commas between.</summary>
    private void Assign(int start, int end, PythonValue value)
    {
        // [x] = ... takes the value apart; (x) = ... does not.
        var unpacks = false;
        while (end - start > 1
            && ((this.lines.Is(start, '(') && this.lines.Is(end - 1, ')')) || (this.lines.Is(start, '[') && this.lines.Is(end - 1, ']'))))
        {
            unpacks |= this.lines.Is(start, '[');
            start++;
            end--;
        }

        if (end - start == 1 && !unpacks && this.lines.Tokens[start].Kind == PythonTokenKind.Name)
        {
            this.bindings.Bind(this.Name(start), value);
            return;
        }

        var plain = true;
        var names = new List<int>();
        for (var i = start; i < end; i++)
        {
            plain &= (i - start) % 2 == 0 ? this.lines.Tokens[i].Kind == PythonTokenKind.Name : this.lines.Is(i, ',');
            var part = (i > start && this.lines.Is(i - 1, '.'))
                || (i + 1 < end && (this.lines.Is(i + 1, '.') || this.lines.Is(i + 1, '[') || this.lines.Is(i + 1, '(')));
            if (this.lines.Tokens[i].Kind == PythonTokenKind.Name && !part)
            {
                names.Add(i);
            }
        }

        if (!plain)
        {
            // x.attribute = ..., x[0] = ...: changes x, and x may be used to change the value.
            this.effects.Touch(start, end, "is changed in place", isTarget: true);
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
            this.bindings.Bind(
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
            var bound = this.bindings.Get(name)
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
                this.bindings.Bind(name, PythonExpression.Add(bound, value, line), bound is ItemsValue { IsMutable: true });
            }
        }
        else
        {
            this.effects.Touch(start, this.lines.Tokens.Count, "is changed by an operator that is not followed", isTarget: true);
        }
    }

    private string Name(int index) => this.lines.Name(this.lines.Tokens[index]);
}
