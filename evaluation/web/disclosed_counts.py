"""Counts of people on staff pages: exact for whoever runs evenings there; for others, what decides about a report.

A report tells exactly how many people it is of, and to the nearest five how many wait. Any other count of all who are
there now, rounded too, would tell beside these two how many wait. So it is only said whether there are enough people.
"""

import uuid
from collections.abc import Iterable

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from evaluation.models import AnalysisPlan, Experiment, Study
from evaluation.store.scope.within_scope import chapters_in_scope, experiment_within
from evaluation.store.studies.studies import DEFAULT_PLAN, current_plan
from evaluation.web.current_user import my_scope

EXACT_COUNTS = "counts.see"
"""The action of whoever may read exact counts."""


def chapters_counted(db: Session) -> frozenset[uuid.UUID]:
    """The chapters whose exact counts I may read, since I run their evenings."""
    return frozenset(chapter.id for chapter in chapters_in_scope(db, my_scope(EXACT_COUNTS)))


def plans_of(db: Session, studies: Iterable[Study]) -> dict[uuid.UUID, AnalysisPlan | None]:
    """The plan of each study, whose threshold says how many people are enough."""
    return {study.id: current_plan(db, study) for study in {study.id: study for study in studies}.values()}


def is_counted(db: Session, experiment: Experiment) -> bool:
    """Whether I may read the exact counts of an experiment."""
    return experiment_within(db, experiment.id, scope=my_scope(EXACT_COUNTS)) is not None


def smallest_disclosed(plan: AnalysisPlan | None) -> int:
    """The smallest number of people that is told of."""
    return int((plan.body if plan else DEFAULT_PLAN)["suppress_below"])


def count_as_disclosed(people: int, plan: AnalysisPlan | None) -> str:
    """A count of people as everybody else may read it: enough of them to be told of in a report, or fewer."""
    below = smallest_disclosed(plan)
    said: str = _("%(below)s or more", below=below) if people >= below else _("fewer than %(below)s", below=below)
    return said


def sum_as_disclosed(counts: Iterable[int], plan: AnalysisPlan | None) -> str:
    """The same of several counts together, as a report of them together would tell."""
    return count_as_disclosed(sum(counts), plan)
