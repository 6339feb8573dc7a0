"""One published version was changed in the database: it is named as damaged, and the others are used as before."""

import json

import pytest
from click.testing import CliRunner

from evaluation.cli import weaving
from evaluation.store.instruments.publication_digest import digests
from evaluation.store.instruments.publishing import Why, publish
from evaluation.web.audit_log import COMMAND_LINE, write_down
from tests.authoring.researching import Drafting
from tests.authoring.two_versions import REASONS, second
from tests.store.text_and_digest import tamper

REPORTED = "own/2 was published under the SHA-256"


@pytest.fixture
def damaged(sqlite_settings, sqlite_database, clock):
    """Three versions of an instrument, of which the second was changed past the triggers; a draft of another."""
    drafting = Drafting(sqlite_settings, sqlite_database, clock)
    texts = {1: "Most people can be trusted.", 2: "Nearly all people can be trusted.", 3: "People can be trusted."}
    for number, words in texts.items():
        version = second(bt2=words).having(id="own", number=number)
        with sqlite_database.transaction() as db:
            why = Why(by="somebody", reason="Plainer.", reasons={} if number == 1 else REASONS)
            row = publish(db, version, why=why, now=clock())
            about = {"instrument": "own", "number": number, **digests(db, row)}
            about = {"action": "instrument.publish", "subject": f"own/{number}", "now": clock(), "details": about}
            write_down(db, sqlite_settings, actor=COMMAND_LINE, **about)
    tamper(sqlite_database, old="Nearly all people can be trusted.", new="Nobody can be trusted.")
    return drafting


@pytest.fixture
def say(sqlite_settings, monkeypatch):
    monkeypatch.setenv("WEAVING_HOME", str(sqlite_settings.home))

    return lambda *words: CliRunner().invoke(weaving, ["instrument", *words])


def test_the_list_of_the_command_line_names_it_among_the_others(damaged, say):
    done = say("list")
    assert done.exit_code == 0, done.exception
    assert REPORTED in done.stdout
    rows = {(row["instrument"], row["version"]): row["damage"] for row in json.loads(say("list", "--json").stdout)}
    assert [number for (name, number), damage in rows.items() if damage] == [2]
    assert rows["own", 2].startswith(REPORTED)
    assert damaged


def test_the_page_of_instruments_names_it_and_offers_the_others(damaged):
    page = damaged.researcher()
    page._show(page.browser.client.get("/staff/instruments/"))
    assert page.status == 200
    assert f"Damaged: {REPORTED}" in page.words
    assert page.words.count("Damaged:") == 1
    assert "Nobody can be trusted" not in page.words


@pytest.mark.parametrize(("number", "status"), [(1, 200), (2, 422), (3, 200)])
def test_the_versions_beside_it_are_shown(damaged, number, status):
    page = damaged.researcher()
    page._show(page.browser.client.get(f"/staff/instruments/own/{number}"))
    assert page.status == status
    assert (REPORTED in page.words) is (number != 1)
    assert "Nobody can be trusted" not in page.words


def test_the_bank_gives_the_items_of_the_others(damaged):
    page = damaged.researcher().open("bank")
    assert page.status == 200
    assert "common-ground/1" in page.words
    assert "own/2" not in page.words


def test_a_draft_can_begin_from_another(damaged):
    page = damaged.researcher()
    page._show(page.browser.client.get("/staff/instruments/"))
    begun = page.browser.post("/staff/instruments/drafts", instrument="own")
    assert begun.status_code == 303
