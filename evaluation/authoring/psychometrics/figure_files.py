"""The figures of items and scales as CSV, as finely as the pages tell them."""

import csv
import io
from collections.abc import Iterable, Iterator

from analysis.psychometrics.item_figures import Range
from evaluation.authoring.psychometrics.released_figures import ItemAtWave, ScaleAtWave, VersionFigures

TABLES = ("items", "answers", "scales")
"""A file each: an item, an answer to an item, or a scale in a row, at one wave and in one language or all ("")."""
OF_ITEMS = (
    *("item", "wave", "version", "language", "asked", "answered", "declined", "not_applicable", "missing"),
    *("mean", "sd", "floor_from", "floor_to", "ceiling_from", "ceiling_to", "item_rest", "alpha_without"),
)
OF_ANSWERS = ("item", "wave", "version", "language", "value", "label", "people", "percent_from", "percent_to")
OF_SCALES = (
    *("scale", "wave", "version", "language", "people", "mean", "sd"),
    *("method", "reliability", "low", "high", "omega"),
)


def figures_as_csv(found: VersionFigures, table: str) -> str:
    """One of `TABLES`. People are to the nearest five; what is not told is empty."""
    of_items = [row for item in found.items for row in found.of_item(item)]
    headings, rows = {
        "items": (OF_ITEMS, map(_item, of_items)),
        "answers": (OF_ANSWERS, _answers(found, of_items)),
        "scales": (OF_SCALES, map(_scale, (row for scale in found.version.scales for row in found.of_scale(scale)))),
    }[table]
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return written.getvalue()


def _item(row: ItemAtWave) -> list[object]:
    disclosed, with_others = row.figures, row.in_scale
    people = (disclosed.asked, disclosed.answered, disclosed.declined, disclosed.not_applicable, disclosed.missing)
    ends = (*_ends(disclosed.floor), *_ends(disclosed.ceiling))
    among = (with_others.correlation, with_others.alpha_without) if with_others else (None, None)
    return [
        row.item.id,
        row.at.wave,
        row.at.version,
        row.at.language,
        *people,
        disclosed.mean,
        disclosed.sd,
        *ends,
        *among,
    ]


def _answers(found: VersionFigures, rows: Iterable[ItemAtWave]) -> Iterator[list[object]]:
    for row in rows:
        counts, shares = row.figures.counts or {}, row.figures.shares or {}
        for option in found.version.format_of(row.item).choices if counts else ():
            at = (row.item.id, row.at.wave, row.at.version, row.at.language, option.value, _plain(option.label))
            yield [*at, counts[option.value], *_ends(shares[option.value])]


def _scale(row: ScaleAtWave) -> list[object]:
    disclosed = row.figures
    figures = (
        disclosed.people,
        disclosed.mean,
        disclosed.sd,
        disclosed.method,
        disclosed.reliability,
        disclosed.low,
        disclosed.high,
        disclosed.omega,
    )
    return [row.scale.id, row.at.wave, row.at.version, row.at.language, *figures]


def _ends(share: Range | None) -> Range | tuple[None, None]:
    return share or (None, None)


def _plain(text: str) -> str:
    """A text that no program takes for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
