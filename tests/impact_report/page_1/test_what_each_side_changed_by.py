"""What a report says that people changed by is their own mean; what lies between it and the difference is said."""

import pandas as pd
import pytest

from analysis.wording import badge, comparison_phrases
from analysis.wording.phrases import Verdict, Way
from evaluation.impact_report.formats import html
from evaluation.impact_report.formats.json import document
from tests.impact_report.adversarial import SIX, TRUST, group, made, nothing_for_those_who_came, stations
from tests.impact_report.page_one import page_1, plain

AVERAGE = "on the average of the chapters, "
BEGAN = "allowing for where each began, "


def a_big_one():
    """A chapter of 80 a side that rose by 1.5, and five of 8 a side that fell: weighed, the sides are elsewhere."""
    groups = []
    for place, name in enumerate(SIX):
        n, own = (80, 1.5) if name == "A" else (8, -0.3)
        groups += [group(name, "came", n, moved=own + 0.6, seed=place, noise=0.8)]
        groups += [group(name, "control", n, moved=own, seed=place + 9, noise=1.6)]
    return groups


def mean_of(rows):
    frame = pd.DataFrame(rows)
    frame["score"] = frame[list(TRUST.items)].mean(axis="columns")
    wide = frame.pivot_table(index="participant", columns="wave", values="score")
    return float((wide["post"] - wide["pre"]).mean())


def sides(groups, arm):
    return mean_of([row for rows in groups for row in rows if row["arm"] == arm])


@pytest.mark.parametrize("randomised", [False, True])
def test_both_sides_changed_by_the_mean_of_their_people(randomised):
    groups = a_big_one()
    report = made(*groups, randomised=randomised)
    found = document(report)["outcomes"]["trust"]
    own, other = sides(groups, "came"), sides(groups, "control")
    assert found["difference"]["own"] == pytest.approx(own, abs=1e-9)
    assert found["difference"]["other"] == pytest.approx(other, abs=1e-9)
    assert found["difference"]["own"] == pytest.approx(found["participants"]["mean_change"], abs=1e-9)
    assert abs(own - other - found["difference"]["headline"]["estimate"]) > 0.01, "the set must put it to the proof"
    how = AVERAGE + BEGAN if randomised else AVERAGE
    said = page_1(report)
    assert how + "a difference of" in said["lede"]
    assert how + "a difference of" in said["quote"]


def test_where_the_sides_leave_the_difference_nothing_lies_between():
    said = page_1(made(*(rows for k, n in enumerate(SIX) for rows in alike(n, k))))
    assert "by −0.1: a difference of +1.0" in said["lede"]
    assert "and −0.1 on a scale of 0 to 10: a difference of +1.0" in said["quote"]


def test_a_difference_that_its_sides_hardly_miss_says_what_lies_between():
    report = made(*nothing_for_those_who_came())
    found = document(report)["outcomes"]["trust"]["difference"]
    off = abs(found["own"] - found["other"] - found["headline"]["estimate"])
    assert 1e-6 < off < 0.01, "the set must put it to the proof"
    said = page_1(report)
    assert AVERAGE + "a difference of" in said["lede"]
    assert AVERAGE + "a difference of" in said["quote"]


def alike(name, place):
    """The same two sides in every chapter: those who came rose by 1 more than as many others."""
    others = [{**row, "participant": f"{name}-{k // 2}"} for k, row in enumerate(group("X", "control", 12, moved=0.0))]
    others = [{**row, "chapter": name} for row in others]
    up = [{item: row[item] + (row["wave"] == "post") for item in TRUST.items} for row in others]
    return others, [
        {**row, **far, "arm": "came", "participant": f"{row['participant']}came{place}"}
        for row, far in zip(others, up, strict=True)
    ]


def test_a_single_chapter_says_that_it_allows_for_where_each_began():
    said = page_1(made(*a_big_one()[:2], randomised=True))
    assert BEGAN + "a difference of" in said["quote"]
    assert AVERAGE not in said["quote"]


def test_groups_of_other_sizes_say_that_each_counts_once():
    groups = stations()
    groups[0] = group("Station 1", "treated", 60, moved=2.0, seed=1)
    report = made(*groups)
    own = document(report)["outcomes"]["trust"]["difference"]["own"]
    assert own == pytest.approx(sides(groups, "treated"), abs=1e-9)
    said = page_1(report)
    assert "with each group counted once, a difference of" in said["lede"]
    assert "with each group counted once, a difference of" in said["quote"]


def test_the_table_writes_both_sides_as_page_1_does():
    groups = a_big_one()
    report = made(*groups, randomised=True)
    lede = page_1(report)["lede"]
    own = lede.partition("those who came changed by ")[2].split()[0]
    assert f"Change of those who came {own}" in plain(html.page(report))


@pytest.mark.parametrize("way", [Way.RISE, Way.FALL])
def test_a_little_more_than_comparison_groups_is_a_sentence_with_a_verb(way):
    (said,) = comparison_phrases.ACROSS[Verdict.LITTLE, way]
    assert "{outcome:inside} was a little " in said


def a_big_one_the_other_way(*, small=12):
    """A chapter of 150 a side in which those who came rose by 0.9 more, and five small ones in which they fell."""
    groups = []
    for place, name in enumerate(SIX):
        n, more = (150, 0.9) if name == "A" else (small, -0.9)
        groups += [group(name, "came", n, moved=more, seed=place, noise=0.8)]
        groups += [group(name, "control", n, moved=0.0, seed=place + 9, noise=0.8)]
    return groups


def test_that_the_sides_lie_the_other_way_than_the_difference_is_explained():
    report = made(*a_big_one_the_other_way())
    found = document(report)["outcomes"]["trust"]["difference"]
    assert (found["own"] - found["other"]) * found["headline"]["estimate"] < 0, "the set must put it to the proof"
    said = page_1(report)
    once = "What each side changed by counts each person once, so larger chapters count for more there: that difference"
    assert once in said["lede"]
    assert once in said["quote"]
    assert "What each side changed by counts" not in page_1(made(*a_big_one()))["lede"]
    randomised = page_1(made(*a_big_one_the_other_way(), randomised=True))
    assert "counts each person once, and does not allow for where each began: that difference" in randomised["lede"]


@pytest.mark.parametrize("small", [6, 12])
def test_a_chapter_that_clearly_moved_the_welcome_way_is_named_beside_those_that_did_not(small):
    said = page_1(made(*a_big_one_the_other_way(small=small)))
    welcome = "In A, trust clearly moved the welcome way beside the comparison group: for its 150 people who came, a "
    assert welcome + "difference of +0." in said["lede"]
    assert welcome + "difference of +0." in said["quote"]


def test_no_chapter_is_named_where_the_average_itself_moved_the_welcome_way():
    said = page_1(made(*(rows for k, n in enumerate(SIX) for rows in alike(n, k))))
    assert "clearly moved the welcome way" not in said["all"]


def test_of_chapters_with_too_few_who_came_it_is_told_how_many_of_them_lie_the_unwelcome_way():
    groups = a_big_one_the_other_way(small=6)
    groups[2:4] = [group("B", "came", 6, moved=-1.5, seed=1), group("B", "control", 6, moved=-1.5, seed=2)]
    groups[4:] = [
        rows for k, name in enumerate(SIX[2:]) for rows in (few(name, "came", k), few(name, "control", k + 20))
    ]
    lede = page_1(made(*groups))["lede"]
    assert "In five of six chapters too few people came to say what changed; in one of these, whatever the" in lede


def few(name, arm, seed):
    return group(name, arm, 6, moved=0.0, seed=seed, noise=1.5)


@pytest.mark.parametrize(("apart", "randomised", "level"), [(0.0, False, 4), (2.0, False, 2), (2.0, True, 4)])
def test_groups_that_begin_far_apart_are_early_evidence_unless_it_is_allowed_for(apart, randomised, level):
    groups = [
        group(name, arm, 30, moved=moved, seed=k)
        for k, name in enumerate(SIX)
        for arm, moved in (("came", 1.0), ("control", 0.0))
    ]
    for rows in groups[1::2]:
        for row in rows:
            row |= {item: min(10.0, row[item] + apart) for item in TRUST.items}
    report = made(*groups, randomised=randomised)
    assert report.badge.level == level
    reasons = {each.sentence.message for each in report.badge.reasons}
    assert (badge.BEGAN_APART_ALLOWED in reasons) == (level == 2)
    assert badge.BEGAN_APART not in reasons, "the ANCOVA beside the comparison group allows for it"


def test_both_sides_averages_before_and_after_stand_beside_the_comparison_group():
    groups = [group(SIX[0], "came", 30, moved=1.0, seed=1), group(SIX[0], "control", 30, moved=0.0, seed=2)]
    report = made(*groups)
    said = " ".join(plain(html.page(report, style="")).split())
    outcome = report.first
    for label, side in (("those who came", outcome.participants), ("the comparison group", outcome.beside)):
        written = report.language.of(side.n_pairs)
        assert f"Before, {label} {written.level(side.mean_pre)}" in said
        assert f"After, {label} {written.level(side.mean_post)}" in said
