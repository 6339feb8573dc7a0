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
not enough: three that each differ by five can leave one. Entrants of at least k are always admitted, so a withdrawal
delays a group and never stops it; and where no more people will come, as many others as needed can be held back for
good, drawn by lot.

**Two circles of readers.** A release inside a chapter is read by few, a public one by all, with a larger k. Everybody
may have read the public ones, some both: groups (`parcels`) are kept over all releases with the smaller k, and groups
of these (`bundles`) over the public ones with the larger.

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

from analysis.admission import Desk, Used
from analysis.groups import Bound, Chain, People, State, Step, changed, count, next_step, weakest


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the ledger keeps of one release: who was used, and the steps that were new."""

    used: State
    parcels: tuple[Step, ...] = ()
    bundles: tuple[Step, ...] = ()
    public: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Who is in a release: people by experiment, those who wait or are held back, and experiments that stand alone.

    Figures may be printed for each experiment in `alone`, for every chapter in `chapters`, and for all together.
    """

    page: Page
    used: Mapping[str, int]
    waiting: Mapping[str, int]
    held: int
    alone: tuple[str, ...]
    chapters: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What is asked of a release: k among all its readers, and among the public where it is public.

    `hold_back` lets people be held back by lot where withdrawals would make a group wait.
    """

    below: int = 5
    public_below: int | None = None
    hold_back: bool = False

    @property
    def strictest(self) -> int:
        """The k that new groups must reach."""
        return max(self.below, self.public_below or 0)


def decide(
    history: Sequence[Page], people: People, *, chapters: Mapping[str, str], now: datetime, rule: Rule
) -> Decision:
    """Who may be in a release of these experiments (`chapters` names the chapter of each), given all earlier releases.

    Estimand: none. Formula: the module's words. Assumption: `people` holds everybody who can be used now, in the
    experiments asked for and in no other form than once. Reference: see the module.
    """
    parcels = [
        used
        for chapter in dict.fromkeys(chapters.values())
        for used in _parcels(history, people, chapters=chapters, chapter=chapter, now=now, rule=rule)
    ]
    if rule.public_below is None:
        return _decision(parcels, parcels, people, chapters=chapters, now=now, rule=rule)
    bundles = [
        used
        for chapter in dict.fromkeys(chapters.values())
        for used in _bundles(history, people, parcels, chapters=chapters, chapter=chapter, below=rule.public_below)
    ]
    return _decision(parcels, bundles, people, chapters=chapters, now=now, rule=rule)


def _parcels(
    history: Sequence[Page], people: People, *, chapters: Mapping[str, str], chapter: str, now: datetime, rule: Rule
) -> list[Used]:
    """Groups of experiments of one chapter, over every release."""
    chains = _chains((page.parcels for page in history), chapter)
    known = {part for chain in chains for part in chain[-1].parts}
    here = [experiment for experiment, of in chapters.items() if of == chapter]
    fresh: dict[str, State] = {each: {each: Bound(now)} for each in here if each not in known}
    desk = Desk(people, rule.below, fresh, "p", chapter, len(chains))
    asked = [chain for chain in chains if set(chain[-1].parts) <= set(here)]
    for chain in asked:
        desk.settle(chain, _until(chain[-1].state, now))
    for chain in desk.stuck:
        if not desk.join(chain, _until(chain[-1].state, now)) and rule.hold_back:
            desk.used.extend(_held_back(chain, people, now=now, rule=rule))
    desk.found(rule.strictest)
    return desk.used


def _bundles(
    history: Sequence[Page],
    people: People,
    parcels: Sequence[Used],
    *,
    chapters: Mapping[str, str],
    chapter: str,
    below: int,
) -> list[Used]:
    """Groups of one chapter's parcels, over the public releases."""
    chains = _chains((page.bundles for page in history if page.public), chapter)
    states = {used.step.group: used.step.state for used in parcels if used.step.chapter == chapter}
    known = {part for chain in chains for part in chain[-1].parts}
    fresh = {group: state for group, state in states.items() if group not in known}
    desk = Desk(people, below, fresh, "b", chapter, len(chains))
    for chain in chains:
        if set(chain[-1].state) <= set(chapters):
            desk.settle(chain, _merged(chain[-1].parts, states))
    for chain in desk.stuck:
        if state := _merged(chain[-1].parts, states):
            desk.join(chain, state)
    desk.found(below)
    return desk.used


def _merged(parts: Iterable[str], states: Mapping[str, State]) -> State | None:
    """The state of several parcels together; None where one of them waits."""
    if not set(parts) <= set(states):
        return None
    return {experiment: bound for part in parts for experiment, bound in states[part].items()}


def _held_back(chain: Chain, people: People, *, now: datetime, rule: Rule) -> list[Used]:
    """The group with its lowest lots held back for good, as few as make it admissible; nothing where none do."""
    state = _until(chain[-1].state, now)
    lots = sorted(
        person.lot for each, bound in state.items() for person in people.get(each, ()) if bound.covers(person)
    )
    for bar in lots[1 : rule.strictest + 1]:
        raised = {each: Bound(bound.until, max(bound.bar, bar)) for each, bound in state.items()}
        step = next_step(chain, raised, people)
        if weakest((*chain, step)) >= rule.below and changed(chain[-1], step) >= rule.strictest:
            return [Used(step, is_new=True)]
    return []


def _chains(pages: Iterable[tuple[Step, ...]], chapter: str) -> list[Chain]:
    chains: dict[str, list[Step]] = {}
    for steps in pages:
        for step in steps:
            if step.chapter == chapter:
                chains.setdefault(step.group, []).append(step)
    return [tuple(chain) for chain in chains.values()]


def _until(state: State, now: datetime) -> State:
    return {experiment: Bound(now, bound.bar) for experiment, bound in state.items()}


def _decision(
    parcels: Sequence[Used],
    printed: Sequence[Used],
    people: People,
    *,
    chapters: Mapping[str, str],
    now: datetime,
    rule: Rule,
) -> Decision:
    used = {experiment: bound for group in printed for experiment, bound in group.step.state.items()}
    bundles = () if rule.public_below is None else tuple(group.step for group in printed if group.is_new)
    steps = tuple(group.step for group in parcels if group.is_new and _agrees(group.step.state, used))
    there = {each: count({each: bound}, people) for each, bound in used.items()}
    barred = {each: Bound(now, used[each].bar if each in used else 0.0) for each in chapters}
    could = {each: count({each: bound}, people) for each, bound in barred.items()}
    everybody = sum(count({each: Bound(now)}, people) for each in chapters)
    return Decision(
        page=Page(used=used, parcels=steps, bundles=bundles, public=rule.public_below is not None),
        used={each: there.get(each, 0) for each in chapters},
        waiting={each: could[each] - there.get(each, 0) for each in chapters},
        held=everybody - sum(could.values()),
        alone=tuple(next(iter(group.step.state)) for group in printed if len(group.step.state) == 1),
        chapters=tuple(dict.fromkeys(group.step.chapter for group in printed)),
    )


def _agrees(state: State, used: State) -> bool:
    """Whether a parcel is printed as this state, not as an earlier one and not left out."""
    return all(used.get(experiment) == bound for experiment, bound in state.items())
