using AutonomOS.Migrations.Operations;

namespace AutonomOS.Migrations.Planning;

/// <content>What the ends of transactions and settings do to it.</content>
internal sealed partial class PlannedProduction
{
    private void EndTransaction(string command)
    {
        if (command is not ("commit" or "rollback"))
        {
            return;
        }

        this.FreshLabels.Clear();

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

    private void Set(ChangeSetting set)
    {
        this.Settings[set.Setting] = set.Value;
        if (set.Setting == "search_path")
        {
            this.searchPath = set.Value is { } path
                ? [.. path.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .Select(schema => schema.Trim('"', '\''))
                    .Where(schema => schema is not ("" or "$user" or "pg_catalog"))]
                : this.facts.SearchPath;
        }
    }
}
