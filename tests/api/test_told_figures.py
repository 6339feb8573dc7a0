"""The gate: counts as pages show them, figures as releases print them, and none of fewer people than the threshold."""

import csv
import io

import pytest

from evaluation.impact_report.formats.csv import figures_csv
from evaluation.models import Role
from evaluation.reports.releases.freeze_release import frozen_tree
from evaluation.store.accounts.accounts import grant_role
from evaluation.store.studies.waves import open_wave
from tests.api.conftest import AtDesk, released


def counts_of(program, experiment):
    return program.get(f"experiments/{experiment.id}").json["counts"]


def answered(programs, experiment, people):
    """So many people answer before and after at an experiment."""
    AtDesk(programs, experiment).evening("Hall", people)


@pytest.mark.parametrize(("people", "linked"), [(0, "fewer_than"), (4, "fewer_than"), (5, "at_least"), (9, "at_least")])
def test_who_does_not_run_evenings_reads_whether_enough_have_answered(on_sqlite, people, linked):
    answered(on_sqlite, on_sqlite.desk.here, people)
    told = counts_of(on_sqlite.program(Role.EVALUATOR), on_sqlite.desk.here)
    assert told == {
        "pre": None,
        "post": None,
        "linked": {"exact": None, "at_least": None, "fewer_than": None, linked: 5},
    }


def test_who_runs_evenings_reads_exact_counts_of_their_own(on_sqlite):
    desk = on_sqlite.desk
    answered(on_sqlite, desk.here, 3)
    account = desk.person(Role.EVALUATOR, email="both@example.org")
    with on_sqlite.services.database.transaction() as db:
        about = {"study": desk.study.id, "chapter": desk.north.id, "now": on_sqlite.services.clock()}
        grant_role(db, db.merge(account), role="organiser", **about)
    program = on_sqlite.with_token(on_sqlite.token(account)[1])
    assert counts_of(program, desk.here)["linked"]["exact"] == 3
    assert counts_of(program, desk.there)["linked"] == {"exact": None, "at_least": None, "fewer_than": 5}


def test_nothing_is_told_while_people_answer(on_sqlite):
    answered(on_sqlite, on_sqlite.desk.here, 9)
    with on_sqlite.services.database.transaction() as db:
        open_wave(db, db.merge(on_sqlite.desk.here), kind="post", now=on_sqlite.services.clock())
    told = counts_of(on_sqlite.program(Role.EVALUATOR), on_sqlite.desk.here)
    assert told == {"pre": None, "post": None, "linked": None}


def figures(program, release):
    found, cursor = {}, ""
    while cursor is not None:
        page = program.get(f"releases/{release}/figures?limit=200{cursor and f'&cursor={cursor}'}").json
        found |= {each["key"]: each for each in page["items"]}
        cursor = page["next"]
    return found


@pytest.fixture
def told(on_sqlite, frozen):
    """The figures of a release as the API tells them."""
    return figures(on_sqlite.program(Role.EVALUATOR), released(on_sqlite, on_sqlite.desk.here, frozen, number=1))


def test_figures_are_those_that_the_file_of_the_release_prints(told, frozen):
    written = csv.DictReader(io.StringIO(figures_csv(frozen_tree(frozen.aggregates, number=1))))
    printed = {row["key"]: row for row in written}
    assert set(told) == set(printed)
    assert len(told) > 1000
    for key, figure in told.items():
        given = figure["value"] if figure["text"] is None else figure["text"]
        number = figure["value"] is not None
        same = float(printed[key]["value"]) if number else printed[key]["value"].lstrip("'")
        assert (given or (0 if number else "")) == (same or (0 if number else "")), key
        assert (figure["not_given_because"] or "") == printed[key]["not_given_because"], key


def test_averages_are_no_finer_than_a_release_rounds_them(told):
    means = [each["value"] for key, each in told.items() if key.endswith(("mean_pre", "mean_post", "mean_change"))]
    given = [value for value in means if value is not None]
    assert given
    assert all(round(value, 1) == value for value in given)


def test_no_figure_is_of_fewer_people_than_the_threshold(told):
    people = [each["value"] for key, each in told.items() if key.rpartition(".")[2].startswith("n_pairs")]
    assert people
    assert all(value is None or value >= 5 for value in people)
