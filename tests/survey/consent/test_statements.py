"""The statement on accessibility, and whom to tell of a hole in the program."""

import json
import re
from datetime import datetime, timedelta
from importlib.resources import files

import pytest

from evaluation.models import Study
from evaluation.participants_app import participants_app
from evaluation.storage.settings import Settings
from evaluation.survey.rights.accessibility import RECORD, last_run
from evaluation.web.app import Services

ADDRESS = "/.well-known/security.txt"


def test_the_statement_says_when_and_how_it_was_checked_and_what_was_found(phone):
    page = phone.get("/accessibility")
    run = last_run()
    assert f"{run.day.day} {run.day:%B %Y}" in page.text
    assert (str(run.version) in page.text, f"{run.pages} of these pages" in " ".join(page.text.split())) == (True, True)
    assert [fault for fault in run.faults if fault not in page.text] == []


def test_the_recorded_run_looked_at_all_pages():
    kept = json.loads((files("evaluation") / "survey" / "rights" / RECORD).read_text("utf-8"))
    assert len(kept["pages"]) > 15
    assert {"start", "privacy", "complaint", "accessibility", "receipt"} <= set(kept["pages"])


@pytest.fixture
def told(sqlite_hall):
    """A study that says how it is reached."""
    with sqlite_hall.database.transaction() as db:
        db.query(Study).one().who_asks = {"contact": "Ask at privacy@trust.example, or 0116 496 0000"}


def fields(page):
    return dict(line.split(": ", 1) for line in page.text.splitlines())


@pytest.mark.usefixtures("told")
def test_a_finder_of_a_hole_is_told_whom_to_write_to(phone):
    page = phone.get(ADDRESS)
    assert page.content_type == "text/plain; charset=utf-8"
    assert fields(page)["Contact"] == "mailto:privacy@trust.example"
    assert re.fullmatch(r"http://127\.0\.0\.1:8000/\.well-known/security\.txt", fields(page)["Canonical"])


@pytest.mark.usefixtures("told")
def test_what_it_says_ends_within_the_year_and_is_not_over(phone, clock):
    until = datetime.fromisoformat(fields(phone.get(ADDRESS))["Expires"])
    assert clock() < until < clock() + timedelta(days=365)


def test_nothing_is_there_where_nobody_has_said_whom_to_tell(phone):
    assert phone.get(ADDRESS).status_code == 404


@pytest.mark.usefixtures("told")
def test_a_setting_comes_before_the_studys_contact(sqlite_hall, sqlite_settings, clock):
    from dataclasses import replace

    settings = replace(sqlite_settings, security_contact="https://trust.example/holes")
    client = participants_app(Services(settings, sqlite_hall.database, clock)).test_client()
    assert fields(client.get(ADDRESS))["Contact"] == "https://trust.example/holes"


@pytest.mark.parametrize("written", ["holes@trust.example", "http://trust.example", "mailto:", "javascript:alert(1)"])
def test_a_setting_that_nobody_can_write_to_is_refused(written):
    from evaluation.domain.errors import Refused

    with pytest.raises(Refused, match="WEAVING_SECURITY_CONTACT"):
        Settings.from_environment({"WEAVING_SECURITY_CONTACT": written})
