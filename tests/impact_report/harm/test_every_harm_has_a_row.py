"""Every harm that the lede tells has a row in the tables that list the findings, and its outcome above them."""

import io
from dataclasses import replace

import openpyxl
import pytest

from evaluation.impact_report.formats import xlsx
from evaluation.impact_report.layout.change_rows import row as row_drawn
from evaluation.impact_report.layout.change_rows import summary as changes_in_words
from evaluation.impact_report.sections.summary_section import summary
from tests.impact_report.adversarial import NERVES, SIX, TRUST, group, made
from tests.impact_report.page_one import page_1
from tests.releases.masked import as_released


def rows(report):
    return {row.outcome: row for row in summary(report, report.language).rows}


def above(report):
    return summary(report, report.language).harm


def in_workbook(report):
    book = openpyxl.load_workbook(io.BytesIO(xlsx.xlsx(report)))
    return {
        f"{row[0]}, {row[1]}" if row[1] else row[0]: row
        for row in book["Results"].iter_rows(min_row=2, values_only=True)
    }


def both_fell(scale=TRUST, way=-1):
    """Those who came moved the unwelcome way by themselves, and the comparison group further."""
    came = [group(name, "workshop", 15, moved=0.4 * way, scales=(scale,), seed=k) for k, name in enumerate(SIX)]
    others = [group(name, "control", 15, moved=1.2 * way, scales=(scale,), seed=k + 9) for k, name in enumerate(SIX)]
    return made(*came, *others, scales=(scale,))


def one_large_fell(n=80):
    """Five chapters of 8 people rose, and one of `n` fell."""
    rose = [group(name, "", 8, moved=0.8, seed=place) for place, name in enumerate(SIX[:5])]
    return made(*rose, group(SIX[5], "", n, moved=-0.6, seed=9))


def fell_later(chapters, *, n=18):
    found = []
    for place, name in enumerate(SIX):
        rose = group(name, "", n, moved=0.6, seed=place)
        fallen = -1.2 if name in chapters else 0.0
        again = [row | {"wave": "follow_up"} for row in rose if row["wave"] == "post"]
        found += [rose, [row | {item: row[item] + fallen for item in TRUST.items} for row in again]]
    return made(*found)


@pytest.mark.parametrize(("scale", "way", "sign"), [(TRUST, -1, "\N{MINUS SIGN}"), (NERVES, 1, "+")])
def test_those_who_came_and_fell_by_themselves_have_a_row_beside_a_better_comparison(scale, way, sign):
    report = both_fell(scale, way)
    row = rows(report)[f"{scale.label}, those who came by themselves"]
    assert (row.who, row.welcome, row.way) == ("90 pairs, 6 chapters", False, "unwelcome")
    assert row.change.startswith(sign)
    assert above(report) == f"Moved the unwelcome way: {scale.label.lower()}."
    assert in_workbook(report)[f"{scale.label}, those who came by themselves"][10] == "unwelcome"


def test_those_who_came_and_fell_by_themselves_have_a_row_where_each_group_is_of_one_side():
    came = [group(f"Station {k}", "workshop", 15, moved=-0.8, seed=k) for k in range(5)]
    others = [group(f"Station {k}", "control", 15, moved=0.0, seed=k) for k in range(5, 9)]
    report = made(*came, *others)
    assert "By themselves, those who came moved the unwelcome way in trust" in page_1(report)["lede"]
    assert rows(report)["Trust, those who came by themselves"].welcome is False


def test_a_chapter_that_fell_behind_an_average_has_a_row():
    report = one_large_fell()
    assert "In F, counting its 80 people alone" in page_1(report)["lede"]
    row = rows(report)["Trust, F, counting people alone"]
    assert (row.who, row.welcome, row.way) == ("80 pairs", False, "unwelcome")
    assert float(row.after) < float(row.before)
    assert above(report) == "Moved the unwelcome way: trust (in F)."
    assert in_workbook(report)["Trust, F, counting people alone"][2] == 80


def test_a_chapter_of_too_few_to_say_has_a_row_and_is_not_said_to_have_moved():
    report = one_large_fell(7)
    row = rows(report)["Trust, F, counting people alone"]
    assert (row.sure, row.welcome, row.way) == ("too few to say", False, "lies the unwelcome way")
    assert above(report) == ""


def test_a_release_tells_it_as_well():
    report = as_released(one_large_fell())
    assert rows(report)["Trust, F, counting people alone"].welcome is False
    assert above(report) == "Moved the unwelcome way: trust (in F)."


def test_chapters_that_fell_months_later_have_a_row_each():
    report = fell_later(SIX[:3])
    found = [name for name, row in rows(report).items() if row.welcome is False]
    assert found == [f"Trust, {chapter}, months later" for chapter in SIX[:3]]
    assert rows(report)["Trust, A, months later"].who == "18 people asked again"
    assert above(report) == "Moved the unwelcome way: trust (months later, in A, B and C)."
    assert in_workbook(report)["Trust, A, months later"][2] == 18


def test_of_many_chapters_the_number_stands_above_the_table():
    assert above(fell_later(SIX[:4])) == "Moved the unwelcome way: trust (months later, in four chapters)."


def test_a_chapter_beside_an_average_that_fell_is_not_named_above_the_table():
    fell = made(*(group(name, "", 20, moved=-0.8 if name == "F" else -0.5, seed=k) for k, name in enumerate(SIX)))
    assert above(fell) == "Moved the unwelcome way: trust."


def test_chapters_that_are_left_out_of_the_comparison_have_a_row_together():
    came = [group(name, "workshop", 15, moved=0.6 if k < 3 else -0.9, seed=k) for k, name in enumerate(SIX)]
    others = [group(name, "control", 15, moved=0.0, seed=k + 9) for k, name in enumerate(SIX[:3])]
    report = made(*came, *others)
    row = rows(report)["Trust, chapters that are not compared, those who came by themselves"]
    assert (row.who, row.welcome) == ("45 pairs, 3 chapters", False)
    assert above(report) == "Moved the unwelcome way: trust (in chapters that are not compared)."


def test_before_a_planned_look_nothing_is_marked():
    rose = [group(name, "", 8, moved=0.8, seed=place, experiment=f"e{place}") for place, name in enumerate(SIX[:5])]
    report = made(*rose, group(SIX[5], "", 30, moved=-0.6, seed=9, experiment="e9"), evenings=24)
    row = rows(report)["Trust, F, counting people alone"]
    assert (row.welcome, row.way, above(report)) == (None, "not claimed yet", "")


def test_where_nothing_fell_no_row_is_added():
    report = made(*(group(name, "", 20, moved=0.8, seed=place) for place, name in enumerate(SIX)))
    assert list(rows(report)) == ["Trust"]


@pytest.mark.parametrize(("scale", "way", "moved"), [(TRUST, -1, "fell"), (NERVES, 1, "rose")])
def test_who_fell_by_less_than_a_comparison_group_is_not_marked_as_welcome(scale, way, moved):
    report = both_fell(scale, way)
    row = rows(report)[scale.label]
    less = f"{moved}, but less than in the comparison group"
    assert (row.welcome, row.sure, row.way) == (None, less, f"{moved} less")
    assert row_drawn(report, scale.id, report.language).welcome is False


def test_another_outcome_that_fell_by_less_is_said_to_have_fallen():
    other = replace(TRUST, id="other", label="Common ground", items=("c1", "c2"))
    moved = ({"trust": 1.0, "other": -0.5}, {"trust": 0.0, "other": -1.4})
    sides = zip(("workshop", "control"), moved, strict=True)
    report = made(*(group("A", arm, 40, moved=far, scales=(TRUST, other)) for arm, far in sides), scales=(TRUST, other))
    said = page_1(report)
    less = "ommon ground fell, but clearly less than in the comparison group"
    assert less + ": a difference of +" in said["lede"]
    assert "Fell, but less than in the comparison group: common ground." in report.language.say_all(
        changes_in_words([report.measured["other"]], report.language)
    )


def test_a_headline_that_cannot_tell_says_that_those_who_came_fell():
    report = made(*(group("A", arm, 30, moved=-0.8, seed=k) for k, arm in enumerate(("workshop", "control"))))
    assert page_1(report)["headline"].endswith("; those who came fell")
