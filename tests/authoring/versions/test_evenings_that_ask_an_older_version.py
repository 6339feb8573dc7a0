"""Whoever publishes is told by name which evenings nobody has answered still ask an older version."""

import re

import pytest
from click.testing import CliRunner

from evaluation.cli import weaving
from evaluation.models import Draft
from evaluation.store.instruments.drafts import Writer, keep_version, version_in
from tests.staff_pages import post

REASONS = ("--reason", "The same people are meant.", "--reason", "items.bt2.text=The same people are meant.")
STUDY = ("--study", "across-difference")
HALLS = ("Mill Hall", "Quay House")


@pytest.fixture
def typed(sqlite_settings, monkeypatch):
    """A command in this home."""
    monkeypatch.setenv("WEAVING_HOME", str(sqlite_settings.home))

    def run(*words):
        done = CliRunner().invoke(weaving, [str(word) for word in words], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done

    return run


@pytest.fixture
def evenings(typed):
    """Evenings that nobody has answered, which ask the first version."""
    typed("study", "add", "Across Difference")
    typed("chapter", "add", "Caer Lliw", *STUDY)

    def add(*titles):
        for title in titles:
            about = ("--chapter", "caer-lliw", "--kind", "weaving_trust", "--place", "Caer Lliw", *STUDY)
            typed("experiment", "add", "--title", title, *about)

    return add


@pytest.fixture
def published(desk, researcher, draft, clock):
    """Publish the second version in the editor, in English alone; what the page says then."""
    with desk.services.database.transaction() as db:
        row = db.get(Draft, draft.id)
        keep_version(row, version_in(db, row).having(languages=("en",)), writer=Writer("-", "somebody", clock()))

    def publish():
        address = f"/instruments/drafts/{draft.id}"
        counter = re.search(r'name="counter" value="(\d+)"', researcher.get(f"{address}/publish").text)[1]
        sent = post(researcher, f"{address}/publish", counter=counter, reason="English alone")
        assert sent.status_code == 303
        return researcher.get(sent.headers["Location"]).text

    return publish


def test_the_command_names_them_and_says_how_to_change_it(typed, evenings, second):
    evenings(*HALLS)
    said = typed("instrument", "publish", second(), *REASONS).stderr
    assert "they ask an older version: “Mill Hall”, “Quay House”." in said
    assert "`weaving copy EXPERIMENT`, and cancel it with `weaving experiment cancel EXPERIMENT`" in said


def test_what_a_program_reads_stays_as_it_was(typed, evenings, second):
    evenings(*HALLS)
    assert typed("instrument", "publish", second(), *REASONS, "--json").stdout.strip().startswith("{")


def test_nothing_is_said_where_none_waits(typed, second):
    assert typed("instrument", "publish", second(), *REASONS).stderr == ""


def test_one_that_is_open_asks_what_it_asks(typed, evenings, second):
    evenings(*HALLS)
    typed("wave", "open", "Mill Hall", "pre")
    said = typed("instrument", "publish", second(), *REASONS).stderr
    assert ("Mill Hall" in said, "“Quay House”" in said) == (False, True)


def test_the_page_names_them(evenings, published):
    evenings(*HALLS)
    said = published()
    halls = "“Mill Hall”, “Quay House”, “North Hall”, “South Hall”"
    assert f"ask an older version: {halls}. The page of each says what to do." in said


def test_five_are_named_and_the_others_counted(evenings, published):
    evenings(*(f"Hall {number}" for number in range(1, 9)))
    said = published()
    assert "“Hall 4”, “Hall 5” and 5 more. The page of each says what to do." in said
    assert "“Hall 6”" not in said
