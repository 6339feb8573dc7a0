import numpy as np
import pytest

from analysis.estimate.estimate import Estimate, Interval, NotEstimable, Suppressed, as_json
from analysis.estimate.pairs import ALIKE


def test_a_figure_is_written_under_the_names_of_its_parts():
    assert as_json(Estimate(value=1.5, low=1, high=2)) == {"value": 1.5, "low": 1, "high": 2}


def test_a_part_that_cannot_be_had_says_why_in_its_place():
    assert as_json(Estimate(value=1.0, low=ALIKE, high=ALIKE))["low"] == {"not_estimable": ALIKE.reason}


def test_what_is_suppressed_says_so():
    assert as_json({"a": Suppressed("Too few people.")}) == {"a": {"suppressed": "Too few people."}}


def test_a_part_that_does_not_apply_is_left_out():
    assert as_json({"a": None, "b": 1}) == {"b": 1}


@pytest.mark.parametrize("number", [np.float64(2), np.int64(2), np.bool_(True)])
def test_numbers_of_arrays_become_plain_ones(number):
    assert type(as_json(number)) in (float, int, bool)


def test_lists_and_arrays_become_lists():
    assert as_json({"a": np.array([1.0, 2.0]), "b": (Interval(1, 2),)}) == {"a": [1, 2], "b": [{"low": 1, "high": 2}]}


@pytest.mark.parametrize("number", [float("nan"), float("inf"), np.float64("-inf")])
def test_a_number_that_is_not_finite_is_no_figure(number):
    with pytest.raises(ValueError, match="is not a figure"):
        as_json({"a": number})


def test_what_json_has_no_word_for_is_refused():
    with pytest.raises(TypeError, match="no word for a set"):
        as_json({1, 2})


def test_a_reason_is_a_figure_of_its_own():
    assert as_json(NotEstimable("Nobody answered.")) == {"not_estimable": "Nobody answered."}
