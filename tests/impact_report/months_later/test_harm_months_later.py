"""Harm that shows months later is on page 1, in the sentence that may be quoted, and earns no tick."""

import numpy as np
import pytest

from analysis.scoring.scoring import Scale
from analysis.wording import months_later
from tests.impact_report.examples import frame_of, report
from tests.impact_report.page_one import page_1
from tests.releases.masked import as_released

SCALE = Scale(id="t", label="Trust in others", items=("t1",), minimum=0, maximum=10, margin=0.3, primary=True)
SAID = "Months later, trust in others of 80 people asked again had moved the unwelcome way from where they began: "


def asked_again(later, *, n=80, spread=1.0, direction="higher", post=0.6):
    """The report of one chapter that rose, asked a third time."""
    rng = np.random.default_rng(45)
    rows = []
    for person in range(n):
        own, given = 5 + rng.normal(), {"participant": f"p{person}", "chapter": "Ayton"}
        moved = (("pre", 0.0), ("post", post + rng.normal() * 0.5), ("follow_up", later + rng.normal() * spread))
        rows += [given | {"wave": wave, "t1": own + change} for wave, change in moved]
    scale = Scale(**{**vars(SCALE), "direction": direction})
    return report(frame_of(rows), scales=(scale,))


def ticks(made):
    return {reason.sentence.message: reason.speaks_for for reason in made.badge.reasons}


def as_it_is(made):
    return made


LIVE_AND_ROUNDED = pytest.mark.parametrize("told", [as_it_is, as_released], ids=["live", "rounded"])


@LIVE_AND_ROUNDED
def test_a_fall_below_where_people_began_is_in_the_lede_and_the_quote_with_its_figure(told):
    made = told(asked_again(-0.5))
    said = page_1(made)
    assert SAID in said["lede"]
    assert SAID in said["quote"]
    assert SAID in said["all"]
    assert made.language.change(made.first.waves["follow_up"]["lasting"].mean) in said["quote"].split(SAID)[1]


@LIVE_AND_ROUNDED
def test_it_earns_no_tick(told):
    made = told(asked_again(-0.5))
    assert months_later.LASTING not in ticks(made)
    assert ticks(made)[months_later.WORSE] is False


def test_where_less_is_better_a_rise_months_later_is_told():
    made = asked_again(0.5, direction="lower", post=-0.6)
    assert SAID in page_1(made)["quote"]


@LIVE_AND_ROUNDED
def test_a_rise_of_which_nothing_is_left_is_told_as_that_and_earns_no_tick(told):
    made = told(asked_again(0.0))
    said = "Months later, trust in others of 80 people asked again could not be told from where they began: "
    assert said in page_1(made)["lede"]
    assert said in page_1(made)["quote"]
    assert months_later.LASTING not in ticks(made)
    assert ticks(made)[months_later.GONE] is False


def test_a_rise_that_is_still_there_is_told_with_its_figure():
    made = asked_again(0.6)
    told = "Months later, trust in others of 80 people asked again was still past where they began, the welcome way: "
    assert f"{told}+0.51" in page_1(made)["all"]
    assert ticks(made)[months_later.LASTING] is True


def test_one_amount_for_everybody_is_told_without_a_range():
    said = page_1(asked_again(-0.5, spread=0.0))["quote"]
    assert "trust in others of every one of 80 people asked again had moved the unwelcome way" in said


def test_so_few_people_that_nothing_is_said_of_a_change_tell_nothing_months_later():
    assert "Months later, trust" not in page_1(asked_again(-2, n=9))["lede"]


def test_a_figure_that_rounds_to_nil_is_written_on_its_own_side():
    made = as_released(asked_again(-0.16, spread=0.9))
    assert made.first.waves["follow_up"]["lasting"].high >= 0
    assert "just under 0" in page_1(made)["quote"]


def in_chapters(moved, *, n=20, seed=46):
    """The report of chapters of n people who rose at After and had moved so far, each chapter, months later."""
    rng, rows = np.random.default_rng(seed), []
    for chapter, far in moved.items():
        for person in range(n):
            given = {"participant": f"{chapter}{person}", "chapter": chapter}
            own = 5 + rng.normal()
            for wave, shift in (("pre", 0.0), ("post", 0.6 + rng.normal() * 0.5), ("follow_up", far + rng.normal())):
                rows.append(given | {"wave": wave, "t1": own + shift})
    return report(frame_of(rows), scales=(SCALE,))


APART = {"A": -2.0, "B": -1.5, "C": 0.3, "D": 0.5, "E": 0.2, "F": 0.4}


@LIVE_AND_ROUNDED
def test_chapters_that_lie_far_apart_leave_open_what_a_t_over_their_people_would_call_harm(told):
    made = told(in_chapters(APART))
    assert made.first.waves["follow_up"]["lasting"].mean < 0 < made.first.waves["follow_up"]["lasting"].high
    assert "people asked again could not be told from where they began" in page_1(made)["lede"]
    assert months_later.WORSE not in ticks(made)


@LIVE_AND_ROUNDED
def test_harm_on_the_average_of_chapters_is_told_as_that(told):
    made = told(in_chapters(dict.fromkeys("ABCDEF", -0.8)))
    said = "Months later, on the average of six chapters, trust in others of 120 people asked again had moved the "
    said += "unwelcome way"
    assert said in page_1(made)["lede"]
    assert said in page_1(made)["quote"]
