"""Around the evening: asking before what cannot be undone, taking back late, closing the follow-up, removing a plan."""

import re
from datetime import timedelta

import pytest

from evaluation.models import Experiment, Job, Release, State, WavePress
from evaluation.store.releases.releases import show_to_chapters
from evaluation.store.studies.experiments import state_of
from evaluation.store.studies.wave_windows import Window, plan_window
from evaluation.store.studies.waves import open_wave, wave_counts, waves_of
from tests.fieldwork.conftest import Evening
from tests.releases.conftest import Fieldwork


@pytest.fixture
def evening(mounted):
    return Evening(mounted.desk)


@pytest.fixture
def organiser(mounted):
    return mounted.person("org@example.org", "organiser", chapter=mounted.desk.north)


@pytest.fixture
def evaluator(mounted):
    return mounted.person("eva@example.org", "evaluator")


def home(evening):
    return f"/staff/experiments/{evening.id}"


def state(evening):
    with evening.database.reading() as db:
        row = db.get_one(Experiment, evening.id)
        return state_of(row, waves_of(db, row))


def jobs(evening):
    with evening.database.reading() as db:
        return db.query(Job).count()


def held(evening):
    evening.open("pre")
    evening.answered(6)
    evening.open("post")
    evening.answered(6, "post")
    evening.close("post")


# Freezing asks first


def test_freezing_asks_first_with_whether_they_are_enough_and_what_cannot_be_undone(evening, evaluator):
    held(evening)
    evening.answered_twice(6)
    evening.change(options={})
    with evening.database.transaction() as db:
        days = evening.clock().date() + timedelta(days=80), evening.clock().date() + timedelta(days=90)
        plan_window(db.get_one(Experiment, evening.id), "follow_up", window=Window(*days))
    page = evaluator.get("/staff/reports").text
    assert f'action="/staff/reports/experiments/{evening.id}/freeze"' not in page
    address = re.search(rf'href="(/staff/reports/experiments/{evening.id}/freeze)"', page)[1]
    asked = evaluator.get(address).text
    for said in ("This cannot be undone", "Before and After cannot be opened", "A follow-up that has", "5 or more"):
        assert said in asked
    assert jobs(evening) == 0
    assert evaluator.post(address, page=address).status_code == 303
    assert jobs(evening) == 1


def test_freezing_a_study_asks_first_and_names_who_is_left_out(mounted, evening, evaluator):
    held(evening)
    with evening.database.transaction() as db:
        open_wave(db, db.get_one(Experiment, mounted.desk.there.id), kind="pre", now=evening.clock())
    page = evaluator.get("/staff/reports").text
    address = f"/staff/reports/studies/{mounted.desk.study.id}/freeze"
    assert (f'href="{address}"' in page, f'action="{address}"' in page) == (True, False)
    asked = evaluator.get(address).text
    assert re.search(r"Left out, as people are still answering there:\s+South Hall\.", asked)


def test_freezing_what_is_ticked_of_a_chapter_asks_first(mounted, evening, evaluator):
    held(evening)
    evening.answered_twice(6)
    chapter = f"/staff/reports/chapters/{mounted.desk.north.id}"
    asked = evaluator.post(f"{chapter}/freeze/ask", page=chapter, experiment=[str(evening.id)]).text
    assert "This cannot be undone" in asked
    assert (f'name="experiment" value="{evening.id}"' in asked, jobs(evening)) == (True, 0)


# After pressed too early, and noticed late


def test_after_opened_too_early_is_taken_back_also_half_an_hour_later(evening, organiser, clock):
    evening.open("pre")
    evening.answered(3)
    organiser.post(f"{home(evening)}/waves/post/open", page=home(evening))
    evening.answered(2, "post")
    clock.advance(minutes=25)
    page = organiser.get(home(evening)).text
    assert "Before goes on as it was" in page
    press = re.search(r'name="press" value="([\w-]+)"', page)[1]
    organiser.post(f"{home(evening)}/waves/undo", page=home(evening), press=press)
    assert state(evening) == State.BEFORE_OPEN
    evening.answered(1)
    with evening.database.reading() as db:
        counts = wave_counts(db, [evening.id])[evening.id]
    assert (counts.pre, counts.post) == (4, 2)


def test_another_press_is_taken_back_for_ten_minutes_only(evening, organiser, clock):
    organiser.post(f"{home(evening)}/waves/pre/open", page=home(evening))
    clock.advance(minutes=11)
    assert 'name="press"' not in organiser.get(home(evening)).text


# The follow-up


def test_the_follow_up_is_counted_on_the_evenings_page_and_closed_there(evening, organiser):
    held(evening)
    evening.open("follow_up")
    evening.answered(2, "follow_up")
    page = organiser.get(home(evening)).text
    assert re.search(r"Follow-up</b>\s+2 people have answered", page)
    assert "Close Follow-up" in page
    organiser.post(f"{home(evening)}/waves/follow_up/close", page=home(evening))
    assert evening.wave("follow_up").closed_at is not None
    assert "Close Follow-up</button>" not in organiser.get(home(evening)).text


# A plan that is not wanted


def test_a_planned_evening_is_removed_once_somebody_said_yes(evening, organiser):
    evening.cards(3)
    page = organiser.get(f"{home(evening)}/remove").text
    assert "3 cards were made for it" in page
    assert "North Hall" in organiser.get("/staff/experiments").text
    organiser.post(f"{home(evening)}/remove", page=f"{home(evening)}/remove")
    listed = organiser.get("/staff/experiments").text
    assert "North Hall was removed." in listed
    assert organiser.get(home(evening)).status_code == 410


def test_one_that_was_opened_by_mistake_and_closed_is_removed_too(evening, organiser):
    for move in ("open", "close"):
        organiser.post(f"{home(evening)}/waves/pre/{move}", page=home(evening))
    organiser.post(f"{home(evening)}/remove", page=home(evening))
    with evening.database.reading() as db:
        assert (db.get(Experiment, evening.id), db.query(WavePress).count()) == (None, 0)


@pytest.mark.parametrize("begun", ["answered", "begun", "open"])
def test_nothing_that_somebody_began_is_removed_or_moved(mounted, evening, begun):
    organiser = mounted.person("both@example.org", "organiser", study=mounted.desk.study)
    evening.open("pre")
    if begun == "answered":
        evening.answered(1)
    elif begun == "begun":
        evening.begin()
    if begun != "open":
        evening.close("pre")
    assert "Yes, remove it" not in organiser.get(f"{home(evening)}/remove").text
    for deed, fields in (("remove", {}), ("move", {"chapter": str(mounted.desk.south.id)})):
        answer = organiser.post(f"{home(evening)}/{deed}", page=home(evening), **fields)
        why = "a wave is open. Close it first." if begun == "open" else "what people began is kept."
        assert (answer.status_code, why in answer.text) == (422, True)
    assert evening.row().chapter_id == mounted.desk.north.id


def test_a_planned_evening_is_moved_to_another_chapter_within_scope(mounted, evening, organiser):
    south = str(mounted.desk.south.id)
    assert organiser.post(f"{home(evening)}/move", page=home(evening), chapter=south).status_code == 422
    assert evening.row().chapter_id == mounted.desk.north.id
    wide = mounted.person("wide@example.org", "organiser", study=mounted.desk.study)
    assert wide.post(f"{home(evening)}/move", page=home(evening), chapter=south).status_code == 303
    assert evening.row().chapter_id == mounted.desk.south.id


# The projector


def test_the_projector_says_where_the_evening_stands(evening, organiser):
    said = [organiser.get(f"{home(evening)}/count").json]
    evening.open("pre")
    said.append(organiser.get(f"{home(evening)}/count").json)
    evening.close("pre")
    said.append(organiser.get(f"{home(evening)}/count").json)
    evening.open("post")
    said.append(organiser.get(f"{home(evening)}/count").json)
    evening.close("post")
    said.append(organiser.get(f"{home(evening)}/count").json)
    assert [one["sentence"].split(".")[0] for one in said] == [
        "Not open yet",
        "of about 46 have answered",
        "Before has closed, thank you",
        "of about 46 have answered",
        "Thank you",
    ]
    assert ["have answered" in one["title"] for one in said] == [False, True, False, True, False]


# Days that nobody can mean


@pytest.mark.parametrize("day", ["0026-05-14", "2206-05-14"])
def test_a_far_year_is_refused_in_a_sentence(evening, organiser, day):
    address = f"{home(evening)}/arrange"
    answer = organiser.post(address, page=address, title="North Hall", date=day, kind="weaving_trust", languages="en")
    assert (answer.status_code, "is too far away" in answer.text) == (422, True)
    planned = organiser.post(f"{home(evening)}/windows/follow_up", page=address, first=day, last=day)
    assert (planned.status_code, "is too far away" in planned.text) == (422, True)


# A release that was shown


@pytest.fixture
def fieldwork(mounted, clock):
    """Evenings of another study, of which there is a release."""
    fieldwork = Fieldwork(mounted.services.database, clock)
    fieldwork.evening("Mill Hall", 12)
    fieldwork.made = fieldwork.release("Mill Hall").row
    return fieldwork


@pytest.mark.parametrize("shown", [True, False])
def test_a_release_is_linked_from_its_chapters_pages_once_it_was_shown(mounted, fieldwork, clock, shown):
    if shown:
        with mounted.services.database.transaction() as db:
            show_to_chapters(db, db.get_one(Release, fieldwork.made.id), now=clock(), by="Eva")
    theirs = mounted.person("caer@example.org", "organiser", chapter=fieldwork.chapters["Caer"])
    stranger = mounted.person("ynys@example.org", "organiser", chapter=fieldwork.chapters["Ynys"])
    link = f'href="/staff/reports/releases/{fieldwork.made.id}"'
    for page in ("/staff/", f"/staff/experiments/{fieldwork.experiments['Mill Hall'].id}"):
        said = theirs.get(page).text
        assert (link in said, "add words of your own until" in said) == (shown, shown)
    assert link not in stranger.get("/staff/").text
    assert theirs.get(f"/staff/reports/releases/{fieldwork.made.id}").status_code == (200 if shown else 404)
