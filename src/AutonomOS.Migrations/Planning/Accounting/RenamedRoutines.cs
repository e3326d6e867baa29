using AutonomOS.Migrations.Schema;

namespace AutonomOS.Migrations.Planning.Accounting;

/// <summary>
/// Routines whose name changes because it holds the types of the arguments, and pending operations rename one of those or its schema.
/// </summary>
internal sealed class RenamedRoutines
{
    private readonly Dictionary<(Change Change, string Kind, string Name), (string Other, int By)> renamed = [];

    /// <summary>Finds them.</summary>
    /// <param name="differences">All that is on one side only, among others.</param>
    /// <param name="moves">What pending operations rename.</param>
    public RenamedRoutines(IReadOnlyList<Difference> differences, Moves moves)
    {
        var missing = new Dictionary<(string Kind, string Signature), string>();
        foreach (var one in Of(differences, Change.Missing))
        {
            missing[(one.Kind, Signature.Read(one.ObjectName).ToString())] = one.ObjectName;
        }

        foreach (var extra in Of(differences, Change.Extra))
        {
            var (outcome, by) = Outcome(Signature.Read(extra.ObjectName), moves);
            if (by >= 0 && missing.TryGetValue((extra.Kind, outcome.ToString()), out var name))
            {
                this.renamed[(Change.Extra, extra.Kind, extra.ObjectName)] = (name, by);
                this.renamed[(Change.Missing, extra.Kind, name)] = (extra.ObjectName, by);
            }
        }
    }

    /// <summary>The place of the operation that renames a routine, or what its name holds, last.</summary>
    /// <param name="difference">A difference.</param>
    /// <returns>Null where none does, or it is no routine.</returns>
    public int? By(Difference difference) => this.Find(difference)?.By;

    /// <summary>The name in production of a routine that only development has under its name.</summary>
    /// <param name="difference">A difference.</param>
    public string? FormerName(Difference difference) => this.Find(difference)?.Other;

    private (string Other, int By)? Find(Difference difference) =>
        this.renamed.TryGetValue((difference.Change, difference.Kind, difference.ObjectName), out var found) ? found : null;

    private static IEnumerable<Difference> Of(IReadOnlyList<Difference> differences, Change change) =>
        differences.Where(one => one.Change == change && one.Kind is "function" or "procedure" or "aggregate");

    private static (Signature Outcome, int By) Outcome(Signature routine, Moves moves)
    {
        var by = -1;
        var now = routine;
        foreach (var (from, to, at) in moves.All)
        {
            // A routine is renamed under the types that it has then, or that it had before.
            var after = now.Path == from || ObjectPath.Of(now.Name.Parts[0], now.Name.Parts[^1] + routine.Written) == from
                ? now with { Name = WithoutArguments(to) }
                : new Signature(from.Parts.Length == 1 ? now.Name.Moved(from, to) : now.Name, [.. now.Arguments.Select(argument => Moved(argument, from, to))]);
            by = after.ToString() == now.ToString() ? by : at;
            now = after;
        }

        return (now, by);
    }

    // A type, or the schema in which it is.
    private static (ObjectPath Type, string Suffix) Moved((ObjectPath Type, string Suffix) argument, ObjectPath from, ObjectPath to) =>
        from.Parts.Length <= 2 && argument.Type.Parts.Length == 2 ? (argument.Type.Moved(from, to), argument.Suffix) : argument;

    private static ObjectPath WithoutArguments(ObjectPath routine) =>
        routine.Parts is [.., var last] parts ? ObjectPath.Of([.. parts[..^1], last.Split('(')[0]]) : routine;

    /// <summary>A routine's name, with the schemas of the types of its arguments.</summary>
    private sealed record Signature(ObjectPath Name, IReadOnlyList<(ObjectPath Type, string Suffix)> Arguments)
    {
        /// <summary>The argument types as paths have them.</summary>
        public string Written => $"({string.Join(',', this.Arguments.Select(argument => argument.Type.Parts[^1] + argument.Suffix))})";

        /// <summary>The routine's path.</summary>
        public ObjectPath Path => ObjectPath.Of(this.Name.Parts[0], this.Name.Parts[^1] + this.Written);

        public static Signature Read(string shown)
        {
            // No name has a bracket outside of quotes.
            var open = OutsideQuotes(shown, 0, '(');
            var arguments = new List<(ObjectPath, string)>();
            for (var at = open + 1; at < shown.Length - 1;)
            {
                var end = OutsideQuotes(shown[..^1], at, ',');
                var written = shown[at..end];
                var suffix = written.EndsWith("[]", StringComparison.Ordinal) ? "[]" : "";
                arguments.Add((ObjectPath.Parse(written[..^suffix.Length]), suffix));
                at = end + 2;
            }

            return new(ObjectPath.Parse(shown[..open]), arguments);
        }

        public override string ToString() => $"{this.Name.Text}({string.Join(',', this.Arguments.Select(argument => argument.Type.Text + argument.Suffix))})";

        private static int OutsideQuotes(string text, int from, char sought)
        {
            var isQuoted = false;
            for (var at = from; at < text.Length; at++)
            {
                if (text[at] == '"')
                {
                    isQuoted = !isQuoted;
                }
                else if (text[at] == sought && !isQuoted)
                {
                    return at;
                }
            }

            return text.Length;
        }
    }
}
