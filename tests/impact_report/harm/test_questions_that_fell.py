"""A question that moved the unwelcome way inside an outcome that did not is named on page 1 and marked in its row."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis.estimate.estimate import Suppressed
from analysis.io.frames import first_attendance
from analysis.pooling.across import across_figures, headline_alone
from analysis.scoring.scoring import Scale
from evaluation.impact_report.build.context import Context, ItemWords
from evaluation.impact_report.formats import html
from evaluation.impact_report.sections.items_section import items
from tests.impact_report.adversarial import SIX, TRUST, made
from tests.impact_report.page_one import page_1, plain
from tests.releases.masked import as_released

WORDS = {"t3": ItemWords(text="I would lend them my ladder.")}


def people(chapter, moved, *, n=20, seed=1, between=0.0, experiment=None, noise=0.3):
    """People of one chapter, each item of whom moved by so much on average."""
    rng, rows = np.random.default_rng([seed, n]), []
    for person in range(n):
        own = rng.normal(0, 0.8)
        for wave in ("pre", "post"):
            given = {"participant": f"{chapter}{person}", "chapter": chapter, "wave": wave}
            far = {item: (each + between if wave == "post" else 0.0) for item, each in moved.items()}
            answers = {item: float(round(5 + own + each + rng.normal(0, noise), 1)) for item, each in far.items()}
            rows.append(given | answers | ({"experiment": experiment} if experiment else {}))
    return rows


FALLS = {"t1": 1.5, "t2": 1.5, "t3": -0.6}
RISES = {"t1": 1.5, "t2": 1.5, "t3": 0.6}


def across(moved=FALLS, *, spread=0.0, scale=TRUST, around=None, noise=0.3):
    """Six chapters; with a spread, chapters in which t3 moved by very different amounts."""
    apart = np.linspace(-spread, spread, len(SIX))
    groups = [
        people(name, moved | {"t3": moved["t3"] + far}, seed=k, noise=noise)
        for k, (name, far) in enumerate(zip(SIX, apart, strict=True))
    ]
    return made(*groups, scales=(scale,), around=around)


def rows_of(report):
    (scale,) = items(report, report.language)
    return {row.id: row.harmed for row in scale.rows}


@pytest.mark.parametrize("made_of", [across, lambda **further: made(people("A", FALLS, n=30), **further)])
def test_it_is_named_in_the_lede_and_marked_in_its_row(made_of):
    report = made_of(around=Context(study="Invented", items=WORDS))
    said = page_1(report)
    assert "rose" in said["headline"] or "more trust" in said["headline"]
    assert "One question of trust, “I would lend them my ladder.”, moved the unwelcome way: −0." in said["lede"]
    assert rows_of(report) == {"t1": False, "t2": False, "t3": True}
    table = plain(html.page(report)).partition("In their exact words")[2]
    assert "the unwelcome way unwelcome −0." in table.partition("my ladder. ")[2].partition("Rather")[0]


def test_what_it_changed_by_is_what_the_table_of_questions_has():
    report = across()
    (scale,) = items(report, report.language)
    change = next(row.change for row in scale.rows if row.id == "t3")
    assert f"moved the unwelcome way: {change}." in page_1(report)["lede"]


def test_a_question_without_words_is_named_by_its_column():
    assert "One question of trust, “t3”, moved the unwelcome way: −0.7." in page_1(across())["lede"]


def test_nothing_is_named_where_every_question_rose():
    report = across(RISES)
    assert "unwelcome" not in page_1(report)["all"]
    assert set(rows_of(report).values()) == {False}


def test_across_chapters_the_range_knows_of_them():
    """Of 120 people taken for one group t3 clearly fell; over six chapters that differ as much it cannot be told."""
    report = across(spread=1.5)
    pooled_flat = report.items["t3"].change
    assert pooled_flat.high < 0, "the set must put the rule to the proof"
    assert rows_of(report)["t3"] is False
    assert "One question" not in page_1(report)["lede"]


def test_the_range_of_a_question_is_that_of_the_headline_of_an_outcome():
    rows = [row for k, name in enumerate(SIX) for row in people(name, FALLS, seed=k, between=0.2 * k)]
    wide = first_attendance(pd.DataFrame(rows)).pivot_table(
        index=["chapter", "participant"], columns="wave", values="t3"
    )
    scores = wide.reset_index()
    assert headline_alone(scores) == across_figures(scores).headline
    two = scores[scores["chapter"].isin(("A", "B"))]
    assert headline_alone(two) == across_figures(two).headline


def test_two_are_named_and_more_are_counted():
    both = page_1(across({"t1": 3.0, "t2": -0.6, "t3": -0.6}))["lede"]
    assert "Two questions of trust, “t2” and “t3”, moved the unwelcome way: −0.54 and −0.67." in both
    longer = Scale(
        id="trust", label="Trust", items=("t1", "t2", "t3", "t4"), minimum=0, maximum=10, margin=0.5, primary=True
    )
    three = page_1(across({"t1": 4.0, "t2": -0.6, "t3": -0.6, "t4": -0.6}, scale=longer))["lede"]
    assert (
        "Three of four questions of trust moved the unwelcome way, each by the whole of its likely range; the table of "
        "questions marks them." in three
    )


MARKED = "A question is marked as unwelcome where the whole likely range of its change"


def test_the_table_says_by_what_rule_it_marks():
    assert f"{MARKED}, taken over the chapters, lies that way." in plain(html.page(across()))
    assert f"{MARKED} lies that way." in plain(html.page(made(people("A", FALLS, n=30))))
    assert MARKED not in plain(html.page(across(RISES)))


@pytest.mark.parametrize(("made_of", "far"), [(across, -0.40), (lambda moved: made(people("A", moved, n=30)), -0.48)])
def test_no_rounded_change_seems_to_reach_the_margin_that_it_falls_short_of(made_of, far):
    report = made_of(FALLS | {"t3": far})
    assert -0.5 < report.items["t3"].mean_change < -0.45, "the set must put the rule to the proof"
    (scale,) = items(report, report.language)
    assert next(row.change for row in scale.rows if row.id == "t3").startswith("−0.4")


def test_where_less_is_better_a_rise_is_named():
    nerves = replace(TRUST, label="Nervousness", direction="lower")
    said = page_1(across({item: -each for item, each in FALLS.items()}, scale=nerves))
    assert "One question of nervousness, “t3”, moved the unwelcome way: +0.53." in said["lede"]


def test_an_outcome_that_fell_itself_names_no_question_and_its_rows_are_marked():
    report = across({"t1": -1.0, "t2": -1.0, "t3": -1.0})
    assert "question of trust" not in page_1(report)["lede"]
    assert set(rows_of(report).values()) == {True}


def test_a_release_names_and_marks_it_too():
    report = as_released(across(noise=0.6))
    assert "One question of trust, “t3”, moved the unwelcome way: −0.7." in page_1(report)["lede"]
    assert rows_of(report)["t3"] is True


def test_a_release_names_no_question_whose_answers_it_holds_back():
    report = as_released(across())
    assert isinstance(report.items["t3"], Suppressed), "the set must put the rule to the proof"
    assert "t3" not in page_1(report)["lede"]


def test_before_a_planned_look_it_is_described_and_not_marked():
    groups = [people(name, FALLS, seed=k, experiment=f"e{k}") for k, name in enumerate(SIX)]
    report = made(*groups, evenings=12)
    said = page_1(report)["lede"]
    assert "Described, not claimed: One question of trust, “t3”, moved the unwelcome way: −0.7." in said
    assert rows_of(report)["t3"] is False


def test_in_welsh():
    report = across()
    welsh = replace(report, context=replace(report.context, language="cy"))
    assert "Symudodd un cwestiwn am trust, “t3”, y ffordd nas croesewir: −0.7." in page_1(welsh)["lede"]
