using System.Text;
using AutonomOS.Migrations.Alembic.Graph;
using AutonomOS.Migrations.Alembic.Python;
using AutonomOS.Migrations.Alembic.Revisions;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Tests.Alembic.Oracle;

/// <summary>One revision of a made-up history, and the form its values are written in.</summary>
internal sealed record SmallRevision(string Id, string[] Down, string[] Depends, string[] Labels, int Form = 0)
{
    /// <summary>Whether down_revision is a set of one, which Alembic 1.8.1 cannot take apart.</summary>
    public bool HasSetOfOne => this.Down.Length == 1 && this.Form % 770 == 22;

    private int DownForm => this.Down.Length > 1 || this.Form % 11 != 10 ? this.HasSetOfOne ? 10 : this.Form : 0;

    public string Source()
    {
        var text = new StringBuilder("\"\"\"a revision\"\"\"\nfrom typing import Sequence, Union\n");
        if (this.Form % 7 == 6 && this.Down.Length == 1)
        {
            _ = text.Append($"revision, down_revision = {Quote(this.Id, this.Form)}, {Value(this.Down, 0)}\n");
        }
        else
        {
            _ = text.Append($"revision{(this.Form % 3 == 1 ? ": str" : "")} = {Quote(this.Id, this.Form)}\n")
                .Append(this.Form % 5 == 4 ? $"parents = {Value(this.Down, this.DownForm)}\ndown_revision = parents\n"
                    : $"down_revision{(this.Form % 3 == 1 ? ": Union[str, Sequence[str], None]" : "")} ="
                        + $" {Value(this.Down, this.DownForm)}\n");
        }

        return (this.Depends.Length == 0 && this.Labels.Length == 0
            ? text.Append(this.Form % 4 == 0 ? "branch_labels = depends_on = None\n" : this.Form % 4 == 1 ? "depends_on = ()\n" : "")
            : text.Append($"branch_labels = {Value(this.Labels, this.Form / 2)}\ndepends_on = {Value(this.Depends, this.Form / 3)}\n"))
            .ToString();
    }

    private static string Value(string[] items, int form)
    {
        var quoted = items.Select(item => Quote(item, form)).ToArray();
        return (items.Length, form % 11) switch
        {
            (0, 1 or 4) => "()",
            (0, 2) => "[]",
            (0, _) => "None",
            (1, 0 or 3 or 5) => quoted[0],
            (1, 1) => $"({quoted[0]})",
            (1, 2) => $"({quoted[0]},)",
            (1, 4) when items[0].Length > 1 => $"{Quote(items[0][..1], 0)} {Quote(items[0][1..], 0)}",
            (1, 6) when items[0].Length > 1 => $"{Quote(items[0][..1], 0)} + \\\n    {Quote(items[0][1..], 0)}",
            (1, 10) => $"{{{quoted[0]}}}",
            (_, 7 or 2) => $"[{string.Join(", ", quoted)}]",
            (_, 8) => $"(  # parents\n    {string.Join(",\n    ", quoted)},\n)",
            ( > 1, 9) => $"({quoted[0]},) + ({string.Join(", ", quoted[1..])},)",
            (_, 10) => $"{{{string.Join(", ", quoted)}}}",
            _ => $"({string.Join(", ", quoted)},)",
        };
    }

    private static string Quote(string text, int form) => (form % 6) switch
    {
        1 => $"\"{text}\"",
        2 => $"'''{text}'''",
        3 => $"u'{text}'",
        4 => $"r\"{text}\"",
        _ => $"'{text}'",
    };
}

/// <summary>A history with the questions that are asked of it. Small, and made smaller when an answer is wrong.</summary>
/// <param name="Revisions">The files.</param>
/// <param name="States">Rows, and targets to get to.</param>
/// <param name="Identifiers">An identifier, and the rows that it is relative to.</param>
internal sealed record SmallHistory(
    IReadOnlyList<SmallRevision> Revisions,
    IReadOnlyList<(string[] Rows, string[] Targets)> States,
    IReadOnlyList<(string Text, string[] Rows)> Identifiers)
{
    public IEnumerable<string[]> Files() => this.Revisions.Select((revision, at) => (string[])[$"x{at}.py", revision.Source()]);

    public AlembicRequest Request(string? folder = null) => new(
        folder,
        folder is null ? [.. this.Files()] : [],
        [.. this.States.Select(state => (string[][])[state.Rows, state.Targets])],
        [.. this.Identifiers.Select(one => (object[])[one.Text, one.Rows])]);

    /// <summary>The engine's view, read from the same sources.</summary>
    public (RevisionGraph Graph, IReadOnlyList<Finding> Findings) Link()
    {
        var findings = new List<Finding>();
        var reader = new RevisionFileReader(PythonModules.Under([], _ => []));
        var files = this.Files().Select(file => reader.Read("/" + file[0], Encoding.UTF8.GetBytes(file[1]), findings))
            .OfType<RevisionFile>().ToArray();
        return (RevisionGraph.Link(files, findings), findings);
    }

    /// <summary>The history as Python files, and its questions.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var file in this.Files())
        {
            _ = text.Append($"# {file[0]}\n{file[1]}\n");
        }

        foreach (var (rows, targets) in this.States)
        {
            _ = text.Append($"# from [{string.Join(", ", rows)}] to [{string.Join(", ", targets)}]\n");
        }

        foreach (var (identifier, rows) in this.Identifiers)
        {
            _ = text.Append($"# '{identifier}' at [{string.Join(", ", rows)}]\n");
        }

        return text.ToString();
    }

    /// <summary>The smallest history that still fails in the same way.</summary>
    /// <param name="failure">Null when all is well; else what is wrong, its kind before the first colon.</param>
    public SmallHistory Shrink(Func<SmallHistory, string?> failure)
    {
        var smallest = this;
        var kind = Kind(failure(this));
        for (var smaller = true; smaller;)
        {
            smaller = false;
            foreach (var step in new Func<SmallHistory, int, SmallHistory?>[] { WithoutQuestions, WithoutRevisions, Simpler })
            {
                for (var at = 0; step(smallest, at) is { } candidate;)
                {
                    if (Kind(failure(candidate)) == kind)
                    {
                        smallest = candidate;
                        smaller = true;
                    }
                    else
                    {
                        at++;
                    }
                }
            }
        }

        return smallest;

        static string? Kind(string? message) => message?.Split(':')[0];
    }

    // Chunks of a list: halves, then quarters, down to single items.
    private static List<T>? Without<T>(IReadOnlyList<T> list, ref int at)
    {
        for (var size = Math.Max(1, list.Count / 2); list.Count > 0; size /= 2)
        {
            var chunks = (list.Count + size - 1) / size;
            if (at < chunks)
            {
                var start = at * size;
                return [.. list.Take(start), .. list.Skip(start + size)];
            }

            at -= chunks;
            if (size == 1)
            {
                break;
            }
        }

        return null;
    }

    private static SmallHistory? WithoutQuestions(SmallHistory history, int at) =>
        Without(history.States, ref at) is { } states ? history with { States = states }
        : Without(history.Identifiers, ref at) is { } identifiers ? history with { Identifiers = identifiers }
        : null;

    private static SmallHistory? WithoutRevisions(SmallHistory history, int at)
    {
        if (Without(history.Revisions, ref at) is not { } left)
        {
            return null;
        }

        var gone = history.Revisions.Select(revision => revision.Id).Except(left.Select(revision => revision.Id)).ToHashSet();
        string[] Known(string[] names) => [.. names.Where(name => !gone.Contains(name))];
        return new SmallHistory(
            [.. left.Select(revision => revision with { Down = Known(revision.Down), Depends = Known(revision.Depends) })],
            [.. history.States.Select(state => (Known(state.Rows), Known(state.Targets)))],
            [.. history.Identifiers.Select(one => (one.Text, Known(one.Rows)))]);
    }

    // One reference, label, row, target or form after the other.
    private static SmallHistory? Simpler(SmallHistory history, int at)
    {
        for (var index = 0; index < history.Revisions.Count; index++)
        {
            var one = history.Revisions[index];
            SmallRevision? simpler = Without(one.Down, ref at) is { } down ? one with { Down = [.. down] }
                : Without(one.Depends, ref at) is { } depends ? one with { Depends = [.. depends] }
                : Without(one.Labels, ref at) is { } labels ? one with { Labels = [.. labels] }
                : one.Form != 0 && at-- == 0 ? one with { Form = 0 }
                : null;
            if (simpler is not null)
            {
                return history with { Revisions = [.. history.Revisions.Select((other, place) => place == index ? simpler : other)] };
            }
        }

        for (var index = 0; index < history.States.Count; index++)
        {
            var (rows, targets) = history.States[index];
            (string[], string[])? simpler = Without(rows, ref at) is { } fewer ? ([.. fewer], targets)
                : Without(targets, ref at) is { } nearer ? (rows, [.. nearer])
                : null;
            if (simpler is { } state)
            {
                return history with { States = [.. history.States.Select((other, place) => place == index ? state : other)] };
            }
        }

        for (var index = 0; index < history.Identifiers.Count; index++)
        {
            var (text, rows) = history.Identifiers[index];
            if (Without(rows, ref at) is { } fewer)
            {
                return history with
                {
                    Identifiers = [.. history.Identifiers.Select((other, place) => place == index ? (text, [.. fewer]) : other)],
                };
            }
        }

        return null;
    }
}
