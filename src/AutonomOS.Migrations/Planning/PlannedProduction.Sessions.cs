using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning;

/// <content>What the ends of transactions and settings do to it.</content>
internal sealed partial class PlannedProduction
{
    // What SET LOCAL hides until the transaction ends; null for a setting that was not set.
    private readonly Dictionary<string, string?> hidden = new(StringComparer.Ordinal);

    private void EndTransaction(string command)
    {
        if (command is not ("commit" or "rollback"))
        {
            return;
        }

        this.BeginAnew();

        // What was made ON COMMIT DROP is gone; a name may mean production's again.
        foreach (var temporary in this.relations.Keys.Where(name => name.Schema == Temporary).ToList())
        {
            this.relations.Remove(temporary);
            this.created.Remove(temporary);
        }

        if (command == "rollback")
        {
            // What was dropped or renamed is there again.
            foreach (var name in this.relations.Where(pair => pair.Value is null).Select(pair => pair.Key).ToList())
            {
                this.relations.Remove(name);
            }

            this.gone.Clear();
            this.isUncertain = true;
        }
    }

    // Behind a commit labels may be used, and what SET LOCAL said is forgotten.
    private void BeginAnew()
    {
        this.FreshLabels.Clear();
        foreach (var (setting, value) in this.hidden)
        {
            this.Set(setting, value);
        }

        this.hidden.Clear();
    }

    private void Set(ChangeSetting set)
    {
        // A transaction of its own ends with it.
        if (set is { IsLocal: true, IsOutsideTransaction: true })
        {
            return;
        }

        if (set.IsLocal)
        {
            this.hidden.TryAdd(set.Setting, this.Settings.GetValueOrDefault(set.Setting));
        }
        else
        {
            this.hidden.Remove(set.Setting);
        }

        this.Set(set.Setting, set.Value);
    }

    private void Set(string setting, string? value)
    {
        this.Settings[setting] = value;
        if (setting == "search_path")
        {
            this.searchPath = value is { } path
                ? [.. path.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .Select(schema => schema.Trim('"', '\''))
                    .Where(schema => schema is not ("" or "$user" or "pg_catalog"))]
                : this.facts.SearchPath;
        }
    }
}
