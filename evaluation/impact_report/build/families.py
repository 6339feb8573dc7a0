"""The p values of a report's outcomes, adjusted for how many are looked at, and what that leaves to chance."""

from collections.abc import Mapping
from dataclasses import replace

from analysis.estimate.estimate import NotEstimable, Suppressed
from analysis.sensitivity.multiplicity import FamilyMember, family
from analysis.wording.measured import Measured
from evaluation.impact_report.build.outcomes import OutcomeFigures


def families_of(outcomes: Mapping[str, OutcomeFigures], *, across: bool) -> dict[str, FamilyMember]:
    """Holm's adjustment, within the primary outcomes and within the others."""
    p = {name: _p(outcome, across=across) for name, outcome in outcomes.items()}
    primary = {name: value for name, value in p.items() if outcomes[name].scale.primary}
    return family(primary) | family({name: value for name, value in p.items() if name not in primary})


def _p(outcome: OutcomeFigures, *, across: bool) -> float | NotEstimable | Suppressed:
    if outcome.compared is not None:
        alone = None if across else next(iter(outcome.compared.chapters.values()), None)
        return outcome.compared.p if alone is None else alone.p
    if across:
        knapp = outcome.across.hartung_knapp
        return knapp if isinstance(knapp, NotEstimable) else knapp.p
    if isinstance(outcome.participants, Suppressed):
        return NotEstimable(outcome.participants.reason)
    change = outcome.participants.change
    return change if isinstance(change, NotEstimable | Suppressed) else change.p


def as_adjusted(
    measured: Mapping[str, Measured], outcomes: Mapping[str, OutcomeFigures], families: Mapping[str, FamilyMember]
) -> dict[str, Measured]:
    """Every outcome as the rules see it, those that are not primary with whether Holm leaves them to chance."""
    return {
        name: replace(found, by_chance=not outcomes[name].scale.primary and families[name].may_be_chance)
        for name, found in measured.items()
    }
