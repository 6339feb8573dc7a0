"""The quality of the answers: each check a sentence, a count, and what the report does about it."""

from evaluation.reports.impact import ImpactReport
from evaluation.reports.language import Language
from evaluation.reports.sections.chapters import Table


def quality(report: ImpactReport, language: Language) -> Table | None:
    """The checks that were made; None where none is known."""
    gettext = language.catalogue.gettext
    rows = tuple((check.found, language.few(check.count), check.done) for check in report.context.checks)
    heading = (gettext("What was looked for"), gettext("Found"), gettext("What the report does"))
    return Table(heading, rows) if rows else None
