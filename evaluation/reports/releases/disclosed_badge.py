"""The badge of a release: with everybody who took part in view, and what its rounded figures let be said."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from analysis.wording.badge import Badge
from analysis.wording.wording import Measured
from evaluation.impact_report.build.badge_conditions import conditions, mains_of
from evaluation.impact_report.build.outcomes import OutcomeFigures
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.build.sides.not_asked import badge_of
from evaluation.reports.releases.disclosed_flow import people_of

if TYPE_CHECKING:
    from evaluation.reports.releases.mask import Allowed


def disclosed_badge(
    report: ImpactReport, outcomes: Mapping[str, OutcomeFigures], measured: Mapping[str, Measured], allowed: "Allowed"
) -> Badge:
    """The badge of a report as it is released, with `outcomes` and `measured`, also of those who answered once."""
    found = conditions(
        report.first,
        people_of(allowed.flow),
        measured=next(iter(measured.values())),
        mains=mains_of(report.outcomes, measured),
        randomised=report.context.randomised or report.estimand.randomised,
        later=report.later.released,
        versions_differ=report.versions_differ,
        came=report.context.came if allowed.counts_everybody and not report.context.miscounted else None,
        pairs_in={name: counts.get("pairs", 0) for name, counts in allowed.flow.items()},
        comparison=people_of(allowed.comparison_flow) if report.estimand.compared else None,
    )
    found = replace(found, held_back=True)
    return badge_of(
        found, outcomes, measured, report.looks, report.context, few_to_compare=report.estimand.few_to_compare
    )
