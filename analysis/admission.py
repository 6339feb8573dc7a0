"""One chapter's groups while a release is decided: printed anew, printed again, joined, founded, or made to wait.

See `analysis.ledger` for the rule.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from analysis.groups import Chain, People, State, Step, count, next_step, still_there, weakest


@dataclass(frozen=True, slots=True)
class Used:
    """A group that may be printed: as a new step, or again as an earlier one, which tells nothing new."""

    step: Step
    is_new: bool


@dataclass(slots=True)
class Desk:
    """One chapter's groups while a release is decided."""

    people: People
    below: int
    fresh: dict[str, State]
    name: str
    chapter: str
    named: int
    used: list[Used] = field(default_factory=list)
    stuck: list[Chain] = field(default_factory=list)

    def settle(self, chain: Chain, state: State | None) -> None:
        """Print a group as it is now, or again as it was, or leave it stuck."""
        step = None if state is None else next_step(chain, state, self.people)
        if step is not None and weakest((*chain, step)) >= self.below:
            self.used.append(Used(step, is_new=True))
        elif still_there(chain, self.people):
            self.used.append(Used(chain[-1], is_new=False))
        else:
            self.stuck.append(chain)

    def join(self, chain: Chain, state: State) -> bool:
        """Let fresh parts, smallest first, join a stuck group until it may be printed."""
        joined = dict(state)
        for number, part in enumerate(self._by_size(), start=1):
            joined.update(self.fresh[part])
            parts = (*chain[-1].parts, *self._by_size()[:number])
            step = next_step(chain, joined, self.people, parts=parts)
            if weakest((*chain, step)) >= self.below:
                self.used.append(Used(step, is_new=True))
                self._take(self._by_size()[:number])
                return True
        return False

    def found(self, size: int) -> None:
        """Make groups of the fresh: each of enough people is one, and the small ones are one together."""
        large = [part for part in self._by_size() if count(self.fresh[part], self.people) >= size]
        small = [part for part in self._by_size() if part not in large]
        together = {experiment: bound for part in small for experiment, bound in self.fresh[part].items()}
        for parts in [(part,) for part in large] + [tuple(small)] * (count(together, self.people) >= size):
            self._new(parts)
            self._take(parts)

    def _new(self, parts: tuple[str, ...]) -> None:
        state = {experiment: bound for part in parts for experiment, bound in self.fresh[part].items()}
        self.named += 1
        group = f"{self.chapter}/{self.name}{self.named}"
        entered = (count(state, self.people),)
        step = Step(group=group, chapter=self.chapter, parts=parts, state=state, entered=entered)
        self.used.append(Used(step, is_new=True))

    def _by_size(self) -> list[str]:
        """Fresh parts with people, smallest first."""
        sizes = {part: count(state, self.people) for part, state in self.fresh.items()}
        return sorted((part for part in sizes if sizes[part]), key=lambda part: (sizes[part], part))

    def _take(self, parts: Iterable[str]) -> None:
        self.fresh = {part: state for part, state in self.fresh.items() if part not in set(parts)}
