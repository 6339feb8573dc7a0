"""What a page holds back cannot be had from all the other numbers of the same page: an attacker adds them up."""

import re
from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import linprog

from analysis.disclosure.disclosure import SMALL, MaskedFlow, masked_flow
from analysis.estimate.estimate import Suppressed
from evaluation.impact_report.build import printed_counts
from evaluation.impact_report.build.context import Check, Joined, Reading
from evaluation.impact_report.formats.json_context import context_as_json
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.layout import first_page
from evaluation.impact_report.sections import (
    chapters_section,
    exclusions_section,
    missing_section,
    numbers_section,
    quality_section,
)
from tests.impact_report.examples import evening

BELOW = 5
ENGLISH = Language("en")
LABELS = {"Answered before": "pre", "Answered after": "post", "Answered both": "pairs"}
COUNT = r"((?:1 or )?\d+)"
SENTENCES = (
    (COUNT + " answered before and not after", "pre_only"),
    (COUNT + " answered after and not before", "post_only"),
    (f"work out: {COUNT} before", "pre_only"),
    (f"work out: .*?, {COUNT} after", "post_only"),
)
MADE_OF = {"pre": ("pairs", "pre_only"), "post": ("pairs", "post_only")}


def counts_of(pairs, pre_only, post_only):
    return {
        "pre": pairs + pre_only,
        "post": pairs + post_only,
        "pairs": pairs,
        "pre_only": pre_only,
        "post_only": post_only,
    }


def invented(rng):
    """Who took part, by chapter: often one or two who answered once."""
    return {
        f"Chapter {chr(65 + place)}": counts_of(int(rng.integers(3, 25)), *map(int, rng.integers(0, 5, 2)))
        for place in range(rng.integers(1, 6))
    }


def with_flow(report, flow, *, across):
    """The report with these people; the checks of its answers speak of them all."""
    rows = sum(counts["pre"] + counts["post"] for counts in flow.values())
    before = sum(counts["pre"] for counts in flow.values())
    checks = (
        Check(found="Late.", count=3, of=rows, done="Kept."),
        Check(found="At the top.", count=4, of=before, done="Kept.", low=0.1, high=0.3),
    )
    context = replace(report.context, checks=checks, came=None, came_by_chapter={})
    return replace(report, across=across, flow=masked_flow(flow, below=BELOW), context=context)


def read(report):
    """Every printed count of people, from and to, and what it adds up: fields by chapter, all by an empty name."""
    found = []
    table = chapters_section.attendance(report, ENGLISH)
    for row in table.rows if table else ():
        name = "" if row.name == "All shown" else row.name
        for label, cell in zip(table.heading[1:], row.cells, strict=True):
            if label in LABELS and cell.isdigit():
                found.append(([(name, LABELS[label])], cell))
    if not report.across:
        for share in first_page.shares(report, ENGLISH):
            field = next(field for field, label in first_page.SHARES.items() if label == share.label)
            found.append(([("", field)], str(share.count)))
    absent = missing_section.missing(report, ENGLISH)
    said = ENGLISH.say_all((*(absent.said if absent else ()), *exclusions_section.exclusions(report, ENGLISH)))
    for pattern, field in SENTENCES:
        found += [([("", field)], number) for number in re.findall(pattern, said)]
    looked = quality_section.checks_made(report, ENGLISH).checks.rows
    everybody = [("", "pre"), ("", "post")]
    if not report.flow.left_out:
        found += [(everybody, n) for n in re.findall(r"3 of (\d+)", looked[0][1])]
        found += [(everybody[:1], n) for n in re.findall(r"4 of (\d+)", looked[1][1])]
    return [(cells, int(n.split()[0]), int(n.split()[-1])) for cells, n in found]


def recovered(report, flow):
    """The small counts of chapters shown that have one value only in all that the page leaves open."""
    shown = [name for name in flow if name not in report.flow.left_out]
    places = {cell: at for at, cell in enumerate((n, f) for n in shown for f in ("pairs", "pre_only", "post_only"))}
    rows, low, high = [], [], []
    for cells, least, most in read(report):
        row = np.zeros(len(places))
        for name, field in cells:
            for one in [name] if name else shown:
                for part in MADE_OF.get(field, (field,)):
                    row[places[one, part]] += 1
        rows.append(row)
        low.append(-least)
        high.append(most)
    small = [cell for cell in places if flow[cell[0]][cell[1]] in SMALL]
    limits = [(1, 2) if cell in small else (0, None) for cell in places]
    known, ends = np.vstack([rows, -np.array(rows)]), [*high, *low]
    return [cell for cell in small if _pinned(places[cell], known, ends, limits)], small


def _pinned(place, known, most, limits):
    aim = np.zeros(len(limits))
    aim[place] = 1
    ends = [linprog(sign * aim, A_ub=known, b_ub=most, bounds=limits).x[place] for sign in (1, -1)]
    return np.floor(ends[1] + 1e-6) - np.ceil(ends[0] - 1e-6) < 1


def attacked(report, sets, *, seed):
    rng, found, targets = np.random.default_rng(seed), [], 0
    for number in range(sets):
        flow = invented(rng)
        got, small = recovered(with_flow(report, flow, across=bool(number % 2)), flow)
        found += got
        targets += len(small)
    return len(found), targets


def single_counts_held_back(masked):
    """The control, which was the rule: each count of one or two is masked, and nothing else."""

    def without(counts):
        if isinstance(counts, Suppressed):
            return counts
        return {field: Suppressed("1 or 2") if n in SMALL else n for field, n in counts.items()}

    return MaskedFlow(
        total=without(masked.total),
        chapters={name: without(counts) for name, counts in masked.chapters.items()},
        left_out=masked.left_out,
    )


def test_no_count_of_one_or_two_follows_from_the_rest_of_the_page(one_evening):
    found, targets = attacked(one_evening, 60, seed=4)
    assert (found, targets > 100) == (0, True)


@pytest.mark.long
def test_no_count_of_one_or_two_follows_from_the_rest_of_any_page(one_evening):
    found, targets = attacked(one_evening, 2000, seed=5)
    assert (found, targets > 4000) == (0, True)


def test_masking_the_single_counts_alone_gives_them_away(one_evening, monkeypatch):
    monkeypatch.setattr(printed_counts, "without_small", single_counts_held_back)
    found, targets = attacked(one_evening, 20, seed=4)
    assert found > targets / 2


def test_the_page_of_24_22_21_and_19_does_not_tell_who_answered_only_after(one_evening):
    report = with_flow(one_evening, {"Chapter A": counts_of(19, 3, 2)}, across=False)
    printed = {share.label: share.count for share in first_page.shares(report, ENGLISH)}
    assert printed["answered both"] == 19
    assert "answered after" not in printed
    assert "3 answered before and not after; 1 or 2 answered after" in ENGLISH.say_all(
        missing_section.missing(report, ENGLISH).said
    )


def test_small_counts_of_two_chapters_are_not_added_up(one_evening):
    flow = {"Chapter A": counts_of(19, 1, 8), "Chapter B": counts_of(9, 1, 8)}
    report = with_flow(one_evening, flow, across=True)
    assert "some counts are held back" in ENGLISH.say_all(missing_section.missing(report, ENGLISH).said)


def test_the_ways_of_joining_do_not_tell_the_smallest_from_all_pairs():
    ways = tuple(Joined(method=method, people=people) for method, people in (("card", 18), ("code", 9), ("memory", 2)))
    told = printed_counts.joined_printed(ways)
    assert [isinstance(people, Suppressed) for _, people in told] == [False, True, True]


def test_the_people_are_not_drawn_where_a_count_of_them_is_held_back():
    report = evening(24, change=1.4, seed=5)
    moved = first_page.first_page(report, ENGLISH)
    assert moved.moved == "One of the counts up, within and down is too small to print."
    assert moved.people is None


def test_tests_of_ups_and_downs_are_not_printed_where_those_are_held_back(one_evening):
    figures = replace(one_evening.first.participants, n_up=31, n_same=1, n_down=2)
    held_back = replace(one_evening.first, participants=figures)
    report = replace(one_evening, outcomes={**one_evening.outcomes, "trust": held_back})
    for told, name in ((one_evening, True), (report, False)):
        rows = {row[0]: row[1] for row in numbers_section.figures_of_one(told, ENGLISH).rows}
        assert (rows["p (exact sign test)"] != "–") is name
        assert (rows["Probability of improvement"] != "–") is name


def test_the_file_keeps_back_a_reading_that_a_few_people_make(one_evening):
    n = next(iter(one_evening.measured.values())).n
    readings = (Reading(kind="exact", pairs=n - 1, change=0.4, low=0.1, high=0.7),)
    checks = (Check(found="Late.", count=2, of=60, done="Kept.", low=0.01, high=0.1),)
    around = context_as_json(
        replace(one_evening, context=replace(one_evening.context, readings=readings, checks=checks))
    )
    assert set(around["readings"][0]) == {"kind", "suppressed"}
    assert not {"low", "high"} & set(around["checks"][0])
