"""What is held back stays held back: an attacker who adds and subtracts everything that is printed."""

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.disclosure.disclosure import (
    all_same,
    complementary,
    determined,
    masked_flow,
    released_counts,
    released_decimals,
    released_flow,
    shown_cells,
)
from analysis.estimate.estimate import Suppressed, as_json
from analysis.pooling.across import across_figures

BELOW = 5
WAVE_SUMS = ({"pre": 1, "pairs": -1, "pre_only": -1}, {"post": 1, "pairs": -1, "post_only": -1})
"""Before is both plus before only; after is both plus after only."""


def solved(equations, hidden):
    """The attacker: exact elimination over the rationals; the hidden cells whose value every solution shares."""
    names = sorted(hidden)
    rows = [[Fraction(equation.get(name, 0)) for name in names] for equation in equations]
    done = []
    for column in range(len(names)):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        pivot = [entry / pivot[column] for entry in pivot]
        rows, done = ([cleared(row, pivot, column) for row in some] for some in (rows, done))
        done.append(pivot)
    return {names[row.index(1)] for row in done if sum(entry != 0 for entry in row) == 1}


def cleared(row, pivot, column):
    return [entry - row[column] * lead for entry, lead in zip(row, pivot, strict=True)]


sizes_of_evenings = st.lists(st.lists(st.integers(0, 30), min_size=1, max_size=4), min_size=1, max_size=6)


def as_cells(sizes):
    return {(f"c{c}", f"e{e}"): n for c, evenings in enumerate(sizes) for e, n in enumerate(evenings)}


@given(sizes=sizes_of_evenings)
def test_a_hidden_experiment_cannot_be_had_from_its_chapter_and_the_others(sizes):
    pairs = as_cells(sizes)
    shown = shown_cells(pairs, below=BELOW)
    hidden = {cell for cell in shown.hidden_experiments if cell[0] in shown.chapters and pairs[cell]}
    sums = [dict.fromkeys((cell for cell in hidden if cell[0] == chapter), 1) for chapter in shown.chapters]
    assert solved([each for each in sums if each], hidden) == set()


@given(sizes=sizes_of_evenings)
def test_no_combination_of_printed_cells_isolates_fewer_people_than_the_threshold(sizes):
    pairs = as_cells(sizes)
    shown = shown_cells(pairs, below=BELOW)
    for chapter in shown.chapters:
        printed = [cell for cell in shown.experiments if cell[0] == chapter]
        total = sum(n for cell, n in pairs.items() if cell[0] == chapter)
        for size in range(len(printed) + 1):
            for some in combinations(printed, size):
                rest = total - sum(pairs[cell] for cell in some)
                assert rest == 0 or rest >= BELOW


@given(sizes=sizes_of_evenings)
def test_every_cell_under_the_threshold_is_hidden(sizes):
    pairs = as_cells(sizes)
    shown = shown_cells(pairs, below=BELOW)
    assert all(pairs[cell] >= BELOW for cell in shown.experiments)
    assert all(sum(n for (of, _), n in pairs.items() if of == chapter) >= BELOW for chapter in shown.chapters)


def test_one_small_evening_hides_the_next_smallest_with_it():
    shown = shown_cells({("a", "x"): 3, ("a", "y"): 12, ("a", "z"): 20}, below=BELOW)
    assert shown.hidden_experiments == (("a", "x"), ("a", "y"))
    assert shown.chapters == ("a",)


def test_two_small_evenings_that_reach_the_threshold_together_hide_no_third():
    shown = shown_cells({("a", "x"): 3, ("a", "y"): 4, ("a", "z"): 20}, below=BELOW)
    assert shown.experiments == (("a", "z"),)


def test_a_threshold_of_zero_hides_nothing_that_has_answers():
    shown = shown_cells({("a", "x"): 1, ("b", "x"): 2}, below=0)
    assert (shown.chapters, shown.hidden_experiments) == (("a", "b"), ())


def test_a_chapter_without_pairs_has_no_figures():
    assert shown_cells({("a", "x"): 0}, below=BELOW).hidden_chapters == ("a",)


@pytest.mark.parametrize("left_out", ["c0", "c1", "c2", "c3"])
def test_a_hidden_chapter_cannot_be_had_by_leaving_another_out(chapters_of, left_out):
    rng = np.random.default_rng(8)
    changes = {f"c{j}": list(rng.normal(0.4, 1, n)) for j, n in enumerate([9, 12, 20, 7, 3])}
    shown = shown_cells({(chapter, ""): len(each) for chapter, each in changes.items()}, below=BELOW)
    assert shown.hidden_chapters == ("c4",)
    kept = {chapter: changes[chapter] for chapter in shown.chapters}
    other = kept | {"c4": [50.0, -3.0, 8.0]}
    masked, moved = (
        across_figures(chapters_of({name: each[name] for name in shown.chapters})) for each in (kept, other)
    )
    assert as_json(masked) == as_json(moved)
    assert left_out in masked.leave_one_out
    assert "c4" not in masked.leave_one_out


wave_counts = st.tuples(st.integers(0, 25), st.integers(0, 6), st.integers(0, 6))
flows = st.lists(wave_counts, min_size=1, max_size=5).map(
    lambda chapters: {
        f"c{number}": {
            "pre": pairs + pre_only,
            "post": pairs + post_only,
            "pairs": pairs,
            "pre_only": pre_only,
            "post_only": post_only,
        }
        for number, (pairs, pre_only, post_only) in enumerate(chapters)
    }
)


@given(flow=flows)
def test_the_flow_of_a_small_chapter_counts_in_no_total(flow):
    masked = masked_flow(flow, below=BELOW)
    for field, total in masked.total.items():
        assert total == sum(counts[field] for name, counts in flow.items() if name not in masked.left_out)
    assert all(isinstance(masked.chapters[name], Suppressed) for name in masked.left_out)


@settings(deadline=None)
@given(flow=flows)
def test_a_released_flow_prints_no_one_and_no_two(flow):
    released = released_flow(flow, below=BELOW)
    rows = [released.total, *(row for row in released.chapters.values() if not isinstance(row, Suppressed))]
    assert not {1, 2} & {count for row in rows for count in row.values() if isinstance(count, int)}


def flow_identities(chapters, fields):
    """Every sum of a flow table whose counts are named `chapter/field`, and `/field` for all chapters together."""
    within = tuple(
        {f"{chapter}/{field}": sign for field, sign in identity.items()}
        for chapter in ("", *chapters)
        for identity in WAVE_SUMS
        if set(identity) <= set(fields)
    )
    totals = tuple({f"/{field}": -1} | {f"{chapter}/{field}": 1 for chapter in chapters} for field in fields)
    return within + totals


@settings(deadline=None)
@given(flow=flows)
def test_no_hidden_count_of_a_released_flow_can_be_worked_out(flow):
    released = released_flow(flow, below=BELOW)
    rows = {"": released.total} | {
        name: row for name, row in released.chapters.items() if not isinstance(row, Suppressed)
    }
    hidden = {f"{name}/{field}" for name, row in rows.items() for field, n in row.items() if isinstance(n, Suppressed)}
    sums = flow_identities([name for name in rows if name], tuple(released.total))
    assert solved(sums, hidden) == set()


def test_an_attacker_finds_what_is_not_protected():
    sums = flow_identities(["a"], ("pre", "pairs", "pre_only"))
    assert solved(sums, {"a/pre_only"}) == {"a/pre_only"}
    assert determined({"a/pre_only"}, sums) == {"a/pre_only"}


def test_a_chain_of_sums_is_followed_to_its_end():
    sums = [{"a": 1, "b": 1, "t": -1}, {"b": 1, "c": 1, "u": -1}, {"c": 1, "v": -1}]
    assert determined({"a", "b", "c"}, sums) == {"a", "b", "c"}
    assert determined({"a", "b"}, sums[:1]) == set()


def test_the_smallest_other_count_is_hidden_and_pairs_last():
    counts = {"pre": 12, "pairs": 11, "pre_only": 1}
    hidden = complementary(counts, {"pre_only"}, identities=[{"pre": 1, "pairs": -1, "pre_only": -1}], keep=["pairs"])
    assert hidden == {"pre_only", "pre"}


def test_two_ones_are_not_given_away_by_their_sum():
    released = released_counts(
        {"up": 1, "same": 1, "down": 9, "n": 11}, identities=[{"up": 1, "same": 1, "down": 1, "n": -1}]
    )
    assert isinstance(released["down"], Suppressed) or isinstance(released["n"], Suppressed)


def test_counts_that_nothing_can_protect_are_refused():
    with pytest.raises(ValueError, match="No other count"):
        complementary({"a": 1}, {"a"}, identities=[{"a": 1}])


def test_counts_of_three_and_more_are_printed_as_they_are():
    counts = {"up": 8, "same": 3, "down": 0}
    assert released_counts(counts, identities=[{"up": 1, "same": 1, "down": 1}]) == counts


def test_means_of_few_people_are_printed_without_decimals():
    assert (released_decimals(19), released_decimals(20)) == (0, 1)


def test_a_cell_where_everybody_gave_the_same_is_seen():
    assert all_same([0.1 + 0.2, 0.3])
    assert not all_same([0.3, 0.4])
