"""Harm months later in one chapter or in another outcome is named with its figure, and nothing is said to last."""

import pytest
from babel.messages.pofile import read_po

from analysis.scoring.scoring import Scale
from analysis.wording import later_phrases, months_later
from evaluation.impact_report.sections import limits_section
from evaluation.impact_report.sections.waves_section import waves
from tests.impact_report.adversarial import SIX, TRUST, UNDERSTANDING, group, made
from tests.impact_report.formats.test_welsh import PO
from tests.impact_report.months_later.test_harm_months_later import APART, LIVE_AND_ROUNDED, in_chapters, ticks
from tests.impact_report.months_later.test_who_answered_months_later import reason
from tests.impact_report.page_one import page_1

ONE_HARMED = {"Ash": -1.5, **dict.fromkeys(("Birch", "Cedar", "Dogwood", "Elm", "Fir"), 0.6)}
IN_ASH = "In Ash, counting its 20 people asked again alone, trust in others had moved the unwelcome way months later: "


@LIVE_AND_ROUNDED
def test_a_chapter_that_was_harmed_is_named_with_its_figure(told):
    report = told(in_chapters(ONE_HARMED))
    said = page_1(report)
    figure = report.language.change(report.first.waves["follow_up"]["lasting"].chapters["Ash"].mean)
    assert IN_ASH + figure in said["lede"]
    assert IN_ASH + figure in said["quote"]
    assert "In Birch, counting" not in said["all"]


@LIVE_AND_ROUNDED
def test_a_chapter_that_was_harmed_earns_no_tick(told):
    report = told(in_chapters(ONE_HARMED))
    assert reason(report) == ("Asked again months later, trust in others had moved the unwelcome way in Ash", False)


def test_it_stands_in_the_table_of_further_waves():
    report = in_chapters(ONE_HARMED)
    (table,) = waves(report, report.language)
    assert "from before to months later, in Ash" in [row.contrast for row in table.rows]


def test_several_chapters_are_counted_and_named():
    report = in_chapters({"A": -2.0, "B": -1.5, "C": -1.8, "D": 1.5, "E": 2.2, "F": 1.4})
    said = "Months later, counting people alone, trust in others had moved the unwelcome way in three of six chapters: "
    assert said + "A −" in page_1(report)["lede"]
    in_several = "Asked again months later, trust in others had moved the unwelcome way in three chapters"
    assert reason(report) == (in_several, False)


def test_two_chapters_are_told_of_each():
    said = page_1(in_chapters({"Ash": -1.5, "Birch": -1.4}))["lede"]
    assert IN_ASH in said
    assert "In Birch, counting its 20 people asked again alone" in said


def test_chapters_are_not_named_again_where_the_average_tells_it():
    report = in_chapters(dict.fromkeys(SIX, -0.8))
    assert "asked again alone" not in page_1(report)["all"]


def test_a_chapter_under_the_threshold_is_never_named():
    report = in_chapters(APART, n=4)
    assert "asked again alone" not in page_1(report)["all"]


def with_another(fell, *, arms=("",)):
    """Six chapters in which trust rose and lasted, and understanding, which rose, too, fell later by so much."""
    rows, scales = [], (TRUST, UNDERSTANDING)
    for place, name in enumerate(SIX):
        for arm in arms:
            rise = 1.5 if arm in ("", "workshop") else 0.0
            found = group(name, arm, 25, moved=rise, scales=scales, seed=place + 50 * (arm == "control"), noise=0.8)
            lost = fell if arm in ("", "workshop") else 0.0
            later = [row | {"wave": "follow_up", "u1": row["u1"] - lost} for row in found if row["wave"] == "post"]
            rows.append(found + later)
    plan = {"comparison": "control", "randomised": True} if len(arms) > 1 else {}
    return made(*rows, scales=scales, **plan)


BOTH_ARMS = ("workshop", "control")


@pytest.mark.parametrize("arms", [("",), BOTH_ARMS], ids=["one group", "compared"])
def test_another_outcome_that_was_harmed_earns_no_tick_and_is_named(arms):
    report = with_another(3.0, arms=arms)
    said = "Asked again months later, understanding of difference had moved the unwelcome way from where people began"
    assert reason(report) == (said, False)
    assert report.badge.level < 5
    assert limits_section.NOT_LATER not in report.language.say_all(limits_section.limits(report, report.language))


def test_without_that_harm_the_same_study_is_strong_evidence():
    report = with_another(0.0, arms=BOTH_ARMS)
    assert report.badge.level == 5
    assert ticks(report)[months_later.LASTING] is True


def test_every_sentence_of_months_later_has_its_welsh():

    with PO.open("rb") as file:
        known = {message.id for message in read_po(file)}
    assert set(later_phrases.messages()) | set(months_later.MESSAGES) <= known


def test_a_chapter_of_several_evenings_is_told_of_by_its_people_where_evenings_leave_it_open():
    scale = Scale(**vars(TRUST))
    rows = []
    for place, far in enumerate((0.0, 5.0, 1.0)):
        found = group("Ash", "", 15, moved=1.0, seed=place, experiment=f"e{place}", key=f"e{place}")
        later = [
            row | {"wave": "follow_up"} | {item: max(row[item] - far - 0.5, 0) for item in scale.items}
            for row in found
            if row["wave"] == "post"
        ]
        rows.append(found + later)
    report = made(*rows, scales=(scale,))
    assert "Months later, counting the 45 people asked again alone, trust had moved" in page_1(report)["lede"]
