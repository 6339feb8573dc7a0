"""A desk with a study and its plan, people of every role who look at it, and an evening that can begin."""

import pytest

from evaluation.models import Study
from evaluation.storage.database import open_database
from evaluation.store.studies.study_plan import plan_versions
from tests.fieldwork.conftest import Evening
from tests.staff_pages import desk_of, post


class Plan:
    """The plan of the desk's study, and what a researcher writes into it."""

    def __init__(self, desk):
        self.desk, self.evening = desk, Evening(desk)
        self.address = f"/studies/{desk.study.id}/plan"
        self.researcher = desk.signed_in("researcher")

    def versions(self):
        with self.desk.services.database.reading() as db:
            return plan_versions(db, db.get_one(Study, self.desk.study.id))

    def write(self, client=None, **fields):
        """Send the form as it stands on the page, with these changes."""
        shown = {"version": str(self.versions()[-1].number), "looks": "1"}
        page = f"{self.address}/change"
        return post(client or self.researcher, page, page=page, **{**shown, **fields})

    def page(self, client=None, part=""):
        return (client or self.researcher).get(self.address + part)


@pytest.fixture
def desk(sqlite_settings, clock):
    database = open_database(sqlite_settings)
    yield desk_of(sqlite_settings, database, clock)
    database.close()


@pytest.fixture
def plan(desk):
    return Plan(desk)
