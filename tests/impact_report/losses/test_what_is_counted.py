"""Page 1 counts what is in its figures: workshops, evenings past the plan, and nobody where no two answers join."""

import pytest

from analysis.wording import look_phrases
from evaluation.impact_report.language.catalogues import catalogue_of
from evaluation.impact_report.layout.of_every_chapter import NONE_JOINED
from evaluation.impact_report.text.counted.nobody_joined import NOBODY_TWICE
from evaluation.impact_report.text.counted.workshops_behind import SOME
from evaluation.impact_report.text.who_has_a_score import ASKED_ONCE
from tests.impact_report.adversarial import TRUST, group, made
from tests.impact_report.page_one import page_1


def evenings(*names, people=15, moved=1.0, chapter=None):
    return [
        group(chapter or f"Chapter {name}", "", people, moved=moved, seed=k, experiment=name, key=name)
        for k, name in enumerate(names)
    ]


def after_alone(rows):
    return [row for row in rows if row["wave"] == "post"]


@pytest.mark.parametrize(("chapters", "of"), [("ABCD", "4 workshops in these figures, of 5"), ("A", "")])
def test_workshops_that_are_in_no_figure_are_not_counted_with_those_that_are(chapters, of):
    lost = after_alone(evenings("late", chapter="Chapter A")[0])
    report = made(*evenings(*chapters), lost)
    told = page_1(report)
    assert report.workshops == len(chapters) + 1
    assert of in told["all"]
    assert "5 workshops in all" not in told["quote"]
    assert told["quote"].startswith("Across 4 workshops" if of else "At one workshop")


def test_all_workshops_are_counted_as_before_where_all_are_in_the_figures():
    told = page_1(made(*evenings(*"ABCD")))
    assert "· 4 workshops ·" in told["all"]


@pytest.mark.parametrize("names", ["A", "ABCD"])
def test_where_no_code_of_before_is_among_those_of_after_that_is_said(names):
    apart = [
        [{**row, "participant": f"{row['participant']}-{row['wave']}"} for row in rows] for rows in evenings(*names)
    ]
    told = page_1(made(*apart))
    assert told["headline"] == NOBODY_TWICE
    assert "answered before answered after, too" not in told["all"]
    assert ("60 people answered before and 60 after, none under the same code" in told["all"]) is (len(names) > 1)


@pytest.mark.parametrize(("asked", "other"), [("pre", "post"), ("post", "pre")])
def test_an_outcome_that_one_wave_asked_says_which(asked, other):
    rows = [row for group_rows in evenings(*"ABCD") for row in group_rows]
    other_scale = TRUST.__class__(**{**vars(TRUST), "id": "ease", "label": "Ease", "items": ("e1",), "primary": False})
    rows = [{**row, "e1": 4.0 + k % 3 if row["wave"] == asked else None} for k, row in enumerate(rows)]
    told = page_1(made(rows, scales=(TRUST, other_scale)))["all"]
    assert ASKED_ONCE[other].replace("{outcome:begin}", "Ease") in told


@pytest.mark.parametrize(("planned", "told"), [(6, True), (8, False)])
def test_evenings_past_the_plan_are_said_to_be_more_than_planned(planned, told):
    said = page_1(made(*evenings(*"ABCDEFGH"), evenings=planned, looks=2))
    assert ("8 evenings are counted here, more than the 6 that were planned." in said["lede"]) is told


def test_each_has_its_welsh():
    told = {NOBODY_TWICE, NONE_JOINED, SOME, look_phrases.MORE_HELD, *ASKED_ONCE.values()}
    assert told <= set(catalogue_of("cy")._catalog)
