"""Somebody who knows that answers are whole numbers, and finds all that fit what is printed of one question.

Whoever has n, an average and a spread has a sum and a sum of squares, each between two ends; few whole numbers lie
between them. `States` finds every pair of these, for answers before, after and for changes; `splits` every number of
people who can have gone up, stayed and gone down; `counts` how many people can have given one answer.
"""

import math
from collections import Counter
from functools import cache

import numpy as np
from scipy.stats import t as student

LARGEST = 120
"""The largest sum of squares that is looked at: whoever leaves more room than this leaves many solutions."""
TINY = 1e-9
ENOUGH = 5
"""More solutions than so many are not counted."""
_MEANS = {"pre": "mean_pre", "post": "mean_post", "change": "mean_change"}


@cache
def reached(values, people):
    """Whether so many people (first axis) over these values can have a sum (second, from -LARGEST) and squares."""
    found = np.zeros((people + 1, 2 * LARGEST + 1, LARGEST + 1), dtype=bool)
    found[0, LARGEST, 0] = True
    for value in values:
        square = value * value
        if square <= LARGEST:
            for count in range(1, people + 1):
                before, now = found[count - 1], found[count]
                if value >= 0:
                    now[value:, square:] |= before[: before.shape[0] - value, : LARGEST + 1 - square]
                else:
                    now[:value, square:] |= before[-value:, : LARGEST + 1 - square]
    return found


def states(printed, *, wave, values, centre, units):
    """Every sum and sum of squares about `centre` that fits what is printed of a wave, or of the changes."""
    n = printed["n_pairs"]
    found = []
    sums = (np.arange(-LARGEST, LARGEST + 1) / n) + centre
    mean = _part(printed, _MEANS[wave])
    near = np.abs(sums - mean) <= units["mean"] / 2 + TINY
    for place, squares in np.argwhere(reached(values, n)[n] & near[:, None]):
        total = int(place) - LARGEST
        variance = (squares - total * total / n) / (n - 1)
        if variance > TINY and _fits(printed, wave, (total / n, math.sqrt(variance)), centre=centre, units=units):
            found.append((total, int(squares)))
    return found


def _fits(printed, wave, found, *, centre, units):
    """Whether an average and a spread would be printed so."""
    mean, spread = found
    n = printed["n_pairs"]
    told = [
        (_part(printed, _MEANS[wave]), mean + centre, units["mean"]),
        (_part(printed, f"sd_{wave}"), spread, units["sd"]),
    ]
    if wave == "change":
        told += [
            (_part(printed, "d_z", "value"), mean / spread, units["d"]),
            (_part(printed, "change", "t"), mean / spread * math.sqrt(n), units["d"]),
        ]
        half = student.ppf(0.975, n - 1) * spread / math.sqrt(n)
        low, high = (_part(printed, "change", end) for end in ("low", "high"))
        unit = units["mean"]
        if low is not None and not (low - TINY <= mean - half <= low + unit + TINY):
            return False
        if high is not None and not (high - unit - TINY <= mean + half <= high + TINY):
            return False
    return all(printed is None or abs(printed - true) <= unit / 2 + TINY for printed, true, unit in told)


def _part(printed, *path):
    for name in path:
        printed = printed.get(name) if isinstance(printed, dict) else None
    return printed if isinstance(printed, int | float) else None


@cache
def splits(people, total, squares, furthest):
    """Every (up, same, down) of so many people whose changes have this sum and sum of squares."""
    ways = reached(tuple(range(1, furthest + 1)), people)[:, LARGEST:]
    found = set()
    for up in range(people + 1):
        sums, parts = np.nonzero(ways[up][:, : squares + 1])
        down_sums = sums - total
        inside = (down_sums >= 0) & (down_sums <= LARGEST)
        for down in range(people - up + 1):
            if ways[down][down_sums[inside], squares - parts[inside]].any():
                found.add((up, people - up - down, down))
    return frozenset(found)


def counts(people, found, value, values):
    """How many of the people can have given one answer, in any of the states."""
    others = reached(tuple(each for each in values if each != value), people)
    able = set()
    for total, squares in found:
        for count in range(people + 1):
            rest, left = total - count * value, squares - count * value * value
            if left < 0:
                break
            if abs(rest) <= LARGEST and others[people - count][rest + LARGEST, left]:
                able.add(count)
    return able


def solutions(printed, *, top, units):
    """All that fits one question's figures: states by wave, and every split that agrees with the printed counts."""
    n, middle = printed["n_pairs"], (top + 1) // 2
    levels = tuple(range(1 - middle, top - middle + 1))
    found = {wave: states(printed, wave=wave, values=levels, centre=middle, units=units) for wave in ("pre", "post")}
    moves = tuple(range(1 - top, top))
    found["change"] = states(printed, wave="change", values=moves, centre=0, units=units)
    starts, ends = ({total for total, _ in found[wave]} for wave in ("pre", "post"))
    apart = {end - start for end in ends for start in starts}
    found["change"] = [state for state in found["change"] if state[0] in apart]
    told = [printed.get(name) for name in ("n_up", "n_same", "n_down")]
    agree = set()
    for state in found["change"]:
        agree |= {split for split in splits(n, *state, top - 1) if _agrees(split, told)}
        if all(len(set(way)) > ENOUGH for way in zip(*agree, strict=True)) and agree:
            break
    return found, agree


def _agrees(split, told):
    return all(not isinstance(count, int) or count == each for count, each in zip(told, split, strict=True))


def alone(printed, found, *, top):
    """Answers before and after of which it is certain that one or two people gave them, with how many."""
    n, middle = printed["n_pairs"], (top + 1) // 2
    levels = tuple(range(1 - middle, top - middle + 1))
    certain = Counter()
    for wave in ("pre", "post"):
        for value in levels:
            if counts(n, found[wave], value, levels) in ({1}, {2}):
                certain[wave, value + middle] += 1
    return certain
