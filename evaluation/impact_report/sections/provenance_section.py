"""How to make a report again, and what it was made from."""

from collections.abc import Iterator
from dataclasses import dataclass

import instruments
from evaluation.impact_report.build.context import AnswersSource
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.build.scales import questions_path
from evaluation.impact_report.language.language import Language

COMPLETE = "With the same data, plan and program the figures are the same to the last digit."
ROUNDED = (
    "The files are those of an export of the study: from them the command gives the figures of before and after again, "
    "exact where they are rounded here. Who answered one time only is in none of them."
)
INCOMPLETE = "An answer that everybody of an experiment gave is not in the files, so that figures can differ a little."
SEVERAL = "More than one version of the questions was asked, so that no single command makes the figures again."
PSEUDONYMS = "Letters stand for names here, so no file of its answers is named."


@dataclass(frozen=True)
class Rebuild:
    """The command that makes the figures again, what is to be known of it, and what must be the same, as (what, value).

    `sentences` are messages, put into the language of the report where they are printed.
    """

    command: str
    values: tuple[tuple[str, str], ...]
    sentences: tuple[str, ...]


def rebuild(report: ImpactReport, language: Language) -> Rebuild:
    """What a person needs who checks the report."""
    if report.renderer < 2:
        return Rebuild(_first_command(report), _values(report, language), (COMPLETE,))
    source = report.context.source
    command = _command(report) if source is None and not report.context.lettered else source.command if source else ""
    return Rebuild(command, _values(report, language), tuple(_sentences(report, source)))


def _sentences(report: ImpactReport, source: AnswersSource | None) -> Iterator[str]:
    """What is to be known of making it again."""
    if source is None:
        yield PSEUDONYMS if report.context.lettered else COMPLETE if _command(report) else SEVERAL
        return
    yield ROUNDED if source.exported and source.options else SEVERAL if source.exported else COMPLETE
    if not source.complete:
        yield INCOMPLETE


def _command(report: ImpactReport) -> str:
    """The command of a report that names no file; empty where several versions were asked, which none takes."""
    context = report.context
    if not context.instrument:
        return _first_command(report)
    if not context.version.isdigit():
        return ""
    questions = _questions(context.instrument, int(context.version))
    return f"weaving analyse responses.csv --instrument {questions} --output report"


def _questions(instrument: str, number: int) -> str:
    """A version as the command takes it: by name where it came with the program, otherwise the file of an export."""
    came_along = any((each.id, each.number) == (instrument, number) for each in instruments.published())
    return f"{instrument}/{number}" if came_along else questions_path(instrument, number)


def _first_command(report: ImpactReport) -> str:
    """The command as the first renderer prints it, whether or not it can be typed."""
    context = report.context
    scales = f"--instrument {context.instrument}/{context.version}" if context.instrument else "--scales scales.toml"
    return f"weaving analyse responses.csv {scales} --output report"


def _values(report: ImpactReport, language: Language) -> tuple[tuple[str, str], ...]:
    """What it was made from."""
    context, gettext = report.context, language.catalogue.gettext
    values = (
        *_data(report, language),
        (gettext("Answers that came from a file"), ", ".join(context.from_file)),
        (gettext("Plan, SHA-256"), report.plan.digest),
        (gettext("Plan version"), context.plan_version),
        (gettext("Plan fixed"), language.day(context.plan_fixed) if context.plan_fixed else ""),
        (gettext("Plan changed after the first answers"), context.plan_changed),
        (gettext("Questions"), f"{context.instrument} {context.version}".strip()),
        (
            gettext("Made (a few newer answers may wait)" if report.is_draft else "Data frozen"),
            language.moment(context.frozen_at) if context.frozen_at else "",
        ),
        (gettext("Program"), f"weaving-evaluation {report.code}"),
        (gettext("Seed"), "" if context.seed is None else str(context.seed)),
    )
    return tuple(part for part in values if part[1])


def _data(report: ImpactReport, language: Language) -> Iterator[tuple[str, str]]:
    """Each file of its answers and its digest; of a report that names none, the digest alone."""
    source, name = report.context.source, language.catalogue.gettext("Data, SHA-256")
    if source is None or report.renderer < 2:
        yield name, report.data_sha256
    else:
        yield from ((f"{name}: {file.name}", file.sha256) for file in source.files)
