"""Groups of people that releases print together or not at all, and what is known of each without keeping anybody.

See `analysis.ledger` for what they are for and why this is enough.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from analysis.cuts import smallest_cut


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whose answers can be used now: since when, and a lot between 0 and 1 that never changes."""

    completed: datetime
    lot: float


@dataclass(frozen=True, slots=True)
class Bound:
    """Who of an experiment is used: forms completed up to a moment, lots from a bar on."""

    until: datetime
    bar: float = 0.0

    def covers(self, person: Person) -> bool:
        """Whether this person is used."""
        return person.completed <= self.until and person.lot >= self.bar


State = Mapping[str, Bound]
"""Who is used, by experiment."""

People = Mapping[str, Sequence[Person]]
"""Who can be used now, by experiment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A group as one release printed it: its parts, who of them, and people by the step with which they came in."""

    group: str
    chapter: str
    parts: tuple[str, ...]
    state: State
    entered: tuple[int, ...]


Chain = tuple[Step, ...]
"""One group's steps, oldest first."""


def weakest(chain: Sequence[Step]) -> int:
    """The fewest people that can be left when a group's releases are added and subtracted; 0 where counts disagree.

    Formula: the smallest cut of the graph of `analysis.ledger`, with an edge from the release somebody came in with to
    the one they were no longer in, or to the present.
    """
    edges: dict[tuple[int, int], int] = {}
    for place, step in enumerate(chain):
        following = chain[place + 1].entered if place + 1 < len(chain) else ()
        for origin, there in enumerate(step.entered):
            left = there - (following[origin] if following else 0)
            if left < 0:
                return 0
            if left:
                edges[origin, place + 1] = left
    return smallest_cut(len(chain) + 1, edges)


def next_step(chain: Chain, state: State, people: People, *, parts: tuple[str, ...] | None = None) -> Step:
    """The step with which a group would be printed in this state, perhaps with more parts than before."""
    last = chain[-1]
    entered = _entered(chain, state, people)
    return Step(group=last.group, chapter=last.chapter, parts=parts or last.parts, state=state, entered=entered)


def still_there(chain: Chain, people: People) -> bool:
    """Whether everybody of a group's last step can still be used, so that it can be printed again as it was."""
    return _entered(chain, chain[-1].state, people)[:-1] == chain[-1].entered


def changed(before: Step, after: Step) -> int:
    """People who are in one of two steps that follow each other and not in both."""
    stayed = sum(after.entered[:-1])
    return sum(before.entered) - stayed + after.entered[-1]


def count(state: State, people: People) -> int:
    """People in a state."""
    return sum(bound.covers(person) for each, bound in state.items() for person in people.get(each, ()))


def _entered(chain: Chain, state: State, people: People) -> tuple[int, ...]:
    """People in a state by the step of the chain with which they came in, and at the end those who are new."""
    counts = [0] * (len(chain) + 1)
    for experiment, bound in state.items():
        for person in people.get(experiment, ()):
            if bound.covers(person):
                counts[_came_in(chain, experiment, person)] += 1
    return tuple(counts)


def _came_in(chain: Chain, experiment: str, person: Person) -> int:
    for place, step in enumerate(chain):
        bound = step.state.get(experiment)
        if bound is not None and bound.covers(person):
            return place
    return len(chain)
