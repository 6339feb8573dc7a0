"""Of a yes/no question page 1 claims what its range and the exact test of who moved both bear out."""

from dataclasses import replace

import pytest

from analysis.scoring.scoring import Scale
from analysis.sensitivity.chance import yes_or_no_against
from analysis.wording.measured import CLAIMS, verdict
from analysis.wording.phrases import Verdict
from evaluation.impact_report.build.families import borne_out_by_count
from evaluation.impact_report.layout.findings_listed import outcomes_found
from evaluation.impact_report.text.may_not_say import may_not_say
from tests.impact_report.examples import frame_of, report
from tests.impact_report.page_one import page_1
from tests.releases.masked import as_released

SAFE = Scale(id="s", label="Feels safe", items=("s",), minimum=0, maximum=1, margin=0.1, primary=True)
BOTH = "By the exact test of who came to yes and who left it, chance could bring as much. The headline says what both"
CHANCE = "By the exact test of who came to yes and who left it, chance could bring as much."


def of_one(*, gained, lost, of=20, stayed=4):
    """One chapter in which so many came to yes and so many left it, and as many as `stayed` said it twice."""
    return of_chapters(Ash=(gained, lost), of=of, stayed=stayed)


def of_chapters(*, of=20, stayed=4, **moved):
    """Chapters in which so many came to yes and so many left it, and as many as `stayed` said it twice."""
    rows = []
    for chapter, (gained, lost) in moved.items():
        answers = [(0, 1)] * gained + [(1, 0)] * lost + [(1, 1)] * stayed
        answers += [(0, 0)] * (of - len(answers))
        rows += [
            {"participant": f"{chapter}{person}", "chapter": chapter, "wave": wave, "s": float(value)}
            for person, given in enumerate(answers)
            for wave, value in zip(("pre", "post"), given, strict=True)
        ]
    return report(frame_of(rows), scales=(SAFE,))


@pytest.mark.parametrize("told", [lambda made: made, as_released], ids=["live", "rounded"])
def test_where_the_exact_test_leaves_it_to_chance_no_move_is_claimed(told):
    made = told(of_one(gained=9, lost=2))
    said = page_1(made)
    assert said["headline"].startswith("We cannot tell whether")
    assert BOTH in said["lede"]
    assert may_not_say(made).message.startswith("You may not say that")


def test_where_both_bear_it_out_it_is_claimed():
    said = page_1(of_one(gained=11, lost=1))
    assert said["headline"].startswith(("More people said yes", "Feels safe rose"))
    assert BOTH not in said["all"]


def test_harm_is_told_by_its_range_alone():
    assert page_1(of_one(gained=2, lost=9))["headline"] == "Fewer people said yes to “Feels safe” afterwards"


def test_of_two_chapters_each_is_told_with_care_by_its_own_count():
    said = page_1(of_chapters(Ash=(9, 2), Elm=(11, 1)))
    for part in ("lede", "quote"):
        assert said[part].count(CHANCE) == 1
        assert said[part].index(CHANCE) < said[part].index("Elm")
    assert "Ash: We cannot tell whether feels safe changed" in said["lede"]
    assert "Elm: We cannot tell" not in said["lede"]
    assert said["all"].count("More people said yes") == said["lede"].count("More people said yes")


def test_what_is_claimed_of_a_chapter_in_the_table_is_what_page_1_claims():
    made = of_chapters(Ash=(9, 2), Elm=(11, 1))
    rows = {each.where: verdict(each.measured)[0] for each in outcomes_found(made, made.language)}
    assert rows["Ash"] is Verdict.CANNOT_TELL
    assert rows["Elm"] is not Verdict.CANNOT_TELL


def test_over_chapters_the_exact_test_is_of_all_who_moved_within_them():
    """Everybody at once is nearly always more careful than it: here that is left out."""
    made = of_chapters(Ash=(4, 1), Elm=(4, 1), Fir=(4, 2))
    found = replace(made.measured["s"], everybody=None)
    assert verdict(found)[0] in CLAIMS
    assert made.first.participants.sign_test.p > 0.05
    careful = borne_out_by_count(found, made.first, made.looks, chapter=None)
    assert verdict(careful)[0] is Verdict.CANNOT_TELL
    said = page_1(replace(made, measured={"s": careful}))
    assert BOTH in said["lede"]
    assert CHANCE in said["quote"]


def test_the_chance_of_a_move_the_other_way_is_that_of_who_moved():
    """By simulation 0.271 where 10 of 14 move."""
    assert yes_or_no_against(0.1, moved=10, people=14) == pytest.approx(0.271, abs=0.003)
    assert yes_or_no_against(0.0, moved=20, people=20) == pytest.approx(0.412, abs=0.001)
    assert yes_or_no_against(0.5, moved=2, people=20) == 0.0
