"""A plan written down a line a decision, so that a person reads it and two versions are set against each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import unified_diff

from flask_babel import gettext as _

from evaluation.models import AnalysisPlan
from evaluation.store.studies.study_plan import PlanTerms, is_made_afterwards
from evaluation.web.staff_layout import day


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanVersion:
    """A version of a plan: what is in it and not in the one before it, and whether it was made after the first answers.

    `removed` and `added` are lines of the two versions.
    """

    plan: AnalysisPlan
    removed: tuple[str, ...]
    added: tuple[str, ...]
    is_afterwards: bool


def plan_facts(terms: PlanTerms) -> list[tuple[str, str]]:
    """What a plan decides, by what it is called."""
    lot = _("yes: the lot decides who comes to a workshop and who is of a comparison group")
    return [
        (_("Randomised"), lot if terms.randomised else _("no: it is not drawn by lot who comes")),
        (_("Workshops planned"), str(terms.evenings) if terms.evenings else _("not said")),
        (_("Looks at the answers"), str(terms.looks)),
        (_("Last day"), day(terms.last_day) if terms.last_day else _("not said")),
        (_("Fewest people told of together"), str(terms.suppress_below)),
        (_("Fewest people of a public release"), str(terms.public_release_below)),
        (_("Whoever comes twice"), _("counts with the first attendance")),
    ]


def plan_history(plans: Sequence[AnalysisPlan]) -> list[PlanVersion]:
    """Every version, the newest first, each with its lines that the one before it has not, and the other way round."""
    fixed = min((plan.locked_at for plan in plans if plan.locked_at), default=None)
    earlier: list[str] = []
    found: list[PlanVersion] = []
    for plan in plans:
        lines = [f"{name}: {value}" for name, value in plan_facts(PlanTerms.of(plan))]
        marked = list(unified_diff(earlier, lines, lineterm="", n=0))[2:] if earlier else []
        found.append(
            PlanVersion(
                plan=plan,
                removed=tuple(line[1:] for line in marked if line.startswith("-")),
                added=tuple(line[1:] for line in marked if line.startswith("+")),
                is_afterwards=is_made_afterwards(plan, fixed),
            )
        )
        earlier = lines
    return found[::-1]
