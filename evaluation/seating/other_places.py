"""The same plan with people in each other's places: who meets again stays as it is, and more tables may be mixed."""

import random
from collections.abc import Sequence

from evaluation.seating.seating_plan import Round

STARTS = 12
"""So often everybody is given a place by lot before people change theirs."""


def with_most_mixed(rounds: Sequence[Round], groups: Sequence[int], rng: random.Random) -> tuple[Round, ...]:
    """The rounds with people in the places in which most tables are mixed, as far as two who change can tell.

    Somebody takes all places of another in all rounds, so that a pair that meets once meets once whoever it is.
    """
    people = sorted({person for tables in rounds for table in tables for person in table})
    tables = [table for found in rounds for table in found if table]
    at = {person: [table for table in tables if person in table] for person in people}
    best = list(groups)
    fewest = _unmixed(tables, best)
    for start in range(STARTS):
        places = _by_lot(groups, people, rng) if start else list(groups)
        _change_in_twos(places, people, at)
        unmixed = _unmixed(tables, places)
        if unmixed < fewest:
            best, fewest = places, unmixed
    return _taken(rounds, groups, best)


def _by_lot(groups: Sequence[int], people: Sequence[int], rng: random.Random) -> list[int]:
    places, there = list(groups), [groups[person] for person in people]
    rng.shuffle(there)
    for person, group in zip(people, there, strict=True):
        places[person] = group
    return places


def _change_in_twos(places: list[int], people: Sequence[int], at: dict[int, list[tuple[int, ...]]]) -> None:
    """Let two people change for as long as that mixes more tables."""
    is_better = True
    while is_better:
        is_better = False
        for place, one in enumerate(people):
            for other in people[place + 1 :]:
                if places[one] == places[other]:
                    continue
                touched = {*at[one], *at[other]}
                before = _unmixed(touched, places)
                places[one], places[other] = places[other], places[one]
                if _unmixed(touched, places) < before:
                    is_better = True
                else:
                    places[one], places[other] = places[other], places[one]


def _unmixed(tables: "Sequence[tuple[int, ...]] | set[tuple[int, ...]]", places: Sequence[int]) -> int:
    return sum(len({places[person] for person in table}) == 1 for table in tables)


def _taken(rounds: Sequence[Round], groups: Sequence[int], places: Sequence[int]) -> tuple[Round, ...]:
    """The rounds with each place taken by somebody of the group that is to sit there."""
    waiting: dict[int, list[int]] = {}
    for person in sorted({each for tables in rounds for table in tables for each in table}, reverse=True):
        waiting.setdefault(groups[person], []).append(person)
    takes = {
        place: waiting[places[place]].pop()
        for place in sorted({each for tables in rounds for table in tables for each in table})
    }
    return tuple(tuple(tuple(takes[person] for person in table) for table in tables) for tables in rounds)
