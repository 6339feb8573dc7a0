"""Which sections follow page 1, and what stands in each, in the reader's language."""

from evaluation.reports.impact import ImpactReport
from evaluation.reports.language import Language


def sections(report: ImpactReport, language: Language) -> dict[str, object]:
    """The sections with something to say, in the order they are read, by the name of their template."""
    return {}
