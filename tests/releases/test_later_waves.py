"""What is left months later, as a release may tell it."""

import pytest
from sqlalchemy import select

from evaluation.domain.clock import now_utc
from evaluation.impact_report.formats import html
from evaluation.models import Experiment, Wave
from evaluation.reports.releases.freeze_release import tree_of
from evaluation.store.releases.contents import rebuilding
from evaluation.store.releases.releases import release_numbered
from evaluation.store.reports.export import answers_to_export
from evaluation.store.studies.waves import close_wave
from tests.releases.conftest import aggregates
from tests.releases.kept import begun, gone_on_from, typed

ITEMS = ("bt1", "bt2", "bt3", "cg2", "cg3")


@pytest.fixture(scope="module")
def held(tmp_path_factory, migrated_sqlite):
    """Thirty people before and after, of whom nobody has been asked again yet."""
    with begun(migrated_sqlite, tmp_path_factory.mktemp("held") / "home") as fieldwork:
        fieldwork.evening("Mill Hall", 30, answering=ITEMS)
        yield fieldwork


@pytest.fixture
def evening(held, tmp_path):
    """The same evening for a test in which something more happens."""
    with gone_on_from(held, tmp_path / "home") as fieldwork:
        yield fieldwork


@pytest.fixture(scope="module")
def of_twelve(held, tmp_path_factory):
    """A release after twelve of them answered a third time, to look at."""
    with gone_on_from(held, tmp_path_factory.mktemp("of_twelve") / "home") as fieldwork:
        fieldwork.months_later("Mill Hall", 12, answering=ITEMS)
        typed(fieldwork, "make")
        yield fieldwork


@pytest.fixture
def after_twelve(of_twelve, tmp_path):
    """The same for a test in which more of them answer a third time, today."""
    with gone_on_from(of_twelve, tmp_path / "home") as fieldwork:
        fieldwork.clock.now = now_utc()
        yield fieldwork


def told(fieldwork, number):
    """What a release says of each outcome months later: people and average, by difference."""
    outcomes = aggregates(fieldwork, number)["outcomes"]
    found = {name: each.get("waves", {}).get("follow_up", {}) for name, each in outcomes.items()}
    return {name: {key: (one["n"], one["mean"]) for key, one in each.items()} for name, each in found.items() if each}


def test_what_is_left_is_told_of_those_who_answered_all_three_times(of_twelve):
    found = told(of_twelve, 1)
    assert set(found) == {"bridging_trust", "common_ground"}
    assert {key: n for key, (n, _) in found["bridging_trust"].items()} == dict.fromkeys(
        ("change", "lasting", "faded"), 12
    )


def test_it_is_rounded_by_those_who_answered_a_third_time(of_twelve):
    means = [mean for each in told(of_twelve, 1).values() for _, mean in each.values()]
    assert means == [round(mean) for mean in means]


def test_a_few_who_answered_a_third_time_are_not_told_of(evening):
    evening.months_later("Mill Hall", 3, answering=ITEMS)
    typed(evening, "make")
    assert told(evening, 1) == {}
    assert "follow_up" not in aggregates(evening, 1)["design"]["waves"]


def test_a_few_more_wait_and_the_others_are_told_of_again(after_twelve):
    after_twelve.months_later("Mill Hall", 2, answering=ITEMS, after=12)
    typed(after_twelve, "make")
    assert told(after_twelve, 2) == told(after_twelve, 1)


def test_enough_more_are_told_of_with_the_others(after_twelve):
    after_twelve.months_later("Mill Hall", 6, answering=ITEMS, after=12)
    typed(after_twelve, "make")
    assert {n for each in told(after_twelve, 2).values() for n, _ in each.values()} == {18}


def test_an_outcome_that_all_answered_alike_months_later_is_left_out(evening):
    evening.months_later("Mill Hall", 12, answering=ITEMS, all_say=("cg2", "cg3"))
    typed(evening, "make")
    assert set(told(evening, 1)) == {"bridging_trust"}


def test_a_public_release_asks_for_ten_who_answered_a_third_time(evening):
    evening.months_later("Mill Hall", 9, answering=ITEMS)
    typed(evening, "make", "--public")
    assert told(evening, 1) == {}


def test_what_is_left_stands_in_the_page_which_no_longer_says_that_nobody_knows(of_twelve):
    with of_twelve.database.reading() as db:
        page = html.page(tree_of(rebuilding(db, release_numbered(db, of_twelve.study, 1))))
    assert "Months later" in page
    assert "Whether a change lasts is not known" not in page


# The follow-up of an evening that is frozen already


@pytest.fixture
def asked_again_after_freezing(evening):
    """A release was frozen before the follow-up, which twelve have answered and which is still open."""
    typed(evening, "make")
    evening.clock.now = now_utc()
    evening.months_later("Mill Hall", 12, answering=ITEMS, still_open=True)
    return evening


def waves_frozen(fieldwork):
    with fieldwork.database.reading() as db:
        rows = db.scalars(select(Wave).where(Wave.experiment_id == fieldwork.experiments["Mill Hall"].id))
        return {wave.kind: wave.frozen_at for wave in rows}


def test_a_release_freezes_the_waves_it_tells_of_and_no_follow_up_to_come(evening):
    typed(evening, "make")
    frozen = waves_frozen(evening)
    assert (frozen["pre"] is None, frozen["post"] is None, frozen["follow_up"]) == (False, False, None)


def test_the_follow_up_opens_after_the_release_and_a_second_one_tells_of_it(asked_again_after_freezing):
    first = waves_frozen(asked_again_after_freezing)["post"]
    with asked_again_after_freezing.database.transaction() as db:
        here = db.get_one(Experiment, asked_again_after_freezing.experiments["Mill Hall"].id)
        close_wave(db, here, kind="follow_up", now=now_utc())
    typed(asked_again_after_freezing, "make")
    found = told(asked_again_after_freezing, 2)
    assert {n for each in found.values() for n, _ in each.values()} == {12}
    frozen = waves_frozen(asked_again_after_freezing)
    assert (frozen["post"], frozen["follow_up"] is None) == (first, False)


def test_while_it_is_open_a_report_tells_of_before_and_after_alone_and_says_so(asked_again_after_freezing):
    typed(asked_again_after_freezing, "make")
    assert told(asked_again_after_freezing, 2) == {}
    with asked_again_after_freezing.database.reading() as db:
        tree = tree_of(rebuilding(db, release_numbered(db, asked_again_after_freezing.study, 2)))
    assert tree.context.follow_up_open == ("Mill Hall",)
    assert "The follow-up was still open when this was made, and is told of later: Mill Hall." in html.page(tree)
    assert waves_frozen(asked_again_after_freezing)["follow_up"] is None


def test_what_was_answered_while_it_is_open_is_in_no_export(asked_again_after_freezing):
    with asked_again_after_freezing.database.reading() as db:
        rows = answers_to_export(db, [asked_again_after_freezing.experiments["Mill Hall"].id])
    assert set(rows["wave"]) == {"pre", "post"}


def test_letters_stand_for_the_workshops_whose_follow_up_is_open(asked_again_after_freezing):
    typed(asked_again_after_freezing, "make", "--letters")
    with asked_again_after_freezing.database.reading() as db:
        tree = tree_of(rebuilding(db, release_numbered(db, asked_again_after_freezing.study, 2)))
    assert tree.context.follow_up_open == ("Workshop 1",)


def test_counts_are_told_again_of_the_same_people_who_only_answered_once_more(evening):
    typed(evening, "make")
    evening.clock.now = now_utc()
    evening.months_later("Mill Hall", 12, answering=ITEMS)
    typed(evening, "make")
    first, second = (aggregates(evening, number)["outcomes"]["bridging_trust"]["participants"] for number in (1, 2))
    assert first["n_up_margin"] == second["n_up_margin"]
    assert isinstance(second["n_up_margin"], int)
