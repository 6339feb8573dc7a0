"""A corrected translation is asked of whoever comes next, and answers keep the number they were given in."""

import uuid
from dataclasses import replace

import instruments
from evaluation.models import Response
from evaluation.store.instruments.drafts import Writer
from evaluation.store.instruments.published_versions import version_of
from evaluation.store.instruments.translations.corrections import corrected, propose_correction, sign_correction
from evaluation.store.reports.export import answers_to_export
from evaluation.store.responses.responses import record_response
from evaluation.store.studies.lookup import experiment_named
from evaluation.survey.delivery.page_cache import FRESH_SECONDS, PageCache
from instruments import translation_digest

WELSH = instruments.translation("common-ground", 1, "cy")
KEY = "items.bt2.text"
MENDED = WELSH.strings[KEY].replace("?", ", tybed?")


def correct(hall, words=MENDED):
    """Ada proposes other words, and Ben signs them."""
    with hall.database.transaction() as db:
        version = version_of(db, "common-ground", 1)
        made = propose_correction(
            db, version, language="cy", number=1, texts={KEY: words}, reason="A letter was missing.",
            writer=Writer("ada", "Ada", hall.clock()),
        )  # fmt: skip
        shown = translation_digest(corrected(WELSH, made))
        sign_correction(db, version, language="cy", shown=shown, signer=Writer("ben", "Ben", hall.clock()))


def kept(hall):
    """Which translation each answer was given in, in the order of coming."""
    with hall.database.reading() as db:
        return [row.translation for row in db.query(Response).order_by(Response.submitted_at, Response.id)]


def _begins_in_welsh(phone, hall):
    phone.start(hall.words, lang="cy")
    assert "/cy/" in phone.at
    return phone


def _sends(phone, **answers):
    _address, hidden = phone.form()
    return phone.send({**hidden, **answers})


def _fresh(participants):
    """A process that has kept nothing ready, as each is a minute later."""
    participants.extensions["weaving_page_cache"] = PageCache()


def test_an_answer_keeps_the_translation_that_its_form_was_drawn_in(sqlite_hall, participants, new_phone):
    sqlite_hall.sign_welsh()
    early, late = _begins_in_welsh(new_phone(), sqlite_hall), new_phone()
    correct(sqlite_hall)
    _fresh(participants)
    assert MENDED not in early.page.text
    _begins_in_welsh(late, sqlite_hall)
    assert "tybed?" in late.page.text
    assert _sends(late, bt1="4").status_code == 303
    assert _sends(early, bt1="5").status_code == 303
    assert sorted(kept(sqlite_hall)) == ["", "common-ground/1:2"]


def test_pages_on_the_way_bring_it_along(sqlite_hall, participants, phone):
    sqlite_hall.sign_welsh()
    correct(sqlite_hall)
    _fresh(participants)
    _begins_in_welsh(phone, sqlite_hall)
    _sends(phone, bt1="4", _check="1")
    _address, hidden = phone.form()
    assert hidden["_translation"] == "common-ground/1:2"
    phone.post(phone.at, {**hidden, "_stop": "1"})
    assert kept(sqlite_hall) == ["common-ground/1:2"]


def test_the_words_in_use_are_asked_within_a_minute(sqlite_hall, participants, new_phone):
    sqlite_hall.sign_welsh()
    now = [0.0]
    participants.extensions["weaving_page_cache"] = PageCache(seconds=lambda: now[0])
    assert "tybed?" not in _begins_in_welsh(new_phone(), sqlite_hall).page.text
    correct(sqlite_hall)
    now[0] += FRESH_SECONDS
    assert "tybed?" in _begins_in_welsh(new_phone(), sqlite_hall).page.text


def test_who_answers_in_the_source_language_answers_in_no_translation(sqlite_hall, participants, phone):
    sqlite_hall.sign_welsh()
    correct(sqlite_hall)
    _fresh(participants)
    phone.start(sqlite_hall.words)
    assert "_translation" not in phone.page.text
    _sends(phone, bt1="4")
    assert kept(sqlite_hall) == [""]


def test_an_export_tells_the_number_where_any_answer_was_given_in_a_corrected_translation(hall):
    hall.sign_welsh()
    with hall.database.reading() as db:
        experiment = experiment_named(db, hall.words).id
    record(hall, "")
    with hall.database.reading() as db:
        assert "translation" not in answers_to_export(db, [experiment])
    correct(hall)
    record(hall, "common-ground/1:2")
    with hall.database.reading() as db:
        frame = answers_to_export(db, [experiment])
    assert sorted(frame["translation"]) == ["1", "2"]
    assert sorted(frame["bt1"]) == [4, 4]


def record(hall, translation):
    """Somebody answers in Welsh, in a number of the translation."""
    response = hall.begin(response=uuid.uuid4())
    with hall.database.transaction() as db:
        sent = replace(hall.submission(response), language="cy", translation=translation)
        record_response(db, sent, now=hall.clock())
