using System.Text;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Alembic.Python;

/// <summary>
/// Evaluates the few expressions revision files use for their identifiers: None, strings with implicit concatenation, tuples, lists,
/// sets, parentheses, <c>+</c>, and names bound or imported earlier. Everything else is dynamic: reported, never guessed.
/// </summary>
/// <param name="lines">Where the tokens come from.</param>
/// <param name="lookUp">The value of a name, or null when the file has not bound it.</param>
/// <param name="imported">Evaluates what is imported; null where <paramref name="lookUp"/> gives no imports.</param>
internal sealed class PythonExpression(PythonLineReader lines, Func<string, PythonValue?> lookUp, ImportLookup? imported = null)
{
    // Python itself stops at 200 nested brackets; identifiers need two.
    private const int DeepestNesting = 50;

    // What + may build. Longer is no revision identifier, and repeated doubling would not end.
    private const int LongestText = 1024;
    private const int MostItems = 1024;

    // Lists and sets that have a name, seen in the current expression.
    private readonly HashSet<ItemsValue> named = [];

    private int at;
    private int end;

    /// <summary>Evaluates tokens of the current line.</summary>
    /// <param name="first">Index of the first token.</param>
    /// <param name="past">Index after the last.</param>
    public PythonValue Evaluate(int first, int past)
    {
        this.named.Clear();
        this.at = first;
        this.end = past;
        if (first >= past)
        {
            return new DynamicValue("a value is missing", first > 0 ? lines.Tokens[first - 1].Line : 0);
        }

        var value = this.ReadList('\0', 0);
        return value is not DynamicValue && this.at < this.end ? this.NotUnderstood() : value;
    }

    /// <summary>Joins two values as <c>+</c> does.</summary>
    /// <param name="left">Left operand.</param>
    /// <param name="right">Right operand.</param>
    /// <param name="line">Line of the result.</param>
    public static PythonValue Add(PythonValue left, PythonValue right, int line) => (left, right) switch
    {
        (DynamicValue, _) => left,
        (_, DynamicValue) => right,
        (TextValue a, TextValue b) when a.Text.Length + b.Text.Length <= LongestText => new TextValue(a.Text + b.Text, line),
        (ItemsValue a, ItemsValue b) when a.Bracket == b.Bracket && a.Bracket != '{' && a.Items.Count + b.Items.Count <= MostItems =>
            new ItemsValue(a.Bracket, [.. a.Items, .. b.Items], line) { ChangedAt = Math.Max(a.ChangedAt, b.ChangedAt) },
        _ => new DynamicValue("'+' joins values that cannot be evaluated together", line),
    };

    private bool Is(char c) =>
        this.at < this.end && lines.Tokens[this.at] is { Kind: PythonTokenKind.Operator, Length: 1 } token
            && lines.Source[token.Start] == c;

    private DynamicValue NotUnderstood()
    {
        var token = lines.Tokens[Math.Min(this.at, this.end - 1)];
        return new DynamicValue(this.at < this.end ? $"{OneLine.Quote(lines.Text(token).ToString())} has to be run"
            : "a value is missing", token.Line);
    }

    /// <summary>Reads items up to a closing bracket, or to the end: one item without a comma is itself, anything else a tuple.</summary>
    private PythonValue ReadList(char bracket, int depth)
    {
        var line = lines.Tokens[this.at].Line;
        var close = bracket switch { '[' => ']', '{' => '}', '(' => ')', _ => '\0' };
        var items = new List<PythonValue>(1);
        var comma = false;
        while (this.at < this.end && !(close != '\0' && this.Is(close)))
        {
            var item = this.ReadSum(depth);
            if (item is DynamicValue)
            {
                return item;
            }

            items.Add(item);
            if (!this.Is(','))
            {
                break;
            }

            comma = true;
            this.at++;
        }

        if (close != '\0')
        {
            if (!this.Is(close))
            {
                return this.NotUnderstood();
            }

            this.at++;
        }

        if (comma || bracket is '[' or '{')
        {
            // Whoever gets the container can change what is in it.
            foreach (var item in items.OfType<ItemsValue>().Where(this.named.Contains))
            {
                item.ChangedAt = line;
            }
        }

        return bracket is '[' or '{' ? bracket == '{' && items.Count == 0 ? new OtherValue("a dictionary", line)
            : new ItemsValue(bracket, items, line)
            : comma || items.Count == 0 ? new ItemsValue('(', items, line)
            : items[0];
    }

    private PythonValue ReadSum(int depth)
    {
        var value = this.ReadTerm(depth);
        while (value is not DynamicValue && this.Is('+'))
        {
            this.at++;
            value = this.at < this.end ? Add(value, this.ReadTerm(depth), value.Line) : this.NotUnderstood();
        }

        return value;
    }

    private PythonValue ReadTerm(int depth)
    {
        var token = lines.Tokens[this.at];
        switch (token.Kind)
        {
            case PythonTokenKind.Literal:
                return this.ReadLiterals(token);
            case PythonTokenKind.Number:
                this.at++;
                return new OtherValue("a number", token.Line);
            case PythonTokenKind.Name:
                this.at++;
                var name = lines.Name(token);
                return name switch
                {
                    "None" => new NoneValue(token.Line),
                    "True" or "False" => new OtherValue("a boolean", token.Line),
                    _ => this.ReadName(name, token.Line),
                };
            default:
                var bracket = lines.Source[token.Start];
                if (bracket is not ('(' or '[' or '{'))
                {
                    return this.NotUnderstood();
                }

                if (depth == DeepestNesting)
                {
                    return new DynamicValue($"brackets are nested more than {DeepestNesting} deep", token.Line);
                }

                this.at++;
                return this.at < this.end ? this.ReadList(bracket, depth + 1) : this.NotUnderstood();
        }
    }

    private PythonValue ReadName(string name, int line)
    {
        var value = lookUp(name);
        if (value is not ImportedValue import)
        {
            if (value is ItemsValue { IsMutable: true } list)
            {
                _ = this.named.Add(list);
            }

            return value ?? new DynamicValue($"{OneLine.Quote(name)} is not a constant of this file", line);
        }

        var attributes = new List<string>(0);
        while (this.Is('.') && this.at + 1 < this.end && lines.Tokens[this.at + 1].Kind == PythonTokenKind.Name)
        {
            attributes.Add(lines.Name(lines.Tokens[this.at + 1]));
            this.at += 2;
        }

        // A call or a subscript has to be run whatever the name is: no look into its module.
        return this.Is('(') || this.Is('[') ? this.NotUnderstood() : imported!(import, attributes, line);
    }

    private PythonValue ReadLiterals(PythonToken first)
    {
        var value = PythonText.Evaluate(lines.Text(first), first.Line);
        this.at++;
        StringBuilder? joined = null;
        while (this.at < this.end && lines.Tokens[this.at].Kind == PythonTokenKind.Literal)
        {
            var next = PythonText.Evaluate(lines.Text(lines.Tokens[this.at]), lines.Tokens[this.at].Line);
            this.at++;
            if (value is not TextValue text || next is not TextValue more)
            {
                return value is DynamicValue ? value
                    : next is DynamicValue ? next
                    : value is OtherValue && next is OtherValue ? value
                    : new DynamicValue("text and bytes are joined", next.Line);
            }

            joined ??= new StringBuilder(text.Text);
            joined.Append(more.Text);
        }

        return joined is null ? value : new TextValue(joined.ToString(), first.Line);
    }
}
