"""A few people asked again over chapters too small to show alone, whose answers lie the unwelcome way, are told of."""

import numpy as np
import pytest

from analysis.scoring.scoring import Scale
from analysis.wording import months_later
from evaluation.impact_report.sections import waves_section
from evaluation.impact_report.sections.summary_section import summary
from tests.impact_report.examples import frame_of, report
from tests.impact_report.months_later.test_harm_months_later import LIVE_AND_ROUNDED, ticks
from tests.impact_report.page_one import page_1

TRUST = Scale(id="t", label="Trust", items=("t1",), minimum=1, maximum=5, margin=0.2, primary=True)
SAID = "Months later, with 8 people asked again in four chapters in one model, too few to say what had changed, "
SAID += "answers lie the unwelcome way in trust: "


def asked_again(later):
    """Four chapters of 16 people who rose, two of each asked months later."""
    rng, rows = np.random.default_rng(9), []
    for chapter in ("Ash", "Birch", "Cedar", "Doum"):
        for person in range(16):
            own, given = 3 + rng.normal() * 0.3, {"participant": f"{chapter}{person}", "chapter": chapter}
            waves = [("pre", 0.0), ("post", 0.5 + rng.normal() * 0.2)]
            waves += [("follow_up", later + rng.normal() * 0.3)] if person < 2 else []
            rows += [given | {"wave": wave, "t1": own + change} for wave, change in waves]
    return report(frame_of(rows), scales=(TRUST,))


@LIVE_AND_ROUNDED
@pytest.mark.parametrize("part", ["lede", "quote"])
def test_page_1_says_so(told, part):
    assert SAID in page_1(told(asked_again(-1.0)))[part]


def test_the_badge_says_so():
    assert ticks(asked_again(-1.0))[months_later.FEW_WORSE] is False


def test_the_row_of_months_later_says_so():
    made = asked_again(-1.0)
    last = summary(made, made.language).rows[-1]
    assert (last.outcome, last.way) == ("Trust, everybody in one model, months later", "lies the unwelcome way")


def test_it_is_not_said_where_answers_lie_no_way():
    assert "too few to say what had changed" not in page_1(asked_again(0.0))["all"]


def test_the_table_of_months_later_speaks_of_no_one_or_two_chapters_where_none_is_shown():
    made = asked_again(-1.0)
    (table,) = waves_section.waves(made, made.language)
    assert "No chapter has enough people to be shown alone: the figure of all their people has no range." in table.notes
    assert not [note for note in table.notes if note.startswith("One or two chapters")]
