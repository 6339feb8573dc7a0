"""The quality of the answers: each check a sentence, a count and what the report does about it; and what it changes."""

from dataclasses import dataclass

from analysis.wording.ranges import within_scale
from analysis.wording.wording import Measured, Sentence
from evaluation.impact_report.build.context import Check, Joined, Reading
from evaluation.impact_report.build.printed_counts import holds_back, joined_printed
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.language.written import changed, changed_between
from evaluation.impact_report.sections.chapters_section import ReportTable

METHODS = {
    "card": "The same card before and after",
    "same_phone": "The same phone, and the person said so",
    "page_code": "A code that the page made and the person kept",
    "memory_exact": "Memory questions, all answers alike",
    "memory_confirmed": "Memory questions, one answer apart, confirmed by a person",
    "person": "Joined by a person",
    "file": "The code in a file of answers from elsewhere",
}
READINGS = {
    "unflagged": "Without responses in which something was found",
    "exact": "With exact links only",
}
EVERYBODY = "Everybody, as on page 1"
SAME = "the same people"
RANGE_OF_SHARE = "({low:level} to {high:level}\N{NO-BREAK SPACE}%)"
HELD_BACK = "so few people fewer that the figure could tell what they answered"


@dataclass(frozen=True, kw_only=True)
class Quality:
    """What was looked for, how before and after were joined, and the first outcome once more; None where not known."""

    checks: ReportTable | None
    joined: ReportTable | None
    outcome: str
    readings: ReportTable | None


def checks_made(report: ImpactReport, language: Language) -> Quality | None:
    """The checks that were made; None where none is known."""
    context = report.context
    if not (context.checks or context.joined or context.readings):
        return None
    first = next(iter(report.measured.values()))
    return Quality(
        checks=_checks(context.checks, language, of_all=not holds_back(report)),
        joined=_joined(context.joined, language),
        outcome=language.begin(first.outcome),
        readings=_readings(report, first, language),
    )


def _checks(checks: tuple[Check, ...], language: Language, *, of_all: bool) -> ReportTable | None:
    gettext = language.catalogue.gettext
    rows = tuple(
        (_found(check, language), _count(check, language, of_all=of_all), gettext(check.done)) for check in checks
    )
    heading = (gettext("What was looked for"), gettext("Found"), gettext("What the report does"))
    return ReportTable(heading, rows) if rows else None


def _found(check: Check, language: Language) -> str:
    said = language.catalogue.gettext(check.found)
    return said.replace("{scale}", language.inside(check.about)) if check.about else said


def _count(check: Check, language: Language, *, of_all: bool) -> str:
    """How many of how many, and the range of the share where it is estimated; a share of 1 or 2 is not printed.

    Unless `of_all` it is not said of how many: that would tell a count of people that is held back.
    """
    if check.of is None or not of_all:
        return language.few(check.count)
    counted = language.say(Sentence("{count:few} of {of:count}", vars(check)))
    if check.low is None or check.high is None or check.count in (1, 2):
        return counted
    ends = {"low": 100 * check.low, "high": 100 * check.high}
    return f"{counted} {language.say(Sentence(RANGE_OF_SHARE, ends))}"


def _joined(joined: tuple[Joined, ...], language: Language) -> ReportTable | None:
    gettext = language.catalogue.gettext
    rows = tuple(
        (gettext(METHODS[each.method]), language.count(people) if isinstance(people, int) else gettext("held back"))
        for each, people in joined_printed(joined)
    )
    return ReportTable((gettext("How before and after were joined"), gettext("People")), rows) if rows else None


def _readings(report: ImpactReport, first: Measured, language: Language) -> ReportTable | None:
    """The headline with and without: what is made of fewer people says nothing that those few could be read from."""
    gettext, readings = language.catalogue.gettext, report.context.readings
    language = language.in_units(of_shares=first.yes_or_no)
    if not readings or first.change is None:
        return None
    everybody = (gettext(EVERYBODY), language.count(first.n), _change(first, language))
    rows = [(gettext(READINGS[each.kind]), *_reading(report, each, first, language)) for each in readings]
    heading = (gettext("Reading"), gettext("People"), gettext("Change (likely range)"))
    return ReportTable(heading, (everybody, *rows))


def _reading(report: ImpactReport, reading: Reading, first: Measured, language: Language) -> tuple[str, str]:
    fewer = first.n - reading.pairs
    if fewer == 0:
        return language.count(reading.pairs), language.catalogue.gettext(SAME)
    if abs(fewer) < report.plan.suppress_below or reading.change is None:
        return "–", language.catalogue.gettext(HELD_BACK)
    return language.count(reading.pairs), _change(within_scale(reading, first), language)


def _change(found: Measured | Reading, language: Language) -> str:
    if found.change is None:
        return "–"
    if found.low is None or found.high is None:
        return changed(language, found.change)
    return changed_between(language, found.change, found.low, found.high)
