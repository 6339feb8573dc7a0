"""Whether chapters differ is told of unrounded figures, also where the lower end of their variance rounds to nil."""

import numpy as np
import pytest

from analysis.scoring.scoring import Scale
from evaluation.impact_report.sections.numbers_section import model_across
from evaluation.impact_report.text import sentences
from tests.impact_report.examples import frame_of, report
from tests.releases.masked import as_released

SCALE = Scale(id="t", label="Trust in others", items=("t1",), minimum=1, maximum=5, margin=0.3, primary=True)
DIFFER = "Trust in others changed by different amounts in different chapters."
CANNOT_TELL = "We cannot tell whether chapters differ."


def chapters(changes):
    rng, rows = np.random.default_rng(3), []
    for chapter, change in enumerate(changes):
        for person in range(40):
            given = {"participant": f"{chapter}-{person}", "chapter": f"Chapter {chapter}"}
            before, after = 3 + rng.normal() * 0.5, 3 + change + rng.normal() * 0.5
            rows += [given | {"wave": "pre", "t1": before}, given | {"wave": "post", "t1": after}]
    return report(frame_of(rows), scales=(SCALE,))


@pytest.fixture(scope="module")
def apart():
    """A report whose chapters clearly differ, by a variance that rounds to nil."""
    return chapters((0.0, 0.2, 0.5, 0.8, 0.3))


def said(made):
    return made.language.say(sentences.how_chapters_differ(made.first, next(iter(made.measured.values()))))


def test_rounded_figures_say_what_the_unrounded_ones_do(apart):
    rounded = as_released(apart)
    assert apart.first.across.tau2.low > 0 == rounded.first.across.tau2.low
    assert said(apart) == said(rounded) == DIFFER


def test_the_printed_variance_does_not_contradict_it(apart):
    rounded = as_released(apart)
    rows = model_across(rounded, rounded.language).figures.rows
    assert [row[1].split(" to ")[0] for row in rows if row[0].startswith("Range of tau")] == ["just over 0"]


def test_chapters_that_do_not_clearly_differ_are_not_said_to():
    made = chapters((0.3, 0.3, 0.35, 0.3, 0.3))
    assert said(made) == said(as_released(made)) == CANNOT_TELL
