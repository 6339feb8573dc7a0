"""Page 1 is true of sets in which something else could easily have been said: read as its reader reads it."""

from dataclasses import replace

import pytest

from analysis.io.responses_file import BadFrame
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.formats import html
from evaluation.impact_report.formats.json import document
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.sections import sections
from evaluation.reports.releases.serialize import read, written
from tests.impact_report.adversarial import (
    ALONE,
    NERVES,
    SIX,
    TRUST,
    TURNED,
    UNDERSTANDING,
    a_change_of,
    compared_in_three_of_six,
    group,
    made,
    nothing_for_those_who_came,
    one_harm_among_several,
    outcomes_of_other_chapters,
    questions_that_oppose,
    stations,
)
from tests.impact_report.page_one import page_1, plain
from tests.releases.masked import as_released

ALL = (TRUST, UNDERSTANDING, NERVES)


def test_a_rise_of_the_comparison_group_is_not_told_of_those_who_came():
    said = page_1(made(*nothing_for_those_who_came()))
    assert said["headline"] == "Across six chapters, change in trust was clearly lower than in comparison groups"
    assert (
        "those who came changed by 0.0 and the comparison group by +1.9: on the average of the chapters, a difference "
        "of −1.9"
    ) in said["lede"]
    assert "120 people who came and 240 of comparison groups" in said["quote"]
    assert "a difference of −1.9 (likely between −2.0 and −1.8)" in said["quote"]
    assert "360" not in said["all"]


def test_nobody_of_the_comparison_group_is_in_a_figure_of_those_who_came():
    """Every figure but those named after the comparison is what it is without that group's rows."""
    groups = nothing_for_those_who_came()
    both, alone = document(made(*groups)), document(made(*groups[::2]))
    flow = {key: count for key, count in both["flow"].items() if key != "comparison"}
    assert flow == alone["flow"]
    assert both["items"] == alone["items"]
    for part in ("participants", "chapters", "across", "missing"):
        assert both["outcomes"]["trust"][part] == alone["outcomes"]["trust"][part]
    assert both["flow"]["comparison"]["pairs"] == 240


def test_every_page_of_a_comparison_is_written_without_a_word_of_360_people():
    assert "360" not in plain(html.page(made(*nothing_for_those_who_came())))


def test_chapters_of_one_group_are_left_out_of_the_comparison_counted_and_named():
    report = made(*compared_in_three_of_six())
    said, told = page_1(report), document(report)["outcomes"]["trust"]["headline_of"]
    assert said["headline"].startswith("We cannot tell whether trust changed differently from the comparison group")
    assert "as no comparison group was asked there: D, E and F." in said["lede"]
    assert "Compared within three of six chapters · 60 people who came and 45 of the comparison" in said["all"]
    assert (told["kind"], told["k"], told["pairs"], told["pairs_left_out"]) == ("difference", 3, 60, 60)


def test_groups_of_one_arm_each_are_compared_as_groups():
    report = made(*stations())
    told = document(report)
    assert told["estimand"]["design"] == "compared between groups"
    assert told["outcomes"]["trust"]["headline_of"]["k"] == 9
    assert page_1(report)["headline"] == "Change in trust was clearly lower than in the comparison group"
    assert "Station 6 (comparison)" in page_1(report)["all"]


def test_a_chapter_s_own_report_is_about_the_difference_in_it():
    report = made(group("A", "workshop", 24, moved=0.0), group("A", "control", 22, moved=1.0, seed=9))
    said = page_1(report)
    assert said["headline"] == "Change in trust was clearly lower than in the comparison group"
    assert "24 people who came and 22 of a comparison group" in said["quote"]
    assert "How far each person who came moved, whatever the comparison group did." in said["all"]
    assert "24 answered both" in said["all"]
    assert "rose clearly" not in said["all"]


def test_evenings_of_one_arm_each_in_one_chapter_are_compared_as_evenings():
    came = [group("A", "workshop", 12, moved=1.0, experiment=f"w{k}", seed=k, key=f"w{k}") for k in range(3)]
    others = [group("A", "control", 12, moved=0.1 * k, experiment=f"c{k}", seed=k, key=f"c{k}") for k in range(3)]
    report = made(*came, *others)
    assert document(report)["estimand"] == {
        "design": "compared between groups",
        "who": "people who came, by their first attendance",
        "looks": {"planned": 1, "this": 1, "claims": True},
        "comparison": "control",
        "randomised": False,
        "groups": "experiment",
    }
    assert document(report)["outcomes"]["trust"]["headline_of"]["k"] == 6


def test_the_badge_passes_two_only_where_the_headline_is_a_difference():
    few = [group(name, "control", 3, moved=0.0, seed=k, key="x") for k, name in enumerate(SIX)]
    came = [group(name, "workshop", 20, moved=1.0, seed=k) for k, name in enumerate(SIX)]
    assert made(*came, *few).badge.level == 2
    assert made(*nothing_for_those_who_came()).badge.level == 4
    assert made(*came).badge.level == 2


def test_a_column_of_one_arm_is_one_group():
    report = made(*(group(name, "workshop", 20, moved=1.0, seed=k) for k, name in enumerate(SIX)))
    assert document(report)["estimand"]["design"] == "one group"
    assert page_1(report)["headline"] == "Across six chapters, trust rose clearly"


def test_people_without_an_arm_count_nowhere_and_it_is_said():
    blank = [group(name, "", 5, moved=4.0, seed=k, key="blank") for k, name in enumerate(SIX)]
    report = made(*nothing_for_those_who_came(), *blank)
    assert "People whose group is not given count nowhere: 30." in page_1(report)["lede"]
    assert document(report)["outcomes"]["trust"]["participants"]["n_pairs"] == 120
    assert page_1(report)["headline"] == page_1(made(*nothing_for_those_who_came()))["headline"]


@pytest.mark.parametrize(
    ("arms", "named", "question"),
    [
        (("A", "B"), None, "which of them is the comparison group"),
        (("control", "waiting"), None, "which of them is the comparison group"),
        (("A", "B"), "C", "[plan] comparison names 'C', which is none of them"),
        (("control",), None, "nobody who came"),
        (("control", ""), None, "did they come?"),
    ],
)
def test_arms_that_do_not_tell_who_came_are_refused_with_a_question(arms, named, question):
    groups = [group("X", arm, 20, moved=0.0, seed=k) for k, arm in enumerate(arms)]
    with pytest.raises(BadFrame) as refused:
        made(*groups, comparison=named)
    assert question in refused.value.faults[0]


@pytest.mark.parametrize("name", ["control", "Comparison", "waiting "])
def test_usual_names_of_a_comparison_group_are_understood(name):
    report = made(group("A", "came", 20, moved=0.0), group("A", name, 20, moved=1.0, seed=2))
    assert report.estimand.comparison == name.strip()


def test_the_plan_names_the_comparison_group():
    report = made(group("A", "x", 20, moved=0.0), group("A", "y", 20, moved=1.0, seed=2), comparison="x")
    assert report.measured["trust"].change > 0.5


def test_whatever_moved_the_unwelcome_way_stands_in_the_lede_and_the_quote():
    said = page_1(made(*one_harm_among_several(), scales=ALL))
    assert said["headline"] == "Across six chapters, trust rose clearly"
    harm = "Understanding of difference moved the unwelcome way: −0.7 (−0.8 to −0.6) on a scale of 0 to 10, 150 people"
    assert harm in said["lede"]
    assert harm in said["quote"]
    assert "Nervousness moved the unwelcome way" not in said["all"]
    assert "the unwelcome way unwelcome −0.7" in said["all"], "a mark, and its word"
    assert "the welcome way welcome −0." in said["all"]
    assert "Nervousness less is better" in said["all"]


def test_a_first_outcome_that_fell_says_which_way_was_welcome():
    groups = [group(name, "", 25, moved=-1.0, seed=place) for place, name in enumerate(SIX)]
    said = page_1(made(*groups))
    assert "That is the unwelcome way: more trust is better." in said["lede"]
    assert "That is the unwelcome way: more trust is better." in said["quote"]


def test_chapters_and_people_are_those_of_the_outcome_that_is_spoken_of():
    told = document(made(*outcomes_of_other_chapters(), scales=(TRUST, NERVES)))["outcomes"]
    assert (told["trust"]["headline_of"]["k"], told["nerves"]["headline_of"]["k"]) == (6, 4)
    assert told["trust"]["sentences"][0]["text"].startswith("Across six chapters")
    assert told["nerves"]["sentences"][0]["text"].startswith("Across four chapters")
    assert (told["trust"]["headline_of"]["pairs"], told["nerves"]["headline_of"]["pairs"]) == (120, 80)


def test_a_chapter_of_one_pair_is_in_no_count_of_the_average():
    groups = [group(name, "", 20, moved=1.0, seed=k) for k, name in enumerate(SIX)]
    said = page_1(made(*groups, group("Z", "", 1, moved=1.0), below=0))
    assert said["quote"].startswith("In six of seven chapters, 120 people answered")


@pytest.mark.parametrize(
    ("average", "said"),
    [
        (0.4615, "the average rise was 0.46, likely"),
        (0.4998, "the average rise was just under 0.5, likely"),
        (0.5, "the average rise was 0.50, likely"),
        (0.42, "the average rise was 0.42, likely"),
    ],
)
def test_a_change_short_of_the_margin_never_reads_as_the_margin(average, said):
    found = page_1(made(*a_change_of(average), scales=(ALONE,)))
    assert said in found["lede"]
    assert ("less than the 0.5 points" in found["lede"]) == (average < 0.5)


def test_a_range_that_ends_just_over_nil_is_not_written_as_nil():
    groups = [group(name, "", 20, moved=0.09, seed=k, noise=0.5) for k, name in enumerate(SIX)]
    report = made(*groups)
    found = report.measured["trust"]
    assert 0 < found.low < 0.05, "the set must put the rule to the proof"
    assert "between 0.0 and" not in page_1(report)["lede"]
    assert f"likely between {found.low:.2f} and" in page_1(report)["lede"]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.46, "+0.46"),
        (-0.46, "−0.46"),
        (0.4999, "just under +0.5"),
        (-0.4999, "just short of −0.5"),
        (-0.5001, "just beyond −0.5"),
        (0.53, "+0.53"),
    ],
)
def test_one_decimal_more_or_words_where_rounding_would_reach_the_margin(value, written):
    assert Language().against((0.0, 0.5, -0.5)).change(value) == written


def test_a_release_that_has_rounded_up_to_the_margin_says_just_under():
    finest = Language(released=True).against((0.0, 0.5, -0.5))
    assert finest.change(0.5 * (1 - 1e-6)) == "just under +0.5"


def test_a_release_of_a_change_short_of_the_margin_says_a_little_more_and_just_under():
    live = made(*a_change_of(0.4615), scales=(ALONE,))
    said, told = page_1(as_released(live)), page_1(live)
    expected = "Across three chapters, people reported a little more trust on average"
    assert (said["headline"], told["headline"]) == (expected, expected)
    assert "the average rise was just under 0.5" in said["lede"]


def test_questions_that_do_not_go_together_make_no_headline_and_no_quote():
    said = page_1(made(*questions_that_oppose(), scales=(TURNED,)))
    assert said["headline"] == "The questions of welcome do not go together: no change is told"
    assert "“a” −2.0 moved one way, and “b” +1.9 and “d” +2.0 the other." in said["lede"]
    assert said["quote"] == ""
    assert said["badge"] == 1
    assert "Change in welcome, by chapter" not in said["all"]


def test_questions_turned_as_they_were_asked_make_a_headline():
    turned = replace(TURNED, reverse=frozenset({"a"}))
    assert page_1(made(*questions_that_oppose(), scales=(turned,)))["headline"].endswith("welcome rose clearly")


def test_across_chapters_no_question_has_a_range_of_people():
    report = made(*(group(name, "", 20, moved=1.0, seed=k) for k, name in enumerate(SIX)))
    rows = sections(report, Language())["items"][0].rows
    assert {row.change.count("(") for row in rows} == {0}


def test_the_p_after_holm_stands_beside_its_own_p_and_names_its_family():
    found = sections(made(*one_harm_among_several(), scales=ALL), Language())
    described = [row[0] for row in found["numbers"].rows]
    pooled = {row[0]: row[1:] for row in found["pooling"].figures.rows}
    assert not [label for label in described if "Holm" in label]
    assert pooled["p after Holm, 2 other outcomes"][0] == "–"
    assert "–" not in pooled["p after Holm, 2 other outcomes"][1:]
    assert "p after Holm: the only one of its family" in pooled


def test_a_study_that_was_asked_once_claims_no_before_and_after():
    rows = [row for row in group("A", "", 20, moved=0.0) if row["wave"] == "post"]
    assert "Asked after and not before: no change can be told." in page_1(made(rows))["lede"]


def test_a_release_is_not_of_questions_that_do_not_go_together_either():
    said = page_1(as_released(made(*questions_that_oppose(), scales=(TURNED,))))
    assert said["headline"] == "The questions of welcome do not go together: no change is told"
    assert said["quote"] == ""


def test_a_tree_frozen_by_an_earlier_program_is_read_and_written_as_it_was():
    tree = as_released(made(*a_change_of(1.0), scales=(ALONE,)))
    measured = {name: replace(found, chapters=None) for name, found in tree.measured.items()}
    earlier = written(replace(tree, measured=measured), ImpactReport)
    later = ("estimand", "flow_beside", "compared", "beyond", "opposed", "apart", "bounds")
    assert not [name for name in later if f'"{name}":' in earlier]
    assert written(read(earlier, ImpactReport), ImpactReport) == earlier
    assert page_1(read(earlier, ImpactReport))["headline"] == "Across three chapters, trust rose clearly"
