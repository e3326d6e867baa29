"""Runs "alembic upgrade head" with the real Alembic for one JSON request a line, and answers whether it could."""

import json
import logging
import sys
import warnings

import alembic
import sqlalchemy
from alembic import command
from alembic.config import Config

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)
print(json.dumps({"version": alembic.__version__}), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    answer = {}
    engine = sqlalchemy.create_engine(request["url"], poolclass=sqlalchemy.pool.NullPool)
    try:
        config = Config(request["ini"], attributes={"engine": engine})
        command.upgrade(config, "head")
    except sqlalchemy.exc.DBAPIError as error:
        answer = {"sqlstate": error.orig.pgcode, "message": str(error.orig).strip(), "statement": error.statement}
    except Exception as error:
        answer = {"refused": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), flush=True)
