"""What did not rise as looked for and may have fallen is told as that, as finely as it is printed, on every page."""

import re

import pytest

from analysis.wording import caution_phrases
from evaluation.impact_report.formats import html
from evaluation.impact_report.formats.json import document
from evaluation.impact_report.layout import change_rows
from evaluation.impact_report.sections import summary_section
from tests.impact_report.adversarial import ALONE, NERVES, SIX, TRUST, group, made
from tests.impact_report.page_1.test_every_sentence_is_true import around, exactly
from tests.impact_report.page_one import page_1, plain
from tests.releases.masked import as_released

MEANS = (-1.5, -1.1, -0.6, -0.4, 0.0, 0.3)


def six_that_probably_fell(sign=1, *, scales=(ALONE,)):
    groups = [
        exactly(name, around(sign * mean, 20, seed=k)) for k, (name, mean) in enumerate(zip(SIX, MEANS, strict=True))
    ]
    return made(*groups, scales=scales)


def test_a_likely_fall_is_in_the_headline_the_table_and_the_lede():
    report = six_that_probably_fell()
    found = report.measured["trust"]
    assert found.low < -0.5, "the set must put the rule to the proof"
    assert found.change < 0 < found.high < 0.5, "the set must put the rule to the proof"
    said = page_1(report)
    assert said["headline"] == "Trust did not rise by as much as looked for, and may have fallen"
    assert "lies in that range, a fall does." in said["lede"]
    assert "no rise as large as looked for, perhaps a fall" in plain(html.page(report))


def test_where_less_is_better_the_words_are_mirrored():
    turned = ALONE.__class__(**{**vars(ALONE), "direction": "lower"})
    said = page_1(six_that_probably_fell(-1, scales=(turned,)))
    assert said["headline"] == "Trust did not fall by as much as looked for, and may have risen"
    assert "lies in that range, a rise does." in said["lede"]


def test_beside_a_comparison_group_it_is_said_as_well():
    came = [group(name, "came", 25, moved=mean, seed=k) for k, (name, mean) in enumerate(zip(SIX, MEANS, strict=True))]
    others = [group(name, "control", 25, moved=0.0, seed=k + 9) for k, name in enumerate(SIX)]
    said = page_1(made(*came, *others))["headline"]
    assert said == "Trust: no rise past the comparison group as looked for, perhaps a fall"


def another_that_did_not_rise(n, *, spread=0.9, change=-0.1):
    """One chapter: trust rose, and understanding of n people lies about where it was."""
    rows = exactly("A", around(1.0, n))
    for row, after in zip(rows[1::2], around(change, n, sd=spread), strict=True):
        row["u1"] = 5 + float(after)
    for row in rows[::2]:
        row["u1"] = 5.0
    scale = TRUST.__class__(
        **{**vars(ALONE), "id": "u", "label": "Agency", "items": ("u1",), "margin": 0.3, "primary": False}
    )
    return made(rows, scales=(ALONE, scale))


def test_a_group_of_outcomes_is_named_as_the_table_names_it():
    report = another_that_did_not_rise(24)
    (verdict,) = {summary_section.in_words(report.measured["u"], report.language)}
    assert verdict == "no rise as large as looked for, perhaps a fall"
    said = page_1(report)["all"]
    assert "No rise as large as looked for, perhaps a fall: agency." in said
    assert "We cannot tell: " not in said


def test_the_first_renderer_groups_and_words_it_as_it_did():
    report = another_that_did_not_rise(24)
    found = report.measured["u"].__class__(**{**vars(report.measured["u"]), "renderer": 1})
    said = report.language.say_all(change_rows.summary([found], report.language))
    assert said == "We cannot tell: agency."


@pytest.mark.parametrize("n", [12, 16])
def test_what_rounding_would_deny_is_said_to_be_of_unrounded_figures(n):
    report = as_released(another_that_did_not_rise(n, spread=0.6))
    found = report.measured["u"]
    assert found.low <= -0.3 < 0.3 <= found.high, "the set must put the rule to the proof"
    assert found.decided.said[0] == "not by as much as looked for", "the set must put the rule to the proof"
    told = " ".join(each["text"] for each in document(report)["outcomes"]["u"]["sentences"])
    assert "By unrounded figures: No rise as large as the 0.3 points" in told
    assert (
        "What is said of it was decided by unrounded figures."
        in plain(html.page(report)).split("Agency did not rise")[1]
    )


def test_what_rounding_bears_out_is_said_plainly():
    report = as_released(another_that_did_not_rise(40, spread=0.6))
    assert report.measured["u"].high < 0.3, "the set must put the rule to the proof"
    assert caution_phrases.UNROUNDED.partition("{")[0] not in plain(html.page(report))


def test_nervousness_that_did_not_fall_may_have_risen():
    rows = [
        exactly(name, around(-mean, 20, seed=k), scale="n1")
        for k, (name, mean) in enumerate(zip(SIX, MEANS, strict=True))
    ]
    nerves = NERVES.__class__(**{**vars(NERVES), "primary": True})
    said = page_1(made(*rows, scales=(nerves,)))["headline"]
    assert said == "Nervousness did not fall by as much as looked for, and may have risen"


def test_of_two_chapters_a_fall_is_as_fine_in_its_sentence_as_in_the_table():
    rows = []
    for place, (name, fell) in enumerate((("A", -0.667), ("B", -1.0))):
        rise, fall = (around(mean, 30, seed=place, sd=1.1) for mean in (1.0, fell))
        chapter = exactly(name, rise)
        for person, change in enumerate(fall):
            chapter[2 * person]["u1"], chapter[2 * person + 1]["u1"] = 5.333, 5.333 + float(change)
        rows.append(chapter)
    scale = TRUST.__class__(**{**vars(ALONE), "id": "u", "label": "Help", "items": ("u1",), "primary": False})
    said = page_1(made(*rows, scales=(ALONE, scale)))["all"]
    told = said.partition("In A, counting its 30 people alone, help moved the unwelcome way: ")[2]
    sentence = re.match(r"(\S+) \( ?(\S+) to (\S+?) ?\)", told)
    assert sentence, "the set must put the rule to the proof"
    assert f"{sentence[1]} ({sentence[2]} to {sentence[3]})" in said.partition("side by side Change")[2]
