"""The ledger of releases: who may be printed now, so that two releases compared tell nobody's answers.

A mean over 22 people and the same mean over 21 give away one person. So a release must not differ from an earlier one
by a few people, and neither may any sum or difference of everything printed so far.

**Groups.** People are printed in groups or not at all: every printed figure of a release covers whole groups of one
chapter, or of several, or of all. An experiment of enough people is a group of its own, small ones form one together,
and who is in a group stays in it. A hidden chapter or evening therefore never follows from a total, and since figures
are sums over whole groups, each group can be looked at alone: six chapters and their total are one table.

**A group's releases.** A person is in the releases of a group from one on until, perhaps, a withdrawal. Take a point
for each release of the group and one for the present, and between them a line for each person, from the point of the
first release with them to the point of the first without. Whatever is added and subtracted from the printed sums, the
people left in the result are the lines between two parts of the points; so the fewest people that can ever be left are
the smallest cut of this graph, and a release is admitted when every cut has at least k people. Pairs of releases are
not enough: three that each differ by five can leave one. Nor do those who leave make up for few who come: who answers
again leaves with the old answers and comes in with the new ones, and may know a third person's from the difference. So
those who are new in a release are nobody, or k by themselves. Entrants of at least k are always admitted, so a
withdrawal delays a group and never stops it; and where no more people will come, as many others as needed can be held
back for good, drawn by lot.

**Two circles of readers.** A release inside a chapter is read by few, a public one by all, with a larger k. Everybody
may have read the public ones, some both: groups (`parcels`) are kept over all releases with the smaller k, and groups
of these (`bundles`) over the public ones with the larger.

**Outcomes.** Not everybody answers everything: five who are new may hold one who answered a question. So each outcome
is counted over those who answered it both times, and is left out of a group where they would be too few. Experiments
of other questionnaires do not ask everything: what one does not ask at all neither makes it wait nor takes the outcome
from the rest of its chapter, and small ones are a group only with those that ask the same needed outcomes.

Where people are held back with somebody who withdrew, outcomes left out one by one would be those that this person had
not answered: so either each that was told is told again, or the needed ones alone are.

**Nobody is kept.** A page of the ledger holds, for each group, the moment up to which forms counted, a bar for lots,
and counts of people by the release with which they came in. Whether somebody who is still there was in a release
follows from when their second form was completed and from their lot (an HMAC); how many have left follows from the
counts. No name, no pseudonym and no digest of one stands on it, and a withdrawal leaves nothing behind.
Assumptions: times of completion come from the server and never lie before the moment of a release already made; one
line of a person is one person. Reference: Hundepool et al. 2012, Statistical Disclosure Control, chapter 4
(differencing); Stoer and Wagner 1997, J. ACM 44:585-591 (minimum cut).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from analysis.disclosure.admission import ChapterGroups, Rule, until
from analysis.disclosure.groups import EVERYBODY, Bound, Chain, LedgerStep, People, State, Used, people_counted

__all__ = ["Decision", "LedgerPage", "Rule", "decide"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerPage:
    """What the ledger keeps of one release: who was used, and the steps that were new."""

    used: State
    parcels: tuple[LedgerStep, ...] = ()
    bundles: tuple[LedgerStep, ...] = ()
    public: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Who is in a release: people by experiment, those who wait, and how many are held back by lot.

    Figures may be printed for each experiment in `alone`, for each chapter in `chapters` and for all of these together:
    of each the outcomes named, and a chapter without an outcome is left out of that outcome's totals. Experiments of
    one of the `groups` are told apart by no figure. Exact counts may be printed of experiments in `unchanged` alone:
    those of which the same people are used as ever. Where nobody is told of, `lacking` are the needed outcomes that
    too few people of a chapter answered both times, though enough answered.
    """

    page: LedgerPage
    used: Mapping[str, int]
    waiting: Mapping[str, int]
    held: int
    alone: Mapping[str, frozenset[str]]
    chapters: Mapping[str, frozenset[str]]
    groups: tuple[tuple[str, ...], ...]
    unchanged: frozenset[str]
    lacking: frozenset[str] = frozenset()

    @property
    def held_by_lot(self) -> bool:
        """Whether people were held back by lot, now or in an earlier release.

        It goes by the bar for lots, which stays: whoever was held back and withdraws changes nothing of it.
        """
        return any(bound.bar > 0 for bound in self.page.used.values())


def decide(
    history: Sequence[LedgerPage], people: People, *, chapters: Mapping[str, str], now: datetime, rule: Rule
) -> Decision:
    """Who may be in a release of these experiments (`chapters` names the chapter of each), given all earlier releases.

    Estimand: none. Formula: the module's words. Assumption: `people` holds everybody who can be used now, in the
    experiments asked for and in no other form than once. Reference: see the module.
    """
    asked = _Asked(history, people, chapters, now, rule)
    of = tuple(dict.fromkeys(chapters.values()))
    parcels = [used for chapter in of for used in asked.parcels(chapter)]
    if rule.public_below is None:
        return asked.decision(parcels, parcels)
    bundles = [used for chapter in of for used in asked.bundles(chapter, parcels, below=rule.public_below)]
    return asked.decision(parcels, bundles)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a decision is taken from."""

    history: Sequence[LedgerPage]
    people: People
    chapters: Mapping[str, str]
    now: datetime
    rule: Rule

    def parcels(self, chapter: str) -> list[Used]:
        """Groups of experiments of one chapter, over every release."""
        chains = _chains((page.parcels for page in self.history), chapter)
        of_chapter = [experiment for experiment, of in self.chapters.items() if of == chapter]
        fresh: dict[str, State] = {each: {each: Bound(self.now)} for each in of_chapter if each not in _parts(chains)}
        groups = ChapterGroups(self.people, self.rule, self.rule.below, fresh, "p", chapter, len(chains))
        for chain in chains:
            if set(chain[-1].parts) <= set(of_chapter):
                groups.settle(chain, until(chain[-1].state, self.now))
        for chain, state in groups.stuck:
            if state and not groups.join(chain, state) and self.rule.hold_back:
                groups.hold_back(chain, state)
        groups.found(self.rule.strictest)
        return groups.used

    def bundles(self, chapter: str, parcels: Sequence[Used], *, below: int) -> list[Used]:
        """Groups of one chapter's parcels, over the public releases."""
        chains = _chains((page.bundles for page in self.history if page.public), chapter)
        states = {used.step.group: used.step.state for used in parcels if used.step.chapter == chapter}
        fresh = {group: state for group, state in states.items() if group not in _parts(chains)}
        groups = ChapterGroups(self.people, self.rule, below, fresh, "b", chapter, len(chains))
        for chain in chains:
            if set(chain[-1].state) <= set(self.chapters):
                groups.settle(chain, _merged(chain[-1].parts, states))
        for chain, state in groups.stuck:
            if state:
                groups.join(chain, state)
        groups.found(below)
        return groups.used

    def decision(self, parcels: Sequence[Used], printed: Sequence[Used]) -> Decision:
        """What may be printed, and the page to keep of it."""
        used = {experiment: bound for group in printed for experiment, bound in group.step.state.items()}
        there = {each: people_counted({each: used[each]}, self.people) if each in used else 0 for each in self.chapters}
        bars = {each: used[each].bar if each in used else 0.0 for each in self.chapters}
        could = {each: people_counted({each: Bound(self.now, bars[each])}, self.people) for each in self.chapters}
        everybody = sum(people_counted({each: Bound(self.now)}, self.people) for each in self.chapters)
        allowed = _allowed(parcels, printed, used)
        return Decision(
            page=self._page(parcels, printed, used),
            used=there,
            waiting={each: could[each] - there[each] for each in self.chapters},
            held=everybody - sum(could.values()),
            alone={next(iter(state)): outcomes for state, _, outcomes in allowed if len(state) == 1},
            chapters=_by_chapter(allowed, self.rule),
            groups=tuple(tuple(sorted(state)) for state, _, _ in allowed),
            unchanged=frozenset(
                each for group in parcels if self._is_unchanged(group, used) for each in group.step.state
            ),
            lacking=frozenset() if printed else self._lacking(),
        )

    def _lacking(self) -> frozenset[str]:
        found = set[str]()
        for chapter in set(self.chapters.values()):
            state = {each: Bound(self.now) for each, of in self.chapters.items() if of == chapter}
            if people_counted(state, self.people) >= self.rule.strictest:
                needed = self.rule.needed_at(state)
                counts = {each: people_counted(state, self.people, outcome=each) for each in needed}
                found |= {outcome for outcome, people in counts.items() if people < self.rule.strictest}
        return frozenset(found)

    def _is_unchanged(self, group: Used, used: State) -> bool:
        """Whether a group is printed of the people it was first printed of: nobody has come or left in any step since.

        A step in which they only answered something more has no new counts of everybody.
        """
        earlier = [step for page in self.history for step in page.parcels if step.group == group.step.group]
        steps = [*earlier, group.step] if group.is_new else earlier
        counted = sum(EVERYBODY in step.entered for step in steps)
        return counted == 1 and _agrees(group.step.state, used)

    def _page(self, parcels: Sequence[Used], printed: Sequence[Used], used: State) -> LedgerPage:
        public = self.rule.public_below is not None
        return LedgerPage(
            used=used,
            parcels=tuple(group.step for group in parcels if group.is_new and _agrees(group.step.state, used)),
            bundles=tuple(group.step for group in printed if group.is_new) if public else (),
            public=public,
        )


def _allowed(parcels: Sequence[Used], printed: Sequence[Used], used: State) -> list[tuple[State, str, frozenset[str]]]:
    """State, chapter and outcomes of each printed group: those that both circles of readers may see."""
    found = []
    for group in printed:
        state = group.step.state
        within = [each for each in parcels if set(each.step.state) <= set(state) and _agrees(each.step.state, used)]
        outcomes = group.outcomes.intersection(*(each.outcomes for each in within))
        found.append((state, group.step.chapter, outcomes))
    return found


def _by_chapter(allowed: Iterable[tuple[State, str, frozenset[str]]], rule: Rule) -> dict[str, frozenset[str]]:
    """The outcomes that every printed group of a chapter has, of those that ask it."""
    found: dict[str, frozenset[str]] = {}
    lacking: dict[str, frozenset[str]] = {}
    for state, chapter, outcomes in allowed:
        found[chapter] = found.get(chapter, frozenset()) | outcomes
        lacking[chapter] = lacking.get(chapter, frozenset()) | (rule.asked_at(state) - outcomes)
    return {chapter: outcomes - lacking[chapter] for chapter, outcomes in found.items()}


def _merged(parts: Iterable[str], states: Mapping[str, State]) -> State | None:
    """The state of several parcels together; None where one of them waits."""
    if not set(parts) <= set(states):
        return None
    return {experiment: bound for part in parts for experiment, bound in states[part].items()}


def _parts(chains: Iterable[Chain]) -> set[str]:
    return {part for chain in chains for part in chain[-1].parts}


def _chains(pages: Iterable[tuple[LedgerStep, ...]], chapter: str) -> list[Chain]:
    chains: dict[str, list[LedgerStep]] = {}
    for steps in pages:
        for step in steps:
            if step.chapter == chapter:
                chains.setdefault(step.group, []).append(step)
    return [tuple(chain) for chain in chains.values()]


def _agrees(state: State, used: State) -> bool:
    """Whether a parcel is printed as this state, not as an earlier one and not left out."""
    return all(used.get(experiment) == bound for experiment, bound in state.items())
