"""Who is in a release: the ledger's decision about the people there are now."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from analysis.ledger import Decision, Rule, decide
from evaluation.errors import Refused
from evaluation.models import AnalysisPlan, Chapter, Experiment, Study
from evaluation.store.release_ledger import (
    BOTH,
    Outcome,
    Usable,
    as_people,
    ledger_of,
    usable_people,
    used_people,
)
from evaluation.store.studies import current_plan

CANNOT = (
    "Nothing can be released yet: {waiting} people wait until at least {below} have changed since the last release."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Who is in a release: the ledger's decision, with outcomes by chapter name, and the people (`persons.WHO`).

    `people` are named with the experiment they are in it for. `further` says, for each wave beyond before and after,
    whose forms of that wave are in it, too.
    """

    decision: Decision
    people: Mapping[uuid.UUID, uuid.UUID]
    further: Mapping[str, frozenset[uuid.UUID]]
    outcomes: Mapping[str, frozenset[str]]
    plan: AnalysisPlan


def choose(
    db: Session,
    study: Study,
    *,
    experiments: Iterable[Experiment],
    outcomes: Iterable[Outcome],
    needed: Iterable[str],
    public: bool,
    hold_back: bool,
    key: bytes,
    now: datetime,
) -> Chosen:
    """Who may be in a release of these experiments; refused where nobody may be."""
    plan = current_plan(db, study)
    assert plan is not None, "a study is made with its plan"
    asked, of = tuple(outcomes), {experiment.id: experiment.chapter_id for experiment in experiments}
    usable = usable_people(db, list(of), outcomes=asked, key=key)
    rule = _rule(plan, asked, needed=needed, public=public, hold_back=hold_back)
    chapters = {str(experiment): str(chapter) for experiment, chapter in of.items()}
    decision = decide(ledger_of(db, study), as_people(usable), chapters=chapters, now=now, rule=rule)
    if not decision.chapters:
        raise Refused(CANNOT.format(waiting=sum(decision.waiting.values()), below=rule.strictest))
    return _chosen(db, decision, usable, plan, outcomes=asked)


def _rule(
    plan: AnalysisPlan, outcomes: Iterable[Outcome], *, needed: Iterable[str], public: bool, hold_back: bool
) -> Rule:
    return Rule(
        below=int(plan.body["suppress_below"]),
        public_below=int(plan.body["public_release_below"]) if public else None,
        outcomes=frozenset(outcome.id for outcome in outcomes),
        needed=frozenset(needed),
        hold_back=hold_back,
    )


def _chosen(
    db: Session, decision: Decision, usable: list[Usable], plan: AnalysisPlan, *, outcomes: Iterable[Outcome]
) -> Chosen:
    named = {db.get_one(Chapter, uuid.UUID(each)).name: outcomes for each, outcomes in decision.chapters.items()}
    further: dict[str, frozenset[uuid.UUID]] = {}
    for outcome in outcomes:
        for wave in set(outcome.waves) - set(BOTH):
            there = used_people(usable, decision.page, outcome=outcome.id)
            further[wave] = further.get(wave, frozenset()) | set(there)
    people = used_people(usable, decision.page)
    return Chosen(decision=decision, people=people, further=further, outcomes=named, plan=plan)
