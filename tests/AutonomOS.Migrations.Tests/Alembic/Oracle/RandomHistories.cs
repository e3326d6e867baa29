namespace AutonomOS.Migrations.Tests.Alembic.Oracle;

/// <summary>
/// Makes histories up: branches, merges, dependencies by identifier and label, labels, several bases, every form of value; one in four
/// is broken on purpose. The same seed gives the same history on every machine.
/// </summary>
internal sealed class RandomHistories(int seed)
{
    // Knuth's 64-bit congruential generator, its first steps thrown away because neighbouring seeds begin alike.
    private ulong state = Enumerable.Range(0, 8).Aggregate((ulong)seed * 0x9E3779B97F4A7C15, (value, _) => Step(value));

    public SmallHistory Next()
    {
        var revisions = this.Grow(1 + this.Below(this.Below(3) == 0 ? 40 : 14));
        if (this.Below(4) == 0)
        {
            this.Break(revisions);
        }

        // Files are not read in the order of the history.
        for (var at = revisions.Count - 1; at > 0; at--)
        {
            var other = this.Below(at + 1);
            (revisions[at], revisions[other]) = (revisions[other], revisions[at]);
        }

        return new SmallHistory(
            revisions,
            [.. Enumerable.Range(0, 8).Select(_ =>
                (this.Some(revisions), this.Below(3) == 0 ? [.. revisions.Select(one => one.Id)] : this.Some(revisions)))],
            [.. Enumerable.Range(0, 30).Select(_ => (this.Identifier(revisions), this.Rows(revisions)))]);
    }

    private static ulong Step(ulong value) => (value * 6364136223846793005) + 1442695040888963407;

    private int Below(int limit) => (int)((this.state = Step(this.state)) >> 33) % limit;

    private T Pick<T>(IReadOnlyList<T> items) => items[this.Below(items.Count)];

    private List<SmallRevision> Grow(int count)
    {
        var revisions = new List<SmallRevision>();
        var labels = new List<string>();
        var merging = this.Below(5);
        var parting = 1 + this.Below(8);
        for (var number = 0; number < count; number++)
        {
            string[] down = [];
            if (number > 0 && this.Below(12) > 0)
            {
                var heads = revisions.Select(one => one.Id).Except(revisions.SelectMany(one => one.Down)).ToList();
                down = this.Below(parting) == 0 ? [this.Pick(revisions).Id] : [this.Pick(heads)];
                if (this.Below(6) < merging)
                {
                    down = [.. down.Append(this.Pick(heads)).Append(this.Below(4) == 0 ? this.Pick(revisions).Id : down[0]).Distinct()];
                }
            }

            string[] depends = number > 1 && this.Below(5) == 0
                ? [.. Enumerable.Range(0, 1 + this.Below(2)).Select(_ => labels.Count > 0 && this.Below(3) == 0 ? this.Pick(labels)
                    : this.Pick(revisions).Id).Distinct()]
                : [];
            string[] own = this.Below(6) == 0 ? [.. Enumerable.Range(0, 1 + this.Below(2)).Select(part => this.Label(number, part))] : [];
            labels.AddRange(own);
            revisions.Add(new SmallRevision(this.Id(number), down, depends, own, this.Below(4620)));
        }

        return revisions;
    }

    private string Id(int number) => this.Below(8) switch
    {
        0 => $"{(char)('a' + (number % 26))}{number / 26}",
        1 => $"{number:d4}",
        2 => $"add_users_{number}",
        3 => $"Ib{number:x2}{this.Below(16):x}",
        4 => $"é{number:d3}",
        5 => $"{number:d3}",
        _ => $"{0x1000 + this.Below(6):x4}{number:x2}",
    };

    private string Label(int number, int part) => this.Below(6) switch
    {
        0 => $"1{this.Below(6):d3}x{number}{part}",
        1 => $"b{part}{number}",
        2 => $"release-{number}{part}",
        _ => $"branch{number}{part}",
    };

    private string[] Some(List<SmallRevision> revisions) =>
        [.. Enumerable.Range(0, this.Below(4)).Select(_ => this.Pick(revisions).Id).Distinct()];

    // Now and then what no version table holds after an upgrade.
    private string[] Rows(List<SmallRevision> revisions) => this.Below(3) == 0 ? this.Some(revisions)
        : this.Below(5) == 0 ? [this.Pick(revisions).Id[..^1]]
        : [this.Pick(revisions).Id];

    private string Identifier(List<SmallRevision> revisions)
    {
        var labels = revisions.SelectMany(one => one.Labels).ToList();
        string Name() => this.Pick(revisions).Id;
        string Label() => labels.Count > 0 && this.Below(6) > 0 ? this.Pick(labels)
            : this.Below(3) == 0 ? this.Pick(["head", "base", "nolabel"]) : Name();
        string Part(string name) => name[..Math.Max(1, name.Length - this.Below(4))];
        string Symbol() => this.Below(6) switch
        {
            0 => "head",
            1 => "heads",
            2 => "base",
            3 => Part(Name()),
            4 => this.Below(4) == 0 ? "zzzz" : Name()[..1],
            _ => Name(),
        };
        string Steps() => (this.Below(2) == 0 ? "+" : "-")
            + this.Below(8) switch { 0 => "0", 1 => "7", 2 => "99999999999", 3 or 4 => "2", 5 => "3", _ => "1" };
        return this.Below(9) switch
        {
            0 => Symbol(),
            1 => Part(Name()),
            2 => Part(Label()),
            3 => $"{Label()}@{Symbol()}",
            4 => $"{Part(Label())}@{Part(Name())}",
            5 => Steps(),
            6 => $"{Symbol()}{Steps()}",
            7 => $"{Label()}@{Steps()}",
            _ => $"{Label()}@{Symbol()}{Steps()}{(this.Below(9) == 0 ? "more" : "")}",
        };
    }

    private void Break(List<SmallRevision> revisions)
    {
        var at = this.Below(revisions.Count);
        var one = revisions[at];
        var other = this.Pick(revisions);
        var below = revisions[this.Below(at + 1)];
        var label = revisions.SelectMany(revision => revision.Labels).Append("label").First();
        switch (this.Below(16))
        {
            case 0:
                revisions[at] = one with { Down = [.. one.Down, "missing"] };
                break;
            case 1:
                revisions[at] = one with { Depends = [.. one.Depends, "missing"] };
                break;
            case 2:
                revisions[at] = one with { Down = [other.Id[..^1]] };
                break;
            case 3:
                revisions[at] = one with { Down = [label] };
                break;
            case 4:
                revisions.Add(other with { Labels = [] });
                break;
            case 5:
                revisions.Add(other with { Down = one.Id == other.Id ? [] : [one.Id], Depends = [], Labels = [] });
                break;
            case 6:
                revisions[at] = one with { Down = [.. one.Down, one.Id] };
                break;
            case 7:
                revisions[at] = one with { Depends = [one.Id] };
                break;
            case 8:
                revisions[at] = one with { Labels = ["own"], Depends = ["own"] };
                break;
            case 9:
                revisions[this.Below(at + 1)] = below with { Down = [.. below.Down.Append(one.Id).Distinct()] };
                break;
            case 10:
                revisions[revisions.IndexOf(below)] = below with { Down = [one.Id] };
                break;
            case 11:
                revisions[revisions.IndexOf(below)] = below with { Depends = [.. below.Depends.Append(one.Id).Distinct()] };
                break;
            case 12:
                revisions[at] = one with
                {
                    Labels = this.Below(2) == 0 ? ["twice", "twice"] : [.. one.Labels, this.Below(2) == 0 ? other.Id : label],
                };
                break;
            case 13:
                revisions[at] = one with { Id = one.Id + this.Pick(["@", "-", "+", ":"]) + "x" };
                break;
            case 14:
                revisions[at] = one with { Down = [""] };
                break;
            default:
                revisions[at] = this.Below(2) == 0 ? one with { Depends = [""] } : one with { Id = this.Pick(["head", "heads", "base"]) };
                break;
        }
    }
}
