"""The one gate: who is in a report, draft or release, by the ledger's decision about the people there are now."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.orm import Session

from analysis.disclosure.ledger import Decision, LedgerPage, Rule, decide
from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import AnalysisPlan, Chapter, Experiment, Study
from evaluation.store.releases.earlier_report import way_on
from evaluation.store.releases.ledger import BOTH, ReleasableOutcome, Usable, as_people, usable_people, used_people
from evaluation.store.releases.ledger_entries import LedgerEntry, asked_as, entries_of, entries_to_read
from evaluation.store.studies.studies import current_plan, local

TOO_FEW = Message(
    "Too few people answered both times: %(below)s are needed, in one or in several experiments together."
)
TOO_FEW_SCORES = Message(
    "Too few people answered enough questions of “%(outcomes)s” both times, and nothing is told without that: "
    "%(below)s are needed, in one or in several experiments together."
)
IN_THE_WAY = (
    "“{title}” of {day} stands in the way: since then a few people have come or taken their answers back, and the two "
    "compared would tell what these few answered. {way_on}"
)
TOGETHER = (
    "“{title}” of {day} told of it together with {others}: alone, beside that, it would tell what a few answered. Ask "
    "for all of these together."
)
A_DRAFT = (
    "It was a draft: the ledger of the study keeps whom a draft told of, also where no page lists it any more, or it "
    "was made on the command line."
)
NOTHING_NEW = "Beside “{title}” of {day} this would tell of nobody new: {why}"
TOO_FEW_THERE = (
    "too few people answered both times at {places}, and the two compared would tell what these few answered. Ask "
    "again once at least {below} of those left out have answered both times."
)
CHANGED_THERE = (
    "since the last report of {places} a few people have come there or taken their answers back, and a second report "
    "could tell what they answered. {way_on}"
)


ARM = "/"
"""What parts a chapter's id from the role of its comparison groups."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Who is in a release: the ledger's decision, with outcomes by chapter name, and the people (`persons.WHO`).

    `people` are named with the experiment they are in it for. `further` says, for each wave beyond before and after,
    whose forms of that wave are in it, too. `before` are the sets of experiments of which some people in it were told
    before the same set was told first.
    """

    decision: Decision
    people: Mapping[uuid.UUID, uuid.UUID]
    further: Mapping[str, frozenset[uuid.UUID]]
    outcomes: Mapping[str, frozenset[str]]
    plan: AnalysisPlan
    before: tuple[frozenset[str], ...] = ()

    def tells_the_same_as(self, other: "Chosen") -> bool:
        """Whether a report of either would say the same: of the same people, the same outcomes, in the same groups."""
        return _what_is_disclosed(self) == _what_is_disclosed(other)


def _what_is_disclosed(chosen: Chosen) -> tuple[object, ...]:
    made = chosen.decision
    disclosed = chosen.people, chosen.further, chosen.outcomes, chosen.before
    return *disclosed, made.waiting, made.groups, made.alone, made.unchanged


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedReport:
    """What a report would be of: a study's experiments, the outcomes it may print and those it is not made without.

    `asked` are the outcomes that an experiment asks, by its id, where it does not ask all. `public` is for everybody to
    read; `hold_back` lets others be held back by lot where somebody withdrew. Deciding holds the study, so that one
    report is decided at a time, unless it is only `looked_at`.
    """

    study: Study
    experiments: tuple[Experiment, ...]
    outcomes: tuple[ReleasableOutcome, ...]
    needed: tuple[str, ...]
    asked: Mapping[str, frozenset[str]] = field(default_factory=dict)
    public: bool = False
    hold_back: bool = False
    looked_at: bool = False


def choose(db: Session, wanted: WantedReport, *, key: bytes, now: datetime) -> Chosen:
    """Who may be in a release of these experiments; refused where nobody may be."""
    chosen, entries = _decided(db, wanted, key=key, now=now)
    if not chosen.decision.chapters:
        raise Refused(_why_nobody(db, wanted, chosen, entries=entries, verb="release make"))
    return chosen


def choose_for_draft(db: Session, wanted: WantedReport, *, key: bytes, now: datetime) -> Chosen:
    """Who may be in a draft report: nobody where too few people have answered at all, which tells of nobody.

    Refused where an earlier report of the same people stands in the way, and where the people told of would be those
    of an earlier report under another name.
    """
    chosen, entries = _decided(db, wanted, key=key, now=now)
    if not chosen.decision.chapters and _in_the_way(wanted, entries) is not None:
        raise Refused(_why_nobody(db, wanted, chosen, entries=entries, verb="report"))
    if (same := _under_another_name(wanted, chosen, entries)) is not None:
        raise Refused(_nothing_new(db, wanted, chosen, same=same, entries=entries))
    return chosen


def chosen_before(db: Session, wanted: WantedReport, *, key: bytes) -> Chosen | None:
    """Whom the last report of this told of, to be looked at once more; None where there is none or somebody has left.

    It tells of nobody of whom no report has told, so that it needs no page in the ledger.
    """
    entries = entries_of(db, wanted.study)
    if not entries:
        return None
    chosen, _ = _decided(db, wanted, key=key, now=entries[-1].at)
    return chosen if chosen.decision.chapters and not chosen.decision.page.parcels else None


def _decided(db: Session, wanted: WantedReport, *, key: bytes, now: datetime) -> tuple[Chosen, list[LedgerEntry]]:
    plan = current_plan(db, wanted.study)
    assert plan is not None, "a study is made with its plan"
    entries = (entries_to_read if wanted.looked_at else entries_of)(db, wanted.study)
    usable = usable_people(db, [each.id for each in wanted.experiments], outcomes=wanted.outcomes, key=key)
    decision = _decision(wanted, usable, [each.page for each in entries], now=now, rule=_rule(plan, wanted))
    chosen = _chosen(db, decision, usable, plan, outcomes=wanted.outcomes)
    return replace(chosen, before=_before(entries, frozenset(decision.page.used))), entries


def _decision(
    wanted: WantedReport, usable: list[Usable], pages: list[LedgerPage], *, now: datetime, rule: Rule
) -> Decision:
    """The ledger's decision. Where it lets nobody be told of who came, there is nothing to compare others with."""
    chapters = {str(each.id): arm_of_chapter(each) for each in wanted.experiments}
    decision = decide(pages, as_people(usable), chapters=chapters, now=now, rule=rule)
    came = {str(each.id) for each in wanted.experiments if not each.is_comparison}
    if came & set(decision.page.used):
        return decision
    who_came = [each for each in usable if str(each.experiment) in came]
    return decide(pages, as_people(who_came), chapters=chapters, now=now, rule=rule)


def arm_of_chapter(experiment: Experiment) -> str:
    """Whose group the ledger prints an experiment's people in: a chapter's, or that of its comparison groups.

    So people of both arms are never in one group, and whatever is told of an arm is told of enough people.
    """
    chapter = str(experiment.chapter_id)
    return f"{chapter}{ARM}{experiment.role}" if experiment.is_comparison else chapter


def _before(entries: Iterable[LedgerEntry], used: frozenset[str]) -> tuple[frozenset[str], ...]:
    """The sets of experiments in earlier reports that share some with this one, up to the first of just these."""
    sets = [frozenset(entry.page.used) for entry in entries]
    first = sets.index(used) if used in sets else len(sets)
    return tuple(dict.fromkeys(each for each in sets[:first] if each & used))


def _in_the_way(wanted: WantedReport, entries: Iterable[LedgerEntry]) -> LedgerEntry | None:
    """The latest report in which people of these experiments were told of."""
    ids = [str(each.id) for each in wanted.experiments]
    return next((entry for entry in reversed(list(entries)) if entry.speaks_of(ids)), None)


def _why_nobody(db: Session, wanted: WantedReport, chosen: Chosen, *, entries: Iterable[LedgerEntry], verb: str) -> str:
    below = _rule(chosen.plan, wanted).strictest
    if (entry := _in_the_way(wanted, entries)) is None:
        return why_too_few(chosen.decision, below=below)
    if others := _in_one_group(db, wanted, entries):
        return TOGETHER.format(title=entry.title, day=_day(wanted, entry), others=_titles(others))
    on = way_on(db, wanted.experiments, entry, below=below, verb=verb, held_back=wanted.hold_back)
    said = IN_THE_WAY.format(title=entry.title, day=_day(wanted, entry), way_on=on)
    return said if entry.asked is None else f"{said} {A_DRAFT}"


def _in_one_group(db: Session, wanted: WantedReport, entries: Iterable[LedgerEntry]) -> list[Experiment]:
    """Other experiments of which earlier reports told as one group with some of these."""
    asked = {str(each.id) for each in wanted.experiments}
    groups = [set(step.state) for entry in entries for step in entry.page.parcels]
    others = sorted({each for group in groups if group & asked for each in group - asked})
    return [db.get_one(Experiment, uuid.UUID(each)) for each in others]


def why_too_few(decision: Decision, *, below: int) -> str:
    """Why nobody is told of, where no earlier report stands in the way."""
    outcomes = "”, “".join(each.replace("_", " ") for each in sorted(decision.lacking))
    return Message(TOO_FEW_SCORES, below=below, outcomes=outcomes) if outcomes else Message(TOO_FEW, below=below)


def _under_another_name(wanted: WantedReport, chosen: Chosen, entries: list[LedgerEntry]) -> LedgerEntry | None:
    """An earlier draft of just these people that was asked of other experiments, where some asked of now are left out.

    None where the same was asked before: the same asked again is the same report.
    """
    used, asked = chosen.decision.page.used, asked_as(wanted.experiments)
    same = [entry for entry in entries if entry.asked is not None and used and entry.page.used == used]
    again = any(entry.asked == asked for entry in same)
    return same[-1] if same and not again and _left_out(wanted, chosen) else None


def _left_out(wanted: WantedReport, chosen: Chosen) -> list[Experiment]:
    """The experiments of which nobody is told, though somebody answered both times."""
    waiting, used = chosen.decision.waiting, chosen.decision.page.used
    return [each for each in wanted.experiments if waiting[str(each.id)] and str(each.id) not in used]


def _nothing_new(
    db: Session, wanted: WantedReport, chosen: Chosen, *, same: LedgerEntry, entries: list[LedgerEntry]
) -> str:
    """Why a report would tell of nobody new: few answered at a place, or few have come or gone since it was told of."""
    disclosed = {each for entry in entries for each in entry.page.used}
    left_out, below = _left_out(wanted, chosen), _rule(chosen.plan, wanted).below
    few = [each for each in left_out if str(each.id) not in disclosed]
    changed = [each for each in left_out if str(each.id) in disclosed]
    reasons = [TOO_FEW_THERE.format(places=_titles(few), below=below)] if few else []
    if changed:
        earlier = [each for each in entries if each.page.used.keys() & {str(there.id) for there in changed}][-1]
        on = way_on(db, changed, earlier, below=below, verb="report", held_back=wanted.hold_back)
        reasons.append(CHANGED_THERE.format(places=_titles(changed), way_on=on))
    why = " Besides, ".join(reasons)
    return f"{NOTHING_NEW.format(title=same.title, day=_day(wanted, same), why=why)} {A_DRAFT}"


def _titles(experiments: Iterable[Experiment]) -> str:
    return ", ".join(each.title for each in experiments)


def _day(wanted: WantedReport, entry: LedgerEntry) -> str:
    return f"{local(entry.at, wanted.study):%d %B %Y}"


def fewest_in(chosen: Chosen, *, public: bool) -> int:
    """Of how few people a release of these may tell: the plan's threshold, or that of `public` releases."""
    below = int(chosen.plan.body["suppress_below"])
    return max(below, int(chosen.plan.body["public_release_below"])) if public else below


def _rule(plan: AnalysisPlan, wanted: WantedReport) -> Rule:
    return Rule(
        below=int(plan.body["suppress_below"]),
        public_below=int(plan.body["public_release_below"]) if wanted.public else None,
        outcomes=frozenset(outcome.id for outcome in wanted.outcomes),
        needed=frozenset(wanted.needed),
        hold_back=wanted.hold_back,
        own_below={outcome.id: outcome.fewest for outcome in wanted.outcomes if outcome.fewest},
        asked=wanted.asked,
    )


def _chosen(
    db: Session, decision: Decision, usable: list[Usable], plan: AnalysisPlan, *, outcomes: Iterable[ReleasableOutcome]
) -> Chosen:
    named: dict[str, frozenset[str]] = {}
    for arm, allowed in decision.chapters.items():
        name = db.get_one(Chapter, uuid.UUID(arm.partition(ARM)[0])).name
        named[name] = named.get(name, allowed) & allowed
    further: dict[str, frozenset[uuid.UUID]] = {}
    for outcome in outcomes:
        for wave in set(outcome.waves) - set(BOTH):
            there = used_people(usable, decision.page, outcome=outcome.id)
            further[wave] = further.get(wave, frozenset()) | set(there)
    people = used_people(usable, decision.page)
    return Chosen(decision=decision, people=people, further=further, outcomes=named, plan=plan)
