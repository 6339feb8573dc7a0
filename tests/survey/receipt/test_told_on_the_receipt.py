"""What a receipt says of its answers: whether they count, the code that is held, and when After opens."""

import random

import pytest
from lxml import html

from evaluation.models import Experiment, Study
from evaluation.store.instruments.versions_in_use import version_in_use
from evaluation.store.responses.attendance import accept_study_cards
from evaluation.store.studies.chapters import add_chapter
from evaluation.store.studies.experiments import add_experiment
from evaluation.store.studies.lookup import experiment_named
from evaluation.store.studies.waves import open_wave
from tests import hall as halls
from tests.survey.test_pages import kept, words_of
from tests.survey.test_waiting_pages import plan_end
from tests.survey.who_answers.test_begun_without_signal import MINUTE, arrived
from tests.survey.who_answers.test_returning import follow

LATE = "Before had closed when your answers arrived. They count, and are marked as late."
AFTER_RESULTS = "The results were already made up when your answers arrived."


def freeze(hall):
    with hall.database.transaction() as db:
        halls.freeze(db, experiment_named(db, hall.words), at=hall.clock())


def test_whoever_began_in_time_and_sends_late_is_told_that_it_counts(sqlite_hall, phone):
    phone.start(sqlite_hall.words)
    sqlite_hall.close("pre")
    sqlite_hall.clock.advance(minutes=10)
    said = words_of(follow(phone, phone.send({"bt1": "7"})))
    assert (LATE in said, AFTER_RESULTS in said, kept(sqlite_hall)[0].late) == (True, False, True)


def test_whoever_sends_once_the_results_are_made_up_is_told_that_they_are_without_their_answers(sqlite_hall, phone):
    phone.start(sqlite_hall.words)
    sqlite_hall.close("pre")
    freeze(sqlite_hall)
    sqlite_hall.clock.advance(minutes=10)
    said = words_of(follow(phone, phone.send({"bt1": "7"})))
    assert (LATE in said, AFTER_RESULTS in said) == (False, True)


def test_whoever_sent_in_time_is_told_neither(sqlite_hall, phone):
    phone.start(sqlite_hall.words)
    at = phone.send({"bt1": "7"}).headers["Location"]
    sqlite_hall.clock.advance(minutes=10)
    sqlite_hall.close("pre")
    freeze(sqlite_hall)
    said = words_of(phone.get(at))
    assert (LATE in said, AFTER_RESULTS in said) == (False, False)


@pytest.mark.parametrize("agreed", [True, False])
@pytest.mark.parametrize(("minutes", "status"), [(12, 201), (3, 409)])
def test_before_is_not_taken_of_whoever_began_it_once_it_had_closed(sqlite_hall, phone, agreed, minutes, status):
    """They answer After: what was begun without signal says how long ago that was."""
    sqlite_hall.clock.advance(minutes=20)
    sqlite_hall.open("post")
    sqlite_hall.clock.advance(minutes=8)
    page = arrived(sqlite_hall, phone, agreed=agreed, ago=minutes * MINUTE)
    assert (page.status_code, len(kept(sqlite_hall))) == (status, 1 if status == 201 else 0)


def test_what_is_refused_so_stays_on_the_page_for_whoever_sent_it(sqlite_hall, phone):
    sqlite_hall.open("post")
    sqlite_hall.clock.advance(minutes=8)
    arrived(sqlite_hall, phone, agreed=False, ago=3 * MINUTE)
    page = phone.post(phone.at, {"bt1": "7", "ago": str(3 * MINUTE)})
    assert "What you sent is kept on this page" in words_of(page)
    assert phone.form()[1]["bt1"] == "7"


@pytest.fixture
def second(sqlite_hall):
    """A later meeting of the same study, which takes the study's cards; Before is open there."""
    with sqlite_hall.database.transaction() as db:
        study = db.query(Study).one()
        chapter = add_chapter(db, study, name="Derby", now=sqlite_hall.clock())
        version = version_in_use(db, "common-ground", 1, now=sqlite_hall.clock())
        rng, day = random.Random(5), sqlite_hall.clock().date()
        named = {"title": "Guildhall", "kind": "weaving_trust", "date": day}
        made = add_experiment(db, chapter, version=version, now=sqlite_hall.clock(), rng=rng, **named)
        accept_study_cards(db, made, accept=True)
        open_wave(db, made, kind="pre", now=sqlite_hall.clock())
        return made.slug


@pytest.fixture(params=[True, False])
def any_phone(request, participants, phone):
    """A phone that keeps cookies, or none."""
    phone.client = participants.test_client(use_cookies=request.param)
    return phone


@pytest.mark.parametrize("way", ["typed", "scanned"])
@pytest.mark.parametrize("of_study", [True, False])
def test_the_code_of_the_card_that_was_used_stands_on_the_receipt(sqlite_hall, any_phone, second, way, of_study):
    (card,), phone = sqlite_hall.cards(), any_phone
    words = second if of_study else sqlite_hall.words
    if way == "scanned":
        phone.get(f"/{words}?card={card}")
        address, hidden = phone.form()
        phone.open(phone.post(address, hidden).headers["Location"])
    else:
        phone.start(words, card=card)
    said = words_of(follow(phone, phone.send({"bt1": "7"})))
    assert f"{card[:3]} {card[3:6]} {card[6:]}" in said


def test_the_hour_of_after_is_told_where_it_is_known(sqlite_hall, phone):
    plan_end(sqlite_hall)
    phone.start(sqlite_hall.words)
    at = phone.send({"bt1": "7"}).headers["Location"]
    said = words_of(phone.get(at))
    assert ("At about 20:15" in said, "At the end" in said) == (True, False)
    plan_end(sqlite_hall, hold=True)
    said = words_of(phone.get(at))
    assert ("At about" in said, "At the end" in said) == (False, True)


@pytest.mark.parametrize("stage", ["not open", "midway", "answered", "between", "return", "closed"])
def test_every_page_says_why_it_is_not_in_the_language_that_a_link_asked_for(sqlite_hall, phone, stage):
    if stage == "not open":
        with sqlite_hall.database.transaction() as db:
            wave = db.query(Experiment).one().waves[0]
            wave.opened_at = None
    else:
        phone.start(sqlite_hall.words)
    if stage not in ("midway", "not open"):
        phone.send({"bt1": "7"})
    for wanted, change in (("between", "close pre"), ("return", "open post"), ("closed", "open post close post")):
        if stage == wanted:
            steps = change.split()
            for act, wave in zip(steps[::2], steps[1::2], strict=True):
                getattr(sqlite_hall, act)(wave)
    assert "Nid yw’r holiadur hwn wedi’i wirio yn Gymraeg eto" in words_of(phone.get(f"/{sqlite_hall.words}?lang=cy"))


def test_nothing_is_said_of_a_language_where_the_page_is_in_it(sqlite_hall, phone):
    sqlite_hall.sign_welsh()
    sqlite_hall.close("pre")
    page = phone.get(f"/{sqlite_hall.words}?lang=cy")
    notes = html.fromstring(page.data).xpath("//*[@class='note'][not(@hidden)]")
    assert ("Mae Cyn wedi cau" in words_of(page), notes) == (True, [])
