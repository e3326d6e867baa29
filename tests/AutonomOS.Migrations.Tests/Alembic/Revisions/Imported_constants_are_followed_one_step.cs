using AutonomOS.Migrations.Alembic;
using AutonomOS.Migrations.Diagnostics;

namespace AutonomOS.Migrations.Tests.Alembic.Revisions;

public sealed class Imported_constants_are_followed_one_step
{
    [Theory]
    [InlineData("from shop.constants import ID", "ID")]
    [InlineData("from shop.constants import ID as C, OTHER", "C")]
    [InlineData("from shop.constants import (\n    OTHER,\n    ID,\n)", "ID")]
    [InlineData("from shop import constants", "constants.ID")]
    [InlineData("from shop import constants as c", "c.ID")]
    [InlineData("import shop.constants", "shop.constants.ID")]
    [InlineData("import shop.constants as m", "m.ID")]
    [InlineData("import os, shop.constants as m", "m.ID")]
    [InlineData("from cli import ID", "ID")]
    [InlineData("from . import names", "names.ID")]
    [InlineData("from .names import ID", "ID")]
    [InlineData("from ..top import ID", "ID")]
    [InlineData("from shop.constants import PREFIX", "PREFIX + '1'")]
    [InlineData("from shop.constants import ID; op.execute()", "ID")]
    [InlineData("from shop.package import ID", "ID")]
    public void F10_F15_each_way_to_import_one(string import, string use)
    {
        using var folder = Folder().Write("migrations/versions/x.py", $"import op\n{import}\nrevision = {use}\ndown_revision = None\n");
        var history = folder.Load();
        Assert.Empty(history.Findings);
        Assert.Equal(["id01"], history.Graph!.Heads);
    }

    [Fact]
    public void F10_imported_names_may_be_the_attributes_themselves_and_hold_tuples_and_None()
    {
        using var folder = Folder()
            .Write(
                "migrations/versions/x.py",
                "from shop.constants import ID as revision, NOTHING as down_revision, LABELS as branch_labels\n");
        var history = folder.Load();
        Assert.Empty(history.Findings);
        Assert.Equal(["web", "api"], history.Graph!.Find("id01")!.BranchLabels.Select(label => label.Name));
        Assert.Equal(1, history.Graph.Find("id01")!.RevisionLine);
    }

    [Theory]
    [InlineData("from shop.constants import LIST as X", "'LIST' of '{0}/shop/constants.py' can be changed by any file; make it a tuple")]
    [InlineData("from shop.constants import STEP as X", "'STEP' of '{0}/shop/constants.py' cannot be evaluated: it is imported in turn")]
    [InlineData("from shop.constants import CALLED as X", "'CALLED' of '{0}/shop/constants.py' cannot be evaluated")]
    [InlineData("from shop.constants import REBOUND as X", "a function declares it global")]
    [InlineData("from shop.constants import NONE_SUCH as X", "'NONE_SUCH' is not a constant of '{0}/shop/constants.py'")]
    [InlineData("from shop import constants as X", "'constants' is not a constant of '{0}/shop/__init__.py'")]
    [InlineData("import shop.constants as X", "'shop.constants' is a module")]
    [InlineData("from installed.library import X", "'installed.library' is no module of this repository")]
    [InlineData("from .....far import X", "'.....far' lies outside the repository")]
    [InlineData("from twice import X", "'twice' may be '{0}/twice.py' or '{0}/migrations/twice.py'")]
    [InlineData("from broken import X", "'{0}/broken.py' cannot be read")]
    [InlineData("from starred import X", "'X' of '{0}/starred.py' cannot be evaluated: a star import may bind it")]
    [InlineData("import shop.constants as m\nX = m.ID()", "'(' has to be run")]
    [InlineData("import shop.constants as m\nm.ID = 'other'\nX = m.ID", "'m' is changed in place")]
    [InlineData("import shop.constants as m, shop.constants as n\nm.ID = 'x'\nX = n.ID", "a module is changed from outside")]
    [InlineData("import shadowed.inner as m\nX = m.ID", "'{0}/shadowed/__init__.py' may bind 'inner' to something else")]
    [InlineData("try:\n    from shop.constants import ID as X\nexcept ImportError:\n    X = 'id01'", "is not a constant of this file")]
    [InlineData("from shop.constants import ID\nif a:\n    ID = 'x'\nX = ID", "'ID' is bound under a condition")]
    public void F15_what_is_not_one_step_away_stays_dynamic(string import, string reason)
    {
        using var folder = Folder().Write("migrations/versions/x.py", $"{import}\nrevision = X\ndown_revision = None\n");
        var finding = AlembicFolder.Only(folder.Load(), DiagnosticCodes.DynamicRevision);
        Assert.Contains(reason.Replace("{0}", folder.Root, StringComparison.Ordinal), finding.Message, StringComparison.Ordinal);
        Assert.Equal(folder.At("migrations/versions/x.py"), finding.File);
    }

    [Fact]
    public void Modules_are_looked_for_in_prepend_sys_path_and_in_folders_above_up_to_the_repository()
    {
        using var folder = AlembicFolder.Standard("script_location = migrations\nprepend_sys_path = lib\n")
            .Write("lib/inlib.py", "ID = 'a1'\n")
            .Write("server/alembic.ini", "[alembic]\nscript_location = db/migrations\n")
            .Write("tools/shared.py", "ID = 'b1'\n")
            .Write("server/db/migrations/versions/b.py", "from tools.shared import ID\nrevision = ID\ndown_revision = None\n")
            .Write("migrations/versions/a.py", "from inlib import ID\nrevision = ID\ndown_revision = None\n");
        Assert.Equal(["a1"], folder.Load().Graph!.Heads);
        Assert.Equal(["b1"], folder.Load(project: "server").Graph!.Heads);
    }

    [Fact]
    public void A_module_that_many_files_use_is_read_from_several_threads()
    {
        using var folder = Folder();
        for (var i = 0; i < 200; i++)
        {
            folder.Write(
                $"migrations/versions/r{i}.py", $"from shop.constants import PREFIX\nrevision = PREFIX + '{i}'\ndown_revision = None\n");
        }

        var history = folder.Load(new AlembicSettings());
        Assert.Empty(history.Findings);
        Assert.Equal(200, history.Graph!.Count);
    }

    private static AlembicFolder Folder() => AlembicFolder.Standard()
        .Write(
            "shop/constants.py",
            "from elsewhere import STEP\nID = 'id01'\nPREFIX = 'id0'\nNOTHING = None\nOTHER = 7\nLABELS = ('web', 'api')\nLIST = ['a']\n"
            + "CALLED = make()\nREBOUND = 'x'\ndef change():\n    global REBOUND\n    REBOUND = 'y'\n")
        .Write("shop/__init__.py", string.Empty)
        .Write("shop/package/__init__.py", "ID = 'id01'\n")
        .Write("shadowed/__init__.py", "from other import thing as inner\n")
        .Write("shadowed/inner.py", "ID = 'id01'\n")
        .Write("cli.py", "ID = 'id01'\n")
        .Write("twice.py", "X = 'id01'\n")
        .Write("migrations/twice.py", "X = 'id01'\n")
        .Write("broken.py", "X = (\n")
        .Write("starred.py", "from os import *\n")
        .Write("migrations/top.py", "ID = 'id01'\n")
        .Write("migrations/versions/__init__.py", string.Empty)
        .Write("migrations/versions/names/__init__.py", "ID = 'id01'\n");
}
