"""Whoever publishes may say that a change does not compare, or compares with care after all, and has to say why."""

import re

import pytest

import instruments
from evaluation.domain.errors import Refused
from evaluation.models import Draft
from evaluation.store.instruments.published_versions import publication_of
from evaluation.store.instruments.publishing import Why, publish
from tests.authoring.test_command_line import REASON, run, second
from tests.authoring.two_versions import FIRST
from tests.authoring.two_versions import second as version_two
from tests.staff_pages import post

__all__ = ["run", "second"]
CALM = FIRST.items_by_id["an1"].text.replace("nervous", "calm")
CARE, NOT = "comparable_with_care", "not_comparable"


@pytest.fixture
def published(sqlite_database, clock):
    """Publish a version with reasons and classes; the classes that are kept."""

    def published_with(version, reasons, classes):
        why = Why(by="a", reason="Other words.", reasons=reasons, classes=classes)
        with sqlite_database.transaction() as db:
            publish(db, version, why=why, now=clock())
            return publication_of(db, "common-ground", version.number).classes

    return published_with


def test_the_opposite_question_does_not_compare_and_that_is_kept(published):
    assert published(version_two(an1=CALM), {"items.an1.text": "Calm is easier to read."}, {})["items.an1.text"] == NOT


def test_that_it_compares_all_the_same_needs_a_reason(published):
    with pytest.raises(Refused, match=r"items\.an1\.text"):
        published(version_two(an1=CALM), {}, {"items.an1.text": CARE})
    kept = published(version_two(an1=CALM), {"items.an1.text": "Tried on 40 people."}, {"items.an1.text": CARE})
    assert kept["items.an1.text"] == CARE


def test_that_it_does_not_compare_needs_a_reason_too(published):
    version = version_two(df1=FIRST.items_by_id["df1"].text + ".")
    with pytest.raises(Refused, match=r"items\.df1\.text"):
        published(version, {}, {"items.df1.text": NOT})
    assert published(version, {"items.df1.text": "Read otherwise."}, {"items.df1.text": NOT})["items.df1.text"] == NOT


@pytest.mark.parametrize(
    ("key", "said", "why"),
    [
        ("items.an1.text", "same", "can be declared with care or not comparable, and nothing better"),
        ("items.an1.text", "nearly", "'nearly' is no class"),
        ("items.an2.text", CARE, "No change is called 'items.an2.text'"),
    ],
)
def test_what_nobody_can_declare_is_refused(published, key, said, why):
    with pytest.raises(Refused, match=why):
        published(version_two(an1=CALM), {"items.an1.text": "Because."}, {key: said})


def test_nobody_can_declare_that_other_numbers_compare(published):
    scales = tuple(
        scale.model_copy(update={"items": scale.items[:2]}) if scale.id == "bridging_trust" else scale
        for scale in FIRST.scales
    )
    key = "scales.bridging_trust.items"
    with pytest.raises(Refused, match=r"'bt3' no longer counts\. That can be declared not comparable"):
        published(version_two().having(scales=scales), {key: "Shorter."}, {key: CARE})


@pytest.mark.parametrize("spelt", ["with-care", "comparable with care", "comparable_with_care"])
def test_the_command_line_takes_a_class_for_a_change_and_diff_shows_it(run, second, spelt):
    run("publish", second(), "--reason", "Clearer.", "--reason", REASON, "--class", f"bt2={spelt}")
    said = run("diff", "common-ground/1", "common-ground/2")
    assert "≈ items.bt2.text: Some words changed. (comparable with care)" in said
    assert "≈ outcome bridging_trust: comparable with care" in said


def test_a_class_for_what_did_not_change_is_refused(run, second):
    with pytest.raises(Refused, match="--class takes KEY=CLASS"):
        run("publish", second(), "--reason", "Clearer.", "--reason", REASON, "--class", "bt3=with-care")


@pytest.fixture
def reviewed(desk, draft, drafted):
    """The draft with other words for one question, in English alone; its address."""

    def reworded(text):
        items = tuple(item.model_copy(update={"text": text}) if item.id == "an1" else item for item in drafted().items)
        with desk.services.database.transaction() as db:
            row = db.get(Draft, draft.id)
            row.body = drafted().having(items=items, languages=("en",)).model_dump_json(exclude_defaults=True)
        return f"/instruments/drafts/{draft.id}"

    return reworded


def _chosen(page):
    """The class chosen in the form for the words of an1."""
    select = re.search(r'<select name="class.items.an1.text".*?</select>', page, re.DOTALL)[0]
    return re.search(r'value="(\w+)" selected', select)[1]


def test_the_form_takes_a_class_beside_the_reason(researcher, reviewed, desk):
    address = reviewed(CALM)
    assert _chosen(researcher.get(f"{address}/publish").text) == NOT
    said = {"reason.items.an1.text": "Tried on 40 people.", "class.items.an1.text": CARE}
    assert post(researcher, f"{address}/reasons", **said).status_code == 303
    page = researcher.get(f"{address}/publish").text
    assert _chosen(page) == CARE
    counter = re.search(r'name="counter" value="(\d+)"', page)[1]
    assert post(researcher, f"{address}/publish", counter=counter, reason="Better words").status_code == 303
    with desk.services.database.reading() as db:
        assert publication_of(db, "common-ground", 2).classes == {
            "languages": "same", "items.an1.text": CARE,
        }  # fmt: skip
    assert "Comparable with care" in researcher.get("/instruments/common-ground/2").text


def test_a_class_is_forgotten_once_the_words_are_others(researcher, reviewed):
    address = reviewed(CALM)
    said = {"reason.items.an1.text": "Tried on 40 people.", "class.items.an1.text": CARE}
    post(researcher, f"{address}/reasons", **said)
    reviewed(CALM.replace("calm", "delighted"))
    assert _chosen(researcher.get(f"{address}/publish").text) == NOT


def test_words_that_a_translation_changes_count_where_people_may_have_answered_in_it(sqlite_database, clock):
    from evaluation.store.instruments.publishing import compared, sign

    welsh = instruments.translation("common-ground", 1, "cy")
    other = welsh.model_copy(
        update={"number": 2, "strings": {**welsh.strings, "items.an1.text": "Byddwn i’n dawel yn {place}."}}
    )
    with sqlite_database.transaction() as db:
        version = version_two().having(languages=("en", "cy"))
        assert "translations.cy.items.an1.text" not in _keys(compared(db, version, translations=[other]))
        sign(db, welsh, by="somebody", now=clock())
        assert "translations.cy.items.an1.text" in _keys(compared(db, version, translations=[other]))


def _keys(comparison):
    return [change.key for change in comparison.to_confirm]
