using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Alembic.Python;

/// <summary>
/// What a statement that would have to be run may do to the names of its file: nothing of it is guessed, every name it may bind or change
/// becomes dynamic.
/// </summary>
/// <param name="lines">The file, at the statement's line.</param>
/// <param name="bindings">The names.</param>
internal sealed class PythonSideEffects(PythonLineReader lines, PythonBindings bindings)
{
    /// <summary>Makes dynamic every known or watched name that tokens of the current line may bind or change.</summary>
    /// <param name="start">Index of the first token.</param>
    /// <param name="end">Index after the last.</param>
    /// <param name="how">What happens to the name, in a message.</param>
    /// <param name="isTarget">Whether all of them are what is assigned to.</param>
    /// <param name="isBlock">Whether they are in a block that is no definition, or its header.</param>
    public void Touch(int start, int end, string how, bool isTarget = false, bool isBlock = false)
    {
        var tokens = lines.Tokens;
        var assigned = this.LastAssignment(start, end);
        var keyword = isBlock ? lines.Word(start) : null;
        var importing = false;
        var binding = keyword is "case";
        var depth = 0;
        for (var i = start; i < end; i++)
        {
            depth += lines.Depth(i);
            if (tokens[i].Kind != PythonTokenKind.Name)
            {
                // Python 2: except Error, name:
                binding |= keyword is "except" && depth == 0 && lines.Is(i, ',');
                if (importing && lines.Is(i, '*') && i > start && lines.Word(i - 1) is "import")
                {
                    this.BindByStar(start, i);
                }

                continue;
            }

            var text = lines.Text(tokens[i]);
            var attribute = i > start && lines.Is(i - 1, '.');
            if (PythonDeferred.BindsByName(text, attribute))
            {
                bindings.BindAnything(new DynamicValue($"{OneLine.Quote(text.ToString())} may bind it", tokens[i].Line));
                continue;
            }

            if (text is "lambda")
            {
                bindings.Deferred.Add(lines, i, null);
            }

            importing |= text is "import";
            binding = text is "for" or "as" or "del" or "global" or "nonlocal" || (binding && text is not "in");
            if (attribute || text is "import" or "for" or "in" or "as")
            {
                continue;
            }

            var name = lines.Name(tokens[i]);
            var known = bindings.Get(name);
            if (known is null && !bindings.IsWatched(name))
            {
                continue;
            }

            var isKeyword = depth > 0 && i + 1 < end && lines.Is(i + 1, '=');
            var walrus = i + 1 < end && lines.Text(tokens[i + 1]) is ":=";
            var target = i < assigned || isTarget;
            var changed = i + 1 < end && (lines.Is(i + 1, '.') || lines.Is(i + 1, '[')) && (target || known is not ImportedValue);
            var handed = known is ItemsValue { IsMutable: true };
            bindings.ImportsChangedAt = known is ImportedValue && ((changed && target) || binding) ? tokens[i].Line
                : bindings.ImportsChangedAt;
            if (!isKeyword && (importing || binding || walrus || changed || handed || i < assigned))
            {
                bindings.Bind(name, new DynamicValue($"{OneLine.Quote(name)} {how}", tokens[i].Line), changed || handed || i < assigned);
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
            depth += lines.Depth(i);
            last = depth == 0 && lines.IsAssignment(i) ? i : last;
        }

        return last;
    }

    private void BindByStar(int start, int star)
    {
        var package = lines.Word(start) is "from" && start + 1 < star ? lines.Name(lines.Tokens[start + 1]) : string.Empty;
        if (package is not ("sqlalchemy" or "alembic"))
        {
            bindings.BindAnything(new DynamicValue("a star import may bind it", lines.Tokens[star].Line));
            return;
        }

        // These packages export none of the names that matter; their star imports stand in many old revision files.
        bindings.ForgetUnwatched();
    }
}
