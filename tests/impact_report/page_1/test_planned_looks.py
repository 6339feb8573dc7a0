"""Rule 10: what changed is claimed at the planned looks, and described at any other evening."""

import json
import re
from dataclasses import replace

import pytest
from docx import Document
from openpyxl import load_workbook

from analysis.wording import badge
from analysis.wording.phrases import Verdict
from analysis.wording.wording import verdict
from evaluation.impact_report.build.context import Context
from evaluation.impact_report.formats import html, write
from evaluation.impact_report.formats.json import document
from evaluation.impact_report.layout.first_page_across import first_page_across
from evaluation.impact_report.text import sentences
from evaluation.reports.releases.serialize import read, written
from tests.impact_report.adversarial import (
    NERVES,
    SIX,
    TRUST,
    UNDERSTANDING,
    evenings,
    group,
    made,
    nothing_for_those_who_came,
)
from tests.impact_report.page_one import page_1, plain
from tests.releases.masked import as_released

ALL = (TRUST, UNDERSTANDING, NERVES)
MOVED = {"trust": 0.6, "understanding": -0.6, "nerves": -0.5}
CLAIMING = re.compile(r"\b(rose|fell|reported (a little )?(more|less)|clearly|likely|rise of|fall of|stayed about)\b")


def so_far(**further):
    return made(*evenings(9, moved=MOVED, scales=ALL), scales=ALL, evenings=24, **further)


def told(report):
    return document(report)["outcomes"]["trust"]["headline_of"]


def test_rule_10_a_report_between_looks_is_headed_so_far_with_its_evening():
    assert page_1(so_far())["headline"] == "So far: evening 9 of 24."


def test_rule_10_a_report_between_looks_claims_nothing_that_it_would_claim_at_its_look():
    report = so_far()
    said, at_look = page_1(report), page_1(so_far(around=Context(study="Invented", ended=True)))
    assert CLAIMING.search(at_look["headline"]), "the set must put the rule to the proof"
    for part in ("headline", "lede", "quote"):
        assert not CLAIMING.search(said[part].replace("seem to show", "")), said[part]
    assert told(report)["claims"] is False
    assert (told(report)["says"], told(report)["way"]) == ("so far", "neither")
    rows = [each["text"] for name in ALL for each in document(report)["outcomes"][name.id]["sentences"]]
    assert not [row for row in rows if CLAIMING.search(row)]


def test_rule_10_the_other_outcomes_of_page_1_are_described():
    front = first_page_across(so_far(), so_far().language)
    said = [so_far().language.say(row.said) for row in front.others]
    assert said == [
        "Understanding of difference so far, described and not yet claimed",
        "Nervousness so far, described and not yet claimed",
    ]


def test_rule_10_there_is_no_badge_before_a_planned_look():
    report = so_far()
    assert (report.badge.level, report.badge.label) == (0, badge.NO_BADGE)
    assert "No badge before a planned look" in page_1(report)["all"]
    assert "of 5: " not in page_1(report)["all"]
    assert not [each for each in report.badge.reasons if each.sentence.message == badge.REPEATED]


def test_rule_10_a_report_between_looks_says_when_it_is_claimed_and_why_not_before():
    said = page_1(so_far())["lede"]
    assert "What changed is claimed at evening 24, not before: looked at after every evening, chance alone" in said
    assert "What changed is claimed at evening 16" in page_1(so_far(looks=3))["lede"]


def test_rule_10_figures_are_described_before_a_look():
    found = so_far().measured["trust"]
    ends = f"with a range from +{found.low:.2f} to +{found.high:.2f}"
    assert f"the average change so far is +{found.change:.2f}, {ends}" in page_1(so_far())["lede"]


def test_rule_10_nothing_is_foretold_of_a_new_chapter_before_a_look():
    assert "new chapter" in page_1(so_far(around=Context(study="Invented", ended=True)))["all"]
    assert "new chapter" not in page_1(so_far())["all"].lower()


def test_rule_10_harm_is_described_with_its_figure_before_a_look_in_lede_and_quote():
    said = page_1(so_far())
    harm = "Described, not claimed: Understanding of difference moved the unwelcome way: −0.44 (−0.86 to −0.03)"
    assert harm in said["lede"]
    assert harm in said["quote"]


def test_rule_10_harm_of_the_first_outcome_is_described_before_a_look():
    said = page_1(made(*evenings(9, moved=-1.0), evenings=24))
    assert "That is the unwelcome way: more trust is better." in said["lede"]
    assert "Described, not claimed: Trust moved the unwelcome way: −1.0 (" in said["quote"]
    assert said["headline"] == "So far: evening 9 of 24."


def test_rule_10_at_the_planned_evenings_a_report_claims_as_ever():
    planned, free = (made(*evenings(24), **plan) for plan in ({"evenings": 24}, {}))
    assert page_1(planned) == page_1(free)
    assert told(planned) == told(free)


def test_rule_10_a_study_that_has_ended_claims_with_fewer_evenings():
    report = so_far(around=Context(study="Invented", ended=True))
    assert told(report)["claims"] is True
    assert page_1(report)["headline"] == "Across six chapters, trust rose clearly"


def test_rule_10_a_plan_without_evenings_changes_nothing():
    report = made(*evenings(9))
    assert document(report)["estimand"]["looks"] == {"planned": 1, "this": 1, "claims": True}
    assert "planned look" not in page_1(report)["all"]


def test_the_file_says_which_look_it_is():
    assert document(so_far(looks=3))["estimand"]["looks"] == {
        "planned": 3,
        "this": 1,
        "evening": 9,
        "evenings": 24,
        "claims": False,
    }
    plan = document(so_far(looks=3))["plan"]
    assert (plan["evenings"], plan["looks"]) == (24, 3)


@pytest.mark.parametrize(
    ("around", "claims", "headline"),
    [
        ({}, False, "So far: the evenings that the study planned are not all held."),
        ({"evenings_held": 9}, False, "So far: evening 9 of 24."),
        ({"evenings_held": 12}, True, None),
        ({"ended": True}, True, None),
    ],
)
def test_rule_10_a_chapter_of_a_study_claims_only_when_the_study_is_at_a_look(around, claims, headline):
    """The chapter has held six evenings, which of the whole study would be its first look."""
    rows = [group("A", "", 12, moved=1.0, seed=k, experiment=f"e{k}", key=f"e{k}") for k in range(6)]
    report = made(*rows, evenings=24, looks=4, around=Context(study="Invented", chapter="A", **around))
    assert told(report)["claims"] is claims
    assert headline is None or page_1(report)["headline"] == headline


def test_rule_10_a_workshop_of_a_study_between_looks_does_not_claim():
    rows = group("A", "", 40, moved=1.0, experiment="e")
    report = made(rows, evenings=24, around=Context(study="Invented", chapter="A", title="Mill Hall"))
    said = page_1(report)
    assert verdict(report.measured["trust"])[0] is Verdict.SO_FAR
    assert not CLAIMING.search(said["lede"].replace("seem to show", ""))
    assert said["quote"].startswith("So far: the evenings that the study planned are not all held. 40 people answered")


def test_rule_10_two_chapters_so_far_are_described_one_by_one():
    rows = [group(name, "", 30, moved=1.0, seed=k, experiment=name) for k, name in enumerate("AB")]
    said = page_1(made(*rows, evenings=24))
    assert "A: Trust so far, described and not yet claimed: from" in said["lede"]
    assert not CLAIMING.search(said["lede"].replace("seem to show", ""))


def test_rule_10_few_people_so_far_are_too_few_and_nothing_more():
    said = page_1(made(group("A", "", 7, moved=2.0, experiment="e"), evenings=24))
    assert said["headline"] == "So far: evening 1 of 24."
    assert "7 people answered both times. That is too few to say what changed." in said["lede"]
    assert not CLAIMING.search(said["lede"].replace("seem to show", ""))
    assert said["badge"] == 0


def test_rule_10_a_comparison_so_far_is_described():
    report = made(*nothing_for_those_who_came(), evenings=24)
    said = page_1(report)
    assert "those who came have changed by 0.0 so far and the comparison group by +1.9" in said["lede"]
    assert not CLAIMING.search(said["headline"] + said["lede"].replace("seem to show", ""))
    assert report.badge.level == 0


def several(held, looks, **further):
    return made(*evenings(held, moved=MOVED, scales=ALL), scales=ALL, evenings=24, looks=looks, **further)


def test_several_looks_are_wider_and_say_why():
    report, usual = several(16, 3), several(16, 3, around=Context(ended=True))
    said = page_1(report)["lede"]
    assert "This is the second of three planned looks, so the range is wider than usual: it would miss" in said
    assert "in about 12 of 1,000 studies, and a usual range in 50." in said
    assert told(report)["high"] - told(report)["low"] > 1.05 * (told(usual)["high"] - told(usual)["low"])
    assert told(report)["confidence"] == pytest.approx(0.988, abs=0.0005)


def test_several_looks_leave_the_figures_of_95_of_100_as_they_are():
    report, free = several(16, 3), made(*evenings(16, moved=MOVED, scales=ALL), scales=ALL)
    for name in ("trust", "understanding"):
        one, other = (document(each)["outcomes"][name] for each in (report, free))
        assert one["across"] == other["across"]
        assert one["chapters"] == other["chapters"]
        assert one["headline_of"]["low"] < one["across"]["headline"]["low"]


def test_the_range_in_words_is_that_of_the_headline_of_the_file():
    report = several(16, 3)
    found = told(report)
    assert f"likely between {found['low']:.2f} and {found['high']:.2f}" in page_1(report)["lede"]
    assert f"average +0.67, {found['low']:.2f} to {found['high']:.2f}" in page_1(report)["all"]
    figures = [key for said in document(report)["outcomes"]["trust"]["sentences"] for key in said["figures"]]
    assert "outcomes.trust.headline_of.low" in figures


def test_a_harm_that_the_wider_range_leaves_open_is_described_at_a_look():
    said = page_1(several(12, 4))
    harm = "Understanding of difference went the unwelcome way by a usual range, not by the wider one of this look: "
    assert f"{harm}−0.5" in said["lede"]
    assert f"{harm}−0.5" in said["quote"]


def test_a_new_chapter_s_range_is_never_narrower_than_the_headline_of_a_look():
    report = several(6, 4)
    found = told(report)
    drawn = first_page_across(report, report.language).forest.average
    assert found["low"] < document(report)["outcomes"]["trust"]["across"]["prediction_measured"]["low"], "to the proof"
    assert f"anything from a fall of {-found['low']:.1f} to a rise of {found['high']:.1f}" in page_1(report)["lede"]
    assert drawn is not None


def test_a_first_look_of_a_few_chapters_stays_within_what_the_scale_allows():
    rows = [group(name, "", 10, moved=0.3, seed=k, experiment=name, noise=2) for k, name in enumerate(SIX[:3])]
    found = told(made(*rows, evenings=24, looks=8))
    assert (found["low"], found["high"]) == (-10, 10)


def test_a_single_chapter_at_a_look_has_the_look_s_range():
    rows = [group("A", "", 20, moved=0.5, seed=k, experiment=f"e{k}", key=f"e{k}") for k in range(3)]
    wide, usual = (made(*rows, evenings=6, looks=2, **at) for at in ({}, {"around": Context(ended=True)}))
    assert told(wide)["confidence"] > 0.99
    assert told(wide)["low"] < told(usual)["low"] < told(usual)["high"] < told(wide)["high"]


def test_a_few_workshops_at_a_look_reach_no_further_than_their_average_can_move():
    rows = [group("A", "", 10, moved=3.0 * k, seed=k, experiment=f"e{k}", key=f"e{k}", noise=2) for k in range(2)]
    found = made(*rows, evenings=16, looks=8).measured["trust"]
    assert found.wider, "the set must put the rule to the proof"
    before = round(found.pre, 1)
    assert (found.low, found.high) == pytest.approx((-before, 10 - before))


def test_every_file_says_so_far(tmp_path):
    write.write(so_far(), tmp_path, formats=("html", "docx", "xlsx", "json"))
    heading = "So far: evening 9 of 24."
    assert heading in plain((tmp_path / "report.html").read_text())
    assert heading in "\n".join(part.text for part in Document(tmp_path / "report.docx").paragraphs)
    book = load_workbook(tmp_path / "report.xlsx")
    assert any(heading in str(cell) for sheet in book for row in sheet.values for cell in row)
    assert json.loads((tmp_path / "report.json").read_text())["report"]["headline"] == heading


def test_a_draft_or_release_between_looks_claims_nothing_either():
    said = page_1(as_released(so_far()))
    assert said["headline"] == "So far: evening 9 of 24."
    assert not CLAIMING.search(said["lede"].replace("seem to show", ""))
    assert said["badge"] == 0


def test_a_release_at_a_look_is_rounded_and_as_wide():
    live, released = several(16, 3), as_released(several(16, 3))
    one, other = live.measured["trust"], released.measured["trust"]
    assert other.low <= one.low < one.high <= other.high
    assert (round(other.low, 1), round(other.high, 1)) == pytest.approx((other.low, other.high), abs=1e-5)
    assert verdict(other) == verdict(one)


def test_a_report_between_looks_is_kept_and_read_again():
    tree = as_released(so_far())
    again = read(written(tree, type(tree)), type(tree))
    assert again == tree
    assert page_1(again) == page_1(tree)


def test_a_tree_of_a_program_that_knew_no_looks_is_written_as_it_was():
    tree = as_released(made(*evenings(9)))
    kept = written(tree, type(tree))
    assert not [name for name in ("looks", "claims", "wider", "described", "ended") if f'"{name}":' in kept]
    assert read(kept, type(tree)).looks.claims


def test_the_whole_report_between_looks_is_written():
    assert "So far: evening 9 of 24." in plain(html.page(so_far()))
    assert sentences.headline(replace(so_far())).values == {"evening": 9, "evenings": 24}
