"""Runs upgrade() of one JSON request a line with the real Alembic in offline mode, and answers the SQL that it emits."""

import io
import json
import sys
import types
import warnings

import alembic
from alembic.migration import MigrationContext
from alembic.operations import Operations

warnings.simplefilter("ignore")
print(json.dumps({"version": alembic.__version__}), flush=True)
for line in sys.stdin:
    source = json.loads(line)["source"]
    emitted = io.StringIO()
    answer = {}
    try:
        module = types.ModuleType("migration")
        exec(compile(source, "migration", "exec"), module.__dict__)
        context = MigrationContext.configure(dialect_name="postgresql", opts={"as_sql": True, "output_buffer": emitted})
        with context.begin_transaction(), Operations.context(context):
            module.upgrade()
        answer["sql"] = emitted.getvalue()
    except Exception as error:
        answer["refused"] = f"{type(error).__name__}: {error}"
    print(json.dumps(answer), flush=True)
