"""How many of those who answered before answered after, too, stands on page 1, rounded drafts included."""

from analysis.estimate.answered_once import AnsweredOnce
from evaluation.impact_report.build.context import Context
from tests.impact_report.adversarial import SIX, group, made
from tests.impact_report.page_one import page_1
from tests.releases.masked import as_released


def lost(every=3, *, around=None):
    """Six chapters of 24 people, of whom one in `every` did not answer after."""
    groups = [group(name, "", 24, moved=1.0, seed=k) for k, name in enumerate(SIX)]
    kept = [[row for k, row in enumerate(rows) if row["wave"] == "pre" or (k // 2) % every] for rows in groups]
    return made(*kept, around=around)


def test_a_report_across_chapters_tells_how_many_answered_before():
    assert "96 people answered both times, of 144 who answered before" in page_1(lost())["all"]


def test_a_rounded_draft_tells_nothing_of_who_answered_before():
    draft = as_released(lost(), waiting=0)
    assert draft.flow.total["pairs"] == draft.measured["trust"].n
    assert not isinstance(draft.flow.total["pre"], int)
    assert "who answered before" not in page_1(draft)["all"].partition("How sure")[0]


def test_a_file_of_pairs_is_not_told_as_one_in_which_nobody_was_lost():
    report = lost(every=99, around=Context(study="Invented", answered_once=AnsweredOnce.NONE_IN_FILE))
    assert "who answered before" not in page_1(report)["all"].partition("How sure")[0]
