"""Answers what the real Alembic makes of a history: one JSON request a line in, one JSON answer a line out, for as long as asked."""

import json
import signal
import sys
import types
import warnings

import alembic
from alembic.script import ScriptDirectory
from alembic.script.base import Script
from alembic.script.revision import MultipleHeads, ResolutionError, RevisionError, RevisionMap, _relative_destination


def load(request):
    """The revision map of a folder, or of sources that are run as Alembic runs files."""
    if request["folder"]:
        return ScriptDirectory(request["folder"]).revision_map
    scripts = []
    for name, source in request["files"]:
        module = types.ModuleType(name)
        exec(compile(source, name, "exec"), module.__dict__)
        scripts.append(Script(module, module.revision, name))
    return RevisionMap(lambda: scripts)


def kind(error):
    text = str(error)
    if isinstance(error, MultipleHeads):
        return "SeveralHeads"
    if isinstance(error, ResolutionError):
        return "Ambiguous" if text.startswith("Multiple revisions") else "NotOnBranch" if "is not a member" in text else "Unknown"
    if isinstance(error, RevisionError):
        for beginning, name in (
            ("Ambiguous walk", "AmbiguousWalk"),
            ("Walked too far", "TooFar"),
            ("Relative revision", "TooFar"),
            ("Ambiguous upgrade", "SeveralRows"),
            ("Requested revision", "Overlap"),
            ("Branch name", "Label"),
            ("Character(s)", "Character"),
        ):
            if text.startswith(beginning):
                return name
    return type(error).__name__


def attempt(ask):
    try:
        return {"found": ask()}
    except Exception as error:
        return {"kind": kind(error)}


def names(found, base_is_too_far=False):
    """Identifiers without the base; too far where a walk ended outside the history."""
    listed = list(found)
    if None in listed or (base_is_too_far and "base" in listed):
        raise RevisionError("Walked too far")
    return sorted({one.revision for one in listed if one != "base"})


def downgrade(map_, text, rows):
    # Alembic does not look whether label@revision is on that branch; show does.
    if "@" in text and not _relative_destination.match(text):
        one = map_.get_revision(text)
    else:
        one = map_._parse_downgrade_target(tuple(rows), text, True)[1]
    return [] if one is None else names([one])


def answer(request):
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        try:
            map_ = load(request)
            map_._revision_map
        except Exception as error:
            return {"refused": kind(error), "duplicates": False}
    if any("more than once" in str(one.message) for one in warned):
        return {"duplicates": True}

    history = attempt(lambda: [one.revision for one in map_.iterate_revisions("heads", "base", inclusive=True)])
    if "kind" in history:
        # A ring that Alembic has not seen: walking in it would not end.
        request = {"states": [], "identifiers": []}
    revisions = {one.revision: one for one in map_._revision_map.values() if one is not None}
    return {
        "duplicates": False,
        "heads": sorted(map_.heads),
        "realHeads": sorted(map_._real_heads),
        "bases": sorted(map_.bases),
        "branchPoints": sorted(name for name, one in revisions.items() if one.is_branch_point),
        "mergePoints": sorted(name for name, one in revisions.items() if one.is_merge_point),
        "labels": {name: sorted(one.branch_labels) for name, one in revisions.items()},
        "history": history,
        "pending": [
            attempt(lambda: [one.revision for one in map_.iterate_revisions(tuple(targets), tuple(rows), implicit_base=True)])
            for rows, targets in request["states"]
        ],
        "show": [attempt(lambda: names(map_.get_revisions(text))) for text, _ in request["identifiers"]],
        "upgrade": [
            attempt(lambda: names(map_._parse_upgrade_target(tuple(rows), text, True), _relative_destination.match(text)))
            for text, rows in request["identifiers"]
        ],
        "downgrade": [attempt(lambda: downgrade(map_, text, rows)) for text, rows in request["identifiers"]],
    }


def give_up(*_):
    raise TimeoutError


# In some rings Alembic walks for ever. Half a second of its own time is a hundred times what an answer takes.
signal.signal(signal.SIGVTALRM, give_up)
warnings.simplefilter("ignore")
print(json.dumps({"version": alembic.__version__}), flush=True)
for line in sys.stdin:
    signal.setitimer(signal.ITIMER_VIRTUAL, 0.5, 0.5)
    print(json.dumps(answer(json.loads(line))), flush=True)
