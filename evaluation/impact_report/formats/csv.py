"""The figures of a report as rows: one figure a row under its key, for spreadsheets and for other programs."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from evaluation.impact_report.build.later.further_waves import ALONE
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.formats.json import document

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""The wide forms too: spreadsheets in East Asian languages take them for the narrow ones."""
Row = tuple[str, object, str]
SECTIONS = ("flow", "outcomes", "items", "answers", "around", "plan", "one_to_ones")
"""The parts of report.json that hold figures."""


def figure_rows(report: ImpactReport) -> tuple[Row, ...]:
    """Every figure of the report as (key, number or text, why there is none), in the order of their keys."""
    whole = document(report)
    sections = {name: whole[name] for name in SECTIONS if name in whole}
    shown = _numbered(sections) if report.renderer >= 2 else sections
    return tuple(sorted(_leaves(shown, ()), key=lambda row: row[0]))


def printed_rows(report: ImpactReport) -> tuple[Row, ...]:
    """The same for a file to read, without what could tell of the few who did not answer at a further wave."""
    held = {
        f"outcomes.{name}.waves.{wave}.{key}."
        for name, outcome in report.outcomes.items()
        for wave in outcome.nearly_all
        for key in _contrasts(outcome.waves.get(wave))
        if key != ALONE[wave]
    }
    return tuple(row for row in figure_rows(report) if not row[0].startswith(tuple(held)))


def _contrasts(found: object) -> tuple[str, ...]:
    return tuple(found) if isinstance(found, Mapping) else ()


def _numbered(part: object) -> object:
    """The same with numbers for the names of what a list holds, where that is more than numbers and texts."""
    if isinstance(part, Mapping):
        return {name: _numbered(inner) for name, inner in part.items()}
    if not isinstance(part, list | tuple):
        return part
    if any(isinstance(each, Mapping) for each in part):
        return {str(place): _numbered(each) for place, each in enumerate(part, start=1)}
    return list(part)


def figures_csv(report: ImpactReport) -> str:
    """The figures as CSV, unrounded."""
    return _csv(("key", "value", "not_given_because"), figure_rows(report))


CODEBOOK = ("name", "kind", "words", "minimum", "maximum", "scale", "direction_or_reversed", "margin", "primary")


def codebook_csv(report: ImpactReport) -> str:
    """The codebook as CSV."""
    return _csv(CODEBOOK, codebook_rows(report))


def codebook_rows(report: ImpactReport) -> list[tuple[object, ...]]:
    """What each item and scale is: its words, its ends, its scale, whether it is reversed."""
    rows: list[tuple[object, ...]] = []
    for name, outcome in report.outcomes.items():
        scale = outcome.scale
        ends = (scale.minimum, scale.maximum)
        rows.append((name, "scale", scale.label, *ends, "", scale.direction, scale.margin, scale.primary))
        for item in scale.items:
            said = _words(report, item)
            rows.append((item, "item", said, *ends, name, item in scale.reverse, "", ""))
    return rows


def _words(report: ImpactReport, item: str) -> str:
    """A question's words; in the wording of each version where they differ."""
    words = report.context.items.get(item)
    if words is None:
        return ""
    return " / ".join(words.wordings) if report.renderer >= 2 else words.text


def inert(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula: text that could start one gets an apostrophe before it."""
    if isinstance(cell, str) and cell.lstrip(" ").startswith(STARTS_A_FORMULA):
        return f"'{cell}"
    return "" if cell is None else cell


def _csv(heading: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows([inert(cell) for cell in row] for row in rows)
    return written.getvalue()


def _leaves(part: object, path: tuple[str, ...]) -> Iterator[Row]:
    key = ".".join(path)
    if isinstance(part, Mapping):
        if set(part) in ({"not_estimable"}, {"suppressed"}):
            yield key, None, str(next(iter(part.values())))
        elif path[-1:] != ("sentences",):
            for name, inner in part.items():
                yield from _leaves(inner, (*path, str(name)))
    elif isinstance(part, list):
        if path[-1:] != ("sentences",):
            yield key, ", ".join(str(each) for each in part), ""
    else:
        yield key, part, ""
