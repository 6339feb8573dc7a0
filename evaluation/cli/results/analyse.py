"""`weaving analyse`: a file of answers in, the figures and the report out."""

import hashlib
from dataclasses import replace
from pathlib import Path

import click
import pandas as pd

from analysis.estimate.answered_once import AnsweredOnce
from analysis.estimate.plan import without_direction
from analysis.io.frames import BadFrame, answered_rows, read_responses
from analysis.sensitivity.attrition import answered_once, people_once
from evaluation.cli.questionnaires.version_files import parsed
from evaluation.cli.results.font_warning import font_warning
from evaluation.cli.results.joined_by import lines_of_unjoined, lines_of_unjoined_rows
from evaluation.cli.results.odd_answers import odd_answers
from evaluation.cli.results.report_steps import report_steps
from evaluation.cli.results.understood_answers import (
    MAP_NAME,
    as_printed,
    echo_lines,
    is_plain,
    lines_of,
    lines_of_unsettled,
    understood,
    write_map,
)
from evaluation.domain.errors import Refused
from evaluation.export.descriptor import holds_example, holds_pairs_only
from evaluation.impact_report.build.context import AnswersFile, AnswersSource
from evaluation.impact_report.build.report import Context, ImpactReport, impact_report
from evaluation.impact_report.build.scales import ScoringSource, from_file, from_instrument, from_version
from evaluation.impact_report.formats.write import REPORT_FORMATS, formats_named, write
from evaluation.importing.columns.item_texts import context_of
from evaluation.importing.file_titles import title_of_files
from evaluation.importing.rows.reported_rows import reported_rows
from evaluation.reports.other_order import with_other_order


@click.command("analyse")
@click.argument("responses", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option("--scales", type=click.Path(path_type=Path), help="SCALES.toml: how items form scales, and the plan.")
@click.option("--instrument", metavar="ID/VERSION", help="Take the scales from a published version, or its file.")
@click.option("--suppress-below", type=click.IntRange(0), help="The plan's threshold, where --instrument has no plan.")
@click.option("--map", "map_file", type=click.Path(path_type=Path), help="MAP.toml: how the files are read.")
@click.option("--title", help="What the report is called: it stands above page 1, where no chapters are named.")
@click.option("--output", type=click.Path(path_type=Path), required=True, help="Folder for the report's files.")
@click.option("--format", "formats", default="json,html,pdf", show_default=True, help="Formats, with commas between.")
def command(
    responses: tuple[Path, ...],
    *,
    scales: Path | None,
    instrument: str | None,
    suppress_below: int | None,
    map_file: Path | None,
    title: str | None,
    output: Path,
    formats: str,
) -> None:
    """Analyse RESPONSES.csv and write report.json, report.html and report.pdf.

    RESPONSES is what an online form gives, in one file or one for Before and one for After; what it does not tell is
    asked, and `weaving map` writes it down to be corrected. Or it is in the plain form: participant, chapter,
    wave, then a column for each question, in one file or several. docs/answers_from_elsewhere.md shows both.

    Bad input is refused as a whole, with a sentence for every fault, and nothing is written.
    """
    wanted = _wanted(formats, known=REPORT_FORMATS)
    announce, begun = report_steps(wanted)
    announce("Reading the answers")
    if map_file is not None or not all(map(is_plain, responses)):
        _check_formats(wanted)
        named = _optional_source(scales, instrument, suppress_below, map_file)
        source, frame, context = _understood(responses, map_file, named, output)
    else:
        source = scoring_source(scales, instrument, suppress_below)
        frame, context = _plain(responses, source, _options(scales, instrument, suppress_below))
    context = _titled(context, title) if title else context
    announce("Computing every figure")
    report = _report(frame, source, context)
    with font_warning():
        for path in write(report, output, formats=wanted, responses=frame, begun=begun):
            click.echo(path)


def _titled(context: Context, title: str) -> Context:
    """What the report is called, also in the command that makes it again."""
    source = context.source and replace(context.source, options=(*context.source.options, "--title", title))
    return replace(context, title=title, source=source)


def _report(frame: pd.DataFrame, source: ScoringSource, context: Context) -> ImpactReport:
    try:
        report = impact_report(frame, source.scales, source.plan, context=context)
        return with_other_order(report, frame, source.scales, source.plan)
    except BadFrame as bad:
        raise Refused(*bad.faults) from None


def _plain(
    responses: tuple[Path, ...], source: ScoringSource, options: tuple[str, ...]
) -> tuple[pd.DataFrame, Context]:
    """The answers of files in the plain form, and what the report says of them."""
    frame, unanswered = _answers(responses, source)
    echo_lines(lines_of_unjoined_rows(frame))
    files = _files(responses, options)
    return frame, Context(
        data_sha256=files.sha256,
        source=files,
        unanswered=unanswered,
        example=any(map(holds_example, responses)),
        answered_once=_answered_once(responses, frame, source),
        **source.context,
    )


def _understood(
    responses: tuple[Path, ...], map_file: Path | None, source: ScoringSource | None, output: Path
) -> tuple[ScoringSource, pd.DataFrame, Context]:
    """The answers of files in any form, after saying what was understood; the map is written beside the report."""
    found = understood(responses, map_file=map_file, source=source)
    echo_lines(lines_of(found))
    kept = map_file or output / MAP_NAME
    echo_lines((*lines_of_unsettled(found.answers_map, kept), *lines_of_unjoined(found, kept)))
    if map_file is None:
        write_map(found.answers_map, kept)
    by_map = ScoringSource(
        scales=found.applied.scales,
        plan=found.applied.plan,
        context=context_of(found.answers_map, found.grids, source),
    )
    files = _files(responses, ("--map", as_printed(kept)))
    unanswered = sum(row.kind == "blank" for row in found.applied.left_out)
    context = Context(
        title=title_of_files(path.name for path in responses),
        data_sha256=files.sha256,
        source=files,
        unanswered=unanswered,
        answered_once=_answered_once(responses, found.applied.frame, by_map),
        file_rows=reported_rows(found.answers_map, found.applied, found.grids, scaled=source is not None),
        **by_map.context,
    )
    return by_map, found.applied.frame, context


NO_SCRIPT = "methods.R and methods.py read answers in the plain form alone: docs/answers_from_elsewhere.md shows it."
MAP_HAS_SCALES = (
    "The map has the scales: leave out --scales, --instrument and --suppress-below, or change them in the map."
)


def _check_formats(wanted: tuple[str, ...]) -> None:
    """Refuses the formats that read the files themselves."""
    if any(name.startswith("methods") for name in wanted):
        raise Refused(NO_SCRIPT)


def _optional_source(
    scales: Path | None, instrument: str | None, below: int | None, map_file: Path | None
) -> ScoringSource | None:
    """The scales and the plan where they were named and no map has them."""
    if map_file is not None and (scales or instrument or below is not None):
        raise Refused(MAP_HAS_SCALES)
    if scales is None and instrument is None:
        if below is not None:
            raise Refused("Write suppress_below in a map, under [plan]: `weaving map` makes one.")
        return None
    return scoring_source(scales, instrument, below)


def _options(scales: Path | None, instrument: str | None, below: int | None) -> tuple[str, ...]:
    """How the scales were named, as it is typed again."""
    named = (
        ("--scales", as_printed(scales)) if scales is not None else ("--instrument", _without_folder(str(instrument)))
    )
    return named if below is None else (*named, "--suppress-below", str(below))


def _without_folder(instrument: str) -> str:
    """A version's name as it is, and the file of one without the folders of this machine."""
    return as_printed(Path(instrument)) if Path(instrument).is_file() else instrument


def _files(responses: tuple[Path, ...], options: tuple[str, ...]) -> AnswersSource:
    """The files that were read, by name and digest."""
    read = [
        AnswersFile(name=as_printed(path), sha256=hashlib.sha256(path.read_bytes()).hexdigest()) for path in responses
    ]
    return AnswersSource(files=tuple(read), options=options)


LEFT_OUT = "The file holds nobody who answered one time only. If such people were left out of it, say so in the scales "
LEFT_OUT += "file (pairs_only = true under [plan]): the report then says that how many they are is not known."


NO_DIRECTION = (
    "The scales file does not say which way is better of: {names}. More is taken to be better. Where less is "
)
NO_DIRECTION += 'better, write direction = "lower" under that scale: otherwise the report calls harm what is welcome.'
NOT_PAIRS = (
    "The scales file says that those who answered one time only were left out (pairs_only = true), but the file "
)
NOT_PAIRS += "holds {count} of them: {names}. Write pairs_only = false, so that they are counted, or leave them out."
MOST_NAMED = 5


def _check_pairs(frame: pd.DataFrame) -> None:
    """Refuses people of whom there is a row of one wave alone; a form that was left blank is a row."""
    once = people_once(frame)
    if once:
        named = ", ".join(map(repr, once[:MOST_NAMED])) + (" and others" if len(once) > MOST_NAMED else "")
        raise Refused(NOT_PAIRS.format(count=len(once), names=named))


def _answered_once(responses: tuple[Path, ...], frame: pd.DataFrame, source: ScoringSource) -> AnsweredOnce:
    """What the file can tell of people who answered once; it is said to hold none by its plan or its data package."""
    found = answered_once(frame, pairs_only=source.plan.pairs_only or all(map(holds_pairs_only, responses)))
    if found is AnsweredOnce.NONE_IN_FILE:
        click.echo(LEFT_OUT, err=True)
    return found


def scoring_source(scales: Path | None, instrument: str | None, below: int | None) -> ScoringSource:
    """The scales and the plan, from whichever of the two was named."""
    if (scales is None) == (instrument is None):
        raise Refused(
            "Name the scales once: either --scales SCALES.toml or --instrument ID/VERSION. "
            "`weaving map` can guess them."
        )
    if scales is not None and below is not None:
        raise Refused("The scales file has the threshold: write suppress_below there, under [plan].")
    if scales is not None:
        return _with_directions(from_file(scales), scales)
    return _named(str(instrument), suppress_below=below)


def _with_directions(source: ScoringSource, scales: Path) -> ScoringSource:
    """The same, after saying of which scales it is not said which way is better."""
    names = without_direction(scales)
    if names:
        click.echo(NO_DIRECTION.format(names=", ".join(names)), err=True)
    return source


def _named(instrument: str, *, suppress_below: int | None) -> ScoringSource:
    """The scales of a version that came with the program, or of one in a file; the threshold is the usual or this."""
    found = from_version(parsed(Path(instrument))) if Path(instrument).is_file() else from_instrument(instrument)
    return found if suppress_below is None else replace(found, plan=replace(found.plan, suppress_below=suppress_below))


def _answers(responses: tuple[Path, ...], source: ScoringSource) -> tuple[pd.DataFrame, int]:
    """The rows of the files in which something was answered, and how many others there were: these count nowhere."""
    frame = _read(responses, source)
    if source.plan.pairs_only:
        _check_pairs(frame)
    answered = answered_rows(frame, source.scales)
    unanswered = int((~answered).sum())
    if unanswered == len(frame):
        named = ", ".join(map(str, responses))
        raise Refused(f"{named} holds no answer to any question of these scales, so there is nothing to analyse.")
    if unanswered:
        click.echo(f"{unanswered} rows in which nothing was answered were left out.", err=True)
    counted = frame[answered].reset_index(drop=True)
    for said in odd_answers(counted):
        click.echo(said, err=True)
    return counted, unanswered


def _read(responses: tuple[Path, ...], source: ScoringSource) -> pd.DataFrame:
    """The rows of all files; every fault of each is refused, and so are people who stand in two of them."""
    frames, faults = [], []
    for path in responses:
        try:
            frames.append(read_responses(path, source.scales, besides=source.besides, ignored=source.ignored))
        except BadFrame as bad:
            faults += [f"{path}: {fault}" if len(responses) > 1 else fault for fault in bad.faults]
    if not faults:
        held = pd.concat([frame["participant"].drop_duplicates() for frame in frames])
        twice = sorted(set(held[held.duplicated()]))
        faults += [f"Participant {name!r} stands in more than one of the files." for name in twice]
    if faults:
        raise Refused(*faults)
    return pd.concat(frames, ignore_index=True)


def _wanted(formats: str, *, known: tuple[str, ...]) -> tuple[str, ...]:
    """The formats asked for, report.json always among them."""
    named = formats_named(formats)
    unknown = [name for name in named if name not in known]
    if unknown:
        raise Refused(*(f"{name!r} is not a format; the formats are {', '.join(known)}." for name in unknown))
    return tuple(dict.fromkeys(("json", *named)))
