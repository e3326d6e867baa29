using System.Globalization;

namespace AutonomOS.Migrations.Alembic.Python.Syntax;

/// <summary>What expressions end in: names, literals, brackets, calls.</summary>
internal sealed partial class PythonExpressionReader
{
    private PythonNode ReadPostfix()
    {
        var node = this.ReadAtom();
        for (var length = 0; this.Error is null; length++)
        {
            if (length > LongestChain)
            {
                return this.Failed();
            }

            if (this.Take("."))
            {
                if (this.At >= this.end || lines.Tokens[this.At].Kind != PythonTokenKind.Name)
                {
                    return this.Failed();
                }

                node = new AttributeNode(node, lines.Name(lines.Tokens[this.At++]), node.Line);
            }
            else if (this.Is("("))
            {
                node = new CallNode(node, this.ReadArguments(), node.Line);
            }
            else if (this.Take("["))
            {
                node = new SubscriptNode(node, this.ReadIndex(), node.Line);
            }
            else
            {
                break;
            }
        }

        return node;
    }

    private List<PythonArgument> ReadArguments()
    {
        var arguments = new List<PythonArgument>();
        this.At++;
        while (this.Error is null && !this.Take(")"))
        {
            var stars = this.Take("**") ? 2 : this.Take("*") ? 1 : 0;
            string? name = null;
            if (stars == 0 && this.At + 1 < this.end && lines.Tokens[this.At].Kind == PythonTokenKind.Name
                && lines.Text(lines.Tokens[this.At + 1]) is "=")
            {
                name = lines.Name(lines.Tokens[this.At]);
                this.At += 2;
            }

            var value = this.Read();
            if (this.IsWord("for") || this.IsWord("async"))
            {
                value = this.ReadClauses('(', null, value, value.Line);
            }

            arguments.Add(new(name, stars, value));
            if (!this.Take(",") && !this.Is(")"))
            {
                _ = this.Failed();
            }
        }

        return arguments;
    }

    private PythonNode ReadIndex()
    {
        var line = this.Line;
        var items = new List<PythonNode>();
        var comma = false;
        while (this.Error is null && !this.Take("]"))
        {
            PythonNode? lower = this.Is(":") ? null : this.ReadItem();
            if (this.Take(":"))
            {
                PythonNode? upper = this.Is("]") || this.Is(":") || this.Is(",") ? null : this.Read();
                PythonNode? step = this.Take(":") && !this.Is("]") && !this.Is(",") ? this.Read() : null;
                items.Add(new SliceNode(lower, upper, step, line));
            }
            else
            {
                items.Add(lower!);
            }

            if (this.Take(","))
            {
                comma = true;
            }
            else if (!this.Is("]"))
            {
                return this.Failed();
            }
        }

        return items.Count == 1 && !comma ? items[0] : new ItemsNode('(', items, line);
    }

    private PythonNode ReadAtom()
    {
        if (this.At >= this.end)
        {
            return this.Failed();
        }

        var token = lines.Tokens[this.At];
        switch (token.Kind)
        {
            case PythonTokenKind.Literal:
                return this.ReadLiterals();
            case PythonTokenKind.Number:
                this.At++;
                return Number(lines.Text(token), token.Line);
            case PythonTokenKind.Name:
                return this.ReadName() switch
                {
                    null => this.Failed(),
                    "None" => new ConstantNode(null, token.Line),
                    "True" => new ConstantNode(true, token.Line),
                    "False" => new ConstantNode(false, token.Line),
                    var name => new NameNode(name, token.Line),
                };
            default:
                this.At++;
                return lines.Text(token) switch
                {
                    "..." => new DataNode("...", token.Line),
                    "(" or "[" or "{" => this.ReadBracket(lines.Source[token.Start], token.Line),
                    _ => this.Failed(),
                };
        }
    }

    private PythonNode ReadBracket(char bracket, int line)
    {
        if (!this.Deeper())
        {
            return this.Failed();
        }

        var node = bracket == '{' ? this.ReadBraces(line) : this.ReadSequence(bracket, bracket == '(' ? ")" : "]", line);
        this.depth--;
        return node;
    }

    private PythonNode ReadSequence(char bracket, string close, int line)
    {
        var items = new List<PythonNode>();
        var comma = false;
        while (this.Error is null && !this.Take(close))
        {
            var item = this.ReadItem();
            if (items.Count == 0 && (this.IsWord("for") || this.IsWord("async")))
            {
                var comprehension = this.ReadClauses(bracket, null, item, line);
                return this.Take(close) ? comprehension : this.Failed();
            }

            items.Add(item);
            comma = this.Take(",");
            if (!comma && !this.Is(close))
            {
                return this.Failed();
            }
        }

        return bracket == '(' && items.Count == 1 && !comma && items[0] is not StarNode ? items[0] : new ItemsNode(bracket, items, line);
    }

    private PythonNode ReadBraces(int line)
    {
        var items = new List<PythonNode>();
        var entries = new List<(PythonNode? Key, PythonNode Value)>();
        while (this.Error is null && !this.Take("}"))
        {
            if (this.Take("**"))
            {
                entries.Add((null, this.ReadBinary(0)));
            }
            else
            {
                var item = this.ReadItem();
                var value = this.Take(":") ? this.Read() : null;
                if (items.Count + entries.Count == 0 && (this.IsWord("for") || this.IsWord("async")))
                {
                    var comprehension = this.ReadClauses('{', value is null ? null : item, value ?? item, line);
                    return this.Take("}") ? comprehension : this.Failed();
                }

                if (value is null)
                {
                    items.Add(item);
                }
                else
                {
                    entries.Add((item, value));
                }
            }

            if (!this.Take(",") && !this.Is("}"))
            {
                return this.Failed();
            }
        }

        return items.Count == 0 ? new DictionaryNode(entries, line)
            : entries.Count == 0 ? new ItemsNode('{', items, line)
            : this.Failed();
    }

    private PythonNode ReadClauses(char bracket, PythonNode? key, PythonNode value, int line)
    {
        var clauses = new List<ComprehensionClause>();
        while (this.Error is null && (this.TakeWord("async") | this.TakeWord("for")))
        {
            var target = this.ReadTargets();
            if (!this.TakeWord("in"))
            {
                return this.Failed();
            }

            var iterable = this.ReadLogic(isOr: true);
            var conditions = new List<PythonNode>();
            while (this.TakeWord("if"))
            {
                conditions.Add(this.ReadLogic(isOr: true));
            }

            clauses.Add(new(target, iterable, conditions));
        }

        return new ComprehensionNode(bracket, key, value, clauses, line);
    }

    private PythonNode ReadLiterals()
    {
        var first = this.At;
        while (this.At < this.end && lines.Tokens[this.At].Kind == PythonTokenKind.Literal)
        {
            this.At++;
        }

        var node = PythonLiterals.Read(lines, first, this.At, fields);
        return node ?? this.Failed();
    }

    private static PythonNode Number(ReadOnlySpan<char> text, int line)
    {
        var digits = text.ToString().Replace("_", "", StringComparison.Ordinal);
        if (long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var whole))
        {
            return new ConstantNode(whole, line);
        }

        return digits.Length > 2 && digits[0] == '0' && digits[1] is 'x' or 'X'
            && long.TryParse(digits.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hexadecimal)
            ? new ConstantNode(hexadecimal, line)
            : double.TryParse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture,
                out var real)
                ? new ConstantNode(real, line)
                : new DataNode("a number", line);
    }
}
