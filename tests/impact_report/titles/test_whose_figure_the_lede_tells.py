"""Where the title begins with another outcome than the lede's figure is of, the lede names the one it is of."""

import pytest

from analysis.scoring.scoring import Scale
from evaluation.impact_report.formats import html
from evaluation.impact_report.text.translate import report_in_language
from tests.impact_report.adversarial import SIX, TRUST, group, made
from tests.impact_report.harm.test_harm_in_a_main_outcome import HOPE
from tests.impact_report.page_one import page_1

MARRED = {"trust": 1.0, "hope": -1.0}


def of_two_outcomes(moved, *, names=SIX, beside=False, scales=(TRUST, HOPE)):
    arms = {"workshop": moved, **({"control": 0.0} if beside else {})}
    groups = [
        group(name, arm, 18, moved=far, scales=scales, seed=place + 50 * (arm == "control"))
        for place, name in enumerate(names)
        for arm, far in arms.items()
    ]
    return made(*groups, scales=scales)


@pytest.mark.parametrize(
    ("further", "begins"),
    [
        ({}, "In trust, on a scale of 0 to 10 the average rise was "),
        ({"names": "A"}, "In trust, on a scale of 0 to 10 the average rise was "),
        ({"beside": True}, "In trust, on a scale of 0 to 10 those who came changed by "),
    ],
    ids=["six chapters", "one chapter", "beside a comparison group"],
)
def test_it_names_its_outcome(further, begins):
    said = page_1(of_two_outcomes(MARRED, **further))
    assert "hope" in said["headline"].split(". ")[0].lower()
    assert said["lede"].startswith(begins)
    assert begins in said["all"]


def test_what_chance_brings_names_it_too():
    assert "In trust, if every chapter truly rose by " in page_1(of_two_outcomes(MARRED))["all"]


def test_a_share_is_told_of_its_own_question():
    knows = Scale(id="knows", label="Knowing a neighbour", items=("k",), minimum=0, maximum=1, margin=0.1, primary=True)
    found = []
    for place, name in enumerate(SIX):
        rows = group(name, "", 30, moved=-1.0, scales=(HOPE,), seed=place)
        found.append([row | {"k": float(k // 2 % 3 == 0 or row["wave"] == "post")} for k, row in enumerate(rows)])
    said = page_1(made(*found, scales=(knows, HOPE)))["lede"]
    assert said.startswith("In knowing a neighbour, the share who said yes ")


def test_its_figures_are_bold_as_everywhere():
    lede = html.page(of_two_outcomes(MARRED)).split("In trust, on a scale of ", 1)[1]
    assert lede.startswith("0 to 10 the average rise was <b>")


def test_not_where_the_title_is_of_the_same_outcome():
    assert page_1(of_two_outcomes({"trust": -1.0, "hope": 1.0}))["lede"].startswith("On a scale of 0 to 10 ")
    assert page_1(of_two_outcomes({"trust": 1.0, "hope": 1.0}))["lede"].startswith("On a scale of 0 to 10 ")


def test_in_welsh_as_well():
    said = page_1(report_in_language(of_two_outcomes(MARRED), "cy"))["lede"]
    assert said.startswith("O ran trust, ")
