import numpy as np
import pandas as pd
import pytest

from analysis.estimate.estimate import NotEstimable, as_json
from analysis.scoring.scoring import Scale
from analysis.sensitivity.attrition import baseline_smd, bounds, change_if, flow, missing_figures, tipping_point

SCALE = Scale(id="s", label="s", items=("i",), minimum=0, maximum=10)
NOTHING = np.nan


def scores(*rows):
    return pd.DataFrame(rows, columns=["pre", "post"], dtype=float)


LOSING = scores((2, 4), (3, 4), (5, 8), (1, NOTHING), (4, NOTHING), (NOTHING, 9))


def test_people_are_counted_by_the_waves_they_have_a_row_at():
    rows = [("p", "pre"), ("p", "post"), ("q", "pre"), ("r", "post"), ("s", "follow_up")]
    found = flow(pd.DataFrame(rows, columns=["participant", "wave"]), came=9)
    assert as_json(found) == {"came": 9, "pre": 2, "post": 2, "pairs": 1, "pre_only": 1, "post_only": 1}


def test_the_tipping_point_undoes_the_change():
    assert change_if(LOSING, tipping_point(LOSING)) == pytest.approx(0)


def test_the_tipping_point_says_how_differently_the_unseen_would_have_to_change():
    # Three seen rose by 2 on average; two of five unseen: -2 * 5 / 2.
    assert tipping_point(LOSING) == pytest.approx(-5)


def test_the_bounds_put_every_unseen_person_at_an_end():
    limits = bounds(LOSING, SCALE)
    assert (limits.low, limits.high) == pytest.approx(((6 - 5) / 5, (6 + 15) / 5))


def test_someone_seen_after_only_is_on_neither_side():
    assert baseline_smd(LOSING) == baseline_smd(LOSING.iloc[:-1])


@pytest.mark.parametrize("figure", [baseline_smd, tipping_point])
def test_where_nobody_is_lost_there_is_nobody_to_compare(figure):
    assert "after" in figure(scores((1, 2), (3, 4))).reason


def test_where_nobody_is_lost_the_bounds_close_on_the_change():
    limits = bounds(scores((1, 2), (3, 4)), SCALE)
    assert limits.low == limits.high == 1


def test_one_person_lost_is_too_few_to_compare():
    assert isinstance(baseline_smd(scores((1, 2), (3, 4), (5, NOTHING))), NotEstimable)


def test_nobody_seen_gives_no_bounds():
    assert isinstance(bounds(scores((1, NOTHING)), SCALE), NotEstimable)


def test_the_missing_figures_have_the_names_of_the_file():
    found = as_json(missing_figures(LOSING, SCALE, all_rows={"estimate": 1.0}))
    assert list(found) == ["baseline_smd", "all_rows", "tipping_point", "bounds"]
