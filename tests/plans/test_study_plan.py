"""A study's plan in its store, in reports and on the command line."""

import json
from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy.exc import DBAPIError

from evaluation.cli import weaving
from evaluation.domain.errors import Refused
from evaluation.models import Experiment, Study
from evaluation.reports.from_study import plan_of, report_of
from evaluation.store.reports.gather import evenings_held, gather_study
from evaluation.store.responses.responses import record_response
from evaluation.store.studies.study_plan import PlanTerms, plan_of_study, plan_versions, write_plan
from tests.hall import Hall


@pytest.fixture
def hall(database, clock):
    return Hall(database, clock)


def written(hall, reason="", **terms):
    with hall.database.transaction() as db:
        study = db.query(Study).one()
        return write_plan(db, study, PlanTerms(**terms), reason=reason, by="Ann", now=hall.clock())


def report(hall, *, days=0):
    with hall.database.reading() as db:
        gathered = gather_study(db, db.query(Study).one())
    return report_of(gathered, now=hall.clock() + timedelta(days=days))


def closed(hall):
    hall.open("post")
    hall.close("post")
    return hall


def test_a_plan_that_was_fixed_is_never_changed_by_hand(hall):
    """On either engine: the hall's Before is open."""
    with pytest.raises(DBAPIError, match="permanent"), hall.database.transaction() as db:
        plan_of_study(db, db.query(Study).one()).reason = "another"
        db.flush()


def test_a_later_version_needs_a_reason_and_is_fixed_at_once(hall):
    with pytest.raises(Refused, match="say why it is changed"):
        written(hall, evenings=24)
    made = written(hall, "More chapters.", evenings=24)
    assert (made.number, made.locked_at, made.written_by) == (2, hall.clock(), "Ann")


def test_the_report_follows_the_plan(hall):
    written(hall, "More chapters.", evenings=24, looks=2, randomised=True)
    with closed(hall).database.reading() as db:
        gathered = gather_study(db, db.query(Study).one())
        plan = plan_of(gathered, gathered.alike.scales)
    assert (plan.evenings, plan.looks, plan.randomised) == (24, 2, False)


def test_lots_were_drawn_only_where_there_is_a_comparison_group(hall):
    written(hall, "Lots were drawn.", randomised=True)
    with hall.database.transaction() as db:
        db.query(Experiment).one().role = "comparison"
    with closed(hall).database.reading() as db, pytest.raises(Refused):
        gather_study(db, db.query(Study).one())


def test_a_report_says_that_the_plan_was_changed_after_the_first_answers(hall):
    assert report(closed(hall)).context.plan_changed == ""
    written(hall, "More chapters.", evenings=24)
    found = report(hall)
    assert found.context.plan_changed == "More chapters."


@pytest.mark.parametrize(("days", "ended"), [(0, False), (1, True)])
def test_a_study_has_ended_once_its_last_day_is_over(hall, days, ended):
    written(closed(hall), "An end.", last_day=hall.clock().date())
    assert report(hall, days=days).context.ended is ended


def held(hall):
    with hall.database.reading() as db:
        return evenings_held(db, db.query(Study).one())


def after_one_answer(hall):
    hall.open("post")
    response = hall.begin("post")
    with hall.database.transaction() as db:
        record_response(db, hall.submission(response, "post"), now=hall.clock())
    return hall


def test_an_evening_is_held_once_after_was_answered_and_is_over(hall):
    counted = [held(hall), held(after_one_answer(hall))]
    hall.close("post")
    assert [*counted, held(hall)] == [0, 0, 1]


def test_an_evening_at_which_nobody_answered_after_is_not_held(hall):
    assert held(closed(hall)) == 0


def test_a_comparison_group_is_no_evening_of_the_plan(hall):
    after_one_answer(hall).close("post")
    with hall.database.transaction() as db:
        db.query(Experiment).one().role = "comparison"
    assert held(hall) == 0


def test_the_report_of_a_part_counts_the_evenings_of_the_whole_study(hall):
    after_one_answer(hall).close("post")
    written(hall, "Three halls.", evenings=3)
    found = report(hall)
    assert (found.looks.evening, found.looks.evenings, found.looks.claims) == (1, 3, False)


def test_a_plan_that_decides_nothing_more_keeps_its_digest(hall):
    with hall.database.reading() as db:
        plan = plan_versions(db, db.query(Study).one())[0]
    assert PlanTerms.of(plan).body == plan.body


def test_what_is_written_is_read_again(hall):
    terms = PlanTerms(evenings=3, looks=2, randomised=True, last_day=date(2027, 7, 1))
    made = written(
        hall, "So it is.", **{name: getattr(terms, name) for name in ("evenings", "looks", "randomised", "last_day")}
    )
    assert PlanTerms.of(made) == terms


@pytest.fixture
def weave(tmp_path, monkeypatch):
    monkeypatch.setenv("WEAVING_HOME", str(tmp_path / "home"))

    def run(*words):
        return CliRunner().invoke(weaving, [*words])

    run("study", "add", "Across")
    run("chapter", "add", "Caer")
    return run


def test_the_command_line_writes_and_shows_it(weave):
    words = ["--evenings", "24", "--looks", "2", "--randomised", "--last-day", "2027-07-01"]
    made = json.loads(weave("study", "plan", "across", *words, "--json").output)
    assert (made["version"], made["evenings"], made["looks"], made["randomised"]) == (2, 24, 2, True)
    assert json.loads(weave("study", "plan", "across", "--json").output) == made


def test_the_command_line_asks_for_a_reason_once_before_has_opened(weave):
    about = ["--chapter", "caer", "--title", "Mill Hall", "--kind", "assembly", "--place", "Caer"]
    slug = json.loads(weave("experiment", "add", *about, "--json").output)["slug"]
    weave("wave", "open", slug, "pre")
    refused = weave("study", "plan", "across", "--evenings", "3")
    assert "say why it is changed" in str(refused.exception) + refused.output
    made = weave("study", "plan", "across", "--evenings", "3", "--reason", "Three halls.", "--json")
    assert json.loads(made.output)["reason"] == "Three halls."


def test_the_command_line_makes_and_names_comparison_groups(weave):
    about = ["--chapter", "caer", "--title", "Readers", "--kind", "assembly", "--comparison"]
    made = json.loads(weave("experiment", "add", *about, "--json").output)
    assert made["role"] == "comparison"
    assert "comparison group" in weave("experiment", "show", made["slug"]).output
    assert "comparison group" in weave("experiment", "list").output
    changed = weave("arrange", made["slug"], "--role", "workshop", "--json")
    assert json.loads(changed.output)["role"] == "workshop"
