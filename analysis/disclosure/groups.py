"""Groups of people that releases print together or not at all, and what is known of each without keeping anybody.

See `analysis.disclosure.ledger` for what they are for and why this is enough.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from analysis.disclosure.cuts import smallest_cut

EVERYBODY = ""
"""In the place of an outcome: all people of a group, whatever they answered."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whose answers can be used now: since when, with which lot, and since when for each outcome answered.

    The lot is a number between 0 and 1 that never changes. An outcome has been answered once every wave that it
    compares has been: both times, or at follow-up as well.
    """

    completed: datetime
    lot: float
    answered: Mapping[str, datetime] = field(default_factory=dict)

    def since(self, outcome: str) -> datetime | None:
        """Since when this person is among the people behind an outcome."""
        return self.completed if outcome == EVERYBODY else self.answered.get(outcome)


@dataclass(frozen=True, slots=True)
class Bound:
    """Who of an experiment is used: forms completed up to a moment, lots from a bar on."""

    until: datetime
    bar: float = 0.0

    def covers(self, person: Person, outcome: str = EVERYBODY) -> bool:
        """Whether this person's answers to an outcome are used."""
        since = person.since(outcome)
        return since is not None and since <= self.until and person.lot >= self.bar


State = Mapping[str, Bound]
"""Who is used, by experiment."""

People = Mapping[str, Sequence[Person]]
"""Who can be used now, by experiment."""

Counts = tuple[int, ...]
"""People in a step by the step with which they came in; the last are those who were new in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerStep:
    """A group as one release printed it: its parts, who of them, and for each outcome that changed its counts.

    Outcomes that are `withdrawn` were told before and are told no more, until enough people have changed them.
    """

    group: str
    chapter: str
    parts: tuple[str, ...]
    state: State
    entered: Mapping[str, Counts]
    withdrawn: frozenset[str] = frozenset()


Chain = tuple[LedgerStep, ...]
"""One group's steps, oldest first."""


@dataclass(frozen=True, slots=True)
class Used:
    """A group that may be printed, and the outcomes that may be printed of it.

    It is a new step, or an earlier one printed again, which tells nothing new.
    """

    step: LedgerStep
    is_new: bool
    outcomes: frozenset[str]


def weakest(steps: Sequence[Counts]) -> int:
    """The fewest people that can be left when a group's releases are added and subtracted; 0 where counts disagree.

    Formula: the smallest cut of the graph of `ledger`, with an edge from the release somebody came in with to
    the one they were no longer in, or to the present.
    """
    edges: dict[tuple[int, int], int] = {}
    for place, counts in enumerate(steps):
        following = steps[place + 1] if place + 1 < len(steps) else ()
        for origin, there in enumerate(counts):
            left = there - (following[origin] if following else 0)
            if left < 0:
                return 0
            if left:
                edges[origin, place + 1] = left
    return smallest_cut(len(steps) + 1, edges)


def begun(state: State, people: People, *, named: LedgerStep, below: Mapping[str, int]) -> Used:
    """A new group: each outcome that enough of its people answered, at least as many as `below` has, may be printed."""
    counts = {outcome: (people_counted(state, people, outcome=outcome),) for outcome in below}
    enough = {outcome: found for outcome, found in counts.items() if found[0] >= below[outcome]}
    return Used(replace(named, state=state, entered=enough), is_new=True, outcomes=frozenset(enough) - {EVERYBODY})


def advanced(
    chain: Chain, state: State, people: People, *, below: Mapping[str, int], parts: tuple[str, ...] = ()
) -> Used | None:
    """A group printed in a new state, with the outcomes that may be; None where its people may not be.

    `below` has the k of everybody and of each outcome.

    An outcome that nobody who came or left had answered is the same figure again and needs no new counts; where that
    is so of all, there is nothing to advance. Those who are new are nobody or k people by themselves, whoever has
    left besides: who answers again leaves with the old answers and comes in with the new ones, and knows both.
    """
    entered, same = {}, set()
    for outcome, fewest in below.items():
        before = _printed(chain, outcome)
        counts = _entered(before, state, people, outcome)
        if before and counts == (*before[-1].entered[outcome], 0):
            if not _is_withdrawn(chain, outcome):
                same.add(outcome)
        elif 0 < counts[-1] < fewest:
            continue
        elif weakest([*(step.entered[outcome] for step in before), counts]) >= fewest:
            entered[outcome] = counts
    if not entered or EVERYBODY not in {*entered, *same}:
        return None
    step = replace(chain[-1], parts=parts or chain[-1].parts, state=state, entered=entered, withdrawn=frozenset())
    return Used(step, is_new=True, outcomes=frozenset({*entered, *same} - {EVERYBODY}))


def again(chain: Chain, people: People, *, outcomes: Collection[str]) -> Used | None:
    """The group's last step printed again, with the outcomes it had; None where somebody of it has left."""
    last = chain[-1]
    same = {
        outcome
        for outcome in (EVERYBODY, *outcomes)
        if (before := _printed(chain, outcome))
        and not _is_withdrawn(chain, outcome)
        and _entered(before, last.state, people, outcome) == (*before[-1].entered[outcome], 0)
    }
    return Used(last, is_new=False, outcomes=frozenset(same - {EVERYBODY})) if EVERYBODY in same else None


def changed(chain: Chain, step: LedgerStep) -> int:
    """People who are in a step or in the last one of its chain, and not in both."""
    if EVERYBODY not in step.entered:
        return 0
    *stayed, new = step.entered[EVERYBODY]
    return sum(_printed(chain, EVERYBODY)[-1].entered[EVERYBODY]) - sum(stayed) + new


def disclosed_outcomes(chain: Chain) -> frozenset[str]:
    """The outcomes that a group was ever printed with."""
    return frozenset(outcome for step in chain for outcome in step.entered) - {EVERYBODY}


def only(used: Used, outcomes: Collection[str], *, of: Collection[str]) -> Used:
    """A group with these outcomes alone, `of` all that were told of it: the others are withdrawn together."""
    entered = {outcome: counts for outcome, counts in used.step.entered.items() if outcome in {EVERYBODY, *outcomes}}
    step = replace(used.step, entered=entered, withdrawn=frozenset(of) - frozenset(outcomes))
    return replace(used, step=step, outcomes=used.outcomes & frozenset(outcomes))


def people_counted(state: State, people: People, *, outcome: str = EVERYBODY) -> int:
    """People in a state who answered an outcome."""
    return sum(bound.covers(person, outcome) for each, bound in state.items() for person in people.get(each, ()))


def _printed(chain: Chain, outcome: str) -> Chain:
    """The steps in which an outcome was printed anew."""
    return tuple(step for step in chain if outcome in step.entered)


def _is_withdrawn(chain: Chain, outcome: str) -> bool:
    """Whether an outcome was withdrawn since it was printed anew: unchanged, it would tell who had not answered."""
    last = max((place for place, step in enumerate(chain) if outcome in step.entered), default=-1)
    return any(outcome in step.withdrawn for step in chain[last + 1 :])


def _entered(chain: Chain, state: State, people: People, outcome: str) -> Counts:
    """People in a state by the step of the chain with which they came in, and at the end those who are new."""
    counts = [0] * (len(chain) + 1)
    for experiment, bound in state.items():
        for person in people.get(experiment, ()):
            if bound.covers(person, outcome):
                counts[_came_in(chain, experiment, person, outcome)] += 1
    return tuple(counts)


def _came_in(chain: Chain, experiment: str, person: Person, outcome: str) -> int:
    for place, step in enumerate(chain):
        bound = step.state.get(experiment)
        if bound is not None and bound.covers(person, outcome):
            return place
    return len(chain)
