"""A tick for months later, and the fifth point, are for what most people still answered: and page 1 says how many."""

import pytest

from analysis.wording import badge, months_later
from evaluation.impact_report.sections import limits_section
from tests.impact_report.adversarial import SIX, TRUST, UNDERSTANDING, group, made
from tests.impact_report.page_one import page_1
from tests.releases.masked import as_released

STRANGER = {
    "participant": "zz",
    "chapter": "A",
    "wave": "follow_up",
    "arm": "workshop",
    "t1": 8.0,
    "t2": 8.0,
    "t3": 8.0,
}


def six(*, arms=("workshop", "control"), rose=1.5):
    """Six chapters of 24 people who rose and, where there is a second arm, 25 compared who did not."""
    sizes, moved = {"workshop": 24, "control": 25}, {"workshop": rose, "control": 0.0}
    return [
        group(name, arm, sizes[arm], moved=moved[arm], seed=place + 50 * (arm == "control"), noise=0.8)
        for place, name in enumerate(SIX)
        for arm in arms
    ]


def again(groups, *, arm, many, chapters=SIX, fell=0.0, best=False):
    """Answers months later of so many people a chapter of an arm, the same as after but for what they `fell` by."""
    found = []
    for rows in groups:
        if rows[0]["arm"] != arm or rows[0]["chapter"] not in chapters:
            continue
        after = [row for row in rows if row["wave"] == "post"]
        before = {row["participant"]: row for row in rows if row["wave"] == "pre"}
        if best:
            after.sort(key=lambda row: before[row["participant"]]["t1"] - row["t1"])
        found += [
            row | {"wave": "follow_up"} | {item: row[item] - fell for item in ("t1", "t2", "t3")}
            for row in after[:many]
        ]
    return found


def compared(*later, groups):
    """The report of a comparison drawn by lot."""
    return made(*groups, list(later), comparison="control", randomised=True)


def reason(report):
    """What the badge says of months later, and whether that speaks for the finding."""
    (found,) = (each for each in report.badge.reasons if each.sentence.message in months_later.MESSAGES)
    return report.language.say(found.sentence), found.speaks_for


NOT_ENOUGH = [
    ("a stranger", lambda _: [STRANGER], months_later.FEW),
    ("four", lambda groups: again(groups, arm="workshop", many=4, chapters=("A",)), months_later.FEW),
    ("five", lambda groups: again(groups, arm="workshop", many=5, chapters=("A",)), "5 of 24"),
    ("the best", lambda groups: again(groups, arm="workshop", many=2, best=True), "Only 12 of 144"),
    ("two in three", lambda groups: again(groups, arm="workshop", many=16), "Only 96 of 144"),
    ("one side", lambda groups: again(groups, arm="workshop", many=24), months_later.COMPARISON_NOT_ASKED),
    (
        "few of one side",
        lambda groups: [*again(groups, arm="workshop", many=24), *again(groups, arm="control", many=6)],
        months_later.COMPARISON_FEW,
    ),
]


@pytest.mark.parametrize(("later", "said"), [each[1:] for each in NOT_ENOUGH], ids=[each[0] for each in NOT_ENOUGH])
def test_where_few_answered_months_later_it_is_no_strong_evidence_and_page_1_says_so(later, said):
    groups = six()
    report = compared(*later(groups), groups=groups)
    text, speaks_for = reason(report)
    assert (report.badge.level, speaks_for) == (4, False)
    assert text.startswith(said)
    assert text in page_1(report)["all"]


def test_what_most_of_both_sides_still_answer_is_strong_evidence_and_page_1_counts_them():
    groups = six()
    report = compared(*again(groups, arm="workshop", many=20), *again(groups, arm="control", many=20), groups=groups)
    assert reason(report) == ("Asked again months later: 120 of 144 people answered", True)
    assert report.badge.level == 5
    assert as_released(report).badge.level in (4, 5)


def test_a_difference_that_is_gone_months_later_is_no_strong_evidence():
    groups = six()
    report = compared(
        *again(groups, arm="workshop", many=24, fell=1.5), *again(groups, arm="control", many=25), groups=groups
    )
    assert report.badge.level == 4
    assert reason(report)[1] is False


GONE = "Asked again months later, trust could not be told from where people began"


def test_a_change_that_is_gone_in_a_few_is_told_with_how_many_answered():
    groups = six(arms=("workshop",))
    report = made(*groups, again(groups, arm="workshop", many=8, fell=1.5))
    assert reason(report) == (f"{GONE}, and only 48 of 144 people answered", False)
    assert "48 of 144 people answered" in page_1(report)["all"]
    rounded = reason(as_released(report))[0]
    assert rounded.startswith(GONE)
    assert "of 144 people answered" in rounded


def test_a_change_that_is_gone_in_most_needs_no_count():
    groups = six(arms=("workshop",))
    assert reason(made(*groups, again(groups, arm="workshop", many=22, fell=1.5))) == (GONE, False)


def test_a_change_that_is_gone_tells_where_too_few_answered_to_be_counted():
    groups = six(arms=("workshop",))
    later = [again(groups, arm="workshop", many=2 if name == "A" else 8, chapters=(name,), fell=1.5) for name in SIX]
    said = f"{GONE}; 40 of 120 people answered, and too few in A to be counted"
    assert reason(made(*groups, *later)) == (said, False)


def test_few_of_the_comparison_group_are_counted_beside_few_of_those_who_came():
    groups = six()
    later = [*again(groups, arm="workshop", many=16), *again(groups, arm="control", many=2)]
    said = "Only 96 of 144 people who came and 12 of 150 of the comparison group answered months later: "
    assert reason(compared(*later, groups=groups)) == (said + "we do not know if it lasts", False)


def test_those_who_came_falling_behind_months_later_is_said():
    groups = six()
    report = compared(
        *again(groups, arm="workshop", many=24, fell=0.0),
        *again(groups, arm="control", many=25, fell=-4),
        groups=groups,
    )
    said = "Asked again months later, trust had moved the unwelcome way beside the comparison group"
    assert reason(report) == (said, False)
    assert report.badge.level == 4


def test_eight_of_a_whole_study_of_one_group_earn_no_tick():
    groups = six(arms=("workshop",))
    report = made(*groups, again(groups, arm="workshop", many=8, chapters=("A",)))
    said = (
        "8 of 24 people answered months later, and too few in five other chapters to be counted: we do not know if it "
    )
    assert reason(report) == (said + "lasts", False)
    limits = report.language.say_all(limits_section.limits(report, report.language))
    assert "Months later 8 of 24 people answered, and too few in five other chapters to be counted." in limits


def test_a_report_with_no_figure_of_months_later_says_that_it_has_none():
    groups = six()
    report = compared(STRANGER, groups=groups)
    limits = report.language.say_all(limits_section.limits(report, report.language))
    assert limits_section.NOT_LATER in limits


def test_a_release_says_of_few_what_the_report_says():
    groups = six()
    report = compared(*again(groups, arm="workshop", many=2, best=True), groups=groups)
    assert reason(as_released(report))[0].startswith("Only 12 of 144")


def test_a_tick_is_for_twenty_people_at_least():
    groups = [group("A", "workshop", 19, moved=1.5)]
    report = made(*groups, again(groups, arm="workshop", many=19))
    assert badge.LABELS[report.badge.level] == "first signs"
    assert reason(report) == ("Fewer than 20 people answered months later: we do not know if it lasts", False)


def test_where_others_answered_without_a_score_the_count_says_that_it_is_of_scores():
    groups = six(arms=("workshop",))
    later = again(groups, arm="workshop", many=24)
    blank = [row | dict.fromkeys(("t2", "t3")) if k % 3 == 0 else row for k, row in enumerate(later)]
    said = (
        "Only 96 of 144 people answered months later: we do not know if it lasts (counting those with a score of the "
    )
    assert reason(made(*groups, blank)) == (said + "first outcome)", False)
    assert "counting those" not in reason(made(*groups, later))[0]


def test_where_the_first_outcome_alone_was_not_asked_nobody_is_told_to_be_too_few():
    scales = (TRUST, UNDERSTANDING)
    groups = [group(name, "", 20, moved=0.8, scales=scales, seed=k) for k, name in enumerate(SIX)]
    after = [row for rows in groups for row in rows if row["wave"] == "post"]
    later = [row | {"wave": "follow_up"} | dict.fromkeys(TRUST.items) for row in after]
    report = made(*groups, later, scales=scales)
    assert reason(report) == ("The first outcome was not asked months later: we do not know if it lasts", False)
    limits = report.language.say_all(limits_section.limits(report, report.language))
    assert limits_section.NOT_LATER not in limits
    assert limits_section.FIRST_LATER in limits


def test_a_count_leaves_out_the_same_chapters_above_and_below_and_names_them():
    groups = six(arms=("workshop",))
    later = [again(groups, arm="workshop", many=2 if name in ("A", "B") else 20, chapters=(name,)) for name in SIX]
    report = made(*groups, *later)
    said = "80 of 96 people answered months later, and too few in A and B to be counted: we do not know if it lasts"
    assert reason(report) == (said, False)
    limits = report.language.say_all(limits_section.limits(report, report.language))
    assert "Months later 80 of 96 people answered, and too few in A and B to be counted. Those who did may " in limits


def test_what_lasts_names_a_chapter_that_its_count_leaves_out():
    groups = six(arms=("workshop",))
    later = [again(groups, arm="workshop", many=2 if name == "A" else 24, chapters=(name,)) for name in SIX]
    said = "Asked again months later: 120 of 120 people answered, and too few in A to be counted"
    assert reason(made(*groups, *later)) == (said, True)


def test_of_many_chapters_that_a_count_leaves_out_the_number_is_told():
    groups = six(arms=("workshop",))
    later = [again(groups, arm="workshop", many=12 if name in ("A", "B") else 2, chapters=(name,)) for name in SIX]
    said = "24 of 48 people answered months later, and too few in four other chapters to be counted: "
    assert reason(made(*groups, *later)) == (said + "we do not know if it lasts", False)


def test_a_release_that_may_not_count_names_no_chapter_that_is_left_out():
    groups = six(arms=("workshop",))
    later = [again(groups, arm="workshop", many=2 if name in ("A", "B") else 22, chapters=(name,)) for name in SIX]
    said = "Too few people in some chapters answered months later to be counted: we do not know if it lasts"
    assert reason(as_released(made(*groups, *later))) == (said, False)
