"""Where two people write the same, the page names whoever wrote the other text, and nobody else saved anything."""

import pytest

from tests.authoring.researching import Drafting, Researcher

HUMMING = "people in {place} who hum?"
KEY = "items.bt2.text"


@pytest.fixture
def drafting(sqlite_settings, sqlite_database, clock):
    return Drafting(sqlite_settings, sqlite_database, clock, languages=("en", "cy"))


@pytest.fixture
def three(drafting):
    """Ada, whose text is there first; Ben, who writes against it; Cai, who changes something else meanwhile."""
    return [drafting.researcher(f"{name}@example.org") for name in ("ada", "ben", "cai")]


def saved_by(researcher):
    return researcher.open("items/bt2").words.partition(" by ")[2].split()[0]


def test_a_reason_that_is_refused_is_booked_to_nobody(three):
    ada, ben, cai = three
    cai.save("items/bt2", text=HUMMING)
    ben.open("publish")
    ada.open("publish").press("Keep the reasons", **{f"reason.{KEY}": "It hums."})
    ben.press("Keep the reasons", **{f"reason.{KEY}": "They hum."})
    assert (ben.status, "ada@example.org changed this while you were writing" in ben.words) == (409, True)
    assert saved_by(ben) == "ada@example.org"


@pytest.mark.parametrize(
    ("page", "theirs", "yours", "button"),
    [
        ("items/bt2", {"text": HUMMING}, {"text": "people who sing?"}, "Save"),
        ("about/instrument", {"title": "Ground"}, {"title": "Common"}, "Save"),
        ("translations/cy", {"words.title": "Tir newydd"}, {"words.title": "Tir hen"}, "Save"),
    ],
)
def test_whoever_changed_something_else_since_is_not_named(three, page, theirs, yours, button):
    ada, ben, cai = three
    ben.open(page)
    ada.open(page).press(button, **theirs)
    cai.save("items/pa1", label="Other")
    ben.press(button, **yours)
    assert (ben.status, "ada@example.org changed this while you were writing" in ben.words) == (409, True)


def test_two_windows_of_one_person_name_nobody_else(drafting, three):
    ada, other = three[0], Researcher(three[0].browser, drafting.draft)
    other.open("items/bt2")
    ada.save("items/bt2", text=HUMMING)
    other.press("Save", text="people who sing?")
    assert (other.status, "You changed this in another tab or window while you were" in other.words) == (409, True)
    assert "ada@example.org changed" not in other.words


def test_what_the_other_window_changed_besides_is_said_to_be_ones_own(drafting, three):
    ada, other = three[0], Researcher(three[0].browser, drafting.draft)
    other.open("items/bt2")
    ada.save("items/bt2", text=HUMMING)
    other.press("Save", label="Other")
    assert "Saved, together with what you changed in another tab or window." in other.words


def test_a_translation_that_is_refused_is_booked_to_nobody(three):
    ada, ben, _cai = three
    ben.open("translations/cy")
    ada.open("translations/cy").press("Save", **{"words.title": "Tir newydd"})
    ben.press("Save", **{"words.title": "Tir hen"})
    assert saved_by(ben) == "ada@example.org"
