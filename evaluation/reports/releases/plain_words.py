"""What a release says to the people who answered: its first sentences, and the averages of Before and After."""

from collections.abc import Iterator

from evaluation.domain.languages import INTERFACE_LANGUAGES
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.layout.change_rows import drawable, row
from evaluation.impact_report.text import sentences
from evaluation.impact_report.text.translate import report_in_language
from evaluation.store.responses.published_result import Averages, PublishedResult, as_kept

MOST_DRAWN = 2
"""Outcomes that are drawn for people on their phones: the primary ones that a reader can take in."""


def in_plain_words(report: ImpactReport) -> str:
    """The headline, what follows it, averages and the chapters' own words, as they are kept with a release."""
    reports = {code: report_in_language(report, code) for code in INTERFACE_LANGUAGES}
    said = {code: tuple(_plainly(each)) for code, each in reports.items()}
    drawn = {code: tuple(_averages(each)) for code, each in reports.items()}
    return as_kept(PublishedResult(said, tuple(report.context.own_words.items()), drawn))


def _plainly(report: ImpactReport) -> Iterator[str]:
    for sentence in (sentences.headline(report), *sentences.lede(report)):
        yield report.language.say(sentence)


def _averages(report: ImpactReport) -> Iterator[Averages]:
    """Of the primary outcomes that may be drawn, rounded as the release prints them."""
    primary = [name for name, outcome in report.outcomes.items() if outcome.scale.primary]
    for name in [name for name in primary if name in report.measured and drawable(report.measured[name])][:MOST_DRAWN]:
        outcome = row(report, name, report.language)
        written = report.language.of(outcome.people)
        yield Averages(
            label=outcome.label,
            minimum=outcome.minimum,
            maximum=outcome.maximum,
            pre=outcome.pre,
            post=outcome.post,
            before=written.level(outcome.pre),
            after=written.level(outcome.post),
        )
