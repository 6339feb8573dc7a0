"""What is told of further waves is as sure as the headline: across chapters pooled, against metafor and simulated."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t as student

from analysis.estimate.binary import paired_difference
from analysis.estimate.estimate import NotEstimable
from analysis.estimate.pairs import Pairs
from analysis.pooling.contrasts import double_pretest, follow_up, retrospective
from analysis.pooling.everybody import everybody

TRUTH, ASKED = 0.3, 0.93
WAVES = ["pre", "post", "follow_up"]


def people_at(mean, variance_of_mean, n):
    """Differences of n people with exactly this mean, and s^2 / n exactly this."""
    spread = np.arange(n) - (n - 1) / 2
    return mean + spread / spread.std(ddof=1) * np.sqrt(n * variance_of_mean)


def asked_three_times(groups, *, last="follow_up"):
    """Scores of chapters by how far each of their people had moved at the last wave; half of that at After."""
    rows = [
        {"chapter": name, "experiment": "", "pre": 5.0, "post": 5.0 + moved / 2, last: 5.0 + moved}
        for name, people in groups.items()
        for moved in people
    ]
    return pd.DataFrame(rows)


@pytest.fixture(params=["meta_bcg", "meta_hart1999_k6", "meta_normand1999"])
def published(request, reference):
    """Studies whose estimates and variances R pooled, as chapters of seven people each."""
    found = reference(request.param)
    rows = zip(found.frame["yi"], found.frame["vi"], strict=True)
    return found, asked_three_times({f"c{k:02}": people_at(y, v, 7) for k, (y, v) in enumerate(rows)})


def half_width(found):
    return (found.high - found.low) / 2


def test_what_lasts_across_chapters_is_metafors_average_and_never_surer(published):
    r, scores = published
    found = follow_up(scores, below=5)["lasting"]
    r.check("REML_estimate", found.mean)
    low, high = r.results["REML_hk_ci95"]["value"]
    assert half_width(found) >= (high - low) / 2 * (1 - 1e-9)
    assert (found.k, found.n) == (len(r.frame), 7 * len(r.frame))


def test_every_contrast_of_further_waves_is_pooled_alike(published):
    r, scores = published
    looking_back = scores.rename(columns={"follow_up": "then"})
    twice_before = scores.rename(columns={"pre": "pretest", "post": "pre", "follow_up": "post"})
    assert retrospective(looking_back, below=5)["then_minus_pre"].mean == pytest.approx(
        r.results["REML_estimate"]["value"]
    )
    assert double_pretest(twice_before, below=5)["drift"].k == len(r.frame)
    assert {each.k for each in follow_up(scores, below=5).values()} == {len(r.frame)}


def test_one_chapter_has_the_range_of_its_people():
    moved = np.array([1.0, 2, 3, 5])
    found = follow_up(asked_three_times({"A": moved}))["lasting"]
    half = student.ppf(0.975, 3) * moved.std(ddof=1) / 2
    assert (found.low, found.high) == pytest.approx((2.75 - half, 2.75 + half))
    assert found.k is None


def test_one_chapter_of_several_evenings_takes_its_range_from_how_far_these_lie_apart():
    groups = {name: people_at(mean, 0.01, 12) for name, mean in {"e1": -1.0, "e2": 0.0, "e3": 1.3}.items()}
    scores = asked_three_times(groups).rename(columns={"chapter": "experiment", "experiment": "chapter"})
    found = follow_up(scores.assign(chapter="A"), below=5)["lasting"]
    assert half_width(found) > 2 * student.ppf(0.975, 35) * np.concatenate([*groups.values()]).std(ddof=1) / 6


def test_two_chapters_are_not_averaged_and_stand_side_by_side():
    found = follow_up(asked_three_times({"A": people_at(-2, 0.01, 20), "B": people_at(1, 0.01, 20)}), below=5)
    assert isinstance(found["lasting"].low, NotEstimable)
    assert found["lasting"].chapters["A"].high < 0 < found["lasting"].chapters["B"].low


def test_chapters_of_too_few_are_left_out_of_the_average_and_counted_with_everybody():
    many = {f"c{k}": people_at(1.0 + k / 10, 0.02, 20) for k in range(4)}
    few = {"few": people_at(-3.0, 0.02, 4), "fewer": people_at(-3.0, 0.02, 3)}
    scores = asked_three_times(many | few)
    found = follow_up(scores, below=5)["lasting"]
    assert (found.n, found.k, set(found.chapters)) == (80, 4, set(many))
    assert found.mean == pytest.approx(follow_up(asked_three_times(many), below=5)["lasting"].mean)
    pair = scores.assign(post=scores["follow_up"])
    assert found.everybody == everybody(pair, shown=tuple(many), below=5)
    assert found.everybody.pairs == 87


def coverage(*, repeats, seed, tau):
    """How often what lasts, of six chapters of 20, and a t over all people hold the truth."""
    rng, held = np.random.default_rng(seed), np.zeros(2)
    for _ in range(repeats):
        groups = {f"c{k}": rng.normal(TRUTH + rng.normal(0, tau), 1, 20) for k in range(6)}
        found = follow_up(asked_three_times(groups), below=5)["lasting"]
        people = np.concatenate([*groups.values()])
        half = student.ppf(0.975, len(people) - 1) * people.std(ddof=1) / np.sqrt(len(people))
        held += found.low <= TRUTH <= found.high, abs(people.mean() - TRUTH) <= half
    return held / repeats


@pytest.mark.integration
def test_the_range_months_later_holds_the_truth_where_chapters_differ_and_a_t_over_people_does_not():
    ours, of_people = coverage(repeats=120, seed=46, tau=0.4)
    assert ours >= ASKED
    assert of_people < 0.8


@pytest.mark.long
@pytest.mark.parametrize("tau", [0.2, 0.4, 0.8])
def test_the_range_months_later_holds_the_truth_in_many_repeats(tau):
    ours, _ = coverage(repeats=1500, seed=47, tau=tau)
    assert ours >= ASKED


def test_what_lasts_of_a_yes_or_no_question_has_newcombes_interval_as_after():
    pre, later = [1.0] * 8 + [0.0] * 22, [1.0] * 2 + [0.0] * 28
    scores = pd.DataFrame({"chapter": "A", "pre": pre, "post": pre, "follow_up": later})
    found = follow_up(scores, yes_or_no=True)["lasting"]
    after = paired_difference(Pairs(np.array(pre), np.array(later)))
    assert (found.low, found.high) == (after.low, after.high)
    assert follow_up(scores)["lasting"].low != found.low
    both = pd.concat([scores, scores.assign(chapter="B")])
    assert {each.low for each in follow_up(both, yes_or_no=True)["lasting"].chapters.values()} == {after.low}
