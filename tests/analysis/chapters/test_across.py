"""Figures across chapters: against metafor, clubSandwich 0.5.11 and base R, at the edges, and reshuffled."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.estimate.estimate import NotEstimable, as_json
from analysis.pooling.across import across_figures, between_experiments


def test_six_schools_across_are_metafors(six_schools):
    found = across_figures(six_schools.frame)
    assert found.k == 6
    six_schools.check("two_stage_yi", [each.estimate for each in found.chapters.values()])
    six_schools.check("two_stage_vi", [each.variance for each in found.chapters.values()])
    six_schools.check("two_stage_REML_estimate", found.reml.estimate)
    six_schools.check("two_stage_REML_hk_ci95", [found.hartung_knapp.low, found.hartung_knapp.high])
    six_schools.check("two_stage_tau2_qprofile_ci95", [found.tau2.low, found.tau2.high])
    six_schools.check("two_stage_REML_pi95_hts_t_km2", [found.prediction.low, found.prediction.high])


def test_the_t_on_six_schools_means_is_rs(six_schools):
    means = across_figures(six_schools.frame).chapter_means
    six_schools.check("mean_of_site_means_t", [means.estimate, means.p, means.low, means.high], at=[0, 3, 4, 5])


def test_cr2_of_six_schools_is_clubsandwichs(six_schools):
    cr2 = across_figures(six_schools.frame).cr2
    six_schools.check("cr2_mean_change", [cr2.estimate, cr2.se, cr2.df, cr2.p], at=[0, 1, 2, 4])
    six_schools.check("cr2_mean_change_ci95", [cr2.low, cr2.high])


def test_the_six_schools_headline_does_not_claim_a_rise(six_schools):
    headline = across_figures(six_schools.frame).headline
    assert headline.low < 0 < headline.high


def test_without_experiments_there_is_no_word_of_a_third_level(six_schools):
    assert "three_level" not in as_json(across_figures(six_schools.frame))


def test_with_experiments_both_levels_are_told(six_chapters):
    found = across_figures(six_chapters)
    assert found.three_level.tau2_experiment >= 0
    assert found.prediction_workshop.low < found.three_level.estimate < found.prediction_workshop.high


@pytest.mark.parametrize(("k", "words"), [(1, "a single chapter"), (2, "two chapters")])
def test_one_or_two_chapters_stand_side_by_side(chapters_of, k, words):
    found = across_figures(chapters_of({name: [0.0, 1.0, 2.0, 1.0] for name in "ab"[:k]}))
    assert found.k == k
    assert found.chapters["a"].estimate == 1
    for average in (found.reml, found.headline, found.cr2, found.one_stage, found.chapter_means, found.leave_one_out):
        assert average.reason == f"We do not average {words}: they stand side by side."


def test_two_chapters_are_still_compared(chapters_of):
    found = across_figures(chapters_of({"a": [0.0, 1.0, 2.0, 1.0], "b": [3.0, 4.0, 2.0, 3.0]}))
    assert found.q.df == 1


def test_four_chapters_are_too_few_to_predict_a_fifth(chapters_of):
    found = across_figures(chapters_of({name: [float(n), 1.0, 2.0, 0.0] for n, name in enumerate("abcd")}))
    assert "at least 5 chapters" in found.prediction.reason


def test_no_answers_at_all_are_no_chapters(chapters_of):
    found = across_figures(chapters_of({}))
    assert found.k == 0
    assert found.headline.reason == "No chapter has results yet."


def test_a_chapter_where_everybody_changed_alike_borrows_the_others_spread(chapters_of):
    found = across_figures(chapters_of({"a": [0.0, 2.0], "b": [1.0, 3.0], "c": [0.0] * 4}))
    # the others' pooled variance is 2, over four people
    assert found.chapters["c"].variance == pytest.approx(0.5)
    assert found.chapters["c"].variance_borrowed is True
    as_json(found)


def test_decimals_that_a_computer_cannot_hold_do_not_make_a_spread(chapters_of):
    scores = chapters_of({"a": [0.0, 2.0], "b": [1.0, 3.0], "c": [0.0, 0.0]})
    scores.loc[scores["chapter"] == "c", ["pre", "post"]] = [[0.1, 0.1 + 0.2], [0.0, 0.2]]
    assert across_figures(scores).chapters["c"].variance_borrowed is True


def test_chapters_that_all_changed_alike_are_said_to_have_no_spread(chapters_of):
    found = across_figures(chapters_of({name: [1.0, 1.0, 1.0] for name in "abc"}))
    assert "everybody changed alike" in found.headline.reason
    as_json(found)


def test_a_chapter_with_one_pair_is_left_out_and_named(chapters_of):
    found = across_figures(chapters_of({"a": [0.0, 2.0], "b": [1.0, 3.0], "c": [0.0, 1.0], "d": [9.0]}))
    assert found.left_out == ("d",)
    assert found.k == 3
    assert found.cr2.estimate == pytest.approx(7 / 6)


def test_chapters_with_one_mean_keep_their_average_without_a_number_that_is_not_one(chapters_of):
    found = across_figures(chapters_of({name: [0.0, 2.0, 1.0] for name in "abcd"}))
    assert found.headline.estimate == pytest.approx(1)
    assert isinstance(found.cr2, NotEstimable)
    as_json(found)


def mirrored(scores):
    return scores.assign(pre=-scores["pre"], post=-scores["post"])


def test_the_order_of_rows_does_not_matter(six_chapters):
    shuffled = six_chapters.sample(frac=1, random_state=3)
    assert as_json(across_figures(shuffled).headline) == pytest.approx(as_json(across_figures(six_chapters).headline))


@settings(max_examples=20, deadline=None)
@given(constant=st.floats(-1e3, 1e3))
def test_adding_a_constant_to_both_waves_changes_nothing(constant):
    scores = _some_scores()
    moved = scores.assign(pre=scores["pre"] + constant, post=scores["post"] + constant)
    ours, theirs = as_json(across_figures(scores)), as_json(across_figures(moved))
    for figure in ("reml", "hartung_knapp", "headline", "cr2", "chapter_means", "prediction"):
        assert theirs[figure] == pytest.approx(ours[figure], rel=1e-7, abs=1e-9)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_turning_every_sign_mirrors_every_interval(seed):
    scores = _some_scores(seed)
    ours, theirs = across_figures(scores), across_figures(mirrored(scores))
    for figure in ("reml", "hartung_knapp", "headline", "cr2", "chapter_means", "prediction"):
        one, other = getattr(ours, figure), getattr(theirs, figure)
        assert (-other.high, -other.low) == pytest.approx((one.low, one.high), rel=1e-9, abs=1e-12)
    assert theirs.tau2.value == pytest.approx(ours.tau2.value, rel=1e-8, abs=1e-12)


def _some_scores(seed=4):
    rng = np.random.default_rng(seed)
    chapters = np.repeat([f"c{j}" for j in range(6)], rng.integers(6, 20, 6))
    pre = rng.integers(0, 11, len(chapters)).astype(float)
    return pd.DataFrame({"chapter": chapters, "pre": pre, "post": rng.integers(0, 11, len(chapters)).astype(float)})


def test_a_chapters_own_interval_has_experiments_less_chapters_degrees_of_freedom(six_chapters):
    own = between_experiments(six_chapters)
    assert {each.df for each in own.values()} == {12 - 6}


def test_a_chapters_own_interval_is_computed_as_it_says(chapters_of):
    scores = chapters_of({"a": [0.0, 2.0, 4.0, 6.0], "b": [1.0, 3.0, 2.0, 2.0]})
    scores["experiment"] = ["e1", "e1", "e2", "e2"] * 2
    own = between_experiments(scores)
    # experiments at 1, 5 and 2, 2: squares 8 over 4 - 2 df, so S^2 = 4; t(.975, 2) = 4.302653; halves of people
    assert own["a"].high - 3 == pytest.approx(4.302652729911275 * np.sqrt(4 / 2), rel=1e-9)


def test_a_chapters_own_interval_is_never_narrower_than_from_its_people(chapters_of):
    scores = chapters_of({"a": [0.0, 6.0, 0.0, 6.0], "b": [1.0, 3.0, 2.0, 2.0]})
    scores["experiment"] = ["e1", "e1", "e2", "e2"] * 2
    own = between_experiments(scores)["a"]
    # both experiments at 3: people's s = sqrt(12), t(.975, 3) = 3.182446
    assert own.high - 3 == pytest.approx(3.182446305284264 * np.sqrt(12 / 4), rel=1e-9)


def test_a_chapter_of_one_evening_borrows_the_others_and_says_so(six_chapters):
    own = between_experiments(six_chapters)
    assert {chapter: each.one_evening for chapter, each in own.items()} == {
        "c0": True, "c1": False, "c2": True, "c3": False, "c4": False, "c5": False,
    }  # fmt: skip


def test_where_no_chapter_held_two_experiments_no_evening_can_be_compared(chapters_of):
    own = between_experiments(chapters_of({"a": [0.0, 1.0], "b": [2.0, 1.0]}))
    assert "No chapter has held two experiments" in own["a"].reason


def test_a_hidden_experiment_moves_no_figure_that_uses_experiments_apart(six_chapters):
    hidden = [("c5", "e0"), ("c5", "e1")]
    moved = six_chapters.copy()
    pair = moved.index[(moved["chapter"] == "c5") & moved["experiment"].isin(["e0", "e1"])]
    moved.loc[pair[0], "post"] += 2
    moved.loc[pair[1], "post"] -= 2
    before, after = (across_figures(each, hidden_experiments=hidden).three_level for each in (six_chapters, moved))
    assert after.tau2_experiment == pytest.approx(before.tau2_experiment)
    one, other = (between_experiments(each, hidden_experiments=hidden) for each in (six_chapters, moved))
    assert one["c4"].high == pytest.approx(other["c4"].high)
