"""Harm in any main outcome is in the title and the badge, whichever of them stands first in the file."""

import pytest

from analysis.scoring.scoring import Scale
from analysis.wording import badge
from evaluation.impact_report.formats import html
from evaluation.impact_report.sections.summary_section import summary
from tests.impact_report.adversarial import SIX, TRUST, group, made
from tests.impact_report.page_one import page_1, plain

ANXIETY = Scale(
    id="anx", label="Anxiety", items=("a1",), minimum=0, maximum=10, margin=0.3, direction="lower", primary=True
)
HOPE = Scale(id="hope", label="Hope", items=("h1",), minimum=0, maximum=10, margin=0.3, primary=True)
ORDERS = pytest.mark.parametrize("scales", [(TRUST, ANXIETY), (ANXIETY, TRUST)], ids=["trust first", "anxiety first"])


def opposed(scales):
    moved = {"trust": 1.0, "anx": 1.0}
    groups = [group(name, "", 15, moved=moved, scales=(TRUST, ANXIETY), seed=place) for place, name in enumerate(SIX)]
    return made(*groups, scales=scales)


def test_the_title_names_it_first():
    assert page_1(opposed((TRUST, ANXIETY)))["headline"] == (
        "Across six chapters, anxiety rose clearly, the unwelcome way. Trust rose clearly"
    )
    assert page_1(opposed((ANXIETY, TRUST)))["headline"] == (
        "Across six chapters, anxiety rose clearly, the unwelcome way. Trust rose clearly"
    )


@ORDERS
def test_the_badge_says_so(scales):
    found = opposed(scales).badge
    assert (found.level, found.label) == (2, badge.HARMING)


def test_beside_a_comparison_group_it_is_no_good_evidence():
    scales = (TRUST, HOPE)
    groups = [
        group(name, arm, 12, moved={"trust": far, "hope": -far}, scales=scales, seed=place + 50 * (arm == "control"))
        for place, name in enumerate(SIX)
        for arm, far in (("workshop", 1.5), ("control", 0.0))
    ]
    report = made(*groups, scales=scales, comparison="control", randomised=True)
    assert report.badge.label == badge.HARMING
    assert page_1(report)["headline"].startswith(
        "Across six chapters, change in hope was clearly lower than in comparison groups, the unwelcome way. "
    )


@ORDERS
def test_a_second_main_outcome_is_called_one(scales):
    assert "a main outcome" in page_1(opposed(scales))["all"]


def test_an_outcome_that_is_no_main_one_is_not_called_one_nor_in_the_title():
    minor = Scale(**{**vars(ANXIETY), "primary": False})
    found = page_1(opposed((TRUST, minor)))
    assert found["headline"] == "Across six chapters, trust rose clearly"
    assert "a main outcome" not in found["all"]


def test_the_table_of_findings_marks_main_outcomes():
    report = opposed((TRUST, Scale(**{**vars(ANXIETY), "primary": False})))
    rows = {row.outcome: row.main for row in summary(report, report.language).rows}
    assert (rows["Trust"], rows["Anxiety"]) == (True, False)
    assert plain(html.page(report)).count("a main outcome") == 1


def test_each_outcome_has_the_number_of_its_own_chapters():
    rows = [group(name, "", 15, moved={"trust": 1.0, "anx": 1.0}, scales=(TRUST, ANXIETY)) for name in SIX]
    for row in (row for chapter in rows[3:] for row in chapter):
        row["a1"] = float("nan")
    assert page_1(made(*rows, scales=(TRUST, ANXIETY)))["headline"] == (
        "Across three chapters, anxiety rose clearly, the unwelcome way. Across six chapters, trust rose clearly"
    )


def test_what_is_repeated_is_what_is_claimed():
    rows = [group(name, "", 15, moved={"trust": 1.0, "anx": 1.0}, scales=(TRUST, ANXIETY)) for name in SIX]
    for row in (row for chapter in rows[3:] for row in chapter):
        row["a1"] = float("nan")
    said = page_1(made(*rows, scales=(TRUST, ANXIETY)))["all"]
    assert "Done in three chapters" in said
    assert "Done in six chapters" not in said


def test_of_many_main_outcomes_the_title_names_those_harmed_first_and_then_the_first():
    more = [Scale(**{**vars(HOPE), "id": f"hope{k}", "label": f"Hope {k}", "items": (f"h{k}",)}) for k in range(3)]
    scales = (TRUST, *more, ANXIETY)
    moved = {"trust": 1.0, "anx": 1.0, **{each.id: 1.0 for each in more}}
    groups = [group(name, "", 15, moved=moved, scales=scales, seed=place) for place, name in enumerate(SIX)]
    assert page_1(made(*groups, scales=scales))["headline"] == (
        "Across six chapters, anxiety rose clearly, the unwelcome way. Trust rose clearly"
    )
