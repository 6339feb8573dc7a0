"""What a translation says, in somebody else's words: beside the source for whoever signs, and of the words it has."""

import pytest

from evaluation.models import Draft
from evaluation.store.instruments.drafts import Writer, add_draft
from evaluation.store.instruments.published_versions import translations_of, version_of
from evaluation.store.instruments.translations.back_translations import back_translations_in
from tests.authoring.researching import Drafting

KEY, OTHER = "items.bt2.text", "items.bt1.text"
PAGE, BACK = "translations/cy", "translations/cy/back"
SIGN, SIGNED = "I have read all of it and sign", "Signed. A change"
SAYS = "people in {place} whose background differs a lot from yours?"
EARLIER = "of an earlier wording"


@pytest.fixture
def drafting(settings, database, clock):
    return Drafting(settings, database, clock, languages=("en", "cy"))


@pytest.fixture
def ada(drafting):
    return drafting.researcher("ada@example.org")


@pytest.fixture
def ben(drafting):
    return drafting.researcher("ben@example.org")


def _reads(person, text=SAYS, key=KEY):
    return person.open(BACK).press("Save", **{f"words.{key}": text})


def _said(drafting, language="cy"):
    with drafting.database.reading() as db:
        draft = db.get_one(Draft, drafting.draft)
        return {key: one.text for key, one in back_translations_in(db, draft, language=language).items()}


def test_what_a_text_says_stands_beside_its_source_with_who_read_it_for_whoever_signs(ada, ben):
    _reads(ben)
    words = ada.open(PAGE).words
    for shown in (SAYS, "ben@example.org", "1 of ", "texts are translated back"):
        assert shown in words
    assert EARLIER not in words
    assert SAYS in ada.open("history").words


def test_whoever_reads_a_text_is_not_shown_its_source(drafting, ben):
    assert drafting.version().items_by_id["bt2"].text not in ben.open(BACK).text


def test_it_changes_no_word_and_takes_no_signature_away(ada, ben):
    ada.open(PAGE).press(SIGN)
    assert SIGNED in ada.words
    _reads(ben)
    assert (SIGNED in ada.open(PAGE).words, "checked" in ada.words) == (True, True)


def test_who_read_a_text_may_sign_since_they_wrote_none_of_it(ben):
    _reads(ben)
    assert SIGNED in ben.open(PAGE).press(SIGN).words


def test_a_text_that_is_changed_afterwards_leaves_it_of_an_earlier_wording(drafting, ada, ben):
    _reads(ben)
    ada.save(PAGE, **{f"words.{KEY}": "pobl eraill yn {place}?"})
    assert EARLIER in ada.open(PAGE).words
    assert "Of an earlier wording: 1." in ben.open(BACK).words
    ben.press("Save", **{f"words.{KEY}": "other people in {place}?"})
    assert (EARLIER in ada.open(PAGE).words, _said(drafting)) == (False, {KEY: "other people in {place}?"})


def test_still_what_it_says_makes_it_current_again(ada, ben):
    _reads(ben)
    ada.save(PAGE, **{f"words.{KEY}": "pobl eraill yn {place}?"})
    ben.open(BACK).press("Save", **{f"seen.{KEY}": "yes"})
    assert EARLIER not in ada.open(PAGE).words


def test_a_text_that_is_changed_while_somebody_reads_it_is_known_to_be_another(ada, ben):
    ben.open(BACK)
    ada.save(PAGE, **{f"words.{KEY}": "pobl eraill yn {place}?"})
    ben.press("Save", **{f"words.{KEY}": SAYS})
    assert EARLIER in ada.open(PAGE).words


def test_undo_of_the_change_makes_it_current_again_and_undo_of_the_reading_takes_it_away(drafting, ada, ben):
    _reads(ben)
    ada.save(PAGE, **{f"words.{KEY}": "pobl eraill yn {place}?"})
    ada.open(PAGE).press("Undo my last change")
    assert EARLIER not in ada.open(PAGE).words
    ben.open(BACK).press("Undo my last change")
    assert _said(drafting) == {}
    ben.press("Redo what I took back last")
    assert _said(drafting) == {KEY: SAYS}


def test_whoever_wrote_a_text_does_not_say_what_it_says(drafting, ada):
    ada.open(BACK)
    page, address = ada.text, ada.address
    ada.save(PAGE, **{f"words.{KEY}": "pobl eraill yn {place}?"})
    assert "You wrote this text" in ada.open(BACK).words
    ada.text, ada.address = page, address
    ada.press("Save", **{f"words.{KEY}": SAYS, f"words.{OTHER}": "people of other groups"})
    assert (ada.status, "you wrote this text; somebody else has to say what it says." in ada.words) == (422, True)
    assert _said(drafting) == {OTHER: "people of other groups"}


def test_two_people_who_read_one_text_lose_neither(drafting, ada, ben):
    ada.open(BACK)
    _reads(ben)
    ada.press("Save", **{f"words.{KEY}": "folk in {place}?"})
    assert (ada.status, SAYS in ada.words, "folk in {place}?" in ada.text) == (409, True, True)
    assert _said(drafting) == {KEY: SAYS}


def test_what_still_has_to_be_read_is_shown_alone(ada, ben):
    _reads(ben)
    ada.save(PAGE, **{f"words.{OTHER}": "pobl o sefydliadau eraill yn {place}?"})
    assert f"words.{KEY}" not in ben.open(f"{BACK}?only=open").text
    assert f"words.{OTHER}" in ben.text
    assert f"words.{OTHER}" not in ada.open(f"{BACK}?only=open").text


def test_translators_files_and_the_published_version_and_the_next_draft_keep_it(drafting, ada, ben, clock):
    _reads(ben)
    told = f"#. Back-translation (ben@example.org, {clock():%Y-%m-%d}): {SAYS}"
    assert told in ada.open(f"{PAGE}/po").text
    ada.open(PAGE).press(SIGN)
    ada.open("publish").press("Publish", reason="The same questions")
    assert told in ada.browser.get("/staff/instruments/common-ground/2/files/po/cy").text
    with drafting.database.transaction() as db:
        version = version_of(db, "common-ground", 2)
        words = translations_of(db, version)
        begun = add_draft(db, version, based_on=2, translations=words, writer=Writer("-", "me", clock()))
        assert back_translations_in(db, begun, language="cy")[KEY].text == SAYS


def test_a_file_says_what_is_of_an_earlier_wording(ada, ben):
    _reads(ben)
    ada.save(PAGE, **{f"words.{KEY}": "pobl eraill yn {place}?"})
    assert "of an earlier wording): people" in ada.open(f"{PAGE}/po").text
