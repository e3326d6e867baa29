using AutonomOS.Migrations.Alembic.Graph;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Tests.Alembic.Oracle;

/// <summary>
/// Holds the engine's view of a history against Alembic's. Where they are meant to differ it is said here, one place for each difference,
/// and listed in docs/alembic.md.
/// </summary>
internal sealed class Comparison(Version version)
{
    private static readonly Version ColonRefused = new(1, 17, 1);
    private static readonly Version EmptyDownRefused = new(1, 13, 0);
    private static readonly Version SetsRead = new(1, 19, 0);

    private readonly SortedDictionary<string, int> counts = new(StringComparer.Ordinal);

    /// <summary>How often each kind of answer was compared.</summary>
    public IReadOnlyDictionary<string, int> Counts => this.counts;

    /// <summary>Null when both say the same; else what differs, its kind before the first colon.</summary>
    public string? Mismatch(SmallHistory history, AlembicAnswer alembic, RevisionGraph graph, IReadOnlyList<Finding> findings)
    {
        var errors = findings.Where(finding => finding.Severity == Severity.Error).Select(finding => finding.Code).ToHashSet();
        if (alembic.Duplicates)
        {
            this.Count("duplicates");
            return errors.Contains("AMB3020") ? null : "duplicates: Alembic warns of a revision that is there twice, the engine does not";
        }

        if (alembic.Refused is not null)
        {
            return this.Refused(history, alembic.Refused, errors);
        }

        errors.RemoveWhere(code => this.IsStricter(code, history));
        if (errors.Count > 0)
        {
            return $"stricter: the engine finds {string.Join(", ", errors)}, Alembic nothing";
        }

        if (findings.Any(finding => finding.Severity == Severity.Error))
        {
            return null;
        }

        this.Count("loaded");
        return Sets("heads", graph.Heads, alembic.Heads)
            ?? Sets("real heads", graph.RealHeads, alembic.RealHeads)
            ?? Sets("bases", graph.Bases, alembic.Bases)
            ?? Sets("branch points", graph.BranchPoints, alembic.BranchPoints)
            ?? Sets("merge points", graph.MergePoints, alembic.MergePoints)
            ?? history.Revisions.Select(one => Sets($"labels: {one.Id}", graph.LabelsOf(one.Id), alembic.Labels[one.Id]))
                .FirstOrDefault(text => text is not null)
            ?? Order("history", graph, alembic.History.Found ?? [])
            ?? (alembic.History.Found?.Count == graph.Count ? null : "history: not every revision is in it")
            ?? history.States.Zip(alembic.Pending, (state, outcome) => this.Pending(graph, state.Rows, state.Targets, outcome))
                .FirstOrDefault(text => text is not null)
            ?? history.Identifiers.Select((one, at) =>
                this.Resolved("show", one.Text, one.Rows, graph.Identifiers.Resolve(one.Text), alembic.Show[at])
                ?? this.Resolved("upgrade", one.Text, one.Rows, graph.Identifiers.ResolveUpgrade(one.Text, one.Rows), alembic.Upgrade[at])
                ?? this.Resolved(
                    "downgrade", one.Text, one.Rows, graph.Identifiers.ResolveDowngrade(one.Text, one.Rows), alembic.Downgrade[at]))
                .FirstOrDefault(text => text is not null);
    }

    private static string? Sets(string what, IEnumerable<string> engine, IEnumerable<string> alembic)
    {
        var left = string.Join(", ", engine.Order(StringComparer.Ordinal));
        var right = string.Join(", ", alembic.Order(StringComparer.Ordinal));
        return left == right ? null : $"{what}: [{left}] is the engine's, [{right}] Alembic's";
    }

    // Alembic lists children first.
    private static string? Order(string what, RevisionGraph graph, IReadOnlyList<string> childrenFirst)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var revision in childrenFirst.Reverse())
        {
            var file = graph.Find(revision)!;
            var late = file.DownRevisions.Concat(file.DependsOn).Select(parent => parent.Name)
                .FirstOrDefault(parent => childrenFirst.Contains(parent) && !seen.Contains(parent));
            if (late is not null)
            {
                return $"{what}: {revision} comes before {late}";
            }

            _ = seen.Add(revision);
        }

        return null;
    }

    private void Count(string what) => this.counts[what] = this.counts.GetValueOrDefault(what) + 1;

    private string? Refused(SmallHistory history, string kind, HashSet<string> errors)
    {
        this.Count($"refused {kind}");
        string[] codes = kind switch
        {
            "KeyError" => ["AMB3018", "AMB3021", "AMB3022"],
            "LoopDetected" or "DependencyLoopDetected" => ["AMB3023"],

            // A label of one's own as dependency, and an empty dependency of a base, end in this kind too.
            // Some rings Alembic never comes out of.
            "CycleDetected" or "DependencyCycleDetected" or "TimeoutError" => ["AMB3023", "AMB3024", "AMB3025", "AMB3041"],
            "Label" => ["AMB3026"],

            // "Dependency resolution failed; broken map": a label as down_revision of a revision with dependencies.
            "RevisionError" => ["AMB3021"],
            "Character" => ["AMB3016"],
            _ => [],
        };

        // Of two files with one identifier the engine looks at the first only; Alembic may stumble over the second.
        return errors.Overlaps(codes) || errors.Contains("AMB3020") ? null

            // A label as down_revision takes its revision out of the heads before Alembic looks it up in vain.
            : kind == "CycleDetected" && errors.Contains("AMB3021") && history.Revisions.SelectMany(one => one.Down)
                .Intersect(history.Revisions.SelectMany(one => one.Labels)).Any() ? null
            : kind == "TypeError" && version < SetsRead && history.Revisions.Any(one => one.HasSetOfOne) ? null
            : $"refused: Alembic says {kind}, the engine finds [{string.Join(", ", errors)}]";
    }

    // Errors of the engine's where Alembic loads the history.
    private bool IsStricter(string code, SmallHistory history)
    {
        var meant = code switch
        {
            "AMB3016" => version < ColonRefused && history.Revisions.Any(one => one.Id.Contains(':', StringComparison.Ordinal)),
            "AMB3018" => version < EmptyDownRefused && history.Revisions.Any(one => one.Down is [""]),
            // A label of one's own as dependency is loaded where the revision is no base and no head.
            "AMB3023" => history.Revisions.Any(one => one.Depends.Intersect(one.Labels).Any()),
            "AMB3024" or "AMB3025" => HasRing(history),
            "AMB3039" => history.Revisions.Any(one => one.Id is "head" or "heads" or "base"),
            _ => false,
        };
        if (meant)
        {
            this.Count($"stricter {code}");
        }

        return meant;
    }

    // Taking away what follows nothing that is left, until nothing changes: what stays is a ring or follows one.
    private static bool HasRing(SmallHistory history)
    {
        var labels = history.Revisions.SelectMany(one => one.Labels.Select(label => (label, one.Id)))
            .ToLookup(pair => pair.label, pair => pair.Id);
        var left = history.Revisions.ToList();
        while (left.RemoveAll(one => !Parents(one).Any(name => left.Exists(other => other.Id == name))) > 0)
        {
        }

        return left.Count > 0;

        IEnumerable<string> Parents(SmallRevision one) => one.Down.Concat(one.Depends).SelectMany(name => labels[name].Append(name));
    }

    private string? Pending(RevisionGraph graph, string[] rows, string[] targets, AlembicOutcome alembic)
    {
        this.Count(alembic.Failure is null ? "pending" : $"pending {alembic.Failure}");
        if (alembic.Failure is not null)
        {
            // Rows or targets of which one is below another: Alembic refuses the upgrade, the engine names the rows that count.
            return alembic.Failure == "Overlap"
                && (graph.Rows(rows).Count < rows.Length || graph.Rows(targets).Count < targets.Length) ? null
                : $"pending: Alembic says {alembic.Failure}";
        }

        var pending = graph.Pending(rows, targets);
        return graph.Rows(rows).Count < rows.Length ? "pending: Alembic does not see that rows overlap"
            : Sets("pending", pending, alembic.Found!)
            ?? Order("pending of Alembic", graph, alembic.Found!)
            ?? Order("pending of the engine", graph, [.. pending.Reverse()]);
    }

    private string? Resolved(string command, string text, string[] rows, RevisionResolution engine, AlembicOutcome alembic)
    {
        var kind = alembic.Failure ?? "Found";
        this.Count($"{command} {(Enum.TryParse<ResolutionStatus>(kind, out _) ? kind : "crash")}");
        var told = engine.Status == ResolutionStatus.Found ? $"[{string.Join(", ", engine.Revisions)}]" : engine.Status.ToString();
        var expected = alembic.Failure ?? $"[{string.Join(", ", alembic.Found!)}]";
        if (told == expected || IsMeant(command, text, rows, engine, alembic))
        {
            return (engine.Status == ResolutionStatus.Found) == (engine.Problem.Length == 0) ? null : $"message: of '{text}'";
        }

        return $"{command} {engine.Status}: '{text}' at [{string.Join(", ", rows)}] is {told} to the engine ({engine.Problem})"
            + $" and {expected} to Alembic";
    }

    private static bool IsMeant(string command, string text, string[] rows, RevisionResolution engine, AlembicOutcome alembic)
    {
        if (engine.Status == ResolutionStatus.Found)
        {
            return false;
        }

        // Steps down from several rows: Alembic warns and takes any of them.
        if (command == "downgrade" && engine.Status == ResolutionStatus.SeveralRows && rows.Length > 1)
        {
            return true;
        }

        // A beginning of several labels or revisions in a label's place, where downgrade puts the row too: "No such branch".
        if (alembic.Failure == "Unknown" && engine.Status == ResolutionStatus.Ambiguous
            && (command == "downgrade" || text.Contains('@', StringComparison.Ordinal)))
        {
            return true;
        }

        // Assertions, KeyErrors and the like: the engine has a reason.
        if (alembic.Failure is not null)
        {
            return !Enum.TryParse<ResolutionStatus>(alembic.Failure, out _);
        }

        // A label that is none before @base, and steps down from the heads of a branch that has none: to Alembic that is the base.
        if (alembic.Found is [] && (text.EndsWith("@base", StringComparison.Ordinal)
            || (command == "show" && text.Contains("@-", StringComparison.Ordinal))))
        {
            return true;
        }

        return false;
    }
}
