"""Rounds and prompts are planned on a page, told on the wall and in the script, and what was run is on record."""

import re
from datetime import date

import pytest
from lxml import html
from sqlalchemy import select

from evaluation.models import Experiment
from evaluation.store.log.audit_entries import latest_entries
from evaluation.store.studies.rounds import minutes_planned, own_prompts


@pytest.fixture
def plan(press, evening):
    """Send the form of the page."""
    at = f"/experiments/{evening.id}/rounds"
    return lambda **fields: press(at, page=at, **{"planned_rounds": "3", "minutes_a_round": "8", **fields})


def test_rounds_and_prompts_are_kept_and_used(plan, organiser, evening, press):
    evening.change(languages=["en", "cy"])
    plan(prompts_en="Who taught you?\nWhat makes you angry?", prompts_cy="Pwy a’ch dysgodd chi?")
    row = evening.row()
    assert (row.planned_rounds, row.minutes_a_round) == (3, 8)
    assert own_prompts(row, "en") == ["Who taught you?", "What makes you angry?"]
    for step in ("waves/pre/open", "waves/pre/close", "rounds/1/start"):
        press(f"/experiments/{evening.id}/{step}")
    wall = organiser.get(f"/experiments/{evening.id}/screen").text
    assert all(each in wall for each in ("Who taught you?", "Pwy a’ch dysgodd chi?", "08:00", "Round 1 of 3"))
    assert "What makes you angry?" in organiser.get(f"/experiments/{evening.id}/script").text


@pytest.fixture
def in_round_2(plan, evening, press):
    """The second of three rounds is on."""
    plan(prompts_en="Who taught you?\nWhat makes you angry?\nAnd now?")
    for step in ("waves/pre/open", "waves/pre/close", "rounds/1/start", "rounds/2/start"):
        press(f"/experiments/{evening.id}/{step}")
    return evening


def test_fewer_rounds_than_have_begun_are_refused_in_a_sentence(in_round_2, plan):
    answer = plan(planned_rounds="1")
    assert (answer.status_code, in_round_2.row().planned_rounds) == (422, 3)
    assert "Round 2 has begun, so that no fewer rounds than that can be planned." in answer.text
    assert plan(planned_rounds="2").status_code == 303


def test_a_round_that_is_on_keeps_its_prompt_and_the_next_takes_the_new_one(in_round_2, plan, organiser, press):
    plan(prompts_en="Who taught you?\nWhat gives you hope?\nWhat next?")
    at = f"/experiments/{in_round_2.id}"
    shown = [organiser.get(each).text for each in (at, f"{at}/screen")]
    assert [("What makes you angry?" in page, "What gives you hope?" in page) for page in shown] == [(True, False)] * 2
    press(f"{at}/rounds/3/start")
    assert "What next?" in organiser.get(f"{at}/screen").text


def test_the_usual_prompt_of_a_round_that_is_on_stays_once_it_is_the_last(plan, evening, press, organiser):
    at = f"/experiments/{evening.id}"
    for step in ("waves/pre/open", "waves/pre/close", "rounds/1/start", "rounds/2/start"):
        press(f"{at}/{step}")
    plan(planned_rounds="2")
    page = organiser.get(f"{at}/screen").text
    assert ("What do you hope for, and what do you fear?" in page, "Round 2 of 2" in page) == (True, True)


def test_two_rounds_are_over_both(evening, plan, press, organiser):
    at = f"/experiments/{evening.id}"
    plan(planned_rounds="2")
    for step in ("waves/pre/open", "waves/pre/close", "rounds/1/start", "rounds/2/start", "rounds/2/end"):
        press(f"{at}/{step}")
    assert "Both rounds are over" in organiser.get(at).text


def test_planning_is_written_down_without_the_prompts(plan, evening):
    plan(prompts_en="Who taught you?")
    with evening.database.reading() as db:
        entry = latest_entries(db, limit=1)[0]
    assert entry.action == "rounds planned"
    assert entry.details == {
        "changed": {"planned_rounds": [None, 3], "minutes_a_round": [None, 8]},
        "prompts": ["prompts en"],
    }


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"planned_rounds": "31"}, "A number from 0 to 30."),
        ({"minutes_a_round": "0"}, "A number from 1 to 120."),
        ({"prompts_en": "a" * 201}, "is too long for the wall"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(plan, fields, said):
    answer = plan(**fields)
    assert (answer.status_code, said in answer.text) == (422, True)


def test_another_persons_newer_plan_is_not_lost(plan, organiser, evening):
    shown = re.search(r'name="before" value="([^"]*)"', organiser.get(f"/experiments/{evening.id}/rounds").text)[1]
    plan(planned_rounds="4")
    answer = plan(planned_rounds="6", before=shown.replace("&#34;", '"'))
    assert (answer.status_code, "As it was saved:" in answer.text, evening.row().planned_rounds) == (409, True, 4)


def test_what_was_run_stands_on_the_record(organiser, evening, press, clock):
    evening.change(minutes_a_round=6)
    for step in ("waves/pre/open", "waves/pre/close", "rounds/1/start", "rounds/2/start", "waves/post/open"):
        press(f"/experiments/{evening.id}/{step}")
        clock.advance(minutes=4)
    page = " ".join(organiser.get(f"/experiments/{evening.id}/record").text.split())
    assert "2 rounds were run by the evening's clock" in page
    assert re.findall(r"from (\d\d:\d\d), (\d) minutes", page) == [("18:38", "4"), ("18:42", "4")]
    assert re.search(r'name="actual_rounds"[^>]*value="2"', page)


@pytest.mark.parametrize("is_on", [True, False])
def test_the_record_asks_why_where_it_says_fewer_rounds_than_have_begun(organiser, evening, press, clock, is_on):
    evening.change(minutes_a_round=6)
    steps = ("waves/pre/open", "waves/pre/close", "rounds/1/start", "rounds/2/start", "waves/post/open")
    for step in steps[: 4 if is_on else 5]:
        press(f"/experiments/{evening.id}/{step}")
        clock.advance(minutes=4)
    at = f"/experiments/{evening.id}/record"
    said = "By the evening's clock 2 rounds have begun, and the record says 1. If that is so, say why."
    answer = press(at, actual_rounds="1")
    assert (answer.status_code, said in html.fromstring(answer.text).text_content()) == (422, True)
    assert evening.row().actual_rounds == 2
    assert press(at, actual_rounds="1", reason="One was begun by mistake").status_code == 303
    assert press(at, actual_rounds="2").status_code == 303


@pytest.fixture
def rung_early(evening, press, clock):
    """Three rounds of seven minutes, each rung or passed after two; then After."""
    evening.change(planned_rounds=3, minutes_a_round=7)
    steps = ("pre/open", "pre/close", "rounds/1/start", "rounds/2/start", "rounds/3/start", "rounds/3/end", "post/open")
    for step in steps:
        press(f"/experiments/{evening.id}/{step if 'rounds' in step else f'waves/{step}'}")
        clock.advance(minutes=2)
    return evening


def minutes_of(page):
    return re.search(r'name="minutes_a_round"[^>]*value="(\d*)"', page)[1]


def test_the_record_suggests_how_long_rounds_were_that_were_rung_early(rung_early, organiser):
    assert minutes_of(organiser.get(f"/experiments/{rung_early.id}/record").text) == "2"


def test_a_record_that_is_kept_with_what_it_suggests_keeps_the_minutes_held(rung_early, organiser, press):
    at = f"/experiments/{rung_early.id}/record"
    sent = dict(html.fromstring(organiser.get(at).text).xpath("//main//form")[-1].fields)
    press(at, **{name: value or "" for name, value in sent.items()} | {"came": "12"})
    assert (rung_early.row().came, rung_early.row().minutes_a_round) == (12, 2)
    rung_early.change(minutes_a_round=3)
    assert minutes_of(organiser.get(at).text) == "3"


@pytest.fixture
def recorded(rung_early, organiser, press):
    """The record is kept with the two minutes that it suggests."""
    at = f"/experiments/{rung_early.id}/record"
    sent = dict(html.fromstring(organiser.get(at).text).xpath("//main//form")[-1].fields)
    press(at, **{name: value or "" for name, value in sent.items()} | {"came": "12"})
    return rung_early


def test_a_copy_is_planned_as_the_evening_was_planned_and_not_as_it_was_held(recorded, press, desk):
    press(f"/experiments/{recorded.id}/copy", on="2026-06-20")
    with desk.services.database.reading() as db:
        copy = db.scalars(select(Experiment).order_by(Experiment.created_at.desc())).first()
    assert (copy.id != recorded.id, copy.planned_rounds, copy.minutes_a_round) == (True, 3, 7)
    assert "planned_minutes" not in copy.options


def test_the_next_evening_is_suggested_as_the_last_was_planned(recorded, organiser, desk):
    page = organiser.get(f"/experiments/new?chapter={desk.north.id}&kind=weaving_trust").text
    assert minutes_of(page) == "7"


def test_the_pages_that_plan_show_and_change_the_plan_and_leave_the_record(recorded, organiser, plan):
    at = f"/experiments/{recorded.id}"
    assert [minutes_of(organiser.get(f"{at}/{page}").text) for page in ("rounds", "arrange")] == ["7", "7"]
    plan(minutes_a_round="9")
    assert (minutes_of(organiser.get(f"{at}/rounds").text), recorded.row().minutes_a_round) == ("9", 2)


def test_one_minute_is_no_minutes(evening, organiser, press):
    evening.change(minutes_a_round=1, planned_rounds=3)
    for step in ("pre/open", "pre/close"):
        press(f"/experiments/{evening.id}/waves/{step}")
    assert "3 rounds of 1 minute<" in organiser.get(f"/experiments/{evening.id}").text
    assert "3 rounds of 1 minute<" in organiser.get(f"/experiments/{evening.id}/script").text


def test_a_record_without_people_who_came_says_that_they_are_missing(evening, organiser, press):
    for step in ("pre/open", "pre/close", "post/open", "post/close"):
        press(f"/experiments/{evening.id}/waves/{step}")
    press(f"/experiments/{evening.id}/record", hosts="3")
    said = organiser.get(f"/experiments/{evening.id}/record").text
    assert "How many people came is still missing" in said
    page = organiser.get(f"/experiments/{evening.id}").text
    assert ("The record does not say yet how many people came." in page, "The record is missing" in page) == (
        True,
        False,
    )


def test_a_number_that_is_written_in_words_is_given_back_to_be_corrected(evening, organiser, press):
    at = f"/experiments/{evening.id}/record"
    answer = press(at, came="six", hosts="3")
    assert (answer.status_code, 'value="six"' in answer.text, evening.row().hosts) == (422, True, None)
    assert "Write a whole number in digits, such as 6." in answer.text
    assert re.search(r'<input[^>]*name="came"[^>]*>', answer.text)[0].count('type="text"') == 1


def test_a_record_of_one_minute_from_before_plans_were_kept_plans_no_round_of_one_minute(evening, plan):
    evening.change(minutes_a_round=1, came=24)
    assert minutes_planned(evening.row()) is None
    assert plan().status_code == 303
    assert (minutes_planned(evening.row()), evening.row().minutes_a_round) == (8, 1)


def test_rounds_of_one_minute_that_are_planned_stay_so(evening):
    evening.change(minutes_a_round=1)
    assert minutes_planned(evening.row()) == 1


@pytest.mark.parametrize("minutes", [(None, 6, 6), (None, 1, None), (1, 1, 1), (8, 6, 8)])
def test_the_same_again_has_the_minutes_planned_or_else_those_of_the_record(evening, press, desk, organiser, minutes):
    planned, held, again = minutes
    evening.change(minutes_a_round=planned)
    press(f"/experiments/{evening.id}/record", came="12", minutes_a_round=str(held))
    page = organiser.get(f"/experiments/new?chapter={desk.north.id}&kind=weaving_trust").text
    assert minutes_of(page) == str(again or "")
    press(f"/experiments/{evening.id}/copy", on="2026-06-20")
    with desk.services.database.reading() as db:
        copy = db.scalars(select(Experiment).where(Experiment.date == date(2026, 6, 20))).one()
    assert copy.minutes_a_round == again
