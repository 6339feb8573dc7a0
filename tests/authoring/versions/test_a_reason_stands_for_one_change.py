"""A reason and a class stand for the change they were given for: after another edit they are to be confirmed again."""

import pytest

from evaluation.store.instruments.published_versions import publication_of
from tests.authoring.researching import Drafting
from tests.authoring.two_versions import FIRST

AN1 = FIRST.items_by_id["an1"].text
SLIP, CALM = AN1.replace("nervous", "anxious"), AN1.replace("nervous", "calm")
KEY = "items.an1.text"
CARE, NOT = "comparable_with_care", "not_comparable"
WHY = "Asked of 40 people: it reads the same."


@pytest.fixture
def drafting(sqlite_settings, sqlite_database, clock):
    return Drafting(sqlite_settings, sqlite_database, clock)


@pytest.fixture
def researcher(drafting):
    return drafting.researcher()


@pytest.fixture
def declared(researcher):
    """The researcher after saying that "anxious" for "nervous" compares with care."""
    researcher.save("items/an1", text=SLIP)
    return _declare(researcher, KEY, WHY, CARE)


def _declare(researcher, key, reason, found=None):
    said = {f"reason.{key}": reason} | ({f"class.{key}": found} if found else {})
    return researcher.open("publish").press("Keep the reasons", **said)


def _publish(researcher):
    return researcher.open("publish").press("Publish", reason="Better words")


def test_a_reason_that_stands_for_the_words_as_they_are_is_published(declared, drafting):
    second = drafting.researcher("second@example.org").open("publish")
    second.press("I confirm it", reason="Two interviews said so too.")
    assert (_publish(declared).status, declared.address) == (200, "/staff/instruments/common-ground/2")
    with drafting.database.reading() as db:
        kept = publication_of(db, "common-ground", 2)
        assert (kept.reasons, kept.classes[KEY]) == ({KEY: WHY}, CARE)


def test_after_another_edit_the_reason_is_shown_but_not_given_on_either_engine(settings, database, clock):
    declared = Drafting(settings, database, clock).researcher().save("items/an1", text=SLIP)
    _declare(declared, KEY, WHY, CARE)
    declared.save("items/an1", text=CALM)
    assert "Give a reason" in declared.words
    row = declared.open("publish").row(KEY)
    assert (row[f"reason.{KEY}"], row[f"class.{KEY}"]) == ("", NOT)
    assert WHY in declared.words


def test_after_another_edit_nothing_is_published_on_the_old_reason(declared, drafting):
    declared.save("items/an1", text=CALM)
    refused = _publish(declared)
    assert (refused.status, f"Every change has a reason: {KEY}" in refused.words) == (422, True)
    with drafting.database.reading() as db:
        assert publication_of(db, "common-ground", 2) is None


def test_keeping_the_reasons_of_other_changes_does_not_confirm_it(declared):
    declared.save("items/an1", text=CALM)
    declared.save("items/bt2", text="people in {place} who hum?")
    _declare(declared, "items.bt2.text", "Humming is meant.")
    refused = _publish(declared)
    assert [f"a reason: {key}" in refused.words for key in (KEY, "items.bt2.text")] == [True, False]


def test_a_class_chosen_again_without_a_reason_is_not_published(declared):
    declared.save("items/an1", text=CALM)
    declared.open("publish").press("Keep the reasons", **{f"class.{KEY}": CARE})
    assert f"Every change has a reason: {KEY}" in _publish(declared).words


def test_the_old_reason_confirmed_for_the_new_words_is_published_in_the_class_of_the_rule(declared, drafting):
    declared.save("items/an1", text=CALM)
    declared.open("publish").press("Keep the reasons", **{f"again.{KEY}": "yes"})
    assert declared.row(KEY)[f"reason.{KEY}"] == WHY
    _publish(declared)
    with drafting.database.reading() as db:
        kept = publication_of(db, "common-ground", 2)
        assert (kept.reasons, kept.classes[KEY]) == ({KEY: WHY}, NOT)


def test_a_reason_written_anew_for_the_new_words_is_published(declared, drafting):
    declared.save("items/an1", text=CALM)
    _declare(declared, KEY, "Calm is easier to read.")
    _publish(declared)
    with drafting.database.reading() as db:
        assert publication_of(db, "common-ground", 2).reasons == {KEY: "Calm is easier to read."}


def test_an_edit_elsewhere_leaves_a_reason_as_it_was_given(declared):
    declared.save("items/bt2", text="people in {place} who hum?")
    row = declared.open("publish").row(KEY)
    assert (row[f"reason.{KEY}"], row[f"class.{KEY}"]) == (WHY, CARE)


def test_a_scale_that_loses_two_items_is_asked_for_one_reason(researcher):
    researcher.save("scales/bridging_trust", items="bt1")
    key = "scales.bridging_trust.items"
    page = researcher.open("publish").text
    assert (page.count("no longer counts"), page.count(f'name="reason.{key}"')) == (4, 1)


def test_words_put_back_as_they_were_find_their_reason_again(declared):
    declared.save("items/an1", text=CALM)
    declared.save("items/an1", text=SLIP)
    row = declared.open("publish").row(KEY)
    assert (row[f"reason.{KEY}"], row[f"class.{KEY}"]) == (WHY, CARE)


def test_a_reason_sent_from_a_page_shown_before_an_edit_is_not_one_for_the_edit(drafting, researcher):
    researcher.save("items/an1", text=SLIP)
    researcher.open("publish")
    drafting.researcher("second@example.org").save("items/an1", text=CALM)
    researcher.press("Keep the reasons", **{f"reason.{KEY}": WHY, f"class.{KEY}": CARE})
    row = researcher.open("publish").row(KEY)
    assert (row[f"reason.{KEY}"], row[f"class.{KEY}"], WHY in researcher.words) == ("", NOT, True)


def test_what_was_said_not_to_compare_stays_so_after_another_edit_until_somebody_says_otherwise(researcher):
    df1 = FIRST.items_by_id["df1"].text
    researcher.save("items/df1", text=f"{df1}.")
    _declare(researcher, "items.df1.text", "Read otherwise.", NOT)
    researcher.save("items/df1", text=f"{df1}…")
    row = researcher.open("publish").row("items.df1.text")
    assert (row["class.items.df1.text"], row["reason.items.df1.text"]) == (NOT, "")
    assert "a reason: items.df1.text" in _publish(researcher).words


OPTIONS, OTHER_OPTIONS = ("\n".join(f"{n} | Point {n}" for n in range(low, low + 5)) for low in (1, 2))


@pytest.mark.parametrize(
    ("key", "part", "first", "then"),
    [
        ("scales.bridging_trust.items", "scales/bridging_trust", {"items": "bt1\nbt2"}, {"items": "bt1"}),
        ("scales.bridging_trust.margin", "scales/bridging_trust", {"margin": "0.6"}, {"margin": "0.7"}),
        ("formats.agree7.options", "formats/agree7", {"options": OPTIONS}, {"options": OTHER_OPTIONS}),
        ("formats.trust11.high_label", "formats/trust11", {"high_label": "A lot"}, {"high_label": "Not at all"}),
        ("items.pa1.construct", "items/pa1", {"construct": "trust"}, {"construct": "distrust"}),
        ("items.bt2.target", "items/bt2", {"target": "friends"}, {"target": "strangers"}),
        ("consent", "about/instrument", {"consent_title": "Please agree"}, {"consent_title": "Do not agree"}),
    ],
)
def test_a_reason_for_a_scale_or_its_options_goes_with_what_it_was_given_for(researcher, key, part, first, then):
    researcher.save(part, **first)
    _declare(researcher, key, WHY)
    assert researcher.row(key)[f"reason.{key}"] == WHY
    researcher.save(part, **then)
    researcher.open("publish")
    assert (researcher.row(key)[f"reason.{key}"], f"a reason: {key}" in _publish(researcher).words) == ("", True)


def test_a_reason_for_an_order_goes_when_the_order_is_another(researcher):
    for name in ("bt1", "bt2", "bt3", "cg1", "cg2", "cg3", "df1"):
        researcher.open("items/bt1").press(f"Move {name} down")
    _declare(researcher, "items", WHY)
    assert researcher.row("items")["reason.items"] == WHY
    last = FIRST.items[-1].id
    researcher.open("items/bt1").press(f"Move {last} up")
    assert researcher.open("publish").row("items")["reason.items"] == ""


def test_a_reason_for_a_new_question_goes_when_it_asks_something_else(researcher):
    new = {"id": "nw1", "label": "New", "text": "Do you like tea?", "format": "agree7", "construct": "descriptive"}
    researcher.open("add/items").press("Add", **new, role="context", waves="pre")
    _declare(researcher, "items.nw1", WHY)
    assert researcher.row("items.nw1")["reason.items.nw1"] == WHY
    researcher.save("items/nw1", text="Have you been robbed?")
    assert researcher.open("publish").row("items.nw1")["reason.items.nw1"] == ""
