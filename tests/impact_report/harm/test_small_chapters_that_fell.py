"""Where most people are in chapters too small to show alone, what they all moved by is told, and marked as a harm."""

from dataclasses import replace

import pytest

from evaluation.impact_report.formats import xlsx
from evaluation.impact_report.sections.summary_section import summary
from evaluation.impact_report.text import sentences
from tests.impact_report.adversarial import ALONE, NERVES, group, made
from tests.impact_report.page_1.test_every_sentence_is_true import around, exactly
from tests.impact_report.page_one import page_1
from tests.releases.masked import as_released
from tests.releases.reading import text_of_xlsx


def small(mean, *, chapters=30):
    return [exactly(f"S{k:02}", around(mean, 4, seed=k)) for k in range(chapters)]


def shown(*means):
    return [exactly(name, around(mean, 25, seed=k)) for k, (name, mean) in enumerate(zip("ABC", means, strict=False))]


def of(*groups):
    return made(*groups, scales=(ALONE,))


FELL = {
    "one chapter is shown": shown(1.0),
    "two chapters are shown": shown(1.0, 1.0),
    "no chapter is shown": [],
}


@pytest.fixture(scope="module", params=FELL)
def fell(request):
    """Thirty chapters too small to show alone, in which trust fell by 0.9, beside so many that rose."""
    return of(*FELL[request.param], *small(-0.9))


@pytest.mark.parametrize("part", ["lede", "quote"])
def test_a_fall_of_all_people_is_told_and_marked(fell, part):
    people = fell.measured["trust"].everybody.pairs
    chapters = fell.measured["trust"].everybody.chapters
    said = page_1(fell)[part]
    assert (
        said.count(f"With all {people} people of {chapters} chapters in one model, trust moved the unwelcome way: −")
        == 1
    )
    assert "more is better." in said


def test_no_headline_tells_of_the_few_that_rose(fell):
    few = "Too few people in any one chapter answered both times to report results."
    together = "Of all people together, trust moved the unwelcome way"
    assert page_1(fell)["headline"] in (together, f"{together}. {few}")


def test_a_headline_tells_of_a_fall_of_all_beside_a_comparison_group():
    arms = (("came", -1.0), ("control", 0.0))
    groups = [group(f"S{k}", arm, 4, moved=moved, seed=k + 50 * (moved < 0)) for k in range(12) for arm, moved in arms]
    said = page_1(made(*groups, comparison="control"))["headline"]
    assert said.startswith(
        "Of all who came, together, trust moved the unwelcome way beside the comparison group. Too few "
    )


def test_no_headline_tells_of_a_rise_of_all_that_no_chapter_shows():
    assert page_1(of(*small(0.9)))["headline"].startswith("Too few people in any one chapter ")


def test_the_table_of_findings_has_a_row_of_everybody(fell):
    found = summary(fell, fell.language)
    (row,) = [row for row in found.rows if row.outcome == "Trust, everybody in one model"]
    second = fell.measured["trust"].everybody
    assert row.who == f"{second.pairs} pairs, {second.chapters} chapters"
    assert row.change.startswith("−")
    assert (row.welcome, row.way, row.sure) == (False, "unwelcome", "clearly less")
    assert found.harm == "Moved the unwelcome way: trust."


def test_the_spreadsheet_has_it_too(fell):
    assert "everybody in one model" in text_of_xlsx(xlsx.xlsx(fell))


def test_the_welsh_page_tells_it():
    report = of(*shown(1.0), *small(-0.9))
    welsh = replace(report, context=replace(report.context, language="cy"))
    assert "symudodd trust y ffordd nas croesewir: −" in page_1(welsh)["quote"]


def test_a_rise_of_all_people_is_told_and_nothing_of_it_is_quoted():
    said = page_1(of(*shown(1.0), *small(0.9)))
    assert "With all 145 people of 31 chapters in one model, trust changed by +0.9" in said["lede"]
    assert "unwelcome" not in said["all"]
    assert "in one model" not in said["quote"]
    assert said["headline"] == "Only one chapter has results on trust so far"


def test_where_the_chapter_that_is_shown_fell_as_well_the_headline_tells_of_all_first():
    said = page_1(of(*shown(-1.0), *small(-0.9)))
    alone = "Only one chapter has results on trust so far"
    assert said["headline"] == f"Of all people together, trust moved the unwelcome way. {alone}"
    assert "In A, counting its 25 people alone, trust moved the unwelcome way" in said["lede"]
    assert "people of 31 chapters in one model, trust moved the unwelcome way" in said["lede"]


def test_an_outcome_for_which_less_is_better_is_marked_where_all_people_rose():
    moved = ({"trust": 0.0, "nerves": -1.0}, {"trust": 0.0, "nerves": 0.9})
    scales = (replace(ALONE, items=("t1",)), NERVES)
    big = [group(name, "", 25, moved=moved[0], scales=scales, seed=k) for k, name in enumerate("ABCD")]
    few = [group(f"S{k:02}", "", 4, moved=moved[1], scales=scales, seed=k) for k in range(30)]
    said = page_1(made(*big, *few, scales=scales))
    for part in ("lede", "quote"):
        assert "people of 34 chapters in one model, nervousness moved the unwelcome way: +" in said[part]
        assert "less is better." in said[part]


def test_a_harm_of_everybody_is_told_though_the_average_leaves_it_open():
    """The average over chapters cannot be told from nil, everybody at once fell, and both would be worded alike."""
    groups = [
        exactly(name, around(mean, 8, sd=1.0, seed=k))
        for k, (name, mean) in enumerate(zip("ABC", (-1.0, 0.3, -0.2), strict=True))
    ]
    report = of(*groups, *small(-0.4, chapters=40))
    found = report.measured["trust"]
    assert found.low < 0 < found.high, "the set must put the rule to the proof"
    assert found.everybody.high < 0
    assert "unwelcome" in page_1(report)["lede"]
    assert "unwelcome" in page_1(report)["quote"]


def test_a_release_tells_nothing_of_people_it_does_not_show():
    said = page_1(as_released(of(*shown(1.0), *small(-0.9))))
    assert "in one model" not in said["all"]


def test_before_a_planned_look_it_is_described():
    report = of(*shown(1.0), *small(-0.9))
    report = replace(report, looks=replace(report.looks, evening=1, evenings=9, claims=False))
    assert "Described, not claimed: With all 145 people" in report.language.say_all(sentences.lede(report))


@pytest.mark.parametrize(("moved", "said"), [(1.0, "described, not claimed"), (-1.0, "unwelcome")])
def test_where_no_chapter_is_shown_the_table_claims_no_rise_and_hides_no_fall(moved, said):
    report = made(*(group(f"C{k:02}", "", 3, moved=moved, seed=k) for k in range(30)))
    rows = summary(report, report.language).rows
    assert [row.way for row in rows if "everybody" in row.outcome] == [said]
    assert (said == "unwelcome") is any(row.welcome is False for row in rows)


def few_fell_behind_five():
    """Five chapters of 15 rose by 1.2, and ten of four people each fell by 1.6."""
    return of(*(exactly(name, around(1.2, 15, seed=k)) for k, name in enumerate("ABCDE")), *small(-1.6, chapters=10))


SMALL_FELL = (
    "In ten chapters too small to show alone, trust of their 40 people together moved the unwelcome way: −1.6 ("
)


@pytest.mark.parametrize("part", ["lede", "quote"])
def test_a_fall_of_small_chapters_alone_is_told(part):
    report = few_fell_behind_five()
    assert not report.measured["trust"].unwelcome_of_all, "the set must put the rule to the proof"
    assert SMALL_FELL in page_1(report)[part]


def test_a_fall_of_small_chapters_alone_has_a_row():
    report = few_fell_behind_five()
    (row,) = [row for row in summary(report, report.language).rows if "too small to show alone" in row.outcome]
    assert (row.who, row.before, row.welcome) == ("40 pairs", "–", False)


def test_fewer_people_of_small_chapters_than_say_what_changed_are_not_told_of():
    big = [exactly(name, around(1.2, 15, seed=k)) for k, name in enumerate("ABCDE")]
    assert "together moved" not in page_1(of(*big, *small(-2.0, chapters=2)))["all"]


def test_a_release_tells_no_fall_of_small_chapters():
    assert "too small to show alone, trust" not in page_1(as_released(few_fell_behind_five()))["all"]
