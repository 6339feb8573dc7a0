"""What a study's plan decides, as values: written as versions, fixed when a first Before opens, each with its reason.

A version that was fixed is never changed (the database refuses it); a later one says why, and that it was made after
the first Before had opened.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Self

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import AnalysisPlan, Study
from evaluation.store.studies.studies import DEFAULT_PLAN, add_plan, current_plan, local

NO_REASON = Message(
    "The plan is fixed since %(day)s, when the first Before opened: say why it is changed. Reports will say "
    "that it was changed after the first answers."
)
MOST_EVENINGS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTerms:
    """What a plan says beside the outcomes, which the questionnaires declare.

    `randomised` tells that the lot decided who came to a workshop and who is of a comparison group; `evenings` is how
    many workshops are planned; `looks` is how often a claim is made on the way; after `last_day` nothing is held.
    """

    randomised: bool = False
    evenings: int | None = None
    looks: int = 1
    last_day: date | None = None
    suppress_below: int = DEFAULT_PLAN["suppress_below"]
    public_release_below: int = DEFAULT_PLAN["public_release_below"]
    repeat_attenders: str = DEFAULT_PLAN["repeat_attenders"]

    @classmethod
    def of(cls, plan: AnalysisPlan) -> Self:
        """The terms of a version that was written."""
        known = {name: value for name, value in plan.body.items() if name in {each.name for each in fields(cls)}}
        if day := known.get("last_day"):
            known["last_day"] = date.fromisoformat(day)
        return cls(**known)

    @property
    def body(self) -> dict[str, Any]:
        """The same as it is kept; what nobody has decided stays away, so that older plans keep their digest."""
        usual = {"randomised": False, "evenings": None, "looks": 1, "last_day": None}
        terms = {each.name: getattr(self, each.name) for each in fields(self)}
        decided = {name: value for name, value in terms.items() if name not in usual or value != usual[name]}
        return decided | ({"last_day": self.last_day.isoformat()} if self.last_day else {})

    def has_ended(self, today: date) -> bool:
        """Whether the last day is over."""
        return self.last_day is not None and today > self.last_day


def write_plan(
    db: Session, study: Study, terms: PlanTerms, *, reason: str, by: str, now: datetime
) -> AnalysisPlan | None:
    """The next version of a plan; None where it says what the current one says. `by` is whoever writes it.

    Once the plan is fixed it takes a reason, and the new version is fixed at once.
    """
    db.execute(select(Study.id).where(Study.id == study.id).with_for_update())
    current = plan_of_study(db, study)
    if terms == PlanTerms.of(current):
        return None
    faults = list(_impossible(terms))
    if current.locked_at and not reason.strip():
        faults.append(Message(NO_REASON, day=local(first_fixed(db, study) or now, study).date()))
    if faults:
        raise Refused(*faults)
    made = add_plan(db, study, body=terms.body, now=now, reason=reason.strip()[:1000], by=by)
    if current.locked_at:
        made.locked_at = now
        db.flush()
    return made


def plan_of_study(db: Session, study: Study) -> AnalysisPlan:
    """The version that holds now."""
    plan = current_plan(db, study)
    assert plan is not None, "a study is made with its plan"
    return plan


def plan_versions(db: Session, study: Study) -> list[AnalysisPlan]:
    """Every version of a study's plan, the first first."""
    return list(db.scalars(select(AnalysisPlan).filter_by(study_id=study.id).order_by(AnalysisPlan.number)))


def first_fixed(db: Session, study: Study) -> datetime | None:
    """When the plan was first fixed; None where no Before has opened yet."""
    fixed = [plan.locked_at for plan in plan_versions(db, study) if plan.locked_at]
    return min(fixed, default=None)


def is_made_afterwards(plan: AnalysisPlan, fixed: datetime | None) -> bool:
    """Whether a version was written once an earlier one had been fixed, at `fixed`."""
    return plan.number > 1 and bool(plan.reason) and fixed is not None and plan.created_at >= fixed


def changes_between(earlier: PlanTerms, later: PlanTerms) -> Mapping[str, list[Any]]:
    """What two versions say otherwise: from and to."""
    names = [each.name for each in fields(earlier)]
    pairs = {name: [getattr(earlier, name), getattr(later, name)] for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _impossible(terms: PlanTerms) -> list[str]:
    faults = list[str]()
    if terms.evenings is not None and not 1 <= terms.evenings <= MOST_EVENINGS:
        faults.append(
            Message(
                "A plan has from 1 to %(most)s evenings, not %(evenings)s.", most=MOST_EVENINGS, evenings=terms.evenings
            )
        )
    if terms.looks < 1:
        faults.append(Message("A plan has at least one look at the answers, not %(looks)s.", looks=terms.looks))
    if terms.looks > 1 and terms.evenings is None:
        faults.append(
            Message("Several looks are spread over the evenings planned: say how many evenings there will be.")
        )
    if terms.evenings is not None and terms.evenings < terms.looks:
        faults.append(
            Message(
                "%(looks)s looks are more than the %(evenings)s evenings planned.",
                looks=terms.looks,
                evenings=terms.evenings,
            )
        )
    return faults
