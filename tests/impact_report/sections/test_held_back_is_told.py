"""A rounded page says why something of it is held back: no bare heading and no bare dash."""

from dataclasses import replace

from evaluation.impact_report.formats import html
from evaluation.impact_report.sections.missing_section import NOT_DISCLOSED
from evaluation.reports.releases.mask import Allowed, released
from tests.impact_report.examples import evening, study
from tests.impact_report.page_one import plain
from tests.releases.masked import as_released

DASHES = "“–” stands for a figure that cannot be worked out, or is held back as it could tell of a few people."


def of_pairs(made):
    """A release that the ledger lets tell of pairs alone."""
    flow = {"Chapter A": {"pairs": 34}}
    return released(made, Allowed(items=frozenset(made.items), flow=flow, waiting=0, workshops=1))


def test_who_is_missing_says_why_it_says_nothing():
    assert NOT_DISCLOSED in plain(html.page(of_pairs(evening(34))))


def test_tables_with_dashes_say_what_a_dash_stands_for():
    assert DASHES in plain(html.page(as_released(evening(34))))
    assert DASHES in plain(html.page(as_released(study((22, 25, 30)))))


def test_a_release_of_the_first_renderer_says_neither():
    before = plain(html.page(replace(of_pairs(evening(34)), renderer=1)))
    assert NOT_DISCLOSED not in before
    assert DASHES not in before


def test_a_live_report_holds_nothing_back_and_says_what_a_dash_stands_for():
    live = plain(html.page(evening(34)))
    assert NOT_DISCLOSED not in live
    assert DASHES in live
