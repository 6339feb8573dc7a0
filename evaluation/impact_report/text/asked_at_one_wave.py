"""What a report leads with where one of its two waves was not asked: that, and how many answered at the other."""

from analysis.wording.measured import Sentence
from evaluation.impact_report.build.printed_counts import flow_printed
from evaluation.impact_report.build.report import ImpactReport

NOT_YET_AFTER = "After has not been asked yet"
NOT_YET_AFTER_OF = "After has not been asked yet: {count:count} people answered Before"
NOT_AFTER = "Asked before and months later, and not after"
NOT_AFTER_OF = "Asked before and months later, and not after: {count:count} people answered Before"
NOT_BEFORE = "Before was not asked"
NOT_BEFORE_OF = "Before was not asked: {count:count} people answered After"
MONTHS_LATER = "Asked before and months later: no change on the day can be told."
CHAPTERS = "{K:first_number} chapters"
MESSAGES = {"pre": (NOT_YET_AFTER, NOT_YET_AFTER_OF), "post": (NOT_BEFORE, NOT_BEFORE_OF)}
"""Without a count, as where it may not be told, and with it."""


def asked_at_one_wave(report: ImpactReport) -> Sentence | None:
    """Which wave was not asked, and how many answered at the other; None where both were.

    No count is told beside a comparison group, which is not in it, nor of a release, which counts pairs.
    """
    once = report.estimand.once
    if once is None:
        return None
    alone, counted = (NOT_AFTER, NOT_AFTER_OF) if before_and_months_later(report) else MESSAGES[once]
    count = flow_printed(report).total.get(once)
    counted_here = isinstance(count, int) and count > 0 and report.estimand.comparison is None
    return Sentence(counted, {"count": count}) if counted_here else Sentence(alone)


def before_and_months_later(report: ImpactReport) -> bool:
    """Whether After was not asked, but people were months later: then there is something to compare."""
    return report.estimand.once == "pre" and "follow_up" in report.waves


def chapters_asked(report: ImpactReport) -> Sentence:
    """How many chapters there are, where none can have results."""
    return Sentence(CHAPTERS, report.chapters.values)
