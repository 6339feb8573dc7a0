"""What may be quoted of two chapters is true of each, and nothing is forbidden that the quote itself says."""

from dataclasses import replace

import pytest

from analysis.wording import phrases
from evaluation.impact_report.text import sentences
from evaluation.impact_report.text.may_not_say import may_not_say
from tests.impact_report.adversarial import ALONE, NERVES, SIX, group, made
from tests.impact_report.page_1.test_every_sentence_is_true import around, exactly
from tests.impact_report.page_one import page_1
from tests.releases.masked import as_released

NO_MORE = "You may not say more than that of how trust changed, or that the workshop"


def chapters(*means, n=25, names="ABCDEF"):
    """Chapters of so many people each, whose trust changed by just these means."""
    groups = [exactly(name, around(mean, n, seed=k)) for k, (name, mean) in enumerate(zip(names, means, strict=False))]
    return made(*groups, scales=(ALONE,))


def forbidden(report):
    return report.language.say(may_not_say(report))


def test_two_chapters_that_rose_are_quoted_each_by_itself():
    said = page_1(chapters(1.0, 0.6))
    a, b = said["quote"].split("In B, ")
    assert a.startswith(
        "In A, trust of 25 people who answered before and after changed by +1.0 on a scale of 0 to 10 ("
    )
    assert b.startswith("trust of 25 people who answered before and after changed by +0.6 on a scale of 0 to 10 (")
    assert "There is nothing to quote yet" not in said["all"]
    assert "unwelcome" not in said["quote"]


@pytest.mark.parametrize("part", ["lede", "quote"])
def test_a_chapter_of_two_that_fell_is_marked_once_and_not_repeated(part):
    said = page_1(chapters(1.0, -0.9))[part]
    assert said.count("That is the unwelcome way: more trust is better.") == 1
    assert said.index("−0.9") < said.index("That is the unwelcome way")
    assert said.count("−0.9") == 1
    assert "counting its 25 people alone" not in said


def test_neither_of_two_that_fell_is_left_unmarked():
    said = page_1(chapters(-0.7, -0.9))
    assert said["quote"].count("That is the unwelcome way: more trust is better.") == 2


def test_a_chapter_of_two_with_too_few_people_is_quoted_as_too_few():
    groups = [exactly("A", around(1.0, 25)), exactly("B", around(1.0, 7))]
    said = page_1(made(*groups, scales=(ALONE,)))["quote"]
    assert "B: 7 people answered both times. That is too few to say what changed." in said


def test_two_chapters_of_too_few_people_are_not_quoted():
    report = chapters(1.0, 1.0, n=7)
    assert sentences.quote(report) == ()


def test_the_harm_of_a_chapter_that_its_evenings_leave_open_is_still_told():
    """Two evenings far apart, and most people of the fallen one: the range over evenings holds nil."""
    rows = [
        exactly("A", around(1.0, 10, seed=1), experiment="a1", key="a1"),
        exactly("A", around(1.0, 10, seed=2), experiment="a2", key="a2"),
        exactly("B", around(-1.5, 18, seed=3), experiment="b1", key="b1"),
        exactly("B", around(1.0, 6, seed=4), experiment="b2", key="b2"),
    ]
    said = page_1(made(*rows, scales=(ALONE,)))
    assert "That is the unwelcome way" not in said["lede"], "the set must put the rule to the proof"
    for part in ("lede", "quote"):
        assert "In B, counting its 24 people alone, trust moved the unwelcome way" in said[part]


def test_a_release_of_two_chapters_may_be_quoted_and_marks_the_fall():
    said = page_1(as_released(chapters(1.0, -0.9)))
    assert "In A, trust of 25 people" in said["quote"]
    assert said["quote"].count("unwelcome way") == 1
    assert "In B, counting its 25 people alone, trust moved the unwelcome way" in said["lede"]


HARMED = {
    "two chapters of which one fell": lambda: chapters(1.0, -0.9),
    "two chapters that rose": lambda: chapters(1.0, 0.9),
    "one chapter of six that fell": lambda: chapters(1.5, 1.5, 1.2, -0.9, 0.9, 0.9),
    "thirty small chapters that fell": lambda: made(
        *(exactly(f"S{k:02}", around(-0.9, 4, seed=k)) for k in range(30)), scales=(ALONE,)
    ),
    "one big chapter that rose and thirty small ones that fell": lambda: made(
        exactly("A", around(1.0, 25)),
        *(exactly(f"S{k:02}", around(-0.9, 4, seed=k)) for k in range(30)),
        scales=(ALONE,),
    ),
    "two chapters of six that can be compared, and fell": lambda: made(
        *(group(name, "came", 20, moved=-1.0 if k < 2 else 0.0, seed=k) for k, name in enumerate(SIX)),
        *(group(name, "control", 20, moved=0.0, seed=k + 50) for k, name in enumerate("AB")),
    ),
}


@pytest.mark.parametrize("name", HARMED)
def test_nothing_is_forbidden_that_the_quote_says(name):
    report = HARMED[name]()
    assert sentences.quote(report)
    assert forbidden(report).startswith(NO_MORE)


def test_what_is_forbidden_stays_where_nothing_is_quoted_to_move():
    report = chapters(0.1, -0.1, 0.05, -0.05, 0.12, -0.12, n=12)
    assert may_not_say(report).message == phrases.NOT_MOVED_MANY


def test_two_chapters_that_cannot_be_told_from_nil_may_not_be_said_to_have_moved():
    report = chapters(0.05, -0.05)
    assert sentences.quote(report)
    assert may_not_say(report).message == phrases.NOT_MOVED_MANY


def test_of_a_harm_to_another_outcome_alone_the_first_may_not_be_said_to_have_moved():
    scales = (ALONE, NERVES)
    moved = {"trust": 0.0, "nerves": 1.0}
    report = made(
        *(group(name, "", 20, moved=moved, scales=scales, seed=k) for k, name in enumerate(SIX)), scales=scales
    )
    assert "nervousness moved the unwelcome way" in page_1(report)["quote"].lower()
    assert forbidden(report).startswith("You may not say that trust rose or fell")


def test_the_welsh_page_forbids_the_same():
    report = chapters(1.0, -0.9)
    welsh = replace(report, context=replace(report.context, language="cy"))
    assert forbidden(welsh).startswith("Ni chewch ddweud mwy na hynny am sut y newidiodd trust")
    assert "Yn A, newidiodd trust y 25 o bobl" in page_1(welsh)["quote"]


def several_fell(count):
    """One chapter whose trust rose, and so many other outcomes of which moved the unwelcome way."""
    others = [replace(NERVES, id=f"n{k}", label=f"Worry {k}", items=(f"n{k}",)) for k in range(count)]
    rows = exactly("A", around(1.0, 25))
    for k, other in enumerate(others):
        rise = {row["participant"]: 0.8 + 0.1 * (place % 3) for place, row in enumerate(rows)}
        rows = [
            row | {other.items[0]: 3.0 + k / 10 + (rise[row["participant"]] if row["wave"] == "post" else 0.0)}
            for row in rows
        ]
    return made(rows, scales=(ALONE, *others))


@pytest.mark.parametrize("part", ["lede", "quote"])
def test_three_other_outcomes_that_fell_stand_in_one_sentence_with_their_figures(part):
    said = page_1(several_fell(3))[part]
    assert said.count("moved the unwelcome way") == 1
    assert "Three other outcomes moved the unwelcome way: worry 0 +0." in said
    assert said.count("; less is better)") == 3


@pytest.mark.parametrize("part", ["lede", "quote"])
def test_of_two_each_has_its_own(part):
    assert page_1(several_fell(2))[part].count("moved the unwelcome way") == 2
