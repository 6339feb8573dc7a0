"""Translations with a second person's signature, and publishing for good."""

import re
from io import BytesIO

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

import instruments
from evaluation.domain.errors import Refused
from evaluation.models import Account, Draft
from evaluation.store.instruments.drafts import Writer, keep_version, version_in
from evaluation.store.instruments.published_versions import translations_of, version_of
from evaluation.store.instruments.publishing import Why, publish, sign
from evaluation.survey.delivery.page_cache import FRESH_SECONDS, PageCache
from tests.authoring.signing import sign_form, signs
from tests.hall import Hall
from tests.staff_pages import post


@pytest.fixture
def welsh(draft):
    return f"/instruments/drafts/{draft.id}/translations/cy"


@pytest.fixture
def change(desk, draft, clock):
    """Change the draft's version without a page."""

    def put(**parts):
        with desk.services.database.transaction() as db:
            row = db.get(Draft, draft.id)
            keep_version(row, version_in(db, row).having(**parts), writer=Writer("-", "somebody", clock()))

    return put


def reworded(version, item, words):
    return tuple(one.model_copy(update={"text": words}) if one.id == item else one for one in version.items)


def test_a_changed_source_asks_for_another_look(researcher, welsh, change, drafted):
    change(items=reworded(drafted(), "bt2", "people who hum?"))
    page = researcher.get(f"{welsh}?only=recheck").text
    assert re.findall(r'name="words\.([^"]+)"', page) == ["items.bt2.text"]
    assert "whose background is very different" in page


def test_still_right_takes_the_flag_away(researcher, welsh, change, drafted):
    change(items=reworded(drafted(), "bt2", "people in {place} who hum?"))
    words = instruments.translation("common-ground", 1, "cy").strings["items.bt2.text"]
    sent = {"words.items.bt2.text": words, "before.items.bt2.text": words, "seen.items.bt2.text": "yes"}
    post(researcher, welsh, **sent)
    assert "recheck (0)" in researcher.get(welsh).text


def test_a_text_that_lost_a_blank_is_not_kept_but_shown_again_with_what_was_typed(researcher, welsh):
    was = instruments.translation("common-ground", 1, "cy").strings["items.bt2.text"]
    sent = post(
        researcher,
        welsh,
        **{"words.title": "Tir newydd", "words.items.bt2.text": "pobl yma?", "before.items.bt2.text": was},
    )
    assert (sent.status_code, "items.bt2.text: cy: {place} is lost" in sent.text, "pobl yma?" in sent.text) == (
        422, True, True,
    )  # fmt: skip
    page = researcher.get(welsh).text
    assert ("Tir newydd" in page, "pobl yma?" in page) == (True, False)


def test_a_po_file_that_lost_a_blank_is_told_where_and_not_taken_in(researcher, welsh):
    was = instruments.translation("common-ground", 1, "cy").strings["items.bt2.text"]
    po = researcher.get(f"{welsh}/po").data.decode().replace(f'msgstr "{was}"', 'msgstr "pobl yma?"')
    sent = post(researcher, f"{welsh}/po", file=(BytesIO(po.encode()), "cy.po"))
    assert ("items.bt2.text" in sent.text, "cy: {place} is lost" in sent.text) == (True, True)
    assert "pobl yma?" not in researcher.get(welsh).text


def test_who_wrote_part_of_it_cannot_sign(researcher, welsh):
    post(researcher, welsh, **{"words.title": "Tir cyffredin newydd"})
    sent = signs(researcher, welsh)
    assert (sent.status_code, "somebody else has to sign it" in sent.text) == (422, True)


def test_a_second_person_signs_and_a_later_change_takes_the_signature_away(researcher, second_researcher, welsh):
    post(researcher, welsh, **{"words.title": "Tir cyffredin newydd"})
    assert signs(second_researcher, welsh).status_code == 303
    assert "takes the signature away" in researcher.get(welsh).text
    post(researcher, welsh, **{"words.title": "Tir cyffredin arall"})
    assert "takes the signature away" not in researcher.get(welsh).text


def test_an_incomplete_translation_is_not_signed(second_researcher, welsh, change, drafted):
    change(items=reworded(drafted(), "bt2", "people who hum?"))
    assert "need another look" in signs(second_researcher, welsh).text


def test_a_po_file_brings_a_translators_words_back(researcher, welsh):
    said = instruments.translation("common-ground", 1, "cy").strings["title"]
    po = researcher.get(f"{welsh}/po").data.decode()
    changed = po.replace(f'msgstr "{said}"', 'msgstr "Teitl y cyfieithydd"')
    assert post(researcher, f"{welsh}/po", file=(BytesIO(changed.encode()), "cy.po")).status_code == 303
    assert researcher.get(f"{welsh}/po").data.decode() == changed


def test_a_published_draft_translation_is_signed_by_a_person(researcher):
    page = "/instruments/common-ground/1"
    signs(researcher, page, f"{page}/translations/cy/sign")
    assert not sign_form(researcher.get(page).text)


def test_a_draft_with_something_left_to_do_is_not_published(researcher, draft, change, drafted):
    change(items=reworded(drafted(), "bt2", "people who hum?"))
    sent = post(researcher, f"/instruments/drafts/{draft.id}/publish", counter="2", reason="Better words")
    assert sent.status_code == 422
    assert "Every change has a reason: items.bt2.text" in sent.text
    assert "Translations are complete and signed: cy" in sent.text


def test_a_draft_is_published_with_a_reason_for_each_change(researcher, draft, change, drafted):
    change(items=reworded(drafted(), "bt2", "people who hum?"), languages=("en",))
    address = f"/instruments/drafts/{draft.id}"
    assert "≠" in researcher.get(f"{address}/publish").text
    post(researcher, f"{address}/reasons", **{"reason.items.bt2.text": "Humming is meant."})
    shown = researcher.get(f"{address}/publish").text
    counter = re.search(r'name="counter" value="(\d+)"', shown)[1]
    sent = post(researcher, f"{address}/publish", counter=counter, reason="Better words")
    assert sent.headers["Location"] == "/instruments/common-ground/2"
    page = researcher.get("/instruments/common-ground/2").text
    assert ("Better words" in page, "Humming is meant." in page) == (True, True)


def test_a_draft_that_changed_since_the_review_is_not_published(researcher, draft):
    sent = post(researcher, f"/instruments/drafts/{draft.id}/publish", counter="0", reason="Better words")
    assert "was changed since you reviewed it" in sent.text


def english_second():
    first = instruments.load("common-ground", 1)
    return first.having(number=2, languages=("en",), description="The same questions.")


def test_a_published_version_reads_as_it_was_written(database, clock):
    with database.transaction() as db:
        publish(db, english_second(), why=Why(by="somebody", reason="English alone", reasons={}), now=clock())
    with database.reading() as db:
        assert instruments.canonical_toml(version_of(db, "common-ground", 2)) == instruments.canonical_toml(
            english_second()
        )


@pytest.mark.parametrize("table", ["instrument_version", "publication"])
@pytest.mark.parametrize("change", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_what_is_published_resists_change(database, clock, table, change):
    with database.transaction() as db:
        publish(db, english_second(), why=Why(by="somebody", reason="English alone", reasons={}), now=clock())
    with pytest.raises(DBAPIError, match="permanent"), database.transaction() as db:
        db.execute(text(change.format(table)))


def test_publishing_without_a_reason_is_refused(database, clock):
    with pytest.raises(Refused, match="Say why"), database.transaction() as db:
        publish(db, english_second(), why=Why(by="somebody", reason=" ", reasons={}), now=clock())


def test_a_signed_translation_is_published_with_its_version(database, clock):
    version = instruments.load("common-ground", 1).having(number=2, languages=("en", "cy"))
    first = instruments.translation("common-ground", 1, "cy")
    words = first.model_copy(update={"number": 2})
    with database.transaction() as db:
        sign(db, words, by="A second person", now=clock(), draft=version)
        publish(db, version, translations=[words], why=Why(by="somebody", reason="Welsh", reasons={}), now=clock())
    with database.reading() as db:
        assert [one.strings for one in translations_of(db, version)] == [first.strings]


def test_two_people_who_translate_one_text_lose_neither(researcher, second_researcher, welsh):
    shown = {"before.title": instruments.translation("common-ground", 1, "cy").strings["title"]}
    post(second_researcher, welsh, **{"words.title": "Eu teitl nhw", **shown})
    late = post(researcher, welsh, **{"words.title": "Fy nheitl i", **shown})
    assert late.status_code == 409
    assert all(words in late.text for words in ("Eu teitl", "Fy nheitl i", shown["before.title"]))
    assert "Eu teitl nhw" in researcher.get(welsh).text


def test_after_a_conflict_a_translation_is_saved_knowingly(researcher, second_researcher, welsh):
    shown = {"before.title": instruments.translation("common-ground", 1, "cy").strings["title"]}
    post(second_researcher, welsh, **{"words.title": "Eu teitl nhw", **shown})
    post(researcher, welsh, **{"words.title": "Fy nheitl i", **shown})
    again = post(researcher, welsh, **{"words.title": "Ein teitl ni", "before.title": "Eu teitl nhw"})
    assert (again.status_code, "Ein teitl ni" in researcher.get(welsh).text) == (303, True)


def test_what_does_not_collide_is_kept_though_another_text_does(researcher, second_researcher, welsh):
    first = instruments.translation("common-ground", 1, "cy").strings
    shown = {f"before.{key}": first[key] for key in ("title", "items.bt2.text")}
    post(second_researcher, welsh, **{"words.title": "Eu teitl nhw", **shown})
    post(
        researcher, welsh, **{"words.title": "Fy nheitl i", "words.items.bt2.text": "pobl eraill yn {place}?", **shown}
    )
    assert "pobl eraill yn {place}?" in researcher.get(welsh).text


def test_where_one_text_is_refused_it_is_said_how_many_others_are_saved(researcher, welsh):
    sent = {"words.title": "Teitl", "words.items.bt2.text": "pobl heb le", "words.items.bt1.text": "yn {place}?"}
    page = post(researcher, welsh, **sent)
    assert (page.status_code, "2 other texts are saved." in page.text) == (422, True)


def test_two_people_who_give_a_reason_for_one_change_lose_neither(
    researcher, second_researcher, draft, change, drafted
):
    change(items=reworded(drafted(), "bt2", "people who hum?"))
    address = f"/instruments/drafts/{draft.id}"
    shown = {"before.items.bt2.text": ""}
    post(second_researcher, f"{address}/reasons", **{"reason.items.bt2.text": "Their reason.", **shown})
    late = post(researcher, f"{address}/reasons", **{"reason.items.bt2.text": "My reason.", **shown})
    assert (late.status_code, "Their reason." in late.text, "My reason." in late.text) == (409, True, True)
    assert "Their reason." in researcher.get(f"{address}/publish").text


def test_a_reason_left_alone_does_not_take_away_what_somebody_gave_meanwhile(
    researcher, second_researcher, draft, change, drafted
):
    change(items=reworded(drafted(), "bt2", "people who hum?"))
    address, shown = f"/instruments/drafts/{draft.id}", {"before.items.bt2.text": ""}
    post(second_researcher, f"{address}/reasons", **{"reason.items.bt2.text": "Their reason.", **shown})
    assert post(researcher, f"{address}/reasons", **{"reason.items.bt2.text": "", **shown}).status_code == 303
    assert "Their reason." in researcher.get(f"{address}/publish").text


@pytest.fixture
def welsh_second(desk, clock):
    """Version 2 with a Welsh of its own, written by one person and signed by a second, asked at an evening."""
    first = instruments.translation("common-ground", 1, "cy")
    strings = {**first.strings, "items.bt2.text": "pobl yn {place} a'u geiriau newydd?"}
    words = first.model_copy(update={"number": 2, "strings": strings})
    version = instruments.load("common-ground", 1).having(number=2, languages=("en", "cy"))
    with desk.services.database.transaction() as db:
        sign(db, words, by="A second person", now=clock(), draft=version)
        publish(
            db, version, translations=[words], writers={"cy": ["first"]},
            why=Why(by="somebody", reason="Welsh", reasons={}), now=clock(),
        )  # fmt: skip
    return words


def test_people_are_asked_in_a_translation_of_the_database(desk, clock, welsh_second):
    hall = Hall(desk.services.database, clock, number=2)
    shelf = PageCache()
    evening = hall.evening()
    asking = evening.waves["pre"]
    with desk.services.database.reading() as db:
        assert shelf.languages(db, evening, asking) == ("en", "cy")
        asked = shelf.version(db, asking, "cy")
    assert asked.items_by_id["bt2"].text == welsh_second.strings["items.bt2.text"]


def test_a_translation_nobody_has_signed_is_never_live(desk, clock):
    hall = Hall(desk.services.database, clock)
    with desk.services.database.reading() as db:
        assert PageCache().fetch(db, hall.words, "pre", "cy") is None


def test_a_signature_makes_a_language_live_within_a_minute(desk, clock):
    evening, now = Hall(desk.services.database, clock).evening(), [0.0]
    shelf, asking = PageCache(seconds=lambda: now[0]), evening.waves["pre"]
    with desk.services.database.reading() as db:
        assert shelf.languages(db, evening, asking) == ("en",)
    with desk.services.database.transaction() as db:
        sign(db, instruments.translation("common-ground", 1, "cy"), by="A second person", now=clock())
    now[0] += FRESH_SECONDS
    with desk.services.database.reading() as db:
        assert shelf.languages(db, evening, asking) == ("en", "cy")


def test_who_wrote_a_published_translation_cannot_sign_it(desk, clock, welsh_second):
    with desk.services.database.transaction() as db, pytest.raises(Refused, match="somebody else has to sign"):
        sign(db, welsh_second, by="The first", signer="first", now=clock())


def test_the_page_refuses_whoever_wrote_it(desk, clock, researcher):
    """Even where the signature came from elsewhere: the one who wrote it adds none of their own."""
    with desk.services.database.reading() as db:
        account = db.scalars(select(Account).filter_by(email="first@example.org")).one()
    words = instruments.translation("common-ground", 1, "cy").model_copy(update={"number": 2})
    version = instruments.load("common-ground", 1).having(number=2, languages=("en", "cy"))
    with desk.services.database.transaction() as db:
        sign(db, words, by="A second person", now=clock(), draft=version)
        why = Why(by="somebody", reason="Welsh", reasons={})
        publish(db, version, translations=[words], writers={"cy": [str(account.id)]}, why=why, now=clock())
    shown = instruments.signed_digest(version, words)
    sent = post(researcher, "/instruments/common-ground/2/translations/cy/sign", shown=shown)
    assert (sent.status_code, "somebody else has to sign it" in sent.text) == (422, True)
