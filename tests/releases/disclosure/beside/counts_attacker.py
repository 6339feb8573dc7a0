"""Somebody who opens every report of a study and works out counts of people from what they tell, by linear programming.

Unknown are how many of each workshop answered both times, of these how many again months later, and how many of the
study answered before only. Whole numbers that all reports together leave one value for are found.
"""

import itertools
import math

import numpy as np
from scipy.optimize import linprog

from analysis.disclosure.counted_answers import ROUNDED_TO

BELOW = 5
TINY = 1e-6
NEAR = ROUNDED_TO // 2
KINDS = ("pairs", "again")
FORMS = ("n", "n_pairs", "pairs", "people", "waiting", "came", "beside")
"""Keys of report.json under which people are counted."""


class Reader:
    """What somebody knows of the counts of these workshops, from the reports they have read."""

    def __init__(self, slugs):
        self.slugs = list(slugs)
        self.cells = [*itertools.product(KINDS, self.slugs), ("once", "")]
        self.rows, self.low, self.high = [], [], []
        for slug in self.slugs:
            self._know({("pairs", slug): 1, ("again", slug): -1}, 0, math.inf)

    def read(self, told, asked):
        """Take in a report.json of the workshops `asked`."""
        groups = [each.partition("/")[2].split("+") for each in told["design"]["experiments"]]
        used = [slug for group in groups for slug in group]
        flow = told["flow"]
        if used:
            self._count("pairs", used, flow["pairs"])
        for chapter, counts in flow["chapters"].items():
            of = [each.partition("/")[2] for each in told["design"]["experiments"] if each.startswith(f"{chapter}/")]
            self._count("pairs", [slug for group in of for slug in group.split("+")], counts["pairs"])
        others, waits = [slug for slug in asked if slug not in used], told["around"].get("waiting", 0)
        if len(asked) == 1 and not used:
            self._near("pairs", others, waits)
        self._about(flow.get("about"), used)
        self._months_later(told, used)

    def _months_later(self, told, used):
        for outcome in told["outcomes"].values():
            lasting = outcome.get("waves", {}).get("follow_up", {}).get("lasting", {})
            if isinstance(lasting.get("n"), int):
                self._count("again", used, lasting["n"])
            for chapter, found in (lasting.get("chapters") or {}).items():
                if isinstance(found["n"], int):
                    of = [each for each in told["design"]["experiments"] if each.startswith(f"{chapter}/")]
                    slugs = [slug for each in of for slug in each.partition("/")[2].split("+")]
                    self._count("again", slugs, found["n"])
        if any("nearly all" in each["text"] for each in told["report"]["badge"]["reasons"]):
            lost = {(kind, slug): sign for kind, sign in zip(KINDS, (1, -1), strict=True) for slug in used}
            self._know(lost, 1, (BELOW - 1) * len(used))

    def _about(self, about, used):
        """How many others answered before: of workshops that are not told of, and before only."""
        if about is not None:
            pairs = {("pairs", slug): 1 for slug in self.slugs if slug not in used}
            self._know({**pairs, ("once", ""): 1}, *_before_rounding(about["pre_others"]))

    def _count(self, kind, slugs, people):
        self._know({(kind, slug): 1 for slug in slugs}, people, people)

    def _near(self, kind, slugs, told):
        for slug in slugs:
            self._know({(kind, slug): 1}, *_before_rounding(told))

    def _know(self, weights, low, high):
        self.rows.append([float(weights.get(cell, 0)) for cell in self.cells])
        self.low.append(low)
        self.high.append(high)

    def targets(self):
        """What nobody may find out: a few who answered, did not answer again, or answered once; by name."""
        for size in (1, 2):
            for slugs in itertools.combinations(self.slugs, size):
                yield ("pairs", *slugs), {("pairs", slug): 1 for slug in slugs}
                lost = {(kind, slug): sign for slug in slugs for kind, sign in zip(KINDS, (1, -1), strict=True)}
                yield ("lost", *slugs), lost
        yield ("once",), {("once", ""): 1}

    def found_out(self):
        """Each target of fewer than k people, or of nobody where that may not be told, that has one value left."""
        for name, weights in self.targets():
            low, high = self._ends(weights)
            few = 0 if name[0] == "once" else 1
            if math.floor(high + TINY) == math.ceil(low - TINY) and few <= round(low) < BELOW:
                yield name, round(low)

    def _ends(self, weights):
        rows, low, high = np.array(self.rows), np.array(self.low), np.array(self.high)
        top = np.isfinite(high)
        under, most = np.vstack([rows[top], -rows]), np.concatenate([high[top], -low])
        aim, ends = np.array([float(weights.get(cell, 0)) for cell in self.cells]), []
        for sign in (1, -1):
            found = linprog(sign * aim, A_ub=under, b_ub=most + TINY)
            assert found.status in (0, 3), found.message
            ends.append(sign * found.fun if found.status == 0 else sign * -math.inf)
        return ends


def _before_rounding(told):
    return (max(told - NEAR, BELOW), told + NEAR) if told else (0, BELOW - 1)


def counts_in(part, path=()):
    """Every count of people in a report.json, by where it stands."""
    if isinstance(part, dict):
        for name, inner in part.items():
            yield from counts_in(inner, (*path, name))
    elif isinstance(part, int) and path and path[-1] in FORMS:
        yield path, part


def moved_by_few(before, after):
    """Counts that two reports of the same tell otherwise, by fewer than k people."""
    first, second = dict(counts_in(before)), dict(counts_in(after))
    return {
        path: (first[path], second[path])
        for path in {*first} & {*second}
        if 0 < abs(first[path] - second[path]) < BELOW
    }
