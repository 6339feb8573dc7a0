"""An evening that will not take place: whoever scans is told so, nothing opens, no report misses it; and it is back."""

import html
import re
from datetime import UTC, datetime, timedelta

import pytest
from werkzeug.test import Client

from evaluation.domain.errors import Refused
from evaluation.fieldwork.timekeeping import keep_time
from evaluation.models import Experiment, Response, Study
from evaluation.store.log.audit_entries import latest_entries
from evaluation.store.reports.gather import gather_experiment, gather_study
from evaluation.store.responses.attendance import chapter_counts
from evaluation.store.studies.wave_windows import Window, plan_window
from evaluation.store.studies.waves import open_wave
from tests.fieldwork.conftest import Evening


@pytest.fixture
def evening(mounted):
    return Evening(mounted.desk)


@pytest.fixture
def organiser(mounted):
    return mounted.person("org@example.org", "organiser", chapter=mounted.desk.north)


@pytest.fixture
def press(organiser, evening):
    """Press a button of the evening; where it leads, as it is read."""

    def pressed(button):
        at = f"/staff/experiments/{evening.id}"
        answer = organiser.post(f"{at}/{button}", page=at)
        return answer if answer.status_code != 303 else organiser.get(answer.headers["Location"])

    pressed.page = lambda name: organiser.get(f"/staff/experiments/{evening.id}/{name}")
    return pressed


@pytest.fixture
def cancelled(evening, press):
    assert press("cancel").status_code == 200
    return evening


def read(page):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page.text)))


def scanned(mounted, address, language="en"):
    return Client(mounted.application).get(f"{address}?lang={language}", follow_redirects=True)


def actions(evening):
    with evening.database.reading() as db:
        entries = latest_entries(db, limit=10, subject=f"experiment {evening.id}")
        return [(each.action, each.account_id is not None) for each in entries]


SAID = {
    "en": "North Hall has been cancelled. There is nothing for you to answer.",
    "cy": "Mae North Hall wedi’i ganslo. Nid oes dim i chi ei ateb.",
    "ar": "أُلغي North Hall. ليس هناك ما تجيب عنه.",
}


@pytest.mark.parametrize("language", SAID)
@pytest.mark.parametrize("way", ["address", "card"])
def test_whoever_scans_is_told_so_in_their_language(mounted, evening, press, way, language):
    evening.sign_welsh()
    evening.change(languages=["en", "cy", "ar"])
    (token,) = evening.cards()
    press("cancel")
    page = scanned(mounted, f"/{evening.words}" if way == "address" else f"/c/{token}", language)
    if language != "ar":
        assert SAID[language] in read(page)
    assert page.status_code == 200


def test_a_phone_that_waits_hears_of_it_and_of_its_being_taken_back(mounted, evening, press):
    said = []
    for button in ("", "cancel", "cancel/undo"):
        if button:
            press(button)
        said.append(scanned(mounted, f"/{evening.words}/now").text)
    assert said == ["between.0", "cancelled.0", "between.0"]


def test_the_wall_says_it_too(cancelled, organiser):
    assert "This meeting will not take place" in read(organiser.get(f"/staff/experiments/{cancelled.id}/screen"))


def test_the_evenings_page_says_it_and_offers_the_way_back_alone(cancelled, organiser):
    page = organiser.get(f"/staff/experiments/{cancelled.id}")
    assert ("It takes place after all" in page.text, "Open Before" in page.text) == (True, False)
    assert "no report counts it as missing" in read(page)


def test_it_takes_place_after_all_also_long_afterwards(cancelled, press, clock, mounted):
    cancelled.change(date=clock().date() + timedelta(days=60))
    assert "Open Before" in press("cancel/undo").text
    assert "open when the organiser says so" in read(scanned(mounted, f"/{cancelled.words}"))


def test_both_presses_stand_in_the_log_with_who_pressed_and_a_second_one_does_not(cancelled, press):
    for button in ("cancel", "cancel/undo", "cancel/undo"):
        press(button)
    assert actions(cancelled) == [("cancelling taken back", True), ("experiment cancelled", True)]


def test_nothing_of_it_opens_neither_by_a_press_nor_by_the_clock(cancelled, clock, mounted):
    with cancelled.database.transaction() as db:
        row, today = db.get_one(Experiment, cancelled.id), clock().date()
        row.date = None
        plan_window(row, "follow_up", window=Window(today, today + timedelta(days=7)))
        with pytest.raises(Refused, match="cancelled"):
            open_wave(db, row, kind="pre", now=clock())
    keep_time(mounted.services)
    assert not cancelled.wave("follow_up").is_open()


@pytest.mark.parametrize(
    ("opened", "is_over", "said"),
    [
        (("pre",), False, "cannot be cancelled while a wave is open: close it first"),
        (("pre", "post"), False, "cannot be cancelled while a wave is open: close it first"),
        (("pre", "post"), True, "After has been opened, so it took place"),
    ],
)
def test_the_page_says_why_one_cannot_be_cancelled_and_so_does_the_press(evening, press, opened, is_over, said):
    for wave in opened:
        evening.open(wave)
    if is_over:
        evening.close("post")
    page = press("cancel")
    assert (page.status_code, said in read(page)) == (422, True)
    assert said in read(press.page("remove"))


@pytest.fixture
def between(evening):
    """An evening of which two people answered Before, which has closed."""
    evening.open("pre")
    evening.answered(2)
    evening.begin()
    evening.close("pre")
    return evening


def answers(evening):
    with evening.database.reading() as db:
        return db.query(Response).count()


def test_one_whose_before_has_closed_is_cancelled_loses_no_answer_and_comes_back_as_it_was(
    between, organiser, press, mounted
):
    said = read(organiser.get(f"/staff/experiments/{between.id}/remove"))
    assert "What people have answered is kept, and is in no report unless it takes place after all." in said
    assert press("cancel").status_code == 200
    for early in ("", "?early=1"):
        said = read(scanned(mounted, f"/{between.words}{early}"))
        assert "North Hall has been cancelled. No more answers are taken here." in said
    assert answers(between) == 2
    assert "Open After" in press("cancel/undo").text
    assert answers(between) == 2


KEPT = (
    "What was answered is kept.",
    "Have you answered? Keep your card or receipt: its code is needed to take your answers back.",
)


def test_where_somebody_answered_every_phone_is_told_to_keep_its_code_and_finds_the_ways_to_its_rights(
    between, mounted, press
):
    press("cancel")
    page = scanned(mounted, f"/{between.words}")
    said = read(page)
    assert [each for each in (*KEPT, "Take my answers back", "Privacy") if each not in said] == []
    assert [each for each in ("nothing for you to answer", "you need not keep it") if each in said] == []
    assert f"/withdraw?words={between.words}" in page.text


def test_so_are_they_where_somebody_has_only_begun(evening, mounted, press):
    evening.open("pre")
    evening.begin()
    evening.close("pre")
    press("cancel")
    assert KEPT[1] in read(scanned(mounted, f"/{evening.words}"))


def test_where_nobody_answered_nothing_is_kept_and_no_card_need_be(cancelled, mounted):
    said = read(scanned(mounted, f"/{cancelled.words}"))
    assert "If you have a card for it, you need not keep it." in said
    assert [each for each in (*KEPT, "Take my answers back") if each in said] == []


def test_a_receipt_tells_of_no_after_of_a_meeting_that_was_cancelled(between, mounted, press):
    with between.database.reading() as db:
        sent = db.query(Response.id).limit(1).scalar()
    address = f"/{between.words}/sent/{sent}"
    was = read(scanned(mounted, address))
    press("cancel")
    assert ("After opens" in was, "After opens" in read(scanned(mounted, address))) == (True, False)


def test_who_was_asked_when_they_registered_holds_it_up_no_more_and_can_still_withdraw(evening, press):
    evening.open("pretest")
    evening.answered(2, "pretest")
    evening.close("pretest")
    assert press("cancel").status_code == 200
    assert evening.row().cancelled_at is not None


def test_no_report_and_no_count_of_evenings_has_it(cancelled, mounted):
    with cancelled.database.reading() as db:
        study = db.get_one(Study, mounted.desk.study.id)
        reported = [each.title for each in gather_study(db, study).experiments]
        counted = {each.chapter.name: each.experiments for each in chapter_counts(db, study)}
        with pytest.raises(Refused, match="North Hall was cancelled"):
            gather_experiment(db, db.get_one(Experiment, cancelled.id))
    assert (reported, counted) == (["South Hall"], {"North": 0, "South": 1})


def test_today_shows_another_evening_before_one_that_is_cancelled(mounted, cancelled, clock):
    organiser = mounted.person("all@example.org", "organiser")
    with cancelled.database.transaction() as db:
        db.get_one(Experiment, mounted.desk.there.id).date = datetime(2026, 9, 1, tzinfo=UTC).date()
    assert "<h1>South Hall</h1>" in organiser.get("/staff/").text


def test_the_list_says_cancelled_and_finds_it_by_that(cancelled, organiser):
    assert "North Hall" in read(organiser.get("/staff/experiments?state=cancelled"))
    assert "North Hall" not in read(organiser.get("/staff/experiments?state=draft")).partition("Result")[2]


def test_the_organiser_is_told_how_many_forms_are_kept_of_it(between, press):
    said = read(press("cancel"))
    assert "2 forms were sent before. They are kept, and are in no report unless it takes place after all." in said


def test_where_nobody_sent_a_form_none_is_told_of(cancelled, organiser):
    assert "sent before" not in read(organiser.get(f"/staff/experiments/{cancelled.id}"))


UNDO_IT = "If that was a mistake, undo what was pressed last on its page until After waits again, and then cancel it."


@pytest.mark.parametrize(("minutes", "is_said"), [(1, True), (11, False)])
def test_whoever_opened_after_by_mistake_is_told_that_it_can_be_undone_as_long_as_it_can(
    press, clock, minutes, is_said
):
    for wave in ("pre/open", "pre/close", "post/open"):
        press(f"waves/{wave}")
        clock.advance(minutes=1)
    assert UNDO_IT in read(press.page("remove"))
    press("waves/post/close")
    clock.advance(minutes=minutes)
    refused = read(press("cancel"))
    assert ("After has been opened, so it took place." in refused, UNDO_IT in refused) == (True, is_said)


@pytest.mark.parametrize(
    ("steps", "why"),
    [
        (("open",), "a wave is open. Close it first."),
        (("open", "begin", "close"), "somebody has begun to answer, and what people began is kept."),
        (("open", "begin", "close", "freeze"), "its data are frozen."),
    ],
)
def test_why_an_evening_can_neither_be_moved_nor_removed_is_the_reason_that_holds(evening, press, steps, why):
    for step in steps:
        if step == "begin":
            evening.begin()
        elif step == "freeze":
            evening.change(frozen_at=evening.clock())
        else:
            getattr(evening, step)("pre")
    assert f"It cannot be removed or moved: {why}" in read(press.page("remove"))
    assert f"North Hall cannot be removed: {why}" in read(press("remove"))
