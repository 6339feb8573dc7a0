"""Evenings whose answers a release has told of, beside the researchers' pages."""

import pytest

from evaluation.models import Release
from evaluation.store.releases.releases import record_put_out
from tests.releases.conftest import Fieldwork


class Reader:
    """A researcher who signs in anew for each page, since hours go by between evenings and releases."""

    def __init__(self, desk):
        self.desk, self.account = desk, desk.person("researcher")

    def client(self):
        return self.desk.as_person(self.account)

    def get(self, address):
        return self.client().get(address)


class Released(Fieldwork):
    """Fieldwork whose releases are put out."""

    def put_out(self, *titles):
        made = self.release(*titles)
        with self.database.transaction() as db:
            record_put_out(db, db.get_one(Release, made.row.id), files={}, now=self.clock(), by="Mair")
        self.clock.advance(hours=1)


@pytest.fixture
def researcher(desk):
    return Reader(desk)


@pytest.fixture
def fieldwork(desk, clock):
    return Released(desk.services.database, clock)


@pytest.fixture
def released(fieldwork):
    """Forty people of one evening of whom a release tells."""
    fieldwork.evening("May", 40)
    fieldwork.put_out("May")
    return fieldwork
