"""A score is the mean of what somebody answered, where they answered enough; a keyed file says of which items."""

import math

import pandas as pd
import pytest

from analysis.scoring.scoring import Scale, pomp, reversed_items, scales_from_key, score

NOTHING = float("nan")


def scale(*items, **rules):
    return Scale(**{"id": "s", "label": "s", "items": items, "minimum": 1, "maximum": 7, **rules})


def scores(answers, **rules):
    frame = pd.DataFrame(answers)
    return score(frame, scale(*frame.columns, **rules)).tolist()


def test_a_score_is_the_mean_of_the_answered_items():
    assert scores({"a": [1], "b": [2], "c": [6]}) == [3]


def test_a_reversed_item_counts_from_the_other_end():
    assert scores({"a": [2], "b": [1]}, reverse=frozenset({"b"})) == [4.5]


def test_reversal_keeps_what_was_not_answered():
    turned = reversed_items(pd.DataFrame({"a": [NOTHING, 3]}), scale("a", reverse=frozenset({"a"})))
    assert math.isnan(turned["a"][0])
    assert turned["a"][1] == 5


def test_two_of_three_items_are_enough_for_two_thirds():
    assert scores({"a": [1.0], "b": [3.0], "c": [NOTHING]}) == [2]


def test_one_of_three_items_is_not_enough():
    assert math.isnan(scores({"a": [1.0], "b": [NOTHING], "c": [NOTHING]})[0])


def test_a_scale_of_two_items_needs_both():
    assert math.isnan(scores({"a": [1.0], "b": [NOTHING]})[0])


@pytest.mark.parametrize("share", [0.66, 0.67, 0.666, 2 / 3, 0.6667])
def test_two_thirds_mean_two_of_three_however_they_are_written(share):
    assert scores({"a": [1.0], "b": [3.0], "c": [NOTHING]}, minimum_answered=share) == [2]


def test_half_of_two_items_are_enough_where_the_plan_says_half():
    assert scores({"a": [4.0], "b": [NOTHING]}, minimum_answered=0.5) == [4]


def test_no_answer_is_no_score_even_where_no_item_is_required():
    assert math.isnan(scores({"a": [NOTHING]}, minimum_answered=0)[0])


def test_pomp_puts_the_middle_of_any_scale_at_fifty():
    assert pomp(pd.Series([0.0, 5.0, 10.0]), scale("a", minimum=0, maximum=10)).tolist() == [0, 50, 100]


def test_a_scoring_key_of_plain_rows_becomes_scales():
    row = {"id": "x", "label": "X", "items": ["a", "b"], "minimum": 1, "maximum": 7, "reverse": ["b"], "missing": []}
    (made,) = scales_from_key([row])
    assert (made.items, made.reverse, made.minimum_answered) == (("a", "b"), frozenset({"b"}), 2 / 3)
