"""Published effects as a file: a chapter's estimate and its variance a row, pooled as asked."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from analysis.estimate.estimate import NotEstimable
from analysis.io.sheet import Sheet, read_sheet
from analysis.pooling.pooling import PooledEstimate, pool
from analysis.pooling.three_level import ThreeLevel, three_level
from evaluation.domain.errors import Refused

COLUMNS = ("chapter", "estimate", "variance")


@dataclass(frozen=True)
class Effect:
    """One row: a chapter, one of its experiments where named, an estimate and its sampling variance."""

    chapter: str
    experiment: str
    estimate: float
    variance: float


def read_effects(path: Path) -> tuple[Effect, ...]:
    """The rows of a CSV with columns chapter, estimate, variance and, where known, experiment; every fault at once."""
    sheet = read_sheet(path)
    faults = [fault.sentence for fault in sheet.faults] or [*_heading(sheet)] or [*_rows(sheet)]
    if faults:
        raise Refused(*faults)
    cells = zip(*(sheet.column(name) for name in ("chapter", "experiment", "estimate", "variance")), strict=True)
    return tuple(Effect(chapter, experiment, float(y), float(v)) for chapter, experiment, y, v in cells)


def pooled(effects: tuple[Effect, ...]) -> dict[str, object]:
    """The figures of `pooling.pooling`: three-level where experiments are named, the rest for one row a chapter."""
    chapters = {effect.chapter for effect in effects}
    nested = {"three_level": _nested(effects)} if any(effect.experiment for effect in effects) else {}
    if len(chapters) < len(effects):
        return {"k": len(chapters), **nested}
    found = pool(
        {effect.chapter: effect.estimate for effect in effects},
        {effect.chapter: effect.variance for effect in effects},
    )
    return {
        field.name: getattr(found, field.name) for field in fields(PooledEstimate) if field.name != "chapter_means"
    } | nested


def _nested(effects: tuple[Effect, ...]) -> ThreeLevel | NotEstimable:
    estimates = np.array([effect.estimate for effect in effects])
    return three_level([e.chapter for e in effects], estimates, np.array([e.variance for e in effects]))


def _heading(sheet: Sheet) -> Iterator[str]:
    for name in COLUMNS:
        if name not in sheet.heading:
            yield f"Row 1: the column {name} is missing."
    for name in sheet.heading:
        if name not in (*COLUMNS, "experiment"):
            yield f"Row 1, column {name}: it is not one of {', '.join(COLUMNS)}, experiment."
    for name in dict.fromkeys(name for name in sheet.heading if sheet.heading.count(name) > 1):
        yield f"Row 1: the column {name} stands {sheet.heading.count(name)} times."


def _rows(sheet: Sheet) -> Iterator[str]:
    seen: dict[tuple[str, str], int] = {}
    names = zip(sheet.column("chapter"), sheet.column("experiment"), strict=True)
    for number, key in zip(sheet.numbers, names, strict=True):
        if not key[0]:
            yield f"Row {number}, column chapter: it is empty."
        elif seen.setdefault(key, number) != number:
            named = "/".join(part for part in key if part)
            yield f"Row {number}, column chapter: {named!r} is already in row {seen[key]}."
    for name in ("estimate", "variance"):
        for number, cell in zip(sheet.numbers, sheet.column(name), strict=True):
            if not _is_number(cell):
                yield f"Row {number}, column {name}: {cell!r} is not a number."
            elif name == "variance" and float(cell) <= 0:
                yield f"Row {number}, column variance: {cell} must be above 0."


def _is_number(cell: str) -> bool:
    try:
        return math.isfinite(float(cell))
    except ValueError:
        return False
