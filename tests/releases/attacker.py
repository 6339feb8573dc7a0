"""Somebody who reads every release and tries to find out what a few people answered.

The attacker knows who is in which printed figure and every way of adding and subtracting them. Against the sums
themselves, which are never printed, linear algebra decides: can anything be learned about fewer than k people alone?
Against the printed averages, which are rounded, it is bounded by linear programming: is only one value left?
"""

import itertools
import math

import numpy as np
from scipy.optimize import linprog

from analysis.disclosure import released_decimals
from tests.releases.studies import HIGHEST, OUTCOMES, invented_study

TINY = 1e-9


class Attack:
    """What a reader of one outcome's cells can find out.

    People of one evening whom no figure tells apart are one atom.
    """

    def __init__(self, study, cells):
        outcome, patterns = cells[0].outcome, {}
        for person in study.ever.values():
            pattern = tuple(person.number in cell.people for cell in cells)
            if any(pattern):
                patterns.setdefault((person.experiment, pattern), []).append(person.number)
        self.atoms = list(patterns.values())
        self.table = np.array([pattern for _, pattern in patterns], dtype=float).T
        self.sizes = np.array([len(atom) for atom in self.atoms])
        self.sums = np.array(
            [sum(study.ever[person].answers[outcome] for person in atom) for atom in self.atoms], dtype=float
        )
        self.rank = np.linalg.matrix_rank(self.table)
        self.low, self.high = self._printed(cells)

    def _printed(self, cells):
        """The sums between which each printed average leaves its cell, in whole points."""
        bounds = []
        for cell, row in zip(cells, self.table, strict=True):
            n, half = len(cell.people), 0.5 * 10.0 ** -released_decimals(len(cell.people))
            average = round(float(row @ self.sums) / n, released_decimals(n))
            bounds.append((math.ceil(n * (average - half) - TINY), math.floor(n * (average + half) + TINY)))
        low, high = np.array(bounds, dtype=float).T
        return low, high

    def targets(self, below):
        """Every set of up to three atoms with fewer than `below` people together, as lists of their places."""
        small = [place for place, size in enumerate(self.sizes) if size < below]
        for size in (1, 2, 3):
            for chosen in itertools.combinations(small, size):
                if self.sizes[list(chosen)].sum() < below:
                    yield list(chosen)

    def follows_from_sums(self, target):
        """Whether some sum or difference of figures concerns these people and nobody else."""
        others = np.delete(self.table, target, axis=1)
        return bool(np.linalg.matrix_rank(others) < self.rank)

    def is_pinned_by_print(self, target):
        """Whether the printed averages leave one value for the sum of these people's answers."""
        if self._could_be_otherwise(target):
            return False
        aim = np.zeros(len(self.atoms))
        aim[target] = 1
        low, high = (sign * self._least(sign * aim) for sign in (1, -1))
        return math.floor(high + 1e-6) <= math.ceil(low - 1e-6)

    def _could_be_otherwise(self, target):
        """Whether one point more or less on one of them prints the same: then nothing is pinned, and at little cost."""
        cells = self.table @ self.sums
        for place in target:
            inside = self.table[:, place] > 0
            if self.sums[place] < HIGHEST * self.sizes[place] and (cells + 1 <= self.high)[inside].all():
                return True
            if self.sums[place] > 0 and (cells - 1 >= self.low)[inside].all():
                return True
        return False

    def _least(self, aim):
        found = linprog(
            aim,
            A_ub=np.vstack([self.table, -self.table]),
            b_ub=np.concatenate([self.high, -self.low]),
            bounds=[(0, HIGHEST * size) for size in self.sizes],
        )
        assert found.status == 0, found.message
        return found.fun


def attack(study):
    """Attack a study as the public, which must not learn of fewer than ten, and as a reader of all, of fewer than five.

    How many cells were attacked, and how many recovered.
    """
    attacked = recovered = 0
    for outcome, (public, below) in itertools.product(OUTCOMES, ((True, 10), (False, 5))):
        cells = [cell for cell in study.cells if cell.outcome == outcome and (cell.public or not public)]
        if cells:
            reader = Attack(study, cells)
            for target in reader.targets(below):
                attacked += 1
                recovered += reader.follows_from_sums(target) or (
                    len(target) == 1 and reader.is_pinned_by_print(target)
                )
    return attacked, recovered


def attacked_studies(cells, *, seed, how="release"):
    """Attack one invented study after another until so many cells have been attacked."""
    rng = np.random.default_rng(seed)
    studies = attacked = recovered = 0
    while attacked < cells:
        found = attack(invented_study(rng, releases=int(rng.integers(2, 8)), how=how))
        attacked, recovered, studies = attacked + found[0], recovered + found[1], studies + 1
    return {"studies": studies, "attacked": attacked, "recovered": recovered}
