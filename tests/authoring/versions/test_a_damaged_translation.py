"""A translation that was changed after it was published is named as damaged, in its language, and offered to nobody."""

import json

import pytest
from click.testing import CliRunner
from sqlalchemy import text

import instruments
from evaluation.cli import weaving
from evaluation.models import PublishedTranslation
from evaluation.store.instruments.publishing import Why, publish, sign
from tests.authoring.researching import Drafting

REPORTED = "own/1 (cy) is not the text that was published under its SHA-256"
PAGE = "/staff/instruments/own/1"


@pytest.fixture
def researcher(sqlite_settings, sqlite_database, clock):
    """Somebody who looks at own/1, whose signed Welsh was changed past the triggers."""
    drafting = Drafting(sqlite_settings, sqlite_database, clock)
    version = instruments.load("common-ground", 1).having(id="own", languages=("en", "cy"))
    welsh = instruments.translation("common-ground", 1, "cy").model_copy(update={"instrument": "own"})
    why = Why(by="somebody", reason="First.", reasons={})
    with sqlite_database.transaction() as db:
        sign(db, welsh, by="Gwen", now=clock(), draft=version)
        publish(db, version, translations=[welsh], why=why, now=clock())
    with sqlite_database.transaction() as db:
        db.execute(text("DROP TRIGGER published_translation_no_update"))
        for row in db.query(PublishedTranslation).filter_by(language="cy"):
            row.body = row.body.replace("ymddiried", "casáu")
    return drafting.researcher()


@pytest.fixture
def say(sqlite_settings, monkeypatch):
    monkeypatch.setenv("WEAVING_HOME", str(sqlite_settings.home))

    return lambda *words: CliRunner().invoke(weaving, ["instrument", *words])


def shown(researcher, address):
    """A page as the researcher sees it."""
    return researcher._show(researcher.browser.client.get(address))


def test_the_list_of_the_command_line_names_the_version_and_the_language(researcher, say):
    assert researcher
    rows = {(row["instrument"], row["version"]): row["damage"] for row in json.loads(say("list", "--json").stdout)}
    assert [named for named, damage in rows.items() if damage] == [("own", 1)]
    assert rows["own", 1].startswith(REPORTED)
    assert REPORTED in say("list").stdout


def test_the_page_of_instruments_names_it(researcher):
    page = shown(researcher, "/staff/instruments/")
    assert (page.status, page.words.count("Damaged:")) == (200, 1)
    assert f"Damaged: {REPORTED}" in page.words


def test_the_page_of_the_version_shows_the_english_and_marks_the_language(researcher):
    page = shown(researcher, PAGE)
    assert page.status == 200
    assert REPORTED in page.words
    assert "damaged, offered to nobody" in page.words
    assert instruments.load("common-ground", 1).items[0].text.split("{")[0] in page.words
    assert "casáu" not in page.text
    for address in ("/translations/cy", "/files/po/cy"):
        assert PAGE + address not in page.text


def test_a_phone_shows_the_english_and_never_the_changed_words(researcher):
    assert shown(researcher, f"{PAGE}/phone").status == 200
    page = shown(researcher, f"{PAGE}/phone?part=items/bt1&shown_language=cy")
    assert (page.status, "casáu" in page.text) == (200, False)


def test_the_other_versions_are_shown_as_before(researcher):
    assert shown(researcher, "/staff/instruments/about-you/1").status == 200


def test_what_would_hold_the_changed_words_is_refused(researcher):
    page = shown(researcher, f"{PAGE}/files/po/cy")
    assert (page.status, REPORTED in page.words, "casáu" in page.text) == (422, True, False)
