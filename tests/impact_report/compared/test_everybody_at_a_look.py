"""At one of several planned looks everybody at once is as wide as the look asks for, also where it stands alone."""

import pytest
from scipy import stats

from evaluation.impact_report.build.planned_looks import alpha_of
from evaluation.impact_report.formats.json import document
from tests.impact_report.adversarial import group, made

TWELVE = tuple(f"C{k:02}" for k in range(12))


def small_chapters(*arms, moved):
    """Twelve chapters too small to show alone, with people of each arm."""
    return [
        group(name, arm, 4, moved=change, seed=k + 50 * place, noise=1.5)
        for k, name in enumerate(TWELVE)
        for place, (arm, change) in enumerate(zip(arms, moved, strict=True))
    ]


@pytest.mark.parametrize(("arms", "moved"), [(("came", "control"), (0.4, 0.0)), (("",), (0.2,))])
def test_where_no_chapter_is_shown_everybody_is_as_wide_as_the_look_asks_for(arms, moved):
    groups = small_chapters(*arms, moved=moved)
    report, only = made(*groups, evenings=24, looks=2), made(*groups)
    found, usual = report.measured["trust"].everybody, only.measured["trust"].everybody
    assert alpha_of(report.looks) < 0.05, "the set must put the rule to the proof"
    assert only.measured["trust"].low is None, "the set must put the rule to the proof"
    df = usual.chapters - 1 if usual.df is None else usual.df
    wider = stats.t.isf(alpha_of(report.looks) / 2, df) / stats.t.isf(0.025, df)
    assert found.high - found.low == pytest.approx((usual.high - usual.low) * wider, rel=1e-9)
    assert report.measured["trust"].wider
    told = document(report)["outcomes"]["trust"]["headline_of"]["everybody"]
    assert (told["low"], told["high"]) == (found.low, found.high), "what the sentence tells is in the JSON"
    assert report.measured["trust"].keys["everybody"] == "outcomes.trust.headline_of.everybody"


def test_a_harm_that_everybody_alone_tells_is_not_lost_at_a_look():
    groups = small_chapters("came", "control", moved=(-0.3, 0.0))
    report, only = made(*groups, evenings=24, looks=2), made(*groups)
    assert only.measured["trust"].unwelcome_of_all, "the set must put the rule to the proof"
    assert report.measured["trust"].unwelcome_of_all
