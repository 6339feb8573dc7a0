"""A typo in a signed translation of a published version is mended by two people, and what was published stays."""

import re
from html import unescape

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

import instruments
from evaluation.models import CorrectedTranslation
from evaluation.store.instruments.intact_texts import altered_texts
from evaluation.store.instruments.published_versions import live_translations, version_of
from evaluation.store.instruments.publishing import sign
from evaluation.store.instruments.translations.translation_numbers import (
    corrected_in_use,
    kept_of,
    number_in_use,
    number_of,
)
from instruments import digest
from tests.authoring.researching import Drafting

WELSH = instruments.translation("common-ground", 1, "cy")
KEY, OTHER = "items.bt2.text", "title"
MENDED = WELSH.strings[KEY].replace("?", ", tybed?")
YES = WELSH.strings["formats.yes_no.options.1"]
WHY = "A letter was missing."
PROPOSE, SIGN, GO = "Propose the correction", "I have read the correction and sign", "Let this correction go"


@pytest.fixture
def drafting(settings, database, clock):
    drafting = Drafting(settings, database, clock)
    with database.transaction() as db:
        sign(db, WELSH, by="A second person", now=clock())
    return drafting


@pytest.fixture
def ada(drafting):
    return _at_translation(drafting.researcher("ada@example.org"))


@pytest.fixture
def ben(drafting):
    return _at_translation(drafting.researcher("ben@example.org"))


def _at_translation(person):
    person.home = "/staff/instruments/common-ground/1/translations"
    return person


def _proposes(person, words=MENDED, key=KEY, reason=WHY):
    return person.open("cy").press(PROPOSE, **{f"words.{key}": words, "reason": reason})


def _asked(drafting):
    with drafting.database.reading() as db:
        version = version_of(db, "common-ground", 1)
        return live_translations(db, version)["cy"].strings, number_in_use(db, version, language="cy")


def test_a_second_person_signs_and_the_words_are_asked_as_the_next_number(drafting, ada, ben):
    _proposes(ada)
    assert _asked(drafting) == (WELSH.strings, 1)
    ben.open("cy")
    for shown in (WHY, "ada@example.org", MENDED, WELSH.strings[KEY]):
        assert shown in ben.words
    ben.press(SIGN)
    assert _asked(drafting) == ({**WELSH.strings, KEY: MENDED}, 2)
    for shown in ("Translation 2", WHY, "proposed by ada@example.org, signed by ben@example.org"):
        assert shown in ben.words


def test_neither_the_version_nor_its_digest_changes_and_the_log_tells_of_it(drafting, ada, ben):
    with drafting.database.reading() as db:
        before = digest(version_of(db, "common-ground", 1))
    _proposes(ada)
    ben.open("cy").press(SIGN)
    with drafting.database.reading() as db:
        assert digest(version_of(db, "common-ground", 1)) == before
        assert list(altered_texts(db)) == []
        told = db.execute(text("SELECT action FROM audit_entry ORDER BY number")).scalars().all()
    assert told[-2:] == ["correction proposed", "translation corrected"]


def test_who_proposed_it_cannot_sign_nor_can_who_proposed_one_before(drafting, ada, ben):
    _proposes(ada)
    shown = re.search(r'name="shown" value="(\w+)"', ben.open("cy").text)[1]
    assert SIGN not in ada.open("cy").text
    refused = ada.browser.post(f"{ada.home}/cy/sign-correction", shown=shown)
    assert (refused.status_code, "somebody else has to sign it" in refused.text) == (422, True)
    ben.press(SIGN)
    _proposes(ben, "Tir i bawb", OTHER)
    assert SIGN not in ada.open("cy").text
    assert _asked(drafting)[1] == 2


@pytest.mark.parametrize(
    ("proposed", "why"),
    [
        ((MENDED, KEY, " "), "Say why the translation is corrected."),
        ((WELSH.strings[KEY], KEY, WHY), "Correct at least one text."),
        (("", KEY, WHY), "a text that was signed is not emptied."),
        (("pobl eraill?", KEY, WHY), "{place} is lost"),
        ((f"{MENDED} 12", KEY, WHY), "this has the number 12, the source has not."),
        ((YES, "formats.yes_no.options.0", WHY), "another answer has the same words"),
        (("A bell \x07 rings {place}", KEY, WHY), "the character U+0007 cannot be shown"),
    ],
    ids=["no reason", "nothing changed", "emptied", "a blank lost", "a number more", "two answers alike", "unfit"],
)  # fmt: skip
def test_what_cannot_be_proposed_is_given_back_with_why(drafting, ada, proposed, why):
    words = proposed[0]
    _proposes(ada, *proposed)
    assert (ada.status, why in ada.words) == (422, True)
    assert words.replace("\x07", "") in unescape(ada.text).replace("\x07", "")
    assert _asked(drafting) == (WELSH.strings, 1)
    assert SIGN not in _at_translation(drafting.researcher("cai@example.org")).open("cy").text


def test_one_proposal_waits_at_a_time_and_whoever_comes_second_keeps_what_they_typed(ada, ben):
    ben.open("cy")
    _proposes(ada)
    ben.press(PROPOSE, **{f"words.{OTHER}": "Tir i bawb", "reason": WHY})
    assert (ben.status, "ada@example.org has proposed a correction" in ben.words, "Tir i bawb" in ben.text) == (
        422, True, True,
    )  # fmt: skip


def test_who_proposed_adds_to_it_and_takes_a_text_back_out_of_it(drafting, ada, ben):
    _proposes(ada)
    ada.press(PROPOSE, **{f"words.{OTHER}": "Tir i bawb"})
    ada.press(PROPOSE, **{f"words.{KEY}": WELSH.strings[KEY]})
    ben.open("cy").press(SIGN)
    assert _asked(drafting)[0] == {**WELSH.strings, OTHER: "Tir i bawb"}


def test_a_proposal_is_let_go_and_nothing_is_left_to_sign(drafting, ada, ben):
    _proposes(ada)
    ben.open("cy")
    page, address = ben.text, ben.address
    ada.open("cy").press(GO)
    ben.text, ben.address = page, address
    ben.press(SIGN)
    assert (ben.status, "No correction waits" in ben.words) == (422, True)
    assert _asked(drafting) == (WELSH.strings, 1)


def test_words_that_were_changed_meanwhile_are_not_signed_by_whoever_read_the_others(drafting, ada, ben):
    _proposes(ada)
    ben.open("cy")
    _proposes(ada, "Tir i bawb", OTHER)
    ben.press(SIGN)
    assert ("Read them as they are now" in ben.words, _asked(drafting)[1]) == (True, 1)


def test_a_page_from_before_a_correction_proposes_nothing(drafting, ada, ben):
    ben.open("cy")
    page, address = ben.text, ben.address
    _proposes(ada)
    ben.open("cy").press(SIGN)
    ben.text, ben.address = page, address
    ben.press(PROPOSE, **{f"words.{OTHER}": "Tir i bawb", "reason": WHY})
    assert (ben.status, "was corrected meanwhile" in ben.words, "Tir i bawb" in ben.text) == (422, True, True)


def test_a_mistaken_correction_is_corrected_by_the_next_one(drafting, ada, ben):
    cai = _at_translation(drafting.researcher("cai@example.org"))
    _proposes(ada)
    ben.open("cy").press(SIGN)
    _proposes(ada, WELSH.strings[KEY], reason="It was right before.")
    cai.open("cy").press(SIGN)
    assert _asked(drafting) == (WELSH.strings, 3)


def test_a_translation_that_is_not_signed_is_not_corrected(ada):
    page = ada.browser.get("/staff/instruments/common-ground/1/translations/pl")
    assert (page.status_code, "Only a signed translation is corrected" in page.text) == (422, True)


def test_pages_of_the_version_and_translators_files_have_the_corrected_words(ada, ben):
    _proposes(ada)
    ben.open("cy").press(SIGN)
    version = ada.browser.get("/staff/instruments/common-ground/1").text
    assert "corrected: translation 2" in re.sub(r"\s+", " ", version)
    assert MENDED in ada.browser.get("/staff/instruments/common-ground/1/files/po/cy").text


@pytest.mark.parametrize("change", ["UPDATE corrected_translation SET body = ''", "DELETE FROM corrected_translation"])
def test_what_was_corrected_stays(drafting, ada, ben, change):
    _proposes(ada)
    ben.open("cy").press(SIGN)
    with pytest.raises(DBAPIError, match="permanent"), drafting.database.transaction() as db:
        db.execute(text(change))
    with drafting.database.reading() as db:
        assert db.query(CorrectedTranslation).count() == 1


def test_answers_keep_the_numbers_after_the_first_and_nothing_that_cannot_be(drafting, ada, ben):
    _proposes(ada)
    ben.open("cy").press(SIGN)
    with drafting.database.reading() as db:
        version = version_of(db, "common-ground", 1)
        assert corrected_in_use(db, version, (), language="cy") == "common-ground/1:2"
        assert corrected_in_use(db, version, (), language="en") == ""
    kept = "common-ground/1:2 about-you/1:3"
    assert [number_of(kept, name) for name in ("common-ground/1", "about-you/1", "other/1")] == [2, 3, 1]
    for sent in ("x/1:2", "common-ground/1:9", "common-ground/1:1", ":", ""):
        assert kept_of(sent, "common-ground/1:2") == ""
    assert kept_of("common-ground/1:2", "common-ground/1:2") == "common-ground/1:2"
