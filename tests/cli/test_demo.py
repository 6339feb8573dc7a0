"""The demonstration: real pages, the same figures for the same seed, people lost between waves."""

import random

import pytest

from evaluation.demonstration.simulated_evening import SteppingClock
from evaluation.demonstration.simulated_remarks import REMARKS, TELLING
from evaluation.demonstration.simulated_study import hold_all, set_up, sort_all
from evaluation.storage.database import open_database
from evaluation.store.reports.gather import gather_study
from evaluation.web.app import Services
from tests.homes import copied_home


@pytest.fixture(scope="module")
def simulate(tmp_path_factory, migrated_sqlite):
    """Hold the twelve evenings with a few people each, in a home of their own, and gather the study."""

    def run(seed, people=3):
        settings = copied_home(migrated_sqlite, tmp_path_factory.mktemp("demo") / "home")
        database, clock, rng = open_database(settings), SteppingClock(), random.Random(seed)
        services = Services(settings, database, clock)
        study, planned = set_up(services, clock, people=people, rng=rng)
        stored = list(hold_all(services, clock, planned, people=people, rng=rng))
        sort_all(services, clock, planned)
        with database.reading() as db:
            gathered = gather_study(db, study)
        database.close()
        return stored, gathered

    return run


@pytest.fixture(scope="module")
def held(simulate):
    """What was stored at twelve evenings of six people each, and the study as it is gathered."""
    return simulate(8, people=6)


def test_the_same_seed_gives_the_same_answers(simulate, held):
    (_, first), (_, second) = held, simulate(8, people=6)
    assert first.data_sha256 == second.data_sha256
    assert first.wrote == second.wrote != ()


def test_every_answer_that_was_sent_is_in_the_frame(held):
    stored, gathered = held
    assert gathered.frame["wave"].tolist().count("pre") == stored.count("pre")
    assert gathered.frame["wave"].tolist().count("post") == stored.count("post")


def test_six_chapters_hold_two_evenings_each(held):
    _, gathered = held
    assert (len(gathered.chapters), len(gathered.experiments)) == (6, 12)


def test_some_people_are_lost_between_the_waves(held):
    _, gathered = held
    waves = gathered.frame.groupby("participant")["wave"].agg(set)
    assert {"pre"} in waves.tolist()
    assert {"pre", "post"} in waves.tolist()


def test_what_people_let_be_quoted_is_sorted_and_released_but_not_what_tells_who_wrote_it(simulate):
    _, gathered = simulate(11, people=8)
    assert {each.theme for each in gathered.wrote} <= {remark.theme for remark in REMARKS}
    assert len(gathered.wrote) > 12
    assert {each.text for each in gathered.wrote} & {remark.text for remark in TELLING} == set()


def test_in_every_theme_somebody_sees_it_otherwise():
    dissenting = {remark.theme for remark in REMARKS if remark.stance in ("complicates", "contradicts")}
    assert dissenting == {remark.theme for remark in REMARKS}
