"""CR2 and the comparison of arms: against R's lm on anorexia (MASS) and the formula with whole matrices."""

import numpy as np
import pandas as pd
import pytest
from scipy.linalg import block_diag

from analysis.estimate.estimate import NotEstimable, Suppressed, as_json
from analysis.pooling.clustered import cr2_coefficient, cr2_mean, least_squares_coefficient
from analysis.pooling.comparison import arm_figures


@pytest.fixture(scope="module")
def anorexia(reference):
    """Weight before and after in three arms; one clinic."""
    found = reference("ancova_did_anorexia")
    return found, found.frame.rename(columns={"treat": "arm"}).assign(chapter="clinic")


def test_difference_in_differences_of_one_chapter_is_rs(anorexia):
    r, frame = anorexia
    both = arm_figures(frame).difference_in_differences
    r.check("did_coef", [both["CBT"].estimate, both["FT"].estimate], at=slice(1, 3))
    r.check("did_se", [both["CBT"].se, both["FT"].se], at=slice(1, 3))
    r.check("did_p", [both["CBT"].p, both["FT"].p], at=slice(1, 3))
    r.check("did_ci95", [both["FT"].low, both["FT"].high], at=slice(4, 6))


def test_ancova_of_one_chapter_is_rs(anorexia):
    r, frame = anorexia
    both = arm_figures(frame).ancova
    r.check("ancova_coef", [both["CBT"].estimate, both["FT"].estimate], at=slice(2, 4))
    r.check("ancova_se", [both["CBT"].se, both["FT"].se], at=slice(2, 4))
    r.check("ancova_p", [both["CBT"].p, both["FT"].p], at=slice(2, 4))
    r.check("ancova_ci95", [both["FT"].low, both["FT"].high], at=slice(6, 8))


def test_two_arms_give_one_figure_each_way(anorexia):
    _, frame = anorexia
    found = as_json(arm_figures(frame[frame["arm"] != "CBT"]))
    assert found["comparison"] == "Cont"
    assert (
        set(found["difference_in_differences"]) == set(found["ancova"]) == {"estimate", "se", "df", "low", "high", "p"}
    )


@pytest.mark.parametrize(
    ("arms", "named", "chosen"),
    [
        (["workshop", "comparison"], None, "comparison"),
        (["A workshop", "Waiting list"], None, "Waiting list"),
        (["BtheB", "TAU"], None, "BtheB"),
        (["BtheB", "TAU"], "TAU", "TAU"),
    ],
)
def test_the_comparison_arm_is_the_one_named_or_the_one_with_a_usual_name(arms, named, chosen):
    frame = pd.DataFrame(
        {"chapter": "a", "arm": arms * 4, "pre": [1.0, 2, 3, 4, 5, 4, 3, 3], "post": [2.0, 2, 5, 4, 4, 6, 3, 1]}
    )
    assert arm_figures(frame, comparison=named).comparison == chosen


def test_an_arm_under_the_threshold_hides_the_comparison(anorexia):
    _, frame = anorexia
    assert isinstance(arm_figures(frame, suppress_below=18), Suppressed)


def test_one_arm_cannot_be_compared(anorexia):
    _, frame = anorexia
    assert "two arms" in arm_figures(frame[frame["arm"] == "FT"]).reason


def chapters_with_arms(seed=6):
    rng = np.random.default_rng(seed)
    chapter = np.repeat([f"c{j}" for j in range(6)], [6, 8, 10, 12, 9, 20])
    arm = np.where(rng.random(len(chapter)) < 0.5, "workshop", "comparison")
    pre = rng.normal(5, 1, len(chapter))
    level = dict(zip(np.unique(chapter), rng.normal(0, 0.4, 6), strict=True))
    post = 2 + 0.6 * pre + 0.5 * (arm == "workshop") + [level[each] for each in chapter] + rng.normal(size=len(chapter))
    return pd.DataFrame({"chapter": chapter, "arm": arm, "pre": pre, "post": post})


def cr2_by_whole_matrices(design, outcome, clusters, column):
    """The same with every N x N matrix written out, as Pustejovsky and Tipton (2018) define it."""
    order = np.argsort(clusters, kind="stable")
    design, outcome, clusters = design[order], outcome[order], clusters[order]
    inverse = np.linalg.inv(design.T @ design)
    rest = np.eye(len(outcome)) - design @ inverse @ design.T
    residuals, blocks = rest @ outcome, []
    for each in np.unique(clusters):
        rows = clusters == each
        roots, vectors = np.linalg.eigh(rest[np.ix_(rows, rows)])
        blocks.append(vectors @ np.diag(roots**-0.5) @ vectors.T)
    members = [clusters == each for each in np.unique(clusters)]
    pull = block_diag(*blocks) @ design @ inverse[:, column]
    g = np.array([rest @ (pull * rows) for rows in members])
    variance = sum((residuals[rows] @ pull[rows]) ** 2 for rows in members)
    return np.sqrt(variance), np.trace(g @ g.T) ** 2 / np.sum((g @ g.T) ** 2)


def test_cr2_of_a_regression_is_the_formula_with_whole_matrices():
    frame = chapters_with_arms()
    design = np.column_stack([np.ones(len(frame)), frame["pre"], frame["arm"] == "workshop"]).astype(float)
    outcome, clusters = frame["post"].to_numpy(), frame["chapter"].to_numpy()
    found = cr2_coefficient(design, outcome, clusters, column=2)
    assert (found.se, found.df) == pytest.approx(cr2_by_whole_matrices(design, outcome, clusters, 2), rel=1e-9)
    assert arm_figures(frame).ancova.se == pytest.approx(found.se, rel=1e-9)


def test_the_closed_form_for_a_mean_is_the_general_one():
    frame = chapters_with_arms()
    changes, chapters = (frame["post"] - frame["pre"]).to_numpy(), frame["chapter"].to_numpy()
    general = cr2_coefficient(np.ones((len(frame), 1)), changes, chapters, column=0)
    assert as_json(cr2_mean(changes, chapters)) == pytest.approx(as_json(general), rel=1e-9)


def test_a_chapter_that_is_an_arm_by_itself_leaves_nothing_to_judge_by():
    frame = chapters_with_arms().assign(arm=lambda each: np.where(each["chapter"] == "c0", "workshop", "comparison"))
    assert "One chapter alone decides" in arm_figures(frame).difference_in_differences.reason


def test_one_starting_point_for_all_cannot_be_adjusted_for():
    frame = chapters_with_arms().assign(pre=3.0)
    found = arm_figures(frame)
    assert isinstance(found.ancova, NotEstimable)
    assert not isinstance(found.difference_in_differences, NotEstimable)


@pytest.mark.parametrize(
    ("changes", "chapters"), [([1.0, 2.0], ["a", "a"]), ([1.0, 2.0, 1.0, 2.0], ["a", "a", "b", "b"])]
)
def test_cr2_says_when_chapters_tell_nothing(changes, chapters):
    assert isinstance(cr2_mean(np.array(changes), np.array(chapters)), NotEstimable)


def test_least_squares_without_spread_is_not_estimable():
    design = np.column_stack([np.ones(4), [0.0, 0, 1, 1]])
    assert isinstance(least_squares_coefficient(design, np.array([1.0, 1, 2, 2]), column=1), NotEstimable)
