"""What a report says that people changed by is their own mean; what lies between it and the difference is said."""

import pandas as pd
import pytest

from analysis.wording import comparison_phrases
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
