"""Whoever tries all whole numbers that fit one report finds no count that it holds back, and nobody's answer."""

import json
from dataclasses import fields

import numpy as np
import pandas as pd
import pytest

from analysis.disclosure.disclosure import SMALL
from analysis.disclosure.released import of_each_group, without_small_counts
from analysis.estimate.estimate import Suppressed, as_json
from analysis.estimate.sample import item_figures
from analysis.scoring.scoring import Scale
from evaluation.reports.releases.mask import LEFT_OUT, Allowed, _item
from tests.releases.whole_numbers import LARGEST, alone, solutions

ALLOWED = Allowed(items=frozenset({"q1"}), flow={}, waiting=0, workshops=1)
WAYS = ("n_up", "n_same", "n_down")
SIZES = (5, 8, 12, 22, 30)


def question(rng, people, top):
    """The figures of one question, asked twice of so many people; often most of them answer alike."""
    centre, spread = rng.uniform(1.3, top - 0.3), rng.choice([0.4, 0.8, 1.2, 1.6])
    pre = np.clip(np.rint(rng.normal(centre, spread, people)), 1, top)
    moving = rng.random(people) < rng.choice([0.2, 0.5, 1.0])
    post = np.clip(pre + np.where(moving, np.rint(rng.normal(rng.uniform(-0.6, 1), 1, people)), 0), 1, top)
    scale = Scale(id="q", label="Q", items=("q1",), minimum=1, maximum=top, margin=0.5)
    middle = (top + 1) // 2
    room = max(((pre - middle) ** 2).sum(), ((post - middle) ** 2).sum(), ((post - pre) ** 2).sum())
    return item_figures(pd.DataFrame({"pre": pre, "post": post}), scale), room < LARGEST * 0.6


def finely(figures):
    """As it was printed: averages with one decimal from 20 people on, everything else with two or three."""

    def told(value):
        return round(value, 2) if isinstance(value, float) else value

    masked = of_each_group(figures, without_small_counts)
    printed = json.loads(json.dumps(as_json(masked)))
    decimals = 1 if figures.n_pairs >= 20 else 0
    for name, value in printed.items():
        if isinstance(value, float):
            printed[name] = round(value, decimals if name.startswith(("mean", "sd")) else 2)
        elif isinstance(value, dict):
            printed[name] = {key: told(part) for key, part in value.items() if key not in ("low", "high")}
    return printed


def attacked(rng, people, sets, tell):
    """Counts held back of some questions, how many are found out, and how many answers of one or two people."""
    held, found_out, of_few, most = 0, 0, 0, []
    for _ in range(sets):
        top = int(rng.choice([5, 7]))
        figures, small_enough = question(rng, people, top)
        printed = tell(figures) if small_enough else None
        if printed is None:
            continue
        fine = people >= 20
        units = {"mean": 0.1 if fine else 1.0, "sd": 0.1 if fine else 1.0, "d": 0.01}
        found, splits = solutions(printed, top=top, units=units)
        true = tuple(getattr(figures, name) for name in WAYS)
        assert splits
        of_few += sum(alone(printed, found, top=top).values())
        for place, name in enumerate(WAYS):
            if not isinstance(printed.get(name), int) and true[place] in SMALL:
                ways = len({split[place] for split in splits})
                held, found_out = held + 1, found_out + (ways == 1)
                most.append(ways)
    return held, found_out, of_few, min(most, default=0)


def as_told(figures):
    """One question of report.json as it is told now; None where it is left out."""
    told = _item("q1", figures, ALLOWED, pairs=figures.n_pairs)
    return None if told == LEFT_OUT else json.loads(json.dumps(as_json(told)))


@pytest.mark.parametrize("people", SIZES)
def test_no_held_back_count_and_nobodys_answer_follows_from_a_question(people):
    held, found_out, of_few, fewest = attacked(np.random.default_rng(people), people, 10, as_told)
    assert (held > 0, found_out, of_few) == (True, 0, 0)
    assert fewest >= 2


def test_with_two_decimals_beside_them_the_attacker_finds_them_out():
    held, found_out, _, fewest = attacked(np.random.default_rng(22), 22, 8, finely)
    assert (held > 0, found_out > 0, fewest) == (True, True, 1)


@pytest.mark.long
@pytest.mark.parametrize("people", [*SIZES, 60])
def test_nothing_follows_from_many_questions(people):
    _, found_out, of_few, fewest = attacked(np.random.default_rng(1), people, 150, as_told)
    assert (found_out, of_few, fewest >= 2) == (0, 0, True)


def test_a_single_question_is_told_without_any_number_but_averages_and_counts():
    rng = np.random.default_rng(3)
    every = (_item("q1", question(rng, 30, 7)[0], ALLOWED, pairs=30) for _ in range(20))
    told = next(each for each in every if each != LEFT_OUT)
    numbers = {each.name for each in fields(told) if isinstance(getattr(told, each.name), int | float)}
    assert numbers <= {"n_pre", "n_post", "n_pairs", "mean_pre", "mean_post", "mean_change", *WAYS} | {
        f"n_{way}_margin" for way in ("up", "within", "down")
    }
    assert isinstance(told.change, Suppressed)
