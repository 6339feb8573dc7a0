"""Figures as a release prints them: no finer than the people behind them allow, and no count of one or two."""

from collections import Counter
from dataclasses import dataclass, fields, replace

import pandas as pd
import pytest

from analysis.disclosure.released import (
    BETWEEN,
    COARSE,
    OVER,
    UNDER,
    no_finer,
    of_question,
    rounded,
    without_counts_between,
    without_small_counts,
)
from analysis.estimate.effect_size import ReliableChange
from analysis.estimate.estimate import Interval, NotEstimable, Suppressed
from analysis.estimate.sample import item_figures, sample_figures
from analysis.scoring.scoring import Scale


@dataclass(frozen=True)
class Group:
    n_pairs: int
    mean_change: float
    change: Interval
    margin: float = 0.25
    p: float = 0.123456
    d_z: float = 0.456
    sd_change: object = NotEstimable("All changed alike.")


GROUP = {"mean_change": 0.456, "change": Interval(-0.149, 1.06)}


@pytest.mark.parametrize(("pairs", "mean", "low"), [(19, 0.0, -1.0), (20, 0.5, -0.2)])
def test_scale_points_have_one_decimal_from_twenty_pairs_on(pairs, mean, low):
    found = rounded(Group(n_pairs=pairs, **GROUP), pairs=100)
    assert (found.mean_change, found.change.low) == (mean, low)


def test_figures_without_unit_have_one_decimal_probabilities_are_bands_and_settings_stay():
    found = rounded(Group(n_pairs=20, **GROUP), pairs=20)
    assert (found.d_z, found.p, found.margin) == (0.5, OVER, 0.25)


@pytest.mark.parametrize(("p", "told"), [(0.0099, UNDER), (0.01, BETWEEN), (0.05, BETWEEN), (0.0501, OVER)])
def test_a_probability_is_told_as_one_of_three_bands(p, told):
    assert rounded(Group(n_pairs=20, p=p, **GROUP), pairs=20).p == told


def test_no_probability_is_told_beside_averages_without_a_decimal():
    assert rounded(Group(n_pairs=19, **GROUP), pairs=19).p == COARSE


@pytest.mark.parametrize("sums", [range(39, 139)])
def test_two_sums_or_more_stand_behind_each_average_of_twenty(sums):
    told = Counter(rounded(each / 20, pairs=20) for each in sums)
    assert set(told.values()) == {2}


def test_what_is_not_a_number_stays():
    assert rounded(Group(n_pairs=8, **GROUP), pairs=8).sd_change == NotEstimable("All changed alike.")


def test_a_rounded_zero_has_no_sign():
    assert str(rounded(-0.01, pairs=30)) == "0.0"


SCALE = Scale(id="t", label="T", items=("t1", "t2"), minimum=1, maximum=7, margin=1.5)
YES_NO = Scale(id="y", label="Y", items=("y1",), minimum=0, maximum=1)
COUNTS = ("n_up", "n_same", "n_down")


def group(up, same, down, **others):
    """The figures of people of whom so many rose by a point, stayed and fell by a point."""
    changes = [1.0] * up + [0.0] * same + [-1.0] * down
    scores = pd.DataFrame({"participant": range(len(changes)), "pre": [4.0 - k % 2 for k in range(len(changes))]})
    scores["post"] = scores["pre"] + changes
    made = sample_figures(scores, SCALE, items_pre=None, items_post=None, reliability=None)
    return replace(made, **others)


def said_yes(before, after):
    """The figures of a yes/no question of 30 people, of whom so many said yes before and after."""
    answers = {"pre": [1.0] * before + [0.0] * (30 - before), "post": [1.0] * after + [0.0] * (30 - after)}
    return item_figures(pd.DataFrame(answers), YES_NO)


def hidden(figures):
    return {each.name for each in fields(figures) if isinstance(getattr(figures, each.name), Suppressed)}


def test_the_ends_of_a_range_are_rounded_away_from_its_middle():
    found = rounded(Group(n_pairs=8, mean_change=0.4, change=Interval(0.2, 0.6)), pairs=8)
    assert (found.change.low, found.change.high) == (0.0, 1.0)


def test_an_end_that_is_round_already_stays():
    assert rounded(Interval(0.1 + 0.2, 0.6), pairs=30) == Interval(0.3, 0.6)


def test_a_count_of_one_goes_with_the_others_so_that_nothing_tells_it():
    found = without_small_counts(group(20, 1, 9))
    assert hidden(found) >= set(COUNTS)
    assert found.n_pairs == 30


def test_what_is_made_of_hidden_counts_goes_too():
    found = hidden(without_small_counts(group(20, 1, 9)))
    assert {"probability_of_improvement", "sign_test", "signed_rank", "median_change"} <= found


@pytest.mark.parametrize("counts", [(20, 0, 9), (3, 3, 3)])
def test_counts_that_are_not_one_or_two_stay(counts):
    assert hidden(without_small_counts(group(*counts))) == set()


def test_groups_deep_inside_a_report_are_found():
    found = without_small_counts({"trust": ({"Caer": group(8, 2, 9)},)})
    assert "n_same" in hidden(found["trust"][0]["Caer"])


def test_a_reliable_change_of_two_people_is_not_told():
    change = ReliableChange(reliability=0.8, improved=2, unchanged=25, worsened=0)
    assert hidden(without_small_counts(group(9, 9, 9, reliable_change=change))) == {"reliable_change"}


def test_of_a_yes_no_question_all_counts_and_shares_go_where_one_of_them_is_two_people():
    found = hidden(without_small_counts(said_yes(10, 12)))
    assert {*COUNTS, "before", "after", "difference", "mcnemar"} <= found


def test_a_share_of_two_people_is_not_told():
    assert {"before", "after", "difference", "mcnemar"} <= hidden(without_small_counts(said_yes(2, 20)))


def test_counts_at_no_change_go_where_with_those_at_the_margin_they_tell_of_one_or_two():
    by_a_point = replace(group(9, 9, 9), n_up_margin=8, n_within_margin=10, n_down_margin=9)
    found = hidden(without_counts_between(by_a_point))
    assert {"n_up", "n_same", "n_down", "sign_test"} <= found
    assert not {"n_up_margin", "n_down_margin"} & found


@pytest.mark.parametrize(("people", "told"), [((7, 5, 7), False), ((8, 4, 8), True)])
def test_spreads_and_effects_are_told_from_twenty_people_on(people, told):
    fine = {"sd_pre", "sd_change", "d_z", "r_pre_post", "hodges_lehmann"} & hidden(no_finer(group(*people), step=0.2))
    assert bool(fine) is not told


def test_no_spread_is_told_where_people_are_too_much_alike():
    assert "sd_change" in hidden(no_finer(group(8, 4, 8), step=1 / 2))


def test_counts_are_not_told_beside_a_range_where_people_are_too_much_alike():
    assert "n_up" in hidden(no_finer(group(8, 40, 8), step=1))


def test_a_single_question_has_averages_and_counts_and_no_range():
    found = of_question(group(8, 8, 8))
    assert {"change", "sd_pre", "d_z"} <= hidden(found)
    assert not {"n_up", "mean_pre", "mean_change"} & hidden(found)


@pytest.mark.parametrize(("before", "after"), [(11, 12), (29, 12)])
def test_who_said_yes_both_times_or_neither_time_is_counted_as_well(before, after):
    assert "mcnemar" in hidden(without_small_counts(said_yes(before, after)))
