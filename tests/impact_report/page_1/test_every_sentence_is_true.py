"""Every sentence and tick of page 1 is true of the answers: each rule in a set that once broke it."""

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf

from analysis.wording import badge
from analysis.wording.groups import losses
from analysis.wording.phrases import Verdict
from analysis.wording.wording import verdict
from evaluation.impact_report.build.context import Context
from evaluation.impact_report.formats import html
from evaluation.impact_report.formats.json import document
from evaluation.impact_report.layout.first_page_across import first_page_across
from evaluation.impact_report.text.chance import chance_across
from tests.impact_report.adversarial import ALONE, NERVES, SIX, TRUST, group, made
from tests.impact_report.page_one import page_1, plain
from tests.releases.masked import as_released


def exactly(chapter, changes, *, before=5.0, experiment=None, arm="", scale="t1", key=""):
    """Rows of people who changed by just so much."""
    rows = []
    for person, change in enumerate(changes):
        for wave, value in (("pre", before), ("post", before + float(change))):
            row = {"participant": f"{chapter}{key}{person}", "chapter": chapter, "wave": wave, "arm": arm, scale: value}
            rows.append(row | ({"experiment": experiment} if experiment else {}))
    return rows


def around(mean, n, *, sd=0.5, seed=1):
    """Changes of n people with just this mean and spread."""
    drawn = np.random.default_rng(seed).normal(0, 1, n)
    return mean + sd * (drawn - drawn.mean()) / drawn.std(ddof=1)


def one_big_fall_among_small_rises():
    small = [exactly(f"S{k}", around(0.9 + 0.05 * k, 6, seed=k)) for k in range(5)]
    return [exactly("Big", around(-0.4, 80)), *small]


def alone(*groups, **further):
    return made(*groups, scales=(ALONE,), **further)


@pytest.fixture(scope="module")
def only_the_large_chapter_is_shown():
    """Eighty people of one chapter who rose, and five chapters too small to show alone that fell."""
    small = [exactly(f"S{k}", around(-0.9, 4, seed=k)) for k in range(5)]
    return page_1(alone(exactly("Big", around(0.5, 80)), *small))


@pytest.mark.parametrize(
    "said",
    [
        r"by −0\.6\d? \([^)]*\), which is an average over chapters; with each person counted once, by \+0\.2",
        r"In Big, trust of 80 people who answered before and after changed by \+0\.5\d* on a scale",
    ],
    ids=["each person once", "the chapter that is shown"],
)
def test_a_figure_of_all_people_says_that_it_is_an_average_over_chapters(only_the_large_chapter_is_shown, said):
    assert re.search(said, only_the_large_chapter_is_shown["lede"])


@pytest.fixture(scope="module")
def large_chapter_fell_a_little():
    """A large chapter that fell by so little that, with each person counted once, chance alone tells of a rise."""
    small = [exactly(f"S{k}", around(1.2 + 0.05 * k, 6, seed=k)) for k in range(5)]
    return alone(exactly("Big", around(-0.3, 80)), *small)


def reasons(report):
    return {reason.sentence.message for reason in report.badge.reasons}


# Everybody beside the average
def test_a_rise_that_each_person_counted_once_leaves_open_is_not_told_as_a_rise(large_chapter_fell_a_little):
    said, told = page_1(large_chapter_fell_a_little), document(large_chapter_fell_a_little)["outcomes"]["trust"]
    each = told["across"]["everybody"]
    assert min(told["across"]["headline"]["low"], each["low"], each["each_person"]) > 0 > each["each_low"]
    assert said["headline"] == "Across six chapters, we cannot tell whether trust changed"
    assert re.search(r"with each person counted once it is \+0\.1\d? \(−0\.\d+ to 0\.\d+\)", said["lede"])
    assert re.search(r"with each person counted once by \+0\.1\d? \(−0\.\d+ to 0\.\d+\)", said["quote"])
    assert "In Big, counting its 80 people alone, trust moved the unwelcome way" in said["lede"]


def test_a_rise_of_chapters_in_which_most_people_fell_is_not_told_as_a_rise():
    report = alone(*one_big_fall_among_small_rises())
    said, told = page_1(report), document(report)["outcomes"]["trust"]
    assert told["across"]["headline"]["low"] > 0, "the set must put the rule to the proof"
    assert said["headline"] == "Across six chapters, we cannot tell whether trust changed"
    assert told["across"]["everybody"]["pairs"] == 110
    assert told["across"]["everybody"]["each_person"] == pytest.approx((80 * -0.4 + 6 * 5) / 110)
    assert "with each person counted once it is" in said["lede"]
    assert told["headline_of"]["says"] == "cannot tell"


def test_everybody_is_the_average_of_a_mixed_model_over_every_row():
    """Reference: statsmodels 0.14 MixedLM, REML."""
    groups = [exactly(f"C{k}", around(0.4 + 0.3 * k, 4 + 5 * k, seed=k)) for k in range(5)]
    report = alone(*groups, *(exactly(f"Z{k}", around(-1, 3, seed=k)) for k in range(4)))
    frame = pd.DataFrame([row for rows in groups for row in rows])
    frame = pd.concat([frame, pd.DataFrame([r for k in range(4) for r in exactly(f"Z{k}", around(-1, 3, seed=k))])])
    wide = frame.pivot_table(index=["chapter", "participant"], columns="wave", values="t1").reset_index()
    wide["change"] = wide["post"] - wide["pre"]
    fitted = smf.mixedlm("change ~ 1", wide, groups=wide["chapter"]).fit(reml=True, method="powell")
    found = document(report)["outcomes"]["trust"]["across"]["everybody"]
    assert found["pairs"] == len(wide)
    assert found["estimate"] == pytest.approx(fitted.params["Intercept"], abs=2e-4)


def test_chapters_too_small_to_show_alone_count_together_and_are_counted_where_a_reader_sees_it():
    groups = [exactly(f"Big {k}", around(0.5, 12, seed=k)) for k in range(3)]
    report = alone(*groups, *(exactly(f"Small {k}", around(0.2, 3, seed=k)) for k in range(26)))
    assert "78 of 114 people are in 26 chapters too small to show alone" in page_1(report)["all"]
    assert document(report)["outcomes"]["trust"]["headline_of"]["pairs_left_out"] == 78


def test_a_single_small_chapter_follows_from_no_figure_of_everybody():
    groups = [exactly(f"Big {k}", around(0.5, 12, seed=k)) for k in range(3)]
    found = document(alone(*groups, exactly("Small", around(0.2, 4))))["outcomes"]["trust"]["across"]["everybody"]
    assert (found["pairs"], found["small"]) == (36, 0)


def test_ninety_people_in_thirty_chapters_are_not_told_as_hardly_anybody():
    report = alone(*(exactly(f"C{k:02}", around(0.5, 3, seed=k)) for k in range(30)))
    said = page_1(report)
    assert said["headline"] == "Too few people in any one chapter answered both times to report results."
    assert "With all 90 people of 30 chapters in one model, trust changed by +0.5" in said["lede"]
    assert not reasons(report) & {badge.FEW_PAIRS, badge.NOT_SAME_PEOPLE}
    assert "none yet from" not in said["all"]


# What chance may be said to do
@pytest.mark.parametrize("fell", [-0.9, -0.4])
def test_chance_excuses_no_chapter_that_clearly_fell(fell):
    groups = [exactly(name, around(0.7, 40, seed=k)) for k, name in enumerate(SIX[:5])]
    report = alone(*groups, exactly("F", around(fell, 40, sd=0.6)))
    assert chance_across(report) is None
    assert "by chance." not in page_1(report)["all"].partition("moved up by")[0].replace("happen by chance.", "!")
    assert "Falls happen by chance" not in page_1(report)["all"]


def test_chance_says_nothing_where_chapters_clearly_differ():
    groups = [exactly(name, around(1 if k < 3 else 0.1, 40, seed=k)) for k, name in enumerate(SIX)]
    assert "happen by chance" not in page_1(alone(*groups))["all"]


def test_chance_is_told_where_nothing_speaks_against_it():
    groups = [exactly(name, around(0.4 + 0.02 * k, 20, sd=1.5, seed=k)) for k, name in enumerate(SIX)]
    assert "Falls happen by chance." in page_1(alone(*groups))["all"]


# Harm in a single chapter
def test_a_chapter_that_fell_is_named_in_the_lede_and_the_quote():
    groups = [exactly(name, around(0.7, 40, seed=k)) for k, name in enumerate(SIX[:5])]
    said = page_1(alone(*groups, exactly("F", around(-0.9, 40, sd=0.6))))
    harm = "In F, counting its 40 people alone, trust moved the unwelcome way: −0.9 (−1.1 to −0.7)"
    assert harm in said["lede"]
    assert harm in said["quote"]


def test_a_chapter_of_two_evenings_does_not_lose_its_harm():
    evenings = [
        exactly("A", around(mean, 25, seed=k), experiment=f"e{k}", key=f"e{k}") for k, mean in enumerate((-0.35, -0.65))
    ]
    report = alone(*evenings)
    found = report.measured["trust"]
    assert found.low < 0 < found.high, "the set must put the rule to the proof"
    assert "Counting the 50 people alone, trust moved the unwelcome way: −0.5 (" in page_1(report)["lede"]


def test_a_rise_of_what_should_fall_is_named_too():
    groups = [exactly(name, around(-0.7, 40, seed=k), scale="n1") for k, name in enumerate(SIX[:5])]
    report = made(*groups, exactly("F", around(0.9, 40), scale="n1"), scales=(replace(NERVES, primary=True),))
    assert "In F, counting its 40 people alone, nervousness moved the unwelcome way: +0.9" in page_1(report)["lede"]


# Ticks
def test_most_who_answered_before_answered_after_or_many_did_not_but_never_both():
    for kept in (20, 29, 30, 31, 35, 36, 37, 48, 59):
        rows = [
            row for row in exactly("A", around(0.5, 60)) if row["wave"] == "pre" or int(row["participant"][1:]) < kept
        ]
        said = reasons(alone(rows))
        assert (losses.LOST in said) == (60 - kept > 0.4 * 60)
        assert not {losses.LOST, badge.MOST_BEFORE} <= said
        assert not {losses.LOST, badge.MOST_CAME} <= reasons(alone(rows, around=Context(came=60, study="Invented")))


def test_all_answers_that_could_be_joined_are_not_told_as_fewer_than_half():
    rows = [row for row in exactly("A", around(0.5, 60)) if row["wave"] == "pre" or int(row["participant"][1:]) < 29]
    assert "could be joined" not in page_1(alone(rows))["all"]
    assert badge.NOT_SAME_PEOPLE in reasons(alone(rows))


def test_a_study_of_one_wave_is_told_as_that():
    rows = [row for row in exactly("A", around(0.5, 60)) if row["wave"] == "post"]
    assert badge.ASKED_ONCE in reasons(alone(rows))
    assert not reasons(alone(rows)) & {badge.FEW_PAIRS, losses.LOST, badge.NOT_SAME_PEOPLE}


@pytest.mark.parametrize(("chapters", "told"), [(SIX, badge.COMPARED), (SIX[:2], badge.NOT_ENOUGH_COMPARED)])
def test_a_comparison_group_too_small_to_compare_with_is_not_told_as_none(chapters, told):
    """Too few for any chapter alone: those of six are compared in one model, those of two are not."""
    few = [group(name, "control", 3, moved=0.0, seed=k, key="x") for k, name in enumerate(chapters)]
    report = made(*(group(name, "workshop", 20, moved=1.0, seed=k) for k, name in enumerate(chapters)), *few)
    assert ("in one model" in page_1(report)["lede"]) is (told == badge.COMPARED)
    assert reasons(report) & {badge.NOT_COMPARED, badge.COMPARED, badge.NOT_ENOUGH_COMPARED} == {told}


@pytest.mark.parametrize(("chapters", "told"), [(SIX, badge.COMPARED), (SIX[:2], badge.NOT_COMPARABLE)])
def test_a_comparison_group_beside_too_few_who_came_is_not_told_as_none(chapters, told):
    """Too few for any chapter alone: those of six are compared in one model, those of two are not."""
    few = [group(name, "workshop", 3, moved=1.0, seed=k) for k, name in enumerate(chapters)]
    others = [group(name, "control", 20, moved=0.0, seed=k, key="x") for k, name in enumerate(chapters)]
    report = made(*few, *others)
    assert ("in one model" in page_1(report)["lede"]) is (told == badge.COMPARED)
    assert reasons(report) & {badge.NOT_COMPARED, badge.COMPARED, badge.NOT_COMPARABLE} == {told}


def began(level, name, arm, *, moved, seed):
    rows = group(name, arm, 20, moved=moved, seed=seed, key=arm)
    return [{**row, **{item: row[item] + level for item in ("t1", "t2", "t3")}} for row in rows]


@pytest.mark.parametrize(("level", "told"), [(-2.0, True), (0.0, False)])
def test_groups_that_began_apart_are_told_with_where_each_began(level, told):
    sides = (
        side
        for k, name in enumerate(SIX)
        for side in (
            began(level, name, "workshop", moved=1.0, seed=k),
            began(0.0, name, "control", moved=0.0, seed=k + 50),
        )
    )
    lede = page_1(made(*sides))["lede"]
    assert ("groups that begin apart can move towards each other by themselves" in lede) is told


def test_a_quote_says_how_many_had_answered_before():
    rows = [row for row in exactly("A", around(0.9, 60)) if row["wave"] == "pre" or int(row["participant"][1:]) < 40]
    said = [each["text"] for each in document(alone(rows))["report"]["quote"]]
    assert said[:2] == ["40 people answered before and after.", "60 people had answered before."]


def test_a_sentence_that_begins_with_about_how_many_begins_with_a_capital():
    rows = [row for row in exactly("A", around(0.9, 60)) if row["wave"] == "pre" or int(row["participant"][1:]) < 40]
    report = alone(rows, around=Context(study="Invented", about={"pre": 20}))
    assert "40 people answered before and after. About 20 more people had answered before." in page_1(report)["quote"]


def test_who_answered_once_is_told_of_the_chapters_that_are_shown():
    shown = [row for name in "ABCD" for row in exactly(name, around(0.9, 40))]
    gone = [row for name in "EF" for row in exactly(name, around(0.9, 40)) if row["wave"] == "pre"]
    said = page_1(alone(shown, gone))["all"] + " ".join(html.page(alone(shown, gone)).split())
    assert "In the chapters that are shown, 0 answered before and not after" in said


def test_a_quote_across_chapters_calls_its_figure_the_average_of_the_chapters():
    report = alone(*(exactly(name, around(0.9 + 0.1 * k, 20, seed=k)) for k, name in enumerate(SIX)))
    assert "On the average of the chapters trust changed by" in page_1(report)["quote"]


@pytest.mark.parametrize(("where", "quoted"), [("Hall", "At one workshop in one chapter, 60"), (None, "60")])
def test_a_quote_names_a_workshop_only_where_the_answers_do(where, quoted):
    report = alone(exactly("A", around(0.9, 60), experiment=where))
    assert document(report)["report"]["quote"][0]["text"] == f"{quoted} people answered before and after."


def test_an_outcome_asked_before_and_not_after_is_not_told_as_answered_by_too_few():
    groups = [group(name, "", 20, moved=1.0, scales=(TRUST, NERVES), seed=k) for k, name in enumerate(SIX)]
    for row in (row for rows in groups for row in rows if row["wave"] == "post"):
        row["n1"] = float("nan")
    said = page_1(made(*groups, scales=(TRUST, NERVES)))["all"]
    assert "Too few people answered both times" not in said


@pytest.mark.parametrize(("share", "said"), [(2 / 3, "fewer than two thirds"), (0.5, "fewer than the 2 of its 3")])
def test_how_many_questions_are_too_few_follows_the_plan(share, said):
    rows = group("A", "", 30, moved=0.5)
    for row in rows:
        row["t1" if row["wave"] == "pre" else "t2"] = float("nan")
    report = made(rows, scales=(replace(TRUST, minimum_answered=share),))
    assert said in page_1(report)["lede"]
    assert ("two thirds" in page_1(report)["all"]) == (said == "fewer than two thirds")


# A release says what the unrounded figures let be said
@pytest.mark.parametrize(
    ("mean", "n"),
    [
        (0.46, 12), (0.49, 30), (0.5, 12), (0.04, 30), (-0.04, 12), (-0.46, 30),
        *(pytest.param(mean, n, marks=pytest.mark.long) for mean in (0.44, 0.53, 0.06, 0.26) for n in (12, 30)),
    ],
)  # fmt: skip
def test_rounding_decides_no_verdict(mean, n):
    live = alone(*(exactly(name, around(mean + 0.01 * k, n, sd=0.1, seed=k)) for k, name in enumerate("ABCD")))
    released = as_released(live)
    assert verdict(released.measured["trust"]) == verdict(live.measured["trust"])
    assert page_1(released)["headline"] == page_1(live)["headline"]


def test_a_release_holds_no_figure_that_is_made_for_a_sentence_alone():
    released = as_released(alone(*(exactly(name, around(0.4615, 30, sd=0.1, seed=k)) for k, name in enumerate("ABC"))))
    assert "just under 0.5" in page_1(released)["lede"]
    assert document(released)["outcomes"]["trust"]["headline_of"]["estimate"] == 0.5


# A new chapter
def test_a_new_chapter_ranges_wider_than_the_average():
    for seed in range(4):
        sizes = (6, 6, 6, 6, 6, 80) if seed % 2 else (9,) * 8
        groups = [exactly(f"C{k}", around(0.4, n, sd=1, seed=10 * seed + k)) for k, n in enumerate(sizes)]
        found = document(alone(*groups))["outcomes"]["trust"]["across"]
        new, average = found["prediction_measured"], found["headline"]
        assert new["low"] < average["low"] < average["high"] < new["high"]
        assert new["people"] == int(np.median(sizes))


# The badge speaks of the claim
def test_no_good_evidence_stands_under_a_headline_that_cannot_tell():
    came = [group(name, "came", 30, moved=0.8 * (-1) ** k, seed=k) for k, name in enumerate(SIX)]
    report = made(*came, *(group(name, "control", 30, moved=0.0, seed=k + 9) for k, name in enumerate(SIX)))
    assert verdict(report.measured["trust"])[0] is Verdict.CANNOT_TELL
    assert report.badge.level <= 2
    assert report.badge.label.endswith("no claim")


@pytest.mark.parametrize(
    ("randomised", "said"),
    [(True, "Found not to work, on 4 of 5"), (False, "No change found beyond the comparison group, on 4 of 5")],
)
def test_that_something_does_not_work_is_found_by_lot_alone(randomised, said):
    came = [group(name, "came", 40, moved=0.5, seed=k) for k, name in enumerate(SIX)]
    others = (group(name, "control", 40, moved=0.5, seed=k + 9) for k, name in enumerate(SIX))
    report = made(*came, *others, randomised=randomised)
    assert report.badge.label == (badge.NOT_WORKING if randomised else badge.NOT_BEYOND)
    assert said in page_1(report)["all"]
    assert randomised or "not to work" not in page_1(report)["all"]


def test_nothing_is_said_of_chance_where_nobody_moved():
    said = page_1(alone(exactly("A", np.repeat([0.1, 0.2], 15))))
    assert "0 up, 30 within 0.5, 0 down." in said["all"]
    assert "Nobody moved up or down by 0.5 or more." in said["quote"]
    assert "both ways by chance" not in said["all"]


def test_the_maryland_scale_and_that_nothing_is_validated_stand_beside_every_badge():
    report = alone(exactly("A", around(0.5, 30)))
    assert "Maryland scale: 1 of 5" in page_1(report)["all"]
    assert badge.NOT_VALIDATED in reasons(report)


# Comparisons, counts and sums
def test_where_both_fell_the_headline_says_so_of_those_who_came():
    came = [group(name, "came", 25, moved=-0.9, seed=k) for k, name in enumerate(SIX)]
    said = page_1(made(*came, *(group(name, "control", 25, moved=-2.0, seed=k + 9) for k, name in enumerate(SIX))))
    assert said["headline"] == "Across six chapters, trust fell, but clearly less than in comparison groups"
    assert "By themselves, those who came moved the unwelcome way in trust" in said["lede"]
    assert "By themselves, those who came moved the unwelcome way in trust" in said["quote"]


def test_those_who_came_of_two_arms_are_told_by_arm():
    came = [group(name, arm, 20, moved=1.0, seed=k) for k, name in enumerate(SIX) for arm in ("came", "video")]
    said = page_1(made(*came, *(group(name, "control", 20, moved=0.0, seed=k + 9) for k, name in enumerate(SIX))))
    assert "of the 120 people of the group “came” moved the welcome way" in said["lede"]
    assert "of the 120 people of the group “video” moved the welcome way" in said["lede"]


def test_a_rise_across_chapters_of_which_some_fell_says_how_many():
    means = (1.4, 1.2, 1.3, -0.1, 1.1, 1.2)
    said = page_1(
        alone(
            *(
                exactly(name, around(mean, 30, sd=1, seed=k))
                for k, (name, mean) in enumerate(zip(SIX, means, strict=True))
            )
        )
    )
    assert "It rose in five of six chapters and fell in one." in said["lede"]
    assert "on average" in said["headline"]


def test_everybody_who_rose_by_one_is_told_as_that():
    said = page_1(alone(*(exactly(name, [1.0] * 20) for name in SIX)))
    assert said["headline"] == "Trust rose by 1.0 for every one of 120 people"
    assert page_1(alone(exactly("A", [0.0] * 20)))["headline"] == "Trust stayed the same for every one of 20 people"


def test_everybody_who_fell_by_one_is_a_harm():
    rows = exactly("A", [-1.0] * 20)
    for row in rows:
        row["n1"] = 5.0 + (row["wave"] == "post")
    said = page_1(made(rows, scales=(ALONE, NERVES)))
    assert "Nervousness moved the unwelcome way for every one of 20 people: +1.0." in said["lede"]


def test_figures_that_do_not_add_up_are_told_as_rounded():
    rows = exactly("A", around(-0.42, 12, sd=0.3), before=4.6)
    said = page_1(as_released(alone(rows)))["all"]
    assert "Each figure is rounded by itself." in said


def test_two_chapters_have_each_its_own_sentence():
    said = page_1(alone(exactly("A", around(0.9, 30)), exactly("B", around(-0.9, 30, seed=2))))
    assert "A: Trust rose clearly: from 5.0 to 5.9" in said["lede"]
    assert "B: Trust fell clearly: from 5.0 to 4.1" in said["lede"]


def test_forty_chapters_stand_in_two_columns():
    report = alone(*(exactly(f"C{k:02}", around(0.5, 12, sd=1, seed=k)) for k in range(40)))
    drawn = first_page_across(report, report.language).columns
    assert [len(half.lines) for half in drawn.halves] == [23, 17], "the average stands below the second"
    assert abs(drawn.halves[0].height - drawn.halves[1].height) < 30, "of some 430"
    assert drawn.halves[0].average is None
    assert drawn.halves[1].average is not None
    assert plain(html.page(report, whole=False)).count("Average of 40") == 2, "wide and narrow"
    few = alone(*(exactly(f"C{k:02}", around(0.5, 12, sd=1, seed=k)) for k in range(16)))
    assert first_page_across(few, few.language).columns is None
