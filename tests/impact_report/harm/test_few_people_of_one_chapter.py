"""Of one chapter of too few people to say what changed, answers that lie the unwelcome way are told of each outcome."""

import pytest

from analysis.scoring.scoring import Scale
from evaluation.impact_report.sections.summary_section import summary
from evaluation.impact_report.text.may_not_say import may_not_say
from tests.impact_report.examples import frame_of, report
from tests.impact_report.page_one import page_1

TRUST = Scale(id="t", label="Trust", items=("t1",), minimum=1, maximum=5, margin=0.2, primary=True)
FEAR = Scale(id="f", label="Fear", items=("f1",), minimum=1, maximum=5, margin=0.2, direction="lower")
SAID = "Too few people answered to say what changed, and their answers lie the unwelcome way in "
ROSE = (1, 1, 2, 1, 1, 1, 2, 1)


def chapter(trust, fear):
    """The report of eight people who moved by so much in either outcome."""
    rows = []
    for person, (first, other) in enumerate(zip(trust, fear, strict=True)):
        given = {"participant": f"p{person}", "chapter": "Ash"}
        rows += [given | {"wave": "pre", "t1": 3, "f1": 3}, given | {"wave": "post", "t1": 3 + first, "f1": 3 + other}]
    return report(frame_of(rows), scales=(TRUST, FEAR))


@pytest.mark.parametrize("part", ["lede", "quote"])
def test_of_another_outcome_than_the_first_it_is_told_with_its_figure(part):
    assert SAID + "fear: +1.2 (0.9 to 1.6)." in page_1(chapter((0, 1, -1, 1, 0, 0, 1, -1), ROSE))[part]


def test_the_table_of_findings_says_so():
    made = chapter((0, 1, -1, 1, 0, 0, 1, -1), ROSE)
    assert [each.way for each in summary(made, made.language).rows] == ["too few to say", "lies the unwelcome way"]


def test_of_the_first_outcome_it_may_be_quoted():
    made = chapter([-each for each in ROSE], (0, 1, -1, 1, 0, 0, 1, -1))
    assert SAID + "trust: −1.2 (−1.6 to −0.9)." in page_1(made)["quote"]
    assert may_not_say(made).message.startswith("You may not say more than that of how ")


def test_where_all_moved_alike_it_is_told_without_a_range():
    assert SAID + "fear: +1.0, the same for all." in page_1(chapter(ROSE, (1,) * 8))["lede"]


@pytest.mark.parametrize("fear", [[-each for each in ROSE], (0, 1, -1, 1, 0, 0, 1, -1)])
def test_of_answers_that_lie_no_way_or_the_welcome_one_it_is_not_said(fear):
    assert SAID not in page_1(chapter((0, 1, -1, 1, 0, 0, 1, -1), fear))["all"]
