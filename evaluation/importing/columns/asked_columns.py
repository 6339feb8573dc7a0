"""The questions of some files, each with its columns and its cells at each wave, however the waves are held."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from evaluation.importing.answers_map import AnswersMap
from evaluation.importing.grids import Grid
from evaluation.importing.rows.row_summaries import summaries
from evaluation.importing.rows.row_waves import keys_of_rows, times_of_rows, waves_of_rows
from evaluation.importing.sheets.column_headings import words_of
from evaluation.importing.sheets.file_layout import FileLayout

NUMBERING = re.compile(r"^\W*(?:q(?:uestion)?\s*)?\d+[a-z]?\s*[.):\-–]\s+", re.IGNORECASE)


@dataclass(kw_only=True)
class AskedColumn:
    """What columns of one question ask, without their wave: their names by wave, and their cells by wave."""

    stem: str
    words: str
    names: dict[str, list[str]] = field(default_factory=dict)
    cells: dict[str, Counter[str]] = field(default_factory=dict)

    @property
    def column(self) -> str:
        """The name of its first column."""
        return next(name for names in self.names.values() for name in names)

    @property
    def both(self) -> bool:
        """Whether somebody answered it before and somebody after."""
        return all(any(cell for cell in self.cells.get(wave, ())) for wave in ("pre", "post"))


def aligned(name: str) -> str:
    """A heading as it is compared between files: without its number, its signs and capital letters."""
    return words_of(NUMBERING.sub("", name)) or name.casefold()


def asked_columns(
    grids: Sequence[Grid], layout: FileLayout, made: AnswersMap, names: Iterable[str]
) -> dict[str, AskedColumn]:
    """Every question among these columns."""
    wanted = set(names)
    found: dict[str, AskedColumn] = {}
    for file, grid in zip(made.files, grids, strict=True):
        rows = waves_of_rows(made, file, grid, keys_of_rows(made, grid), times_of_rows(made, grid))
        alike = Counter(aligned(_stem(name, layout)) for name in grid.heading)
        is_summary = summaries(made, grid, ())
        counted = [(wave, row) for wave, row in zip(rows, grid.rows, strict=True) if not is_summary(row, "")]
        for place, name in enumerate(grid.heading):
            if name not in wanted:
                continue
            stem = _stem(name, layout)
            same = aligned(stem)
            within = layout.kind == "columns" and name in layout.columns
            key = same if within or alike[same] == 1 else name.casefold()
            column = found.setdefault(key, AskedColumn(stem=stem, words=_words(grid, name, stem)))
            if within:
                wave = made.waves[layout.columns[name].wave]
                _add(column, wave, name, Counter(row[place] for _, row in counted))
            else:
                by_wave: dict[str, Counter[str]] = {}
                for wave, row in counted:
                    by_wave.setdefault(wave, Counter())[row[place]] += 1
                for wave, cells in by_wave.items():
                    _add(column, wave, name, cells)
    return found


def _stem(name: str, layout: FileLayout) -> str:
    return layout.columns[name].stem if name in layout.columns else name


def _words(grid: Grid, name: str, stem: str) -> str:
    label = grid.label(name)
    return stem if label == name else label


def _add(column: AskedColumn, wave: str, name: str, cells: Counter[str]) -> None:
    names = column.names.setdefault(wave, [])
    if name not in names:
        names.append(name)
    column.cells.setdefault(wave, Counter()).update({cell: times for cell, times in cells.items() if cell})


def cells_by_wave(grids: Sequence[Grid], made: AnswersMap, name: str) -> Mapping[str, Sequence[str]]:
    """The cells of one column by wave, where waves are of files or rows."""
    found: dict[str, list[str]] = {}
    for file, grid in zip(made.files, grids, strict=True):
        if name in grid.heading:
            waves = waves_of_rows(made, file, grid, keys_of_rows(made, grid), times_of_rows(made, grid))
            for wave, cell in zip(waves, grid.cells(name), strict=True):
                found.setdefault(wave, []).append(cell)
    return found
