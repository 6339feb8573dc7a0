"""Once After has closed the page says what comes next: who freezes, where the result will be, what is missing."""

import html
import re
from datetime import timedelta

import pytest

from evaluation.models import Experiment, Job, JobState, Response, SheetBatch
from evaluation.store.studies.wave_windows import Window, plan_window
from evaluation.store.studies.waves import open_wave, waves_of
from tests.fieldwork.conftest import Evening


@pytest.fixture
def evening(mounted):
    evening = Evening(mounted.desk)
    evening.open("pre")
    evening.open("post")
    return evening


@pytest.fixture
def reads(mounted, evening):
    browser = mounted.person("org@example.org", "organiser", chapter=mounted.desk.north)

    def read(who=browser):
        page = who.get(f"/staff/experiments/{evening.id}").text.partition("<h2>What comes next</h2>")[2]
        page = page.partition("For this evening")[0].partition("How to join")[0]
        return page, re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))

    return read


def test_before_it_only_the_hours_that_come_next_are_told(reads):
    page, said = reads()
    assert "<h2>What comes next</h2>" not in page
    assert "record is missing" not in said


def answered_both_times(evening, people):
    """So many people answer both times."""
    evening.answered(people)
    with evening.database.transaction() as db:
        wave = waves_of(db, db.get_one(Experiment, evening.id))["post"]
        for before in db.query(Response).all():
            kept = ("experiment_id", "participant_id", "instrument_version_id", "language", "digest", "submitted_at")
            same = {name: getattr(before, name) for name in kept}
            db.add(Response(wave_id=wave.id, answers={"bt1": 5}, receipt="r", **same))


def closed_with(evening, people):
    evening.close("post")
    with evening.database.transaction() as db:
        open_wave(db, db.get_one(Experiment, evening.id), kind="pre", now=evening.clock())
    answered_both_times(evening, people)
    evening.close("pre")


def test_what_comes_next_is_in_whole_sentences(mounted, evening, reads):
    closed_with(evening, 5)
    _page, said = reads(mounted.person("more@example.org", "evaluator"))
    assert re.search(r"Freeze the data ?\. Once it is shown to your chapter", said)


def test_what_comes_next_of_few_is_in_whole_sentences(mounted, evening, reads):
    closed_with(evening, 4)
    _page, said = reads(mounted.person("more@example.org", "evaluator"))
    assert re.search(r"Reports of the chapter ?\. Once it is shown to your chapter", said)


@pytest.mark.parametrize("role", ["organiser", "evaluator"])
@pytest.mark.parametrize("people", [0, 1, 4])
def test_too_few_for_a_report_of_its_own_are_said_to_be_without_a_count(mounted, evening, reads, people, role):
    closed_with(evening, people)
    within = {"chapter": mounted.desk.north} if role == "organiser" else {}
    _page, said = reads(mounted.person("more@example.org", role, **within))
    assert "So far too few have answered both times for a report of this evening alone: 5 are needed." in said
    assert "Its answers join those of the chapter's other evenings" in said
    assert ("freezes the data and makes the report" in said, "you freeze the data" in said) == (False, False)
    assert not re.search(r"\b[0-4]\b", said.partition("So far too few")[2])


def test_who_freezes_and_where_the_result_will_be(evening, reads):
    closed_with(evening, 5)
    _page, said = reads()
    assert "An evaluator freezes the data and makes the report." in said
    assert "its link stands at the top of this page and of Today" in said


def test_an_evaluator_is_led_to_the_question_before_freezing(mounted, evening, reads):
    closed_with(evening, 5)
    page, _said = reads(mounted.person("eva@example.org", "evaluator"))
    assert f'href="/staff/reports/experiments/{evening.id}/freeze?back=evening"' in page


@pytest.mark.parametrize("came", [None, 38])
def test_a_record_without_those_who_came_is_missing(evening, reads, came):
    evening.close("post")
    evening.change(came=came)
    page, said = reads()
    missing = (f'href="/staff/experiments/{evening.id}/record"' in page, "how many people came" in said)
    assert missing == (came is None, came is None)


@pytest.mark.parametrize("part", ["pack", "paper", "cards"])
def test_keying_is_named_where_paper_forms_were_printed_and_no_pile_is_begun(evening, reads, part):
    printed(evening, part)
    evening.close("post")
    evening.change(came=38)
    page, said = reads()
    named = "Were any filled in? Key them before the data are frozen. Key the paper forms" in said
    assert (named, "no paper sheet is missing" in said) == (part != "cards", part == "cards")
    assert (f'href="/staff/experiments/{evening.id}/paper"' in page) == named
    with evening.database.transaction() as db:
        row = db.get_one(Experiment, evening.id)
        about = {"wave_id": waves_of(db, row)["post"].id, "language": "en", "made_at": evening.clock()}
        db.add(SheetBatch(sheets=0, twice=False, **about))
    assert "Were any filled in?" not in reads()[1]


def printed(evening, part):
    """A part of the print pack, or the whole of it, was made."""
    about = {"subject": str(evening.id), "size": {"part": part, "copies": 1}}
    made = {"state": JobState.DONE, "requested_at": evening.clock(), "finished_at": evening.clock()}
    with evening.database.transaction() as db:
        db.add(Job(kind="pack", arguments=about, content_hash="f" * 16, **made))


@pytest.mark.parametrize("planned", [True, False])
def test_the_follow_ups_days_are_told(evening, reads, planned):
    evening.close("post")
    if planned:
        first = evening.clock().date() + timedelta(days=91)
        with evening.database.transaction() as db:
            window = Window(first, first + timedelta(days=14))
            plan_window(db.get_one(Experiment, evening.id), "follow_up", window=window)
    _page, said = reads()
    assert ("Follow-up opens by itself on 13 Aug 2026 and closes after 27 Aug 2026." in said) == planned
    asked = [f"{word} the days of the follow-up" in said for word in ("Change", "Plan")]
    assert asked == [planned, not planned]
    assert ("No days are planned for Follow-up." in said) != planned


def test_what_is_still_to_do_stays_in_sight_once_the_record_is_kept(evening, reads):
    closed_with(evening, 5)
    evening.change(came=38)
    page, said = reads()
    assert "The evening's own work is done: 38 people came" in said
    assert ["freezes the data and makes the report" in said, "No days are planned for Follow-up." in said] == [True] * 2
    assert '<details class="all-done"' not in page


@pytest.mark.parametrize(("minutes", "is_done"), [(20, False), (-20, True)])
def test_the_work_is_not_done_where_after_closed_before_the_end_and_some_have_not_answered(
    evening, reads, clock, minutes, is_done
):
    closed_with(evening, 4)
    evening.change(came=46, ends_at=clock() + timedelta(minutes=minutes))
    _page, said = reads()
    assert ("own work is done" in said, "4 of the 46 who came have answered it." in said) == (is_done, not is_done)


def test_a_key_handed_on_after_noon_is_said_to_work_for_an_hour(mounted, evening, clock):
    evening.close("post")
    clock.advance(days=1, hours=6)
    page = mounted.person("org@example.org", "organiser", chapter=mounted.desk.north)
    said = page.get(f"/staff/experiments/{evening.id}").text
    assert ("until noon" in said, re.search(r"<span>until [^<]*\d\d:\d\d\s*</span>", said) is not None) == (False, True)


@pytest.mark.parametrize(("later", "button"), [(0, "Undo ‘Close After’"), (11, "Reopen After")])
def test_where_after_closed_too_early_the_button_is_named_that_stands_there(mounted, evening, clock, later, button):
    evening.change(came=46, ends_at=clock() + timedelta(hours=1))
    organiser = mounted.person("org@example.org", "organiser", chapter=mounted.desk.north)
    at = f"/staff/experiments/{evening.id}"
    key = re.search(r"/staff/evening/[\w-]+", organiser.post(f"{at}/key", page=f"{at}/key").text)[0]
    organiser.post(f"{at}/waves/post/close", page=at)
    clock.advance(minutes=later)
    for page in (organiser.get(at), mounted.nobody().get(key)):
        said = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page.text)))
        assert f"If people are still there, press “{button}” and ask the others." in said
        assert f"<button>{button.replace('‘', '“').replace('’', '”')}</button>" in page.text


def test_a_volunteer_is_promised_no_result_and_nothing_of_a_follow_up_once_the_data_are_frozen(mounted, evening):
    organiser = mounted.person("org@example.org", "organiser", chapter=mounted.desk.north)
    at = f"/staff/experiments/{evening.id}"
    key = re.search(r"/staff/evening/[\w-]+", organiser.post(f"{at}/key", page=f"{at}/key").text)[0]
    evening.close("post")
    for frozen_at in (None, evening.clock()):
        evening.change(frozen_at=frozen_at)
        page = mounted.nobody().get(key).text
        said = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))
        assert "Give the organiser the paper forms and the cards that nobody took, if there are any." in said
        assert "If it is made public, it stands at the address where people answered." in said
        assert "ollow-up" not in said.partition("What comes next")[2].partition("Key for")[0]
