"""An outcome that was asked before and months later, but not after, has its harm told like any other."""

import pytest

from analysis.wording import badge
from evaluation.impact_report.sections.summary_section import summary
from evaluation.impact_report.text.who_has_a_score import ASKED_LATER, ASKED_ONCE
from tests.impact_report.examples import frame_of, report
from tests.impact_report.months_later.test_harm_months_later import LIVE_AND_ROUNDED
from tests.impact_report.months_later.test_who_answered_months_later import reason
from tests.impact_report.months_later.test_who_missed_after import SAFE, TRUST, rows_of
from tests.impact_report.page_one import page_1

HARMED = "of 120 people asked again had moved the unwelcome way from where they began: −1.0"


def with_another(*, asked, chapters=("Ash", "Birch", "Cedar", "Dogwood", "Elm", "Fir"), fell=-1.0):
    """Six chapters that rose and kept it, and another outcome that fell, asked at these waves in these chapters."""
    rows = rows_of(0, n=20)
    moved = {"pre": 0.0, "post": 0.3, "follow_up": fell}
    for place, row in enumerate(rows):
        there = row["wave"] in asked or row["chapter"] not in chapters
        row["s1"] = 6 + 0.1 * (place % 7) + moved[row["wave"]] if there else float("nan")
    return report(frame_of(rows), scales=(TRUST, SAFE))


@LIVE_AND_ROUNDED
def test_a_secondary_outcome_that_fell_is_in_the_lede_and_the_quote(told):
    made = told(with_another(asked=("pre", "follow_up")))
    said = page_1(made)
    for place in ("lede", "quote"):
        assert "feeling safe " + HARMED[: -len("−1.0")] in said[place]
    assert reason(made)[1] is False
    assert "feeling safe" in reason(made)[0]


def test_it_is_not_said_that_it_was_asked_one_time_only():
    made = with_another(asked=("pre", "follow_up"))
    said = page_1(made)["all"]
    assert ASKED_LATER.split("}")[1] in said
    assert not any(each.split("}")[1] in said for each in ASKED_ONCE.values())


def test_an_outcome_asked_before_alone_was_asked_one_time_only():
    assert ASKED_ONCE["post"].split("}")[1] in page_1(with_another(asked=("pre",)))["all"]


def test_a_chapter_in_which_it_was_not_asked_after_is_named():
    said = page_1(with_another(asked=("pre", "follow_up"), chapters=("Ash",), fell=-1.0))
    assert "feeling safe of 120 people asked again had moved the unwelcome way" in said["quote"]


@pytest.mark.parametrize("place", ["lede", "quote"])
def test_where_after_was_not_asked_at_all_harm_is_told(place):
    rows = [row for row in rows_of(0, n=20, kept=-1.0) if row["wave"] != "post"]
    made = report(frame_of(rows), scales=(TRUST,))
    assert HARMED[: -len("−1.0")] in page_1(made)[place]
    said = [each.sentence.message for each in made.badge.reasons]
    assert badge.NOT_ON_THE_DAY in said
    assert reason(made)[1] is False


def test_a_study_that_did_not_ask_after_says_so_where_it_leads_and_in_its_row():
    made = report(frame_of([row for row in rows_of(0, n=20) if row["wave"] != "post"]), scales=(TRUST,))
    said = page_1(made)["all"]
    assert "Asked before and months later, and not after: 120 people answered Before" in said
    assert "not been asked yet" not in said
    row = summary(made, made.language).rows[0]
    assert (row.sure, row.way) == ("not asked after", "not asked after")


@LIVE_AND_ROUNDED
def test_an_outcome_that_was_not_asked_after_says_so_in_its_row(told):
    report = told(with_another(asked=("pre", "follow_up")))
    rows = {row.outcome: row for row in summary(report, report.language).rows}
    assert (rows["Feeling safe"].sure, rows["Feeling safe"].way) == ("not asked after", "not asked after")
    assert rows["Feeling safe, months later"].welcome is False
