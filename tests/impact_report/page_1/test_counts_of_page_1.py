"""Every count of people on page 1 says which people it counts."""

from analysis.wording import badge
from tests.impact_report.adversarial import ALONE, NERVES, SIX, group, made
from tests.impact_report.page_1.test_every_sentence_is_true import alone, around, exactly, reasons
from tests.impact_report.page_one import page_1


def test_people_of_a_chapter_that_is_held_back_are_not_left_out_of_who_answered():
    groups = [exactly(name, around(0.5, 19, seed=k)) for k, name in enumerate("AB")]
    said = page_1(alone(*groups, exactly("C", around(0.5, 4))))["all"]
    assert "38 people answered both times in the chapters that are shown" in said


def test_who_answered_is_told_plainly_where_every_chapter_is_shown():
    said = page_1(alone(*(exactly(name, around(0.5, 19, seed=k)) for k, name in enumerate("AB"))))["all"]
    assert "38 people answered both times" in said
    assert "in the chapters that are shown" not in said


def test_a_comparison_group_of_thirty_in_one_chapter_is_not_told_as_too_few():
    came = [group(name, "workshop", 20, moved=1.0, seed=k) for k, name in enumerate(SIX)]
    report = made(*came, group("A", "control", 30, moved=0.0, seed=9))
    assert badge.NOT_COMPARABLE in reasons(report)
    assert not reasons(report) & {badge.NOT_ENOUGH_COMPARED, badge.NOT_COMPARED, badge.FEW_IN_COMPARISON}


def test_ninety_people_of_small_chapters_are_all_behind_the_first_outcome():
    report = alone(*(exactly(f"C{k:02}", around(0.5, 3, seed=k)) for k in range(30)))
    assert "With all 90 people of 30 chapters" in page_1(report)["lede"]
    assert badge.FEW_DISCLOSED not in reasons(report)
    assert badge.FEW_SHOWN in reasons(report)


def test_an_outcome_that_few_answered_is_still_told_as_that():
    rows = exactly("A", around(0.5, 40))
    for row in rows:
        row["n1"] = 5.0
        row["t1"] = row["t1"] if int(row["participant"][1:]) < 12 else float("nan")
    report = made(rows, scales=(ALONE, NERVES))
    assert badge.FEW_DISCLOSED in reasons(report)
