"""In one place a few people asked again whose answers lie the unwelcome way are told of as those of a chapter are."""

import numpy as np
import pytest

from analysis.scoring.scoring import Scale
from analysis.wording import months_later
from evaluation.impact_report.sections.summary_section import summary
from tests.impact_report.examples import frame_of, report
from tests.impact_report.months_later.test_harm_months_later import LIVE_AND_ROUNDED, ticks
from tests.impact_report.page_one import page_1

ANXIETY = Scale(
    id="a", label="Anxiety", items=("a1",), minimum=1, maximum=5, margin=0.3, direction="lower", primary=True
)
SAID = "Months later, of 7 people asked again, too few to say what had changed, answers lie the unwelcome way in "


def asked_again(later, *, again=7, n=24):
    """One chapter that fell, and a few of whom were asked months later."""
    rng, rows = np.random.default_rng(7), []
    for person in range(n):
        own, given = 2.5 + rng.normal() * 0.3, {"participant": f"p{person}", "chapter": "Leeds"}
        waves = [("pre", 0.0), ("post", -0.6 + rng.normal() * 0.2)]
        waves += [("follow_up", later + rng.normal() * 0.2)] if person < again else []
        rows += [given | {"wave": wave, "a1": own + change} for wave, change in waves]
    return report(frame_of(rows), scales=(ANXIETY,))


@LIVE_AND_ROUNDED
@pytest.mark.parametrize("place", ["lede", "quote", "all"])
def test_page_1_says_so(told, place):
    assert SAID + "anxiety: " in page_1(told(asked_again(0.9)))[place]


def test_the_badge_says_so():
    made = asked_again(0.9)
    assert ticks(made)[months_later.FEW_WORSE] is False
    assert months_later.FEW_OF not in ticks(made)


def test_the_row_of_months_later_says_so():
    made = asked_again(0.9)
    rows = summary(made, made.language).rows
    assert rows[-1].way == "lies the unwelcome way"


def test_it_is_not_said_where_answers_lie_no_way():
    made = asked_again(0.0)
    assert "too few to say what had changed" not in page_1(made)["all"]
    assert months_later.FEW_OF in ticks(made)
