"""Whether chapters differ is told of unrounded figures, also where the lower end of their variance rounds to nil."""

import numpy as np
import pytest

from analysis.pooling.equal_chapters import SURE_ENOUGH
from analysis.scoring.scoring import Scale
from evaluation.impact_report.sections.methods_section import methods_across
from evaluation.impact_report.sections.numbers_section import model_across
from evaluation.impact_report.text.chance import how_chapters_differ
from tests.impact_report.examples import frame_of, report
from tests.impact_report.page_one import page_1
from tests.releases.masked import as_released

SCALE = Scale(id="t", label="Trust in others", items=("t1",), minimum=1, maximum=5, margin=0.3, primary=True)
DIFFER = "Trust in others changed by different amounts in different chapters."
CANNOT_TELL = "We cannot tell whether chapters differ."


def chapters(changes, *, people=40, seed=3):
    rng, rows = np.random.default_rng(seed), []
    for chapter, change in enumerate(changes):
        for person in range(people):
            given = {"participant": f"{chapter}-{person}", "chapter": f"Chapter {chapter}"}
            before, after = 3 + rng.normal() * 0.5, 3 + change + rng.normal() * 0.5
            rows += [given | {"wave": "pre", "t1": before}, given | {"wave": "post", "t1": after}]
    return report(frame_of(rows), scales=(SCALE,))


def evenings(changes, *, people=20):
    """Chapters of two evenings each, by what each evening changed by."""
    rng, rows = np.random.default_rng(4), []
    for evening, change in enumerate(changes):
        for person in range(people):
            given = {"participant": f"{evening}-{person}", "chapter": f"Chapter {evening // 2}"}
            given["experiment"] = f"e{evening}"
            before, after = 3 + rng.normal() * 0.3, 3 + change + rng.normal() * 0.3
            rows += [given | {"wave": "pre", "t1": before}, given | {"wave": "post", "t1": after}]
    return report(frame_of(rows), scales=(SCALE,))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ((0.0, 0.0, 0.3, 0.3, 0.6, 0.6, 0.1, 0.1), DIFFER),
        ((0.9, -0.9, 0.9, -0.3, 0.9, 0.3, -0.7, 0.9), CANNOT_TELL),
    ],
)
def test_chapters_differ_only_where_they_lie_further_apart_than_evenings_of_one_chapter(changes, told):
    made = evenings(changes)
    assert made.first.across.clearly_differ, "people alone must say so in both"
    assert said(made) == said(as_released(made)) == told


@pytest.fixture(scope="module")
def apart():
    """A report whose chapters clearly differ, by a variance that rounds to nil."""
    return chapters((0.0, 0.2, 0.5, 0.8, 0.3))


def said(made):
    return made.language.say_all(how_chapters_differ(made.first, next(iter(made.measured.values()))))


def test_rounded_figures_say_what_the_unrounded_ones_do(apart):
    rounded = as_released(apart)
    assert apart.first.across.tau2.low > 0 == rounded.first.across.tau2.low
    assert said(apart) == said(rounded) == DIFFER


def test_the_printed_variance_does_not_contradict_it(apart):
    rounded = as_released(apart)
    rows = model_across(rounded, rounded.language).figures.rows
    assert [row[1].split(" to ")[0] for row in rows if row[0].startswith("Range of tau")] == ["just over 0"]


def test_a_variance_that_rounds_to_nil_lies_in_its_printed_range():
    made = chapters((0.0, 0.1, 0.25, 0.4, 0.15), people=160)
    assert 0 < made.first.across.tau2.low < made.first.across.tau2.value < 0.05, "the set must put it to the proof"
    rounded = as_released(made)
    rows = dict(row for row in model_across(rounded, rounded.language).figures.rows)
    assert rows["Variance between chapters (tau²)"] == "just over 0"
    assert rows["Range of tau² (Q-profile)"].startswith("just over 0 to ")


def test_chapters_that_do_not_clearly_differ_are_not_said_to():
    made = chapters((0.3, 0.3, 0.35, 0.3, 0.3))
    assert said(made) == said(as_released(made)) == CANNOT_TELL


def test_the_methods_tell_the_level_at_which_chapters_are_said_to_differ(apart):
    told = apart.language.say_all(methods_across(apart, apart.language))
    assert f"its p under {SURE_ENOUGH}, and the range of tau² lies above 0; otherwise it is said that we cannot" in told


def test_small_chapters_that_truly_changed_alike_are_not_said_to_differ_though_their_variance_seems_to():
    made = chapters((0.3,) * 30, people=5, seed=2)
    assert made.first.across.tau2.low > 0
    assert said(made) == CANNOT_TELL


def pairs(chapter, people, *, change):
    """Rows of people of one chapter who all changed alike."""
    given = [{"participant": f"{chapter}-{one}", "chapter": chapter, "before": 2.0 + one % 3} for one in range(people)]
    waves = (("pre", 0.0), ("post", change))
    return [
        {"participant": one["participant"], "chapter": chapter, "wave": wave, "t1": one["before"] + moved}
        for one in given
        for wave, moved in waves
    ]


def test_nothing_is_said_of_how_chapters_differ_where_one_alone_is_shown():
    rows = [row for place, size in enumerate((25, 3, 3, 3)) for row in pairs(f"Chapter {place}", size, change=0.5)]
    rows[1]["t1"] += 0.1
    made = report(frame_of(rows), scales=(SCALE,))
    assert made.chapters.k == 1
    assert said(made) == ""
    assert CANNOT_TELL not in page_1(made)["all"]


def test_nothing_is_said_of_how_chapters_differ_where_everybody_changed_alike():
    rows = [row for place in range(6) for row in pairs(f"Chapter {place}", 20, change=0.0)]
    made = report(frame_of(rows), scales=(SCALE,))
    assert page_1(made)["headline"] == "Trust in others stayed the same for every one of 120 people"
    assert said(made) == ""
    assert CANNOT_TELL not in page_1(made)["all"]
