import json

import numpy as np
import pandas as pd
import pytest

from analysis.estimate.estimate import NotEstimable, as_json
from analysis.estimate.sample import item_figures, sample_figures
from analysis.io.frames import paired_scores
from analysis.scoring.scoring import Scale

TRUST = Scale(id="trust", label="trust", items=("t1", "t2"), minimum=0, maximum=10, margin=0.5)
NAMES = {
    *("n_pre", "n_post", "n_pairs", "mean_pre", "mean_post", "sd_pre", "sd_post", "mean_change", "sd_change"),
    *("r_pre_post", "median_change", "n_up", "n_same", "n_down", "n_up_margin", "n_within_margin", "n_down_margin"),
    *("change", "equivalence", "sign_test", "signed_rank", "hodges_lehmann", "d_z", "d_av", "g_av"),
    *("probability_of_improvement", "reliable_change", "alpha_pre", "alpha_post", "omega_pre", "omega_post"),
    *("spearman_brown_pre", "spearman_brown_post"),
}
"""The figures of one sample, as the file of figures names them."""


def group(people, *, seed=3):
    rng = np.random.default_rng(seed)
    pre = rng.integers(0, 8, people).astype(float)
    return pd.DataFrame({"pre": pre, "post": pre + rng.integers(-1, 4, people)})


def figures(scores, scale=TRUST, *, items=None, reliability=0.8):
    return sample_figures(scores, scale, items_pre=items, items_post=items, reliability=reliability)


def test_the_figures_of_a_scale_have_the_names_of_the_file():
    assert set(as_json(figures(group(20)))) == NAMES


def test_the_figures_of_a_scale_can_be_written_as_json():
    assert json.loads(json.dumps(as_json(figures(group(20)))))["n_pairs"] == 20


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("change", ["low", "high", "t", "df", "p"]),
        ("equivalence", ["margin", "p"]),
        ("sign_test", ["p"]),
        ("signed_rank", ["p", "method", "zeros"]),
        ("hodges_lehmann", ["value", "low", "high"]),
        ("reliable_change", ["reliability", "improved", "unchanged", "worsened"]),
    ],
)
def test_a_figure_has_the_parts_of_the_file(name, parts):
    assert list(as_json(figures(group(20)))[name]) == parts


def test_scored_at_a_wave_counts_those_of_that_wave_and_the_rest_is_over_pairs():
    scores = pd.DataFrame({"pre": [1, 2, 3, np.nan], "post": [2, np.nan, 5, 9]})
    found = figures(scores)
    assert (found.n_pre, found.n_post, found.n_pairs) == (3, 3, 2)
    assert (found.mean_pre, found.mean_post) == (2, 3.5)


def test_a_change_of_exactly_the_margin_is_worth_counting():
    scores = pd.DataFrame({"pre": [1.0, 1.1, 1.0, 2.0], "post": [1.5, 1.6, 1.4, 1.5]})
    found = figures(scores)
    assert (found.n_up_margin, found.n_within_margin, found.n_down_margin) == (2, 1, 1)


def test_without_a_margin_nothing_is_said_of_margins():
    found = figures(group(20), Scale(id="s", label="s", items=("i",), minimum=0, maximum=10))
    assert isinstance(found.equivalence, NotEstimable)
    assert isinstance(found.n_up_margin, NotEstimable)


def test_change_beyond_error_is_counted_against_the_error_of_two_measurements():
    # sd 2 and reliability .5: 1.96 sqrt(2 * .5) 2 = 3.92 points (Jacobson & Truax 1991).
    pre = np.array([0, 0, 4, 4, 0, 4, 0, 4, 0, 4], dtype=float) * np.sqrt(0.9)
    change = np.array([3.93, 3.91, -3.93, 0, 0, 0, 0, 0, 0, 0])
    found = figures(pd.DataFrame({"pre": pre, "post": pre + change}), reliability=0.5)
    assert found.sd_pre == pytest.approx(2)
    assert as_json(found.reliable_change) == {"reliability": 0.5, "improved": 1, "unchanged": 8, "worsened": 1}


def test_fewer_than_ten_pairs_are_too_few_to_say_who_changed_reliably():
    assert isinstance(figures(group(9)).reliable_change, NotEstimable)


def test_all_alike_leaves_the_size_and_the_exact_tests():
    scores = pd.DataFrame({"pre": [1.0, 2.0, 4.0], "post": [2.0, 3.0, 5.0]})
    found = figures(scores)
    assert found.d_av.value == pytest.approx(1 / np.std([1, 2, 4], ddof=1))
    assert isinstance(found.d_av.low, NotEstimable)
    assert found.signed_rank.p == found.sign_test.p == 0.25


def test_scores_without_any_spread_give_no_standardised_change():
    scores = pd.DataFrame({"pre": [1.0, 1.0, 1.0], "post": [2.0, 2.0, 2.0]})
    assert isinstance(figures(scores).d_av, NotEstimable)


def rows(*answers, item="t1"):
    return pd.DataFrame(
        [
            (f"p{n}", "A", wave, answer)
            for n, both in enumerate(answers)
            for wave, answer in zip(("pre", "post"), both, strict=True)
        ],
        columns=["participant", "chapter", "wave", item],
    )


def of_item(frame, item, scale):
    return item_figures(paired_scores(frame, scale.of_item(item)), scale)


def test_the_figures_of_an_item_are_over_those_who_answered_it_twice():
    found = of_item(rows((1, 3), (2, 2), (5, np.nan)), "t1", TRUST)
    assert (found.n_pre, found.n_pairs, found.mean_change) == (3, 2, 1)


def test_an_item_is_turned_before_its_figures():
    turned = Scale(id="s", label="s", items=("t1", "t2"), minimum=0, maximum=10, reverse=frozenset({"t1"}))
    assert of_item(rows((1, 3), (2, 2)), "t1", turned).mean_pre == 8.5


def test_an_item_has_no_internal_consistency_and_does_not_speak_of_it():
    assert "alpha_pre" not in as_json(of_item(rows((1, 3), (2, 2)), "t1", TRUST))


YES_NO = Scale(id="met", label="met", items=("m",), minimum=0, maximum=1)


def test_a_yes_no_item_says_who_gained_and_who_lost():
    found = as_json(of_item(rows((0, 1), (0, 1), (1, 0), (1, 1), item="m"), "m", YES_NO))
    assert (found["before"], found["after"]) == (0.5, 0.75)
    assert (found["mcnemar"]["gained"], found["mcnemar"]["lost"]) == (2, 1)


def test_a_yes_no_item_that_nobody_changed_has_no_test():
    found = as_json(of_item(rows((0, 0), (1, 1), item="m"), "m", YES_NO))
    assert "not_estimable" in found["mcnemar"]["exact_p"]
    assert found["difference"]["value"] == 0


def test_an_answer_between_yes_and_no_is_neither():
    found = as_json(of_item(rows((0, 0.5), (1, 1), item="m"), "m", YES_NO))
    assert "not_estimable" in found["before"]


def test_an_item_with_more_than_two_answers_has_no_shares_of_yes():
    assert "before" not in as_json(of_item(rows((1, 3), (2, 2)), "t1", TRUST))
