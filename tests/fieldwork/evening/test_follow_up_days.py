"""The days of the follow-up: planned anew they count, and it is opened again by hand until the data are frozen."""

import html
import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from evaluation.fieldwork.timekeeping import keep_time
from evaluation.models import Experiment, Kind
from evaluation.store.studies.waves import waves_of
from tests.fieldwork.conftest import Evening

AUGUST = {"first": "2026-08-13", "last": "2026-08-20"}
LATER = {"first": "2026-09-07", "last": "2026-09-14"}


@pytest.fixture
def evening(mounted):
    """An evening in May that is over."""
    evening = Evening(mounted.desk)
    for wave in ("pre", "post"):
        evening.open(wave)
    evening.close("post")
    return evening


class Organiser:
    """Plans the follow-up's days, and sees what the page says of them."""

    def __init__(self, mounted, evening):
        self.mounted, self.evening, self.at = mounted, evening, f"/staff/experiments/{evening.id}"
        self.came_back()

    def came_back(self):
        account = self.mounted.desk.person("organiser", chapter=self.mounted.desk.north)
        self.browser = self.mounted.as_person(account)

    def reads(self, page=""):
        text = re.sub(r"<[^>]+>", " ", self.browser.get(self.at + page).text)
        return re.sub(r"\s+", " ", html.unescape(text))

    def opens_days(self):
        page = self.browser.get(f"{self.at}/arrange").text.partition("/windows/follow_up")[2]
        return re.search(r'name="shown" value="([^"]*)"', page)[1]

    def plans(self, *, shown=None, **days):
        shown = self.opens_days() if shown is None else shown
        answer = self.browser.post(f"{self.at}/windows/follow_up", page=f"{self.at}/arrange", shown=shown, **days)
        self.refused = answer.text
        text = answer.text if answer.status_code != 303 else self.browser.get(answer.headers["Location"]).text
        return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", text)))

    def presses(self, step):
        return self.browser.post(f"{self.at}/waves/follow_up/{step}", page=self.at)


@pytest.fixture
def organiser(mounted, evening):
    return Organiser(mounted, evening)


@pytest.fixture
def noon_of(evening, clock, organiser):
    """Go to noon of a day; whether the follow-up is open once the clock has looked."""

    def go(day):
        clock.now = datetime.combine(date.fromisoformat(day), datetime.min.time(), ZoneInfo("Europe/London")).replace(
            hour=12
        )
        organiser.came_back()
        return is_open(evening)

    return go


def is_open(evening):
    keep_time(evening.desk.services)
    return evening.wave("follow_up").is_open()


@pytest.fixture
def closed_by_hand(evening, organiser, noon_of):
    """Opened on its first day and closed by hand on the same."""
    organiser.plans(**AUGUST)
    assert noon_of("2026-08-13")
    organiser.presses("close")
    assert not is_open(evening)


@pytest.mark.parametrize("days", [{**AUGUST, "last": "2026-08-27"}, {"first": "2026-08-10", "last": "2026-08-13"}])
def test_new_days_that_contain_today_open_it_again_and_the_page_says_so(closed_by_hand, evening, organiser, days):
    assert "Follow-up is open again" in organiser.plans(**days)
    assert is_open(evening)


def test_opened_again_it_closes_after_its_last_day(closed_by_hand, organiser, noon_of):
    organiser.plans(**{**AUGUST, "last": "2026-08-15"})
    assert [noon_of(f"2026-08-{day}") for day in (14, 15, 16, 17)] == [True, True, False, False]


def test_new_days_that_lie_ahead_open_it_again_on_the_first(closed_by_hand, organiser, noon_of):
    said = organiser.plans(**LATER)
    assert "Follow-up opens by itself on 7 Sept 2026 and closes after 14 Sept 2026." in said
    assert [noon_of(f"2026-09-{day:02d}") for day in (6, 7, 14, 15)] == [False, True, True, False]


def test_the_same_days_planned_again_leave_a_closed_one_closed(closed_by_hand, evening, organiser):
    organiser.plans(**AUGUST)
    assert not is_open(evening)


def test_closed_by_hand_within_its_days_it_is_said_to_stay_so(closed_by_hand, organiser):
    assert "was closed within its days and stays closed until somebody reopens it" in organiser.reads()
    assert "opens by itself" not in organiser.reads()


def test_it_is_opened_again_by_hand_long_after_its_days_and_stays_so(closed_by_hand, evening, organiser, noon_of):
    assert not noon_of("2026-08-30")
    assert "Reopen Follow-up" in organiser.reads()
    organiser.presses("reopen")
    assert (is_open(evening), "Close Follow-up" in organiser.reads()) == (True, True)
    assert noon_of("2026-09-02")


def test_within_ten_minutes_there_is_one_way_back_and_not_two(closed_by_hand, organiser, clock):
    said = [organiser.reads()]
    clock.advance(minutes=11)
    said.append(organiser.reads())
    assert [("Undo “Close Follow-up”" in one, "Reopen Follow-up" in one) for one in said] == [
        (True, False),
        (False, True),
    ]


def test_of_frozen_data_it_is_neither_opened_again_nor_planned(closed_by_hand, evening, organiser, clock):
    clock.advance(minutes=11)
    shown = organiser.opens_days()
    evening.change(frozen_at=clock())
    assert "Reopen Follow-up" not in organiser.reads()
    assert "The data of Follow-up are frozen" in organiser.plans(shown=shown, **LATER)
    assert evening.row().options["windows"]["follow_up"]["last"] == "2026-08-20"


def test_days_that_are_over_and_days_taken_away_are_said(evening, organiser, noon_of):
    noon_of("2026-10-01")
    assert "These days are over: Follow-up does not open." in organiser.plans(**AUGUST)
    assert "No days are planned for Follow-up." in organiser.plans(first="", last="")


def test_the_log_says_that_planning_opened_it(closed_by_hand, evening, organiser):
    from evaluation.store.log.audit_entries import latest_entries

    organiser.plans(**{**AUGUST, "last": "2026-08-27"})
    with evening.database.reading() as db:
        entry = next(each for each in latest_entries(db, limit=5) if each.action == "window planned")
    assert entry.details["moved"] == "opened"


# Days that somebody may not mean


@pytest.mark.parametrize(
    ("days", "asked"),
    [
        ({"first": "2026-05-15", "last": "2026-05-22"}, "would begin on 15 May 2026, soon after 14 May 2026"),
        ({"first": "2028-08-13", "last": "2028-08-20"}, "more than a year from 14 May 2026"),
        ({"first": "2026-08-13", "last": "2027-08-20"}, "open for more than three months, until 20 August 2027"),
    ],
)
def test_days_that_somebody_may_not_mean_are_asked_about_and_given_back(evening, organiser, days, asked):
    said = organiser.plans(**days)
    assert (asked in said, "Are these the days that you mean?" in said) == (True, True)
    assert "windows" not in evening.row().options
    form = organiser.refused.partition("/windows/follow_up")[2]
    assert [f'name="{name}" value="{day}"' in form for name, day in days.items()] == [True, True]


def test_days_that_are_meant_are_planned_once_that_is_said(evening, organiser):
    days = {"first": "2026-05-15", "last": "2026-05-22"}
    organiser.plans(**days)
    meant = re.search(r'name="meant" value="([^"]*)"', organiser.refused)[1]
    assert "Follow-up opens by itself on 15 May 2026" in organiser.plans(**days, meant=meant)
    assert evening.row().options["windows"]["follow_up"] == days


def test_what_is_said_of_some_days_holds_for_no_others(organiser):
    organiser.plans(first="2026-05-15", last="2026-05-22")
    meant = re.search(r'name="meant" value="([^"]*)"', organiser.refused)[1]
    assert "soon after" in organiser.plans(first="2026-05-16", last="2026-05-22", meant=meant)


def test_before_the_end_of_an_evening_that_goes_past_midnight_it_is_asked_about(evening, organiser):
    evening.change(ends_at=datetime(2026, 5, 15, 1, tzinfo=ZoneInfo("Europe/London")))
    said = organiser.plans(first="2026-05-15", last="2026-05-22")
    assert "The evening itself goes on until 15 May 2026: the follow-up would begin before its end." in said


# After the evening, and not within it


@pytest.mark.parametrize("first", ["2026-05-14", "2026-05-13"])
def test_its_first_day_is_after_the_evenings_day(evening, organiser, first):
    said = organiser.plans(first=first, last="2026-08-20")
    assert "The follow-up comes after the evening: its first day must be after 14 May 2026." in said
    assert "windows" not in evening.row().options
    assert "Follow-up opens by itself" in organiser.plans(first="2026-05-28", last="2026-06-20")


@pytest.mark.parametrize("still", ["Before is open", "between", "After is open"])
def test_it_does_not_open_by_itself_while_the_evening_goes_on(mounted, evening, organiser, noon_of, still):
    organiser.plans(**AUGUST)
    with evening.database.transaction() as db:
        waves = waves_of(db, db.get_one(Experiment, evening.id))
        if still == "Before is open":
            waves["pre"].closed_at = waves["post"].opened_at = waves["post"].closed_at = None
        elif still == "between":
            waves["post"].opened_at = waves["post"].closed_at = None
        else:  # of a learning module, whose After does not close by itself
            waves["post"].closed_at, db.get_one(Experiment, evening.id).kind = None, Kind.LEARNING_MODULE.value
    assert not noon_of("2026-08-13")
    assert "It opens only once After has closed" in organiser.plans(**{**AUGUST, "last": "2026-08-27"})
    with evening.database.transaction() as db:
        for kind, wave in waves_of(db, db.get_one(Experiment, evening.id)).items():
            if kind in {"pre", "post"}:
                wave.opened_at, wave.closed_at = wave.opened_at or evening.clock(), evening.clock()
    assert is_open(evening)


def test_it_does_not_open_by_itself_before_an_evening_that_was_moved(evening, organiser, noon_of):
    organiser.plans(**AUGUST)
    evening.change(date=date(2026, 8, 15))
    assert [noon_of(f"2026-08-{day}") for day in (13, 15, 16)] == [False, False, True]


def test_days_that_are_refused_are_said_at_the_top_and_loading_again_leads_to_the_form(organiser):
    answer = organiser.browser.post(
        f"{organiser.at}/windows/follow_up", page=f"{organiser.at}/arrange", first="2026-08-20", last="2026-08-13"
    )
    assert "The last day cannot be before the first." in answer.text.partition("What is it called?")[0]
    again = organiser.browser.get(f"{organiser.at}/windows/follow_up")
    assert (again.status_code, again.headers["Location"]) == (303, f"{organiser.at}/arrange")


def test_while_the_follow_up_is_open_the_screen_asks_for_it_with_the_code(organiser, noon_of):
    organiser.plans(**AUGUST)
    closed = organiser.reads("/screen")
    noon_of("2026-08-14")
    asked = organiser.reads("/screen")
    assert ["After has closed" in closed, "After has closed" in asked] == [True, False]
    assert "Please answer a few questions once more" in asked
