"""A seating plan: people known by group and number, and for each round who sits at which table."""

import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

Table = tuple[int, ...]
"""Two people, or three where somebody would be left over; none where the table stays empty."""
Round = tuple[Table, ...]
"""The tables of a round, the first is table 1."""


@dataclass(frozen=True)
class SeatingPlan:
    """Rounds of one-to-ones. A person is a place in the row `people`, where the number of their group stands.

    Whoever has left sits at no table of the rounds from then on, and keeps their place in the row: nobody's number
    is ever given to somebody else.
    """

    groups: tuple[str, ...]
    people: tuple[int, ...]
    rounds: tuple[Round, ...]

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """What each person is called: the letter of the group and a number within it, such as B7."""
        counted = [0] * len(self.groups)
        return tuple(self._next_label(group, counted) for group in self.people)

    @cached_property
    def present(self) -> tuple[int, ...]:
        """Who is there in the last round."""
        return tuple(sorted(chain.from_iterable(self.rounds[-1])))

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """How many of each group are there in the last round."""
        there = [self.people[person] for person in self.present]
        return tuple(there.count(group) for group in range(len(self.groups)))

    def table_of(self, person: int, number: int) -> int | None:
        """At which table somebody sits in a round, both counted from 1; None where they are not there."""
        tables = self.rounds[number - 1]
        return next((at for at, table in enumerate(tables, start=1) if person in table), None)

    def groups_at(self, table: Table) -> frozenset[int]:
        """The groups that sit at a table."""
        return frozenset(self.people[person] for person in table)

    def mixed(self, number: int) -> int:
        """At how many tables of a round, counted from 1, people of different groups sit."""
        return sum(len(self.groups_at(table)) > 1 for table in self.rounds[number - 1])

    def seated(self, number: int) -> int:
        """At how many tables of a round, counted from 1, anybody sits."""
        return sum(bool(table) for table in self.rounds[number - 1])

    @cached_property
    def repeats(self) -> int:
        """How many meetings are of two people who have met before."""
        met = [frozenset(pair) for tables in self.rounds for table in tables for pair in pairs_of(table)]
        return len(met) - len(set(met))

    def as_stored(self) -> dict[str, Any]:
        """The plan as JSON keeps it."""
        return {"groups": self.groups, "people": self.people, "rounds": self.rounds}

    def _next_label(self, group: int, counted: list[int]) -> str:
        counted[group] += 1
        return f"{letter_of(group)}{counted[group]}"


def stored_plan(stored: Mapping[str, Any]) -> SeatingPlan:
    """The plan that JSON kept."""
    rounds = tuple(tuple(tuple(table) for table in tables) for tables in stored["rounds"])
    return SeatingPlan(groups=tuple(stored["groups"]), people=tuple(stored["people"]), rounds=rounds)


def letter_of(group: int) -> str:
    """The letter of a group; after Z come AA, AB and so on."""
    letters = string.ascii_uppercase
    return letters[group] if group < len(letters) else letter_of(group // len(letters) - 1) + letters[group % 26]


def pairs_of(table: Table) -> Iterator[tuple[int, int]]:
    """Who meets whom at a table: of three, each both others."""
    return ((one, other) for at, one in enumerate(table) for other in table[at + 1 :])
