"""An evening whose answers can end, and another study beside it whose answers stay."""

import json

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from evaluation.cli import weaving
from evaluation.storage.keys import key
from evaluation.store.log.actor import RecordedActor
from evaluation.store.log.audit_entries import Actor
from evaluation.web.audit_log import recording
from tests.erasure.byte_canaries import Evening

TABLES = ("response", "response_revision", "open_answer", "memory_answer", "sheet", "sheet_pass", "sheet_batch")


class EndingEvening(Evening):
    """The evening with its waves closed for a day, and what is needed to end what is kept of it."""

    def __init__(self, settings, database, clock):
        super().__init__(settings, database, clock)
        self.close("post")
        clock.advance(days=1)

    @property
    def log_by(self) -> RecordedActor:
        """The command line, now, in the home's own log."""
        return recording(self.settings, Actor("command line"), now=self.clock())

    def by(self, name="account", account=None):
        return RecordedActor(actor=Actor(name, account), log_key=key(self.settings, "audit"), now=self.clock())

    def keep_until(self, day):
        with self.database.transaction() as db:
            db.execute(text("UPDATE study SET who_asks = :said"), {"said": json.dumps({"keep_until": day})})

    def study(self):
        with self.database.reading() as db:
            return self.experiment(db).study_id

    def rows(self, *tables):
        with self.database.reading() as db:
            return {each: db.execute(text(f"SELECT count(*) FROM {each}")).scalar_one() for each in tables or TABLES}

    def type_in(self, *arguments, **more):
        environment = {"WEAVING_HOME": str(self.settings.home), "WEAVING_DATABASE_URL": self.settings.database_url}
        return CliRunner().invoke(weaving, arguments, env=environment, **more)


@pytest.fixture
def evening(settings, database, clock):
    return EndingEvening(settings, database, clock)


@pytest.fixture
def sqlite_evening(sqlite_settings, sqlite_database, clock):
    return EndingEvening(sqlite_settings, sqlite_database, clock)
