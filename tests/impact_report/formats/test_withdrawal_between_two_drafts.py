"""Two drafts, before and after somebody who answered one time only withdrew, tell the same of such people: nothing."""

from dataclasses import replace

import pytest

from analysis.disclosure.disclosure import masked_flow
from evaluation.impact_report.formats import csv, html
from evaluation.impact_report.formats.json import document
from evaluation.impact_report.layout.first_page import shares
from evaluation.impact_report.sections.missing_section import NOT_DISCLOSED
from tests.impact_report.adversarial import TRUST, UNDERSTANDING, group, made
from tests.impact_report.page_1.test_one_page_undoes_nothing import counts_of
from tests.impact_report.page_one import plain
from tests.releases.masked import as_released

ONCE = ("pre", "post", "pre_only", "post_only")


def draft(pre_only, post_only=0):
    """A draft of two chapters, in one of which so many answered one time only."""
    report = made(*(group(name, "", 20, moved=1.0, scales=(TRUST, UNDERSTANDING)) for name in ("Ash", "Birch")))
    flow = masked_flow({"Ash": counts_of(20, pre_only, post_only), "Birch": counts_of(20, 0, 0)}, below=5)
    return as_released(replace(report, flow=flow))


def held(counts):
    return [counts[field] for field in ONCE]


@pytest.mark.parametrize("before", [1, 2, 3, 4, 12])
def test_the_files_of_both_are_the_same(before):
    assert csv.figures_csv(draft(before)) == csv.figures_csv(draft(before - 1))


@pytest.mark.parametrize("once", [(0, 0), (1, 0), (0, 3), (7, 9)])
def test_counts_of_one_time_only_are_held_back_whatever_they_are(once):
    flow = document(draft(*once))["flow"]
    places = [flow, *flow["chapters"].values()]
    assert [each["pairs"] for each in places] == [40, 20, 20]
    assert all("suppressed" in count for each in places for count in held(each))


def test_how_many_have_a_score_at_a_wave_is_told_of_no_group():
    outcome = document(draft(0))["outcomes"]["trust"]
    groups = [outcome["participants"], *outcome["chapters"].values()]
    assert all("suppressed" in each[name] for each in groups for name in ("n_pre", "n_post"))
    assert all(isinstance(each["n_pairs"], int) for each in groups)


def test_nor_of_a_question():
    items = document(draft(0))["items"]
    assert all("suppressed" in each[name] for each in items.values() if "n_pre" in each for name in ("n_pre", "n_post"))


def test_the_page_says_that_they_are_held_back():
    report = draft(7, 9)
    assert NOT_DISCLOSED in plain(html.page(report))
    assert [(share.count, share.both) for share in shares(report, report.language)] == [(40, True)]


def test_who_analyses_a_file_is_told_everything():
    report = made(group("Ash", "", 20, moved=1.0))
    found = document(report)
    assert [found["flow"][field] for field in (*ONCE, "pairs")] == [20, 20, 0, 0, 20]
    assert found["outcomes"]["trust"]["participants"]["n_pre"] == 20
