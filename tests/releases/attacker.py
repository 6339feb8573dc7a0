"""Somebody who reads every release and tries to find out what a few people answered.

The attacker knows who is in which printed figure and every way of adding and subtracting them. Against the sums
themselves, which are never printed, linear algebra decides: can anything be learned about fewer than k people alone?
Against all that is printed (rounded averages, spreads and ranges, counts of who went up and down, the drawing of
people) it is bounded by linear programming over how many of each group of people moved how far: is one value left?
"""

import itertools
import math
from dataclasses import replace

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from tests.releases.printing import VALUES, facts, of_rows
from tests.releases.studies import OUTCOMES, invented_study

GUESSES = 4
TINY = 1e-6
MIDDLE = 5


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
        self.rank = np.linalg.matrix_rank(self.table)
        moved = {
            person.number: person.answers[outcome] - MIDDLE
            for person in study.ever.values()
            if outcome in person.answers
        }
        self.truth = np.array([sum(moved[each] for each in atom) for atom in self.atoms], dtype=float)
        self._know(cells, moved)

    def _know(self, cells, moved):
        """All that is printed as one system over how many of each atom moved how far."""
        rows, low, high = [], [], []
        for cell, row in zip(cells, self.table, strict=True):
            changes = tuple(sorted(float(moved[each]) for each in cell.people))
            read = of_rows(changes) if cell.rows else facts(changes, whole=cell.whole, counted=cell.counted)
            for fact in read:
                rows.append(np.kron(row, fact.weights))
                low.append(fact.low)
                high.append(fact.high)
        known, low, high = np.array(rows), np.array(low), np.array(high)
        exact = low == high
        everybody = np.kron(np.eye(len(self.atoms)), np.ones(len(VALUES)))
        self.equal = csr_matrix(np.vstack([everybody, known[exact]]))
        self.equals = np.concatenate([self.sizes, low[exact]])
        self.under = csr_matrix(np.vstack([known[~exact], -known[~exact]]))
        self.bounds = np.concatenate([high[~exact], -low[~exact]]) + TINY
        self.guesses = None

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
        """Whether all that is printed leaves one value for the sum of these people's moves."""
        if self.guesses is None:
            rng = np.random.default_rng(len(self.atoms))
            self.guesses = [self.truth, *(self._sums(rng.normal(size=self.under.shape[1])) for _ in range(GUESSES))]
        found = [guess[target].sum() for guess in self.guesses]
        if _several(min(found), max(found)):
            return False
        aim = np.zeros((len(self.atoms), len(VALUES)))
        aim[target] = VALUES
        low, high = (self._sums(sign * aim.ravel())[target].sum() for sign in (1, -1))
        return not _several(low, high)

    def _sums(self, aim):
        """The sums of every atom in one way that the answers may be, the one that is least along `aim`."""
        found = linprog(aim, A_ub=self.under, b_ub=self.bounds, A_eq=self.equal, b_eq=self.equals)
        assert found.status == 0, found.message
        return found.x.reshape(len(self.atoms), -1) @ VALUES


def _several(low, high):
    """Whether more than one whole number lies between these."""
    return math.floor(high + TINY) > math.ceil(low - TINY)


def attack(study):
    """Attack a study as the public, which must not learn of fewer than ten, and as a reader of all, of fewer than five.

    How many cells were attacked, and how many recovered.
    """
    attacked = recovered = 0
    for outcome, (public, below) in itertools.product(OUTCOMES, ((True, 10), (False, 5))):
        read = [cell for cell in study.cells if cell.outcome == outcome and (cell.public or not public)]
        if read:
            reader = Attack(study, list({replace(cell, public=True): cell for cell in read}.values()))
            for target in reader.targets(below):
                attacked += 1
                recovered += reader.follows_from_sums(target) or reader.is_pinned_by_print(target)
    return attacked, recovered


def attacked_studies(cells, *, seed, how="release"):
    """Attack one invented study of releases after another until so many cells have been attacked."""
    return attacked_until(cells, lambda rng: invented_study(rng, releases=int(rng.integers(2, 11)), how=how), seed=seed)


def attacked_until(cells, invented, *, seed):
    """Attack one study after another, as `invented` makes them by chance, until so many cells have been attacked."""
    rng = np.random.default_rng(seed)
    studies = attacked = recovered = 0
    while attacked < cells:
        found = attack(invented(rng))
        attacked, recovered, studies = attacked + found[0], recovered + found[1], studies + 1
    return {"studies": studies, "attacked": attacked, "recovered": recovered}
