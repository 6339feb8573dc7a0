"""Where After was not asked yet, or Before was not, that is said, with how many answered, and nobody is blamed."""

import pytest

from evaluation.impact_report.formats import html
from evaluation.impact_report.formats.json import document
from tests.impact_report.adversarial import SIX, group, made
from tests.impact_report.page_one import page_1, plain
from tests.releases.masked import as_released

AFTER = "After has not been asked yet: 120 people answered Before"


def asked_once(wave="pre", *, sizes=(20,) * 6, arm=""):
    groups = [group(name, arm, size, moved=0.5, seed=k) for k, (name, size) in enumerate(zip(SIX, sizes, strict=True))]
    return [[row for row in rows if row["wave"] == wave] for rows in groups]


@pytest.fixture(scope="module")
def only_before():
    return made(*asked_once())


def test_page_1_says_that_after_was_not_asked_and_how_many_answered_before(only_before):
    said = page_1(only_before)
    assert said["headline"] == AFTER
    assert said["lede"] == "There is nothing to compare yet."
    assert "Too few" not in said["all"]
    assert "In none of six chapters" not in said["all"]


def test_the_whole_report_says_nothing_of_people_who_did_not_answer_both_times(only_before):
    said = plain(html.page(only_before))
    for untrue in ("One group was asked before and after", "They count in no total", "held back", "Answered one time"):
        assert untrue not in said
    assert "Everybody who answered." in said
    assert "–" not in said.partition("What this cannot tell us")[0]


def test_the_file_counts_who_answered_before(only_before):
    told = document(only_before)
    assert told["flow"]["pre"] == 120
    assert told["flow"]["chapters"]["A"]["pre"] == 20
    assert told["outcomes"]["trust"]["sentences"][0]["text"] == AFTER


def test_a_chapter_of_few_who_answered_is_held_back_and_in_no_count():
    report = made(*asked_once(sizes=(20, 20, 20, 20, 20, 4)))
    said = plain(html.page(report))
    assert page_1(report)["headline"] == "After has not been asked yet: 100 people answered Before"
    assert "Held back, because too few people answered: F. They count in no total." in said
    assert "Held back, as fewer than 5 people answered: F." in said
    assert document(report)["flow"]["chapters"]["F"] == {
        "suppressed": "Fewer than 5 people answered, so no figure is shown."
    }


def test_one_chapter_has_a_bar_of_who_answered_before_and_none_of_a_wave_that_was_not_asked():
    said = page_1(made(*asked_once()[:1]))
    assert said["headline"] == "After has not been asked yet: 20 people answered Before"
    assert "answered before" in said["all"]
    assert "answered after" not in said["all"]
    assert "answered both" not in said["all"]


def test_where_before_was_not_asked_that_is_said():
    said = page_1(made(*asked_once("post")))
    assert said["headline"] == "Before was not asked: 120 people answered After"
    assert "Too few" not in said["all"]


def test_a_release_which_counts_pairs_says_it_without_a_count():
    assert page_1(as_released(made(*asked_once())))["headline"] == "After has not been asked yet"


def test_beside_a_comparison_group_nobody_is_counted_as_everybody():
    report = made(*asked_once(arm="came"), *asked_once(arm="control"))
    assert page_1(report)["headline"] == "After has not been asked yet"


def test_where_people_were_asked_months_later_there_is_something_to_compare():
    before, later = asked_once(), asked_once("post")
    months = [[row | {"wave": "follow_up"} for row in rows] for rows in later]
    lede = page_1(made(*before, *months))["lede"]
    assert "Asked before and months later: no change on the day can be told." in lede
    assert "nothing to compare" not in lede
