"""Which versions of the questions were used, what changed between them, and what therefore was not put together."""

from dataclasses import dataclass

from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.build.versions import CLASSES, VersionsUsed
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.sections.chapters_section import ReportTable

WAVES = {"pretest": "Registration", "pre": "Before", "post": "After", "then": "Looking back", "follow_up": "Follow-up"}


@dataclass(frozen=True, kw_only=True)
class VersionsShown:
    """The versions of a report, where each wave asked which, and the classes in the reader's words."""

    used: VersionsUsed
    places: ReportTable
    classes: dict[str, str]


def versions(report: ImpactReport, language: Language) -> VersionsShown | None:
    """The section on versions; None where there was one."""
    used, gettext = report.context.versions, language.catalogue.gettext
    if used is None:
        return None
    waves = [wave for wave in WAVES if any(wave in asked for asked in used.asked.values())]
    rows = [(place, *(asked.get(wave, "–") for wave in waves)) for place, asked in used.asked.items()]
    return VersionsShown(
        used=used,
        places=ReportTable(("", *(gettext(WAVES[wave]) for wave in waves)), tuple(rows)),
        classes={str(found): gettext(said) for found, said in CLASSES.items()},
    )
