"""One chapter's groups while a release is decided: printed anew, printed again, joined, founded, or made to wait.

See `analysis.disclosure.ledger` for the rule.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import accumulate

from analysis.disclosure.groups import (
    EVERYBODY,
    Bound,
    Chain,
    LedgerStep,
    People,
    State,
    Used,
    advanced,
    again,
    begun,
    changed,
    disclosed_outcomes,
    only,
    people_counted,
)

MOST_HELD_BACK = 2
"""How many times k people are held back at the most where somebody withdrew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What is asked of a release: k among all its readers, and among the public where it is public.

    `outcomes` are all that may be printed; without those in `needed` a group waits, while any other is left out of it.
    `hold_back` lets people be held back by lot where withdrawals would make a group wait. `own_below` is a k of its own
    for outcomes that ask for more people than `below`. `asked` are the outcomes that an experiment asks, for whichever
    does not ask all: what somewhere is not asked at all is no reason to wait there, and says nothing of anybody.
    """

    below: int = 5
    public_below: int | None = None
    outcomes: frozenset[str] = frozenset()
    needed: frozenset[str] = frozenset()
    hold_back: bool = False
    own_below: Mapping[str, int] = field(default_factory=dict)
    asked: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def asked_at(self, experiments: Iterable[str]) -> frozenset[str]:
        """The outcomes that any of these experiments asks."""
        return frozenset[str]().union(*(self.asked.get(each, self.outcomes) for each in experiments)) & self.outcomes

    def needed_at(self, experiments: Iterable[str]) -> frozenset[str]:
        """The needed outcomes that any of these experiments asks."""
        return self.needed & self.asked_at(experiments) if self.asked else self.needed

    @property
    def strictest(self) -> int:
        """The k that new groups must reach."""
        return max(self.below, self.public_below or 0)


@dataclass(slots=True)
class ChapterGroups:
    """One chapter's groups while a release is decided; `fresh` are the parts that are in no group yet."""

    people: People
    rule: Rule
    below: int
    fresh: dict[str, State]
    prefix: str
    chapter: str
    groups: int
    used: list[Used] = field(default_factory=list)
    stuck: list[tuple[Chain, State | None]] = field(default_factory=list)

    def settle(self, chain: Chain, state: State | None) -> None:
        """Print a group as it is now, or again as it was, or leave it stuck."""
        found = (self._advanced(chain, state) if state else None) or self._again(chain)
        if found:
            self.used.append(found)
        else:
            self.stuck.append((chain, state))

    def join(self, chain: Chain, state: State) -> bool:
        """Let fresh parts, smallest first, join a stuck group until it may be printed; whether it may."""
        alike = [part for part in self._by_size() if self._needs((part,)) == self.rule.needed_at(state)]
        for parts in accumulate((part,) for part in alike):
            joined = {**state, **self._together(parts)}
            if found := self._advanced(chain, joined, parts=(*chain[-1].parts, *parts)):
                self.used.append(found)
                self._take(parts)
                return True
        return False

    def hold_back(self, chain: Chain, state: State) -> bool:
        """Hold the lowest lots of a stuck group back for good, as few as make it admissible; whether any do.

        Where those who came since are too few by themselves, they go on waiting. Outcomes do not fall away one by one:
        those that did would be the ones that whoever withdrew had not answered. Up to twice as many people are held
        back until each outcome told before is told again, unchanged or changed by enough people; where that is not
        enough, only the needed ones are told.
        """
        return any(self._held_back(chain, among) for among in (state, chain[-1].state))

    def _held_back(self, chain: Chain, state: State) -> bool:
        found = list(self._with_fewer(chain, state))
        before = disclosed_outcomes(chain) & self.rule.outcomes
        whole = next((used for used in found if used.outcomes >= before), None)
        if found:
            self.used.append(whole or only(found[0], self.rule.needed_at(state), of=before))
        return bool(found)

    def _with_fewer(self, chain: Chain, state: State) -> Iterator[Used]:
        """A group with the lowest lots held back, fewest first, wherever it may then be printed."""
        covered = [(each, bound, person) for each, bound in state.items() for person in self.people.get(each, ())]
        lots = sorted(person.lot for _, bound, person in covered if bound.covers(person))
        for bar in lots[1 : MOST_HELD_BACK * self.rule.strictest + 1]:
            raised = {each: Bound(bound.until, max(bound.bar, bar)) for each, bound in state.items()}
            found = self._advanced(chain, raised)
            if found and changed(chain, found.step) >= self.rule.strictest:
                yield found

    def found(self, size: int) -> None:
        """Make groups of the fresh: each of enough people is one, and the small ones that need the same are one."""
        large = [part for part in self._by_size() if self._size((part,)) >= size]
        small: dict[frozenset[str], list[str]] = {}
        for part in self._by_size():
            if part not in large:
                small.setdefault(self._needs((part,)), []).append(part)
        together = [tuple(parts) for parts in small.values() if self._size(tuple(parts)) >= size]
        for parts in [*((part,) for part in large), *together]:
            self.groups += 1
            name = f"{self.chapter}/{self.prefix}{self.groups}"
            named = LedgerStep(group=name, chapter=self.chapter, parts=parts, state={}, entered={})
            state = self._together(parts)
            self.used.append(begun(state, self.people, named=named, below=self._below()))
            self._take(parts)

    def _advanced(self, chain: Chain, state: State, *, parts: tuple[str, ...] = ()) -> Used | None:
        return self._needed(advanced(chain, state, self.people, below=self._below(), parts=parts))

    def _below(self) -> dict[str, int]:
        """The k of everybody and of each outcome."""
        own = {outcome: self.rule.own_below.get(outcome, 0) for outcome in (EVERYBODY, *self.rule.outcomes)}
        return {outcome: max(self.below, fewest) for outcome, fewest in own.items()}

    def _again(self, chain: Chain) -> Used | None:
        return self._needed(again(chain, self.people, outcomes=self.rule.outcomes))

    def _needed(self, found: Used | None) -> Used | None:
        return found if found and found.outcomes >= self.rule.needed_at(found.step.state) else None

    def _by_size(self) -> list[str]:
        """Fresh parts with people, smallest first."""
        sizes = {part: people_counted(state, self.people) for part, state in self.fresh.items()}
        return sorted((part for part in sizes if sizes[part]), key=lambda part: (sizes[part], part))

    def _size(self, parts: tuple[str, ...]) -> int:
        """People of some fresh parts, or those who answered a needed outcome where they are fewer."""
        state = self._together(parts)
        needed = (people_counted(state, self.people, outcome=outcome) for outcome in self._needs(parts))
        return min([people_counted(state, self.people), *needed])

    def _needs(self, parts: Iterable[str]) -> frozenset[str]:
        """The needed outcomes that some fresh parts ask."""
        return self.rule.needed_at(self._together(parts))

    def _together(self, parts: Iterable[str]) -> State:
        return {experiment: bound for part in parts for experiment, bound in self.fresh[part].items()}

    def _take(self, parts: Iterable[str]) -> None:
        self.fresh = {part: state for part, state in self.fresh.items() if part not in set(parts)}


def until(state: State, now: datetime) -> State:
    """The same people and those who came since."""
    return {experiment: Bound(now, bound.bar) for experiment, bound in state.items()}
