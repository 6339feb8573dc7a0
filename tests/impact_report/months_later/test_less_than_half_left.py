"""A rise that has faded is told with what is left of it, and both sides of a comparison with what is known of them."""

import json
from dataclasses import replace

import pytest
from babel.messages.pofile import read_po

from analysis.wording import comparison_phrases, later_phrases, months_later
from evaluation.impact_report.formats import json as json_file
from evaluation.impact_report.sections.waves_section import waves
from tests.impact_report.adversarial import made
from tests.impact_report.formats.test_welsh import PO
from tests.impact_report.months_later.test_harm_months_later import LIVE_AND_ROUNDED, asked_again, in_chapters, ticks
from tests.impact_report.months_later.test_who_answered_months_later import again, compared, reason, six
from tests.impact_report.page_one import page_1

NO_ANSWERS = "No answers of the comparison group on trust are from months later"


@LIVE_AND_ROUNDED
@pytest.mark.parametrize(("way", "direction"), [(1, "higher"), (-1, "lower")])
def test_what_is_left_of_a_change_is_in_the_lede_and_the_quote(told, way, direction):
    report = told(asked_again(way * 0.3, spread=0.5, post=way * 0.9, direction=direction))
    begun = f"Months later, of the {'rise' if way > 0 else 'fall'} of 0."
    for place in ("lede", "quote"):
        assert begun in page_1(report)[place]
        assert "was left in 80 people asked again (0." in page_1(report)[place]


@LIVE_AND_ROUNDED
def test_it_earns_no_tick_and_the_badge_names_the_outcome(told):
    report = told(asked_again(0.3, spread=0.5, post=0.9))
    said = "Asked again months later, less than half of the change in trust in others was left"
    assert reason(report) == (said, False)
    assert months_later.LASTING not in ticks(report)


@LIVE_AND_ROUNDED
def test_on_the_average_of_chapters_too(told):
    report = told(in_chapters(dict.fromkeys("ABCDEF", 0.25), n=60))
    assert "Months later, on the average of six chapters, of the rise of 0.6" in page_1(report)["lede"]


def test_where_more_than_half_is_left_nothing_is_said():
    report = asked_again(0.6, spread=0.5, post=0.9)
    assert "was left" not in page_1(report)["lede"]
    assert ticks(report)[months_later.LASTING] is True


@LIVE_AND_ROUNDED
def test_of_a_difference_too(told):
    groups = six()
    later = [*again(groups, arm="workshop", many=24, fell=1.1), *again(groups, arm="control", many=25)]
    report = told(compared(*later, groups=groups))
    assert "of the difference of 1.5" in page_1(report)["lede"]
    assert reason(report) == ("Asked again months later, less than half of the difference in trust was left", False)


@LIVE_AND_ROUNDED
@pytest.mark.parametrize("fell", [1.1, 1.55])
def test_of_those_who_came_where_the_comparison_group_was_not_asked(told, fell):
    groups = six()
    report = told(compared(*again(groups, arm="workshop", many=24, fell=fell), groups=groups))
    for place in ("lede", "quote"):
        assert "of the rise of 1." in page_1(report)[place]
        assert NO_ANSWERS in page_1(report)[place]


@LIVE_AND_ROUNDED
def test_where_both_sides_fell_the_difference_between_them_is_told_as_well(told):
    groups = six()
    later = [*again(groups, arm="workshop", many=24, fell=3), *again(groups, arm="control", many=25, fell=1.5)]
    report = told(compared(*later, groups=groups))
    for place in ("lede", "quote"):
        said = page_1(report)[place]
        assert "trust of 144 people asked again had moved the unwelcome way from where they began" in said
        assert "Months later, the comparison group had changed by −1.4" in said
        assert "on the average of six chapters, allowing for where each began, a difference of " in said
        assert NO_ANSWERS not in said


@LIVE_AND_ROUNDED
def test_where_the_comparison_group_was_not_asked_that_is_said_beside_the_harm(told):
    groups = six()
    report = told(compared(*again(groups, arm="workshop", many=24, fell=3), groups=groups))
    for place in ("lede", "quote"):
        assert "had moved the unwelcome way from where they began" in page_1(report)[place]
        assert NO_ANSWERS in page_1(report)[place]


def test_where_too_few_of_it_answered_that_is_said():
    groups = six()
    later = [*again(groups, arm="workshop", many=24, fell=3), *again(groups, arm="control", many=1)]
    said = page_1(compared(*later, groups=groups))["lede"]
    assert "Too few of the comparison group answered on trust months later" in said


def test_the_sentence_of_a_loss_names_its_outcome():
    said = "Asked again months later, trust in others could not be told from where people began"
    assert reason(asked_again(0.0)) == (said, False)


def test_an_end_of_a_range_that_rounds_to_nil_is_told_apart_from_it():
    report = asked_again(-0.16, spread=0.9)
    (table,) = waves(report, report.language)
    (row,) = (each for each in table.rows if "months later" in each.contrast and "before" in each.contrast)
    lasting = report.first.waves["follow_up"]["lasting"]
    assert -0.05 < lasting.high < 0
    assert "to 0.0)" not in row.change
    assert row.change in page_1(report)["lede"]


def test_a_chapter_of_fewer_than_ten_is_described_by_the_badge_as_well():
    moved = {"Ash": -1.5, **dict.fromkeys(("Birch", "Cedar", "Dogwood", "Elm", "Fir"), 0.6)}
    text, speaks_for = reason(in_chapters(moved, n=8))
    assert text == (
        "Asked again months later, answers lay the unwelcome way in trust in others in Ash, of too few people to say "
        "what had changed"
    )
    assert not speaks_for


def test_every_sentence_of_it_has_its_welsh():
    with PO.open("rb") as file:
        known = {message.id for message in read_po(file)}
    own = {text for name, text in vars(comparison_phrases).items() if name.startswith("OWN_") and isinstance(text, str)}
    assert set(later_phrases.messages()) | set(months_later.MESSAGES) | own <= known


def test_in_welsh_too():
    report = asked_again(0.3, spread=0.5, post=0.9)
    welsh = replace(report, context=replace(report.context, language="cy"))
    assert "o'r cynnydd o 0.9" in page_1(welsh)["lede"]
    assert json.loads(json_file.text(welsh))["report"]["lede"]


def test_where_few_of_those_who_came_answered_again_the_badge_says_that_first():
    groups = six(arms=("workshop",))
    report = made(*groups, again(groups, arm="workshop", many=10, fell=1.1))
    assert "of the rise of 1." in page_1(report)["lede"]
    assert reason(report) == ("Only 60 of 144 people answered months later: we do not know if it lasts", False)
