"""One item's figures: counted as pandas counts them, and told of enough people alone."""

import numpy as np
import pandas as pd
import pytest

from analysis.psychometrics.admitted_forms import Thresholds
from analysis.psychometrics.item_figures import AskedItem, answered_item, item_figures

ITEM = AskedItem(
    id="q",
    choices=tuple(range(1, 8)),
    numbers=True,
    declined="declined",
    not_applicable="not_applicable",
    not_asked="not_asked",
)
THRESHOLDS = Thresholds(group=5, figure=10)


def forms(*groups, wave="pre", version=1):
    """A form an answer: each group by its name, its language and its answers."""
    rows = [
        {"form.group": name, "form.wave": wave, "form.version": version, "form.language": language, "q": answer}
        for name, language, answers in groups
        for answer in answers
    ]
    return pd.DataFrame(rows).astype({"q": object})


def told(frame, **thresholds):
    found = item_figures(
        frame, ITEM, waves=("pre", "post"), thresholds=Thresholds(**{"group": 5, "figure": 10, **thresholds})
    )
    return {(each.wave, each.version, each.language): figures for each, figures in found}


def invented(people, *, seed=1, missing=0.0):
    rng = np.random.default_rng(seed)
    answers = rng.integers(1, 8, size=people).astype(object)
    answers[rng.random(people) < missing] = np.nan
    return list(answers)


def test_what_people_did_is_counted_as_pandas_counts_it():
    given = pd.Series([*invented(200, missing=0.1), *["declined"] * 13, *["not_applicable"] * 4], dtype=object)
    found = answered_item(given, ITEM)
    numbers = pd.to_numeric(given, errors="coerce")
    assert (found.asked, found.declined, found.not_applicable) == (217, 13, 4)
    assert found.missing == given.isna().sum()
    assert found.answered == numbers.notna().sum()
    assert found.counts == numbers.value_counts().sort_index().to_dict()


def test_counts_are_told_to_the_nearest_five_and_a_few_as_a_few():
    figures = told(forms(("a", "en", [*invented(101), *["declined"] * 3, *[np.nan] * 9])))["pre", 1, ""]
    assert (figures.asked, figures.answered, figures.declined, figures.missing) == (115, 100, None, 10)


def test_who_was_not_asked_is_neither_counted_nor_missing():
    answers = invented(40)
    assert told(forms(("a", "en", [*answers, *["not_asked"] * 20]))) == told(forms(("a", "en", answers)))


def test_the_average_is_as_fine_as_in_a_report():
    many, few = invented(60), invented(12)
    assert told(forms(("a", "en", many)))["pre", 1, ""].mean == round(np.mean(many), 1)
    assert told(forms(("a", "en", few)))["pre", 1, ""].mean == round(np.mean(few))


def test_floor_and_ceiling_are_between_what_rounded_counts_allow():
    answers = [1] * 22 + [7] * 31 + [4] * 25 + [5] * 22
    figures = told(forms(("a", "en", answers)))["pre", 1, ""]
    assert figures.floor[0] <= 22 <= figures.floor[1]
    assert figures.ceiling[0] <= 31 <= figures.ceiling[1]


def test_where_single_answers_are_of_a_few_the_ends_may_still_be_told():
    answers = [1] * 20 + [7] * 20 + [2, 3, 4, 5, 6] * 4
    figures = told(forms(("a", "en", answers)))["pre", 1, ""]
    assert figures.counts is None or None in figures.counts.values()
    assert figures.ceiling[0] <= 33 <= figures.ceiling[1]


def test_fewer_people_than_a_figure_needs_tell_nothing():
    figures = told(forms(("a", "en", invented(9))))["pre", 1, ""]
    assert (figures.answered, figures.mean, figures.counts) == (None, None, None)


def test_a_group_of_which_a_few_answered_counts_nowhere():
    of_one = told(forms(("a", "en", invented(40))))["pre", 1, ""]
    with_few = told(forms(("a", "en", invented(40)), ("b", "en", [7, 7, 6, *[np.nan] * 20])))["pre", 1, ""]
    assert of_one == with_few


def test_a_group_that_answered_alike_counts_nowhere():
    of_one = told(forms(("a", "en", invented(40))))["pre", 1, ""]
    assert told(forms(("a", "en", invented(40)), ("b", "en", [7] * 15)))["pre", 1, ""] == of_one


def test_a_language_that_a_few_of_a_group_used_takes_the_smallest_other_along():
    frame = forms(("a", "en", invented(30)), ("a", "cy", invented(2)), ("b", "en", invented(25, seed=4)))
    found = told(frame)
    assert ("pre", 1, "cy") not in found
    assert found["pre", 1, "en"] == told(forms(("b", "en", invented(25, seed=4))))["pre", 1, "en"]
    assert found["pre", 1, ""].answered == 55


def test_languages_that_enough_people_of_a_group_used_are_told_apart():
    found = told(forms(("a", "en", invented(30)), ("a", "cy", invented(12, seed=3))))
    assert {language for _, _, language in found} == {"", "en", "cy"}
    assert found["pre", 1, "cy"].answered == 10


def test_waves_and_versions_are_told_apart():
    frame = pd.concat([forms(("a", "en", invented(30)), wave=wave, version=2) for wave in ("post", "pre")])
    assert list(told(frame.reset_index(drop=True))) == [
        ("pre", 2, ""), ("pre", 2, "en"), ("post", 2, ""), ("post", 2, "en"),
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(30))
def test_one_group_more_changes_a_figure_by_enough_people(seed):
    rng = np.random.default_rng(seed)
    groups = [(f"g{place}", "en", invented(int(rng.integers(1, 30)), seed=seed + place)) for place in range(4)]
    counted = [sum(len(answers) for _, _, answers in groups[:n] if len(answers) >= 5) for n in (3, 4)]
    assert counted[1] - counted[0] == 0 or counted[1] - counted[0] >= 5
    found = told(forms(*groups), figure=1).get(("pre", 1, ""))
    assert (found.answered if found else None) in (None, 5 * ((counted[1] + 2) // 5))
