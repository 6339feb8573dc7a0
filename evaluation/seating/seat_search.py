"""The search for a good plan: mixed rounds first, then exchanges of two people until nobody meets twice."""

import math
import random
from collections import Counter
from collections.abc import Sequence

from evaluation.seating.best_possible import fewest_again_in_three, fewest_repeats, most_mixed
from evaluation.seating.other_places import with_most_mixed
from evaluation.seating.seating_plan import Round, Table

Faults = tuple[int, int, int]
"""How often people meet again, how many tables are not mixed, how often somebody is in a three again."""
WEIGHTS = ((3.0, 1.0, 0.5), (2.0, 1.0, 0.1))
"""How much each fault weighs while people are exchanged, in turns; plans are compared by the first that differs."""
WITHOUT_GROUPS = (3.0, 0.0, 0.5)
"""The same where groups are left aside at first.

Where nearly everybody meets everybody, plans in which nobody meets twice are rare; once one is found, people change
places in it.
"""
TRIES = 30
"""So often a plan for few people is begun anew at most."""
ENOUGH, UTMOST = 80_000, 200_000
"""After so many exchanges it is begun anew no more; after more where somebody meets again who perhaps need not."""
LOOK_AGAIN = 30
"""After how many exchanges it is looked anew where the faults are."""
FEW = 16
"""Below so many people faults stand close together, and leaving a bad place takes more courage."""


def search_rounds(
    groups: Sequence[int], present: Sequence[int], kept: Sequence[Round], *, rounds: int, rng: random.Random
) -> tuple[Round, ...]:
    """The best rounds found for those present, after the rounds that are `kept`; `groups` says of which each is.

    Faults are compared in order: meeting again, then tables that are not mixed, then being in a three again.
    """
    few = len(present) < FEW
    best: SeatSearch | None = None
    spent = 0
    for attempt in range(TRIES if few else 1):
        search = SeatSearch(groups, present, kept, rng, weights=_weights(attempt, kept))
        search.fill(rounds)
        spent += search.exchange(12_000 if few else 60_000, warmth=0.6 if few else 0.2)
        if few and not kept:
            search.change_places()
        if best is None or search.fewest < best.fewest:
            best = search
        if best.fewest <= best.goal or spent > (ENOUGH if best.fewest[0] <= best.goal[0] else UTMOST):
            break
    assert best is not None, "at least one search is made"
    return tuple(tuple(tables) for tables in best.kept_rounds)


def _weights(attempt: int, kept: Sequence[Round]) -> tuple[float, float, float]:
    """With rounds that are kept people cannot change places, so groups are never left aside."""
    return WEIGHTS[attempt % len(WEIGHTS)] if kept or attempt < len(WEIGHTS) else WITHOUT_GROUPS


class SeatSearch:
    """Rounds on their way to a plan, with who has met whom."""

    def __init__(
        self,
        groups: Sequence[int],
        present: Sequence[int],
        kept: Sequence[Round],
        rng: random.Random,
        *,
        weights: tuple[float, float, float],
    ) -> None:
        self._weights, self._is_blind = weights, not weights[1]
        self._groups, self._present, self._rng = groups, list(present), rng
        self._met = [bytearray(len(groups)) for _ in groups]
        self._threes, self._own = [0] * len(groups), [0] * len(groups)
        for table in (table for tables in kept for table in tables if table):
            self._count(table)
        there = set(self._present)
        self._met_before = sum(self._met[one][other] > 0 for one in there for other in there if one < other)
        self._rounds: list[list[Table]] = []
        self._faults: Faults = (0, 0, 0)
        self.fewest: Faults = (0, 0, 0)
        self.kept_rounds: list[list[Table]] = []

    def fill(self, rounds: int) -> None:
        """Make rounds, each as mixed as a single round can be."""
        for _ in range(rounds):
            tables = self._mixed_round()
            self._faults = _sum(self._faults, *(self._count(table) for table in tables))
            self._rounds.append(tables)
        sizes = list(Counter(self._groups[person] for person in self._present).values())
        people = len(self._present)
        self.goal: Faults = (
            fewest_repeats(people, rounds, met=self._met_before),
            rounds * (people // 2) - most_mixed(sizes, rounds),
            fewest_again_in_three(people, rounds),
        )
        self._keep()

    def exchange(self, most: int, *, warmth: float) -> int:
        """Exchange two of a round, where that has fewer faults and sometimes where not; how often it was tried."""
        bad: list[tuple[int, int]] = []
        for turn in range(most):
            if self.fewest <= self.goal or (self._is_blind and self.fewest[0] <= self.goal[0]):
                return turn
            if turn % LOOK_AGAIN == 0:
                bad = self._bad() or [(at, 0) for at in range(len(self._rounds))]
            at, table = self._rng.choice(bad)
            if len(self._rounds[at]) > 1 and self._exchanged(self._rounds[at], table, warmth):
                self._keep_better()
        return most

    def change_places(self) -> None:
        """Give people each other's places in the best rounds found, where that mixes more tables."""
        rounds = with_most_mixed([tuple(each) for each in self.kept_rounds], self._groups, self._rng)
        unmixed = sum(self._one_group(table) for tables in rounds for table in tables)
        again, was_unmixed, threes = self.fewest
        if unmixed < was_unmixed:
            self.fewest, self.kept_rounds = (again, unmixed, threes), [list(each) for each in rounds]

    def _exchanged(self, tables: list[Table], first: int, warmth: float) -> bool:
        """Exchange somebody of this table with somebody of another; whether it stays so."""
        rng = self._rng
        second = (first + 1 + int(rng.random() * (len(tables) - 1))) % len(tables)
        one, other = tables[first], tables[second]
        mine, theirs = int(rng.random() * len(one)), int(rng.random() * len(other))
        before = _sum(self._uncount(one), self._uncount(other))
        new_one = (*one[:mine], other[theirs], *one[mine + 1 :])
        new_other = (*other[:theirs], one[mine], *other[theirs + 1 :])
        after = _sum(self._count(new_one), self._count(new_other))
        worse = sum(weight * (new - old) for weight, new, old in zip(self._weights, after, before, strict=True))
        if worse > 0 and rng.random() >= math.exp(-worse / warmth):
            for table in (new_other, new_one):
                self._uncount(table)
            for table in (one, other):
                self._count(table)
            return False
        tables[first], tables[second] = new_one, new_other
        self._faults = _sum(self._faults, after, tuple(-each for each in before))
        return True

    def _keep(self) -> None:
        self.fewest, self.kept_rounds = self._faults, [list(tables) for tables in self._rounds]

    def _keep_better(self) -> None:
        if self._faults < self.fewest:
            self._keep()

    def _bad(self) -> list[tuple[int, int]]:
        """Where the faults are that can be less: each as round and table."""
        _, unmixed, threes = (now > least for now, least in zip(self._faults, self.goal, strict=True))
        return [
            (at, number)
            for at, tables in enumerate(self._rounds)
            for number, table in enumerate(tables)
            if self._met_again(table) or (unmixed and self._one_group(table)) or (threes and self._again(table))
        ]

    def _met_again(self, table: Table) -> bool:
        met = self._met
        return any(met[one][other] > 1 for one, other in _pairs(table))

    def _one_group(self, table: Table) -> bool:
        first = self._groups[table[0]]
        return all(self._groups[person] == first for person in table)

    def _again(self, table: Table) -> bool:
        return len(table) > 2 and any(self._threes[person] > 1 for person in table)

    def _count(self, table: Table) -> Faults:
        """Seat these people; the faults that this adds."""
        met, again, own = self._met, 0, self._one_group(table)
        for one, other in _pairs(table):
            again += met[one][other]
            met[one][other] += 1
            met[other][one] += 1
        threes = 0
        if len(table) > 2:
            for person in table:
                threes += self._threes[person]
                self._threes[person] += 1
        if own:
            for person in table:
                self._own[person] += 1
        return again, int(own), threes

    def _uncount(self, table: Table) -> Faults:
        """Let these people stand up; the faults that this takes away."""
        met, again, own = self._met, 0, self._one_group(table)
        for one, other in _pairs(table):
            met[one][other] -= 1
            met[other][one] -= 1
            again += met[one][other]
        threes = 0
        if len(table) > 2:
            for person in table:
                self._threes[person] -= 1
                threes += self._threes[person]
        if own:
            for person in table:
                self._own[person] -= 1
        return again, int(own), threes

    def _mixed_round(self) -> list[Table]:
        """A round with as many mixed tables as one can have: in a row by groups, each with whoever is half on.

        Of a group that is more than half, those meet their own who have done so least.
        """
        half = len(self._present) // 2
        row, own = self._row(half)
        tables: list[Table] = list(zip(row[:half], row[half : 2 * half], strict=True))
        for left_over in row[2 * half :]:
            tables[own - 1 if own else self._rng.randrange(half)] += (left_over,)
        return tables

    def _row(self, half: int) -> tuple[list[int], int]:
        """Those present in a row by groups, and how many tables are then not mixed."""
        by_group: dict[int, list[int]] = {}
        for person in self._rng.sample(self._present, len(self._present)):
            by_group.setdefault(self._groups[person], []).append(person)
        largest = max(by_group.values(), key=len)
        own = min(half, max(0, len(largest) - half))
        if own:
            largest.sort(key=lambda person: self._own[person])
            least, mixed = largest[: 2 * own], largest[2 * own :]
            self._rng.shuffle(least)
            largest[:] = [*least[:own], *mixed[: half - own], *least[own:], *mixed[half - own :]]
        others = [people for people in by_group.values() if people is not largest]
        return [person for people in [largest, *others] for person in people], own


def _pairs(table: Table) -> Sequence[tuple[int, int]]:
    """As `pairs_of`, quicker."""
    if len(table) == 2:
        return (table,)
    one, other, third = table
    return (one, other), (one, third), (other, third)


def _sum(*faults: Sequence[int]) -> Faults:
    again, own, threes = (sum(each) for each in zip(*faults, strict=True))
    return again, own, threes
