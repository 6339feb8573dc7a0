"""Beside a comparison group: how much more the workshop's people changed, two ways."""

from collections.abc import Mapping

from analysis.clustered import Coefficient
from analysis.comparison import ArmFigures
from evaluation.reports.impact import ImpactReport
from evaluation.reports.language import Language
from evaluation.reports.sections.chapters import Table


def comparison(report: ImpactReport, language: Language) -> Table | None:
    """Each outcome's difference in differences and analysis of covariance; None where there is no comparison group."""
    rows = [row for name in report.outcomes for row in _rows(report, name, language)]
    gettext = language.catalogue.gettext
    heading = (gettext("Outcome"), gettext("People"), gettext("Difference in differences"), gettext("ANCOVA"))
    return Table(heading, tuple(rows)) if rows else None


def _rows(report: ImpactReport, name: str, language: Language) -> tuple[tuple[str, ...], ...]:
    found = report.outcomes[name].arms
    if not isinstance(found, ArmFigures):
        return ()
    label = language.begin(report.measured[name].outcome)
    arms = [arm for arm in found.n_pairs if arm != found.comparison]
    return tuple(
        (
            f"{label}: {arm}",
            f"{language.count(found.n_pairs[arm])} / {language.count(found.n_pairs[found.comparison])}",
            _written(found.difference_in_differences, arm, language),
            _written(found.ancova, arm, language),
        )
        for arm in arms
    )


def _written(found: object, arm: str, language: Language) -> str:
    one = found.get(arm) if isinstance(found, Mapping) else found
    if not isinstance(one, Coefficient):
        return "–"
    return f"{language.change(one.estimate)} {language.range(one.low, one.high)}"
