"""Somebody publishes a draft, or throws it away: its history stays, to be read, with what was typed and not saved."""

import uuid

import pytest

from evaluation.store.instruments.ended_drafts import kept_draft
from tests.authoring.researching import Drafting

HUMMING = "people in {place} who hum?"


@pytest.fixture(params=["publish", "drop"])
def ended(request, settings, database, clock):
    """A researcher who changed a draft, typed what could not be saved, and published it or threw it away."""
    drafting = Drafting(settings, database, clock)
    researcher = drafting.researcher()
    researcher.save("items/bt2", label="Humming").save("items/bt2", text="", ask="Only a lead-in")
    researcher.open("publish")
    if request.param == "publish":
        researcher.press("Publish", reason="It is ready.")
    else:
        researcher.press("Throw it away", sure="yes")
    assert researcher.status == 200, researcher.words
    return drafting, researcher, request.param


def test_the_history_of_an_ended_draft_is_read_on_either_engine(ended):
    _drafting, researcher, _way = ended
    words = researcher.open("history").words
    assert researcher.status == 200
    for said in ("Change 1", "Humming", "Only a lead-in", "typed, and not saved in the draft", "first@example.org"):
        assert said in words


def test_nothing_in_an_ended_history_is_pressed_and_nothing_leads_to_its_editor(ended):
    drafting, researcher, _way = ended
    text = researcher.open("history").text
    for button in ("Restore", "Undo", f"{drafting.draft}/items/"):
        assert button not in text
    assert researcher.open("items/bt2").status == 410
    assert f"{drafting.draft}/history" in researcher.text


@pytest.fixture
def drafting(sqlite_settings, sqlite_database, clock):
    return Drafting(sqlite_settings, sqlite_database, clock)


@pytest.fixture
def published(drafting):
    """A researcher who looks at the version that came of a draft."""
    researcher = drafting.researcher()
    researcher.save("items/bt2", label="Humming").open("publish").press("Publish", reason="It is ready.")
    return researcher


def test_a_published_version_leads_to_the_history_of_its_draft_and_back(drafting, published):
    assert "History of its draft" in published.words
    assert f"{drafting.draft}/history" in published.text
    published.open("history")
    assert "The draft that became common-ground/2" in published.words
    assert "/staff/instruments/common-ground/2" in published.text


def test_who_may_not_see_drafts_is_not_led_to_their_history(drafting, published):
    evaluator = drafting.mounted.person("third@example.org", "evaluator")
    page = evaluator.client.get("/staff/instruments/common-ground/2")
    assert (page.status_code, "History of its draft" in page.text) == (200, False)
    assert evaluator.client.get(f"{published.home}/history").status_code == 403


def test_a_draft_that_was_thrown_away_is_found_and_gone_on_with(drafting):
    researcher = drafting.researcher()
    researcher.save("items/bt2", text=HUMMING).open("publish").press("Throw it away", sure="yes")
    assert "Drafts thrown away" in researcher.words
    researcher.open("history").press("Go on with this draft")
    assert (researcher.status, "The draft is there again, as it was." in researcher.words) == (200, True)
    assert drafting.version().items_by_id["bt2"].text == HUMMING
    researcher.press("Undo my last change")
    assert drafting.version().items_by_id["bt2"].text != HUMMING
    researcher.open("publish").press("Throw it away", sure="yes")
    assert researcher.open("items/bt2").status == 410


def test_a_published_draft_is_not_gone_on_with(drafting, published):
    token = published.open("../../").text.partition('name="csrf_token" value="')[2].partition('"')[0]
    answer = published.browser.client.post(f"{published.home}/history/take-up", data={"csrf_token": token})
    assert answer.status_code == 404


def test_of_a_draft_that_never_was_there_is_no_history(drafting):
    with drafting.database.reading() as db:
        assert kept_draft(db, uuid.UUID(int=7)) is None
