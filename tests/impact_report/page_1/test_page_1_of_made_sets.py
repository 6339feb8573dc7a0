"""Page 1 of many sets made by chance: every tick and sentence is worked out again from the rows, by other code."""

import re
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.estimate.plan import plan_for
from analysis.wording import badge, caution_phrases, months_later
from analysis.wording.groups import losses
from analysis.wording.phrases import Verdict, Way
from analysis.wording.wording import verdict
from evaluation.impact_report.build.context import Context
from evaluation.impact_report.build.report import impact_report
from tests.impact_report.adversarial import ALONE
from tests.impact_report.page_one import page_1

NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
WORDS = {word: number for number, word in enumerate(NUMBERS)}
SIGNS = re.compile(r"It rose in (\w+) of (\w+) chapters and fell in (\w+)\.")
SEEN = re.compile(r"Here (\w+) of (\w+) did\.")
SEEDS = range(30)
CONTRARY = (
    {badge.SAME_PEOPLE, badge.MOSTLY_SAME_PEOPLE, badge.NOT_SAME_PEOPLE, badge.ASKED_ONCE},
    {badge.MOST_BEFORE, badge.MOST_CAME, losses.LOST},
    {badge.MOST_CAME, badge.NOT_MOST_CAME, badge.MISCOUNTED},
    {badge.COMPARED, badge.NOT_COMPARED, badge.NOT_ENOUGH_COMPARED, badge.NOT_COMPARABLE},
    {badge.FEW_PAIRS, badge.FEW_DISCLOSED, badge.FEW_SHOWN},
    {months_later.LASTING, months_later.NOT_ASKED},
)
"""Of each of these a page says one at most."""


def a_set(seed):
    """Answers of any shape: chapters, sizes, changes, who is missing, rows with nothing answered, who came."""
    rng = np.random.default_rng(seed)
    rows, kept, blank = [], rng.choice([0.3, 0.55, 0.75, 0.95, 1.0]), rng.choice([0.0, 0.0, 0.2])
    usual, between = rng.choice([-0.8, 0.0, 0.3, 0.8]), rng.choice([0.0, 0.2, 0.9])
    for chapter in range(int(rng.choice([1, 2, 3, 6, 6, 9]))):
        size, moved = int(rng.choice([2, 4, 6, 12, 25, 60])), rng.normal(usual, between)
        for person in range(size):
            before = np.clip(rng.normal(5, 1), 0, 10)
            after = np.clip(before + rng.normal(moved, 0.8), 0, 10)
            given = {"participant": f"{chapter}-{person}", "chapter": f"C{chapter}"}
            rows += [given | {"wave": "pre", "t1": round(before, 1)}] if rng.random() < 0.97 else []
            rows += [given | {"wave": "post", "t1": round(after, 1)}] if rng.random() < kept else []
    frame = pd.DataFrame(rows)
    frame.loc[rng.random(len(frame)) < blank, "t1"] = np.nan
    frame = frame.dropna(subset=["t1"])
    came = len(set(frame["participant"])) + int(rng.integers(0, 20)) if rng.random() < 0.5 else None
    return frame, came


def by_hand(frame):
    """Everybody's two answers, and the people of each chapter that is large enough to be shown."""
    wide = frame.pivot_table(index=["chapter", "participant"], columns="wave", values="t1").reset_index()
    wide = wide.reindex(columns=["chapter", "participant", "pre", "post"])
    wide["change"] = wide["post"] - wide["pre"]
    both = wide.dropna(subset=["pre", "post"])
    return wide, {name: part["change"].round(10) for name, part in both.groupby("chapter") if len(part) >= 5}


def truths(wide, shown, came):
    """What each tick would have to be true of."""
    answered, before = len(wide), wide["pre"].notna().sum()
    both = int((wide["pre"].notna() & wide["post"].notna()).sum())
    lost, told = 1 - both / before if before else 0, sum(map(len, shown.values()))
    return {
        badge.SAME_PEOPLE: both == answered,
        badge.MOSTLY_SAME_PEOPLE: answered / 2 < both < answered,
        badge.NOT_SAME_PEOPLE: both <= answered / 2,
        badge.FEW_PAIRS: both < 20,
        badge.FEW_DISCLOSED: told < 20 <= both,
        badge.FEW_SHOWN: told < 20 <= both,
        badge.MOST_BEFORE: both > before / 2,
        losses.LOST: lost > 0.4,
        badge.MOST_CAME: came is not None and both > came / 2,
        badge.NOT_MOST_CAME: came is not None and both <= came / 2,
        badge.REPEATED: sum(len(part) > 1 for part in shown.values()) >= 3,
        badge.NOT_COMPARED: True,
        months_later.NOT_ASKED: True,
        badge.NOT_VALIDATED: True,
        badge.ASKED_ONCE: not both and {"pre", "post"} - set(wide.columns[wide.notna().any()]) != set(),
        caution_phrases.CEILING: (wide["pre"] == 10).mean() > 0.15,
    }


def clearly_fell(changes):
    found = stats.ttest_1samp(changes, 0).confidence_interval(0.95)
    return found.high < 0


@pytest.mark.parametrize("seed", SEEDS)
def test_every_tick_and_sentence_is_what_the_rows_say(seed):
    hold_page_1_against(seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(SEEDS.stop, 200))
def test_every_tick_and_sentence_is_what_the_rows_say_in_many_sets(seed):
    hold_page_1_against(seed)


def hold_page_1_against(seed):
    frame, came = a_set(seed)
    wide, shown = by_hand(frame)
    one = len(set(wide["chapter"])) == 1
    around = Context(study="Invented", came=came if one else None)
    report = impact_report(frame, [ALONE], plan_for([ALONE]), context=around)
    said, ticks = page_1(report), {each.sentence.message for each in report.badge.reasons}

    true = truths(wide, shown, came if one else None)
    assert {tick for tick in ticks if not true[tick]} == set()
    assert [group & ticks for group in CONTRARY if len(group & ticks) > 1] == []

    found, way = verdict(report.measured["trust"])
    means = {name: part.mean() for name, part in shown.items()}
    everybody = wide["change"].dropna()
    if way is Way.RISE and found in (Verdict.CLEARLY, Verdict.MORE, Verdict.LITTLE):
        assert np.mean(list(means.values())) > 0
        assert one or everybody.mean() > 0
    if way is Way.FALL and found in (Verdict.CLEARLY, Verdict.MORE, Verdict.LITTLE):
        assert np.mean(list(means.values())) < 0
        assert "unwelcome way" in said["lede"]
        assert not said["quote"] or "unwelcome way" in said["quote"]

    harmed = [name for name, part in shown.items() if len(set(part)) > 1 and clearly_fell(part)]
    named = harmed if not report.measured["trust"].unwelcome else []
    assert all(name in said["lede"] for name in named)
    assert not harmed or "happen by chance" not in said["all"]
    for up, of, down in SIGNS.findall(said["all"]):
        signs = [np.sign(round(mean, 10)) for mean in means.values()]
        assert (WORDS[up], WORDS[of], WORDS[down]) == (signs.count(1), len(means), signs.count(-1))
    for seen, of in SEEN.findall(said["all"]):
        fell = sum(mean < 0 for mean in means.values()), sum(mean > 0 for mean in means.values())
        assert WORDS[of] == len(means)
        assert WORDS[seen] in fell
    assert report.badge.level <= 2
    assert "likely between 0.0 and" not in said["lede"]


def test_these_sets_hold_what_would_prove_the_rules_wrong():
    """Negative control: among them are falls, losses, small chapters, single ones, and claims."""
    sets = [by_hand(a_set(seed)[0]) for seed in SEEDS]
    assert sum(any(clearly_fell(part) for part in shown.values()) for _, shown in sets) >= 5
    assert sum(not shown for _, shown in sets) >= 2
    assert sum(wide["post"].isna().mean() > 0.4 for wide, _ in sets) >= 5


def test_no_two_ticks_that_exclude_each_other_have_the_same_words():
    assert all(one != other for group in CONTRARY for one, other in combinations(sorted(group), 2))
