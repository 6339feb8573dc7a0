"""Figures as a release prints them: no finer than the people behind them allow, and no count of one or two."""

from dataclasses import dataclass

import pytest

from analysis.estimate import Interval, NotEstimable
from analysis.released import rounded, without_small_counts


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


@pytest.mark.parametrize(("pairs", "mean", "low"), [(19, 0.0, 0.0), (20, 0.5, -0.1)])
def test_scale_points_have_one_decimal_from_twenty_pairs_on(pairs, mean, low):
    found = rounded(Group(n_pairs=pairs, **GROUP), pairs=100)
    assert (found.mean_change, found.change.low) == (mean, low)


def test_figures_without_unit_have_two_decimals_probabilities_three_and_settings_stay():
    found = rounded(Group(n_pairs=8, **GROUP), pairs=8)
    assert (found.d_z, found.p, found.margin) == (0.46, 0.123, 0.25)


def test_what_is_not_a_number_stays():
    assert rounded(Group(n_pairs=8, **GROUP), pairs=8).sd_change == NotEstimable("All changed alike.")


def test_a_rounded_zero_has_no_sign():
    assert str(rounded(-0.01, pairs=30)) == "0.0"


def counts(up, same, down, **others):
    return {"n_pairs": up + same + down, "n_up": up, "n_same": same, "n_down": down, **others}


def is_hidden(figure):
    return isinstance(figure, dict) and "suppressed" in figure


def test_a_count_of_one_goes_with_another_so_that_the_pairs_do_not_tell_it():
    found = without_small_counts(counts(20, 1, 9))
    hidden = {name for name in ("n_up", "n_same", "n_down") if is_hidden(found[name])}
    assert hidden == {"n_same", "n_down"}
    assert found["n_pairs"] == 30


def test_what_is_made_of_hidden_counts_goes_too():
    found = without_small_counts(counts(20, 1, 9, probability_of_improvement={"value": 0.68}, sign_test={"p": 0.06}))
    assert is_hidden(found["probability_of_improvement"])
    assert is_hidden(found["sign_test"])


@pytest.mark.parametrize("figures", [counts(20, 0, 9), counts(3, 3, 3)])
def test_counts_that_are_not_one_or_two_stay(figures):
    assert without_small_counts(figures) == figures


def test_counts_deep_inside_a_report_are_found():
    found = without_small_counts({"outcomes": {"trust": {"chapters": {"Caer": counts(8, 2, 9)}}}})
    assert is_hidden(found["outcomes"]["trust"]["chapters"]["Caer"]["n_same"])


def test_a_reliable_change_of_two_people_is_not_told():
    found = without_small_counts(counts(9, 9, 9, reliable_change={"improved": 2, "unchanged": 25, "worsened": 0}))
    assert is_hidden(found["reliable_change"])
