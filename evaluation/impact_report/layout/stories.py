"""Numbers and stories together: what the surveys say beside what people told, also where the two differ."""

from dataclasses import dataclass

from analysis.thresholds import TOO_FEW_TO_SAY_BELOW
from analysis.wording.wording import Sentence
from evaluation.impact_report.build.context import Story
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.language.language import Language

FITS = {
    "agree": "They agree",
    "explain": "They explain",
    "differ": "They differ",
    "silent": "One is silent",
}


@dataclass(frozen=True, kw_only=True)
class StoryRow:
    """One row as it is printed; `apart` is true where numbers and stories do not agree."""

    outcome: str
    says: str
    told: str
    seen: str
    fit: str
    by: str
    apart: bool


def stories(report: ImpactReport, language: Language) -> tuple[StoryRow, ...]:
    """Every row of the joint display, in the order of the outcomes."""
    order = list(report.measured)
    rows = sorted(
        report.context.stories, key=lambda row: order.index(row.outcome) if row.outcome in order else len(order)
    )
    return tuple(_row(report, row, language) for row in rows)


def _row(report: ImpactReport, row: Story, language: Language) -> StoryRow:
    found = report.measured.get(row.outcome)
    day = language.short_day(row.on) if row.on else ""
    return StoryRow(
        outcome=language.begin(found.outcome) if found else row.outcome,
        says=_figures(report, row.outcome, language),
        told=row.told,
        seen=row.seen,
        fit=language.catalogue.gettext(FITS[row.fit]),
        by=", ".join(part for part in (row.by, day) if part),
        apart=row.fit in ("differ", "silent"),
    )


def _figures(report: ImpactReport, name: str, language: Language) -> str:
    """The change with its range and the people behind it, where there are enough."""
    found = report.measured.get(name)
    if found is None or found.low is None or found.n < TOO_FEW_TO_SAY_BELOW:
        return ""
    return language.say(
        Sentence(
            "{change:change} ({low:level} to {high:level}), {n:count} people",
            vars(found),
            people=found.n,
            ranged=found.ranged,
        ),
    )
