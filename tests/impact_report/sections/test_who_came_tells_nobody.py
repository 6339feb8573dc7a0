"""How many came does not tell one or two who answered at one wave only; what files hold of them is said."""

from dataclasses import replace

import pytest

from analysis.disclosure.disclosure import masked_flow, without_small
from evaluation.impact_report.build.printed_counts import came_printed
from evaluation.impact_report.formats import html
from evaluation.impact_report.formats.json import document
from evaluation.impact_report.layout.first_page import shares
from tests.impact_report.examples import evening
from tests.impact_report.page_1.test_one_page_undoes_nothing import ENGLISH, counts_of
from tests.impact_report.page_one import page_1, plain
from tests.releases.masked import as_released

IN_THE_FILES = "What these pages hold back of 1 or 2 people stands in the files of figures"
OF_ALIKE = "Where all people of a group that is shown gave the same answer"


def with_came(report, came, *counts):
    flow = masked_flow({"Chapter A": {"came": came, **counts_of(*counts)}}, below=5)
    return replace(report, flow=flow, context=replace(report.context, came=came))


def printed(report):
    return {share.label: share.count for share in shares(report, ENGLISH)}


def ways(counts, came):
    """Every way in which people can have answered once that what is printed leaves open; who is held back is 1 or 2."""
    held = [wave for wave in ("pre", "post") if not isinstance(counts.get(wave), int)]
    sides = []
    for wave in ("pre", "post"):
        known = counts[wave] - counts["pairs"] if wave not in held else None
        sides.append((1, 2) if known is None else (known,))
    room = came - counts["pairs"] if isinstance(came, int) else 99
    return {(one, other) for one in sides[0] for other in sides[1] if one + other <= room}


@pytest.mark.parametrize("pre_only", range(4))
@pytest.mark.parametrize("post_only", range(4))
@pytest.mark.parametrize("absent", range(4))
def test_no_count_of_one_or_two_follows_from_who_came(one_evening, pre_only, post_only, absent):
    came = 15 + pre_only + post_only + absent
    report = with_came(one_evening, came, 15, pre_only, post_only)
    shown = without_small(report.flow).total
    small = [place for place, count in enumerate((pre_only, post_only)) if count in (1, 2)]
    left = ways(shown, shown["came"])
    assert all(len({way[place] for way in left}) == 2 for place in small)
    everybody_answered = {way for way in left if isinstance(shown["came"], int) and sum(way) == came - 15}
    assert not small or len(everybody_answered) != 1
    assert isinstance(came_printed(report), int) == isinstance(shown["came"], int)


def test_an_evening_of_18_of_whom_17_answered_before_does_not_print_both(one_evening):
    report = with_came(one_evening, 18, 16, 1, 1)
    assert "people came" not in printed(report)
    said = plain(html.page(report))
    assert "18 people" not in said
    assert "Of 18 people who came" not in said
    assert printed(with_came(one_evening, 30, 16, 1, 1))["people came"] == 30


def test_who_came_to_all_is_not_printed_where_that_of_one_chapter_is_not():
    flow = {
        "A": {"came": 18, **counts_of(17, 0, 1)},
        "B": {"came": 30, **counts_of(20, 4, 4)},
    }
    shown = without_small(masked_flow(flow, below=5))
    assert not isinstance(shown.chapters["A"]["came"], int)
    assert not isinstance(shown.total["came"], int)
    assert shown.chapters["B"]["came"] == 30


def test_a_live_report_says_that_its_files_hold_what_its_pages_do_not():
    report = evening(24, change=1.4, seed=5)
    assert "One of the counts up, within and down is too small to print." in page_1(report)["all"]
    assert isinstance(document(report)["outcomes"]["trust"]["participants"]["n_down_margin"], int)
    assert IN_THE_FILES in plain(html.page(report))


def test_a_rounded_report_holds_back_in_its_files_what_its_pages_do():
    report = as_released(evening(24, change=1.4, seed=5))
    assert IN_THE_FILES not in plain(html.page(report))
    assert not isinstance(document(report)["outcomes"]["trust"]["participants"]["n_down_margin"], int)


def test_only_a_report_that_shows_groups_that_answered_alike_says_what_their_figures_tell():
    report = evening(24, change=1.4, seed=5)
    assert OF_ALIKE in plain(html.page(report))
    assert OF_ALIKE not in plain(html.page(as_released(report)))
