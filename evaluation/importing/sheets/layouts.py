"""How files hold two waves: a file or sheet a wave, a row a wave, or a row a person with columns of both."""

import re
from collections.abc import Mapping, Sequence

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.importing.answers_map import Edit, FileMap, OpenQuestion
from evaluation.importing.grids import Grid
from evaluation.importing.rows.person_keys import join_sheets
from evaluation.importing.sheets.column_headings import askable, words_of
from evaluation.importing.sheets.file_layout import FileLayout, settled_waves
from evaluation.importing.sheets.wave_cells import TwoValues, two_values, wave_column
from evaluation.importing.sheets.waves_of_files import by_files, named_waves, order_of_times
from evaluation.importing.sheets.wide_columns import WaveColumn, one_wave_alone, unsaid_pairs, wave_columns

SHARED = 0.4
"""The share of its columns that a sheet has in common with another one of the same questions."""
COUNTS = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ion|chwe|ebr|mai|meh|gor|awst|medi|hyd|tach|rhag)\w*"
)


def sheets_of_answers(grids: Sequence[Grid]) -> tuple[Grid, ...]:
    """The sheets that hold answers: of a workbook those that share columns, or the largest alone."""
    kept: list[Grid] = []
    for file in dict.fromkeys(grid.file for grid in grids):
        mine = [grid for grid in grids if grid.file == file]
        largest = max(mine, key=lambda grid: len(grid.rows) * len(grid.heading))
        names = {words_of(name) for name in largest.heading}
        for grid in mine:
            shared = names & {words_of(name) for name in grid.heading}
            alike = len(shared) >= max(2, SHARED * len(grid.heading))
            pair = bool(wave_columns([*largest.heading, *grid.heading])) and len(grid.heading) * 2 > len(names)
            if grid is largest or alike or pair:
                kept.append(grid)
    return tuple(kept)


def layout_of(grids: Sequence[Grid]) -> FileLayout:
    """How these sheets hold their waves."""
    files = tuple(FileMap(name=grid.file, sheet=grid.sheet) for grid in grids)
    column = wave_column(grids)
    if column is not None:
        waves, questions = settled_waves(column.waves)
        return FileLayout(kind="rows", files=files, wave_column=column.name, waves=waves, questions=questions)
    within = [wave_columns(askable(grid.heading)) for grid in grids]
    numbered = not all(within) or all(_is_number(read) for found in within for read in found.values())
    if numbered and (values := two_values(grids)) is not None:
        return _by_two_values(files, values)
    if all(within) and not (len(grids) > 1 and _are_of_a_time_each(grids, within, numbered=numbered)):
        return _by_columns(files, {name: read for found in within for name, read in found.items()})
    return by_files(grids, files) if len(grids) > 1 else _of_one_sheet(grids[0], files)


def _of_one_sheet(grid: Grid, files: tuple[FileMap, ...]) -> FileLayout:
    """The layout of a sheet with neither rows of waves nor columns that words of waves pair."""
    unsaid = unsaid_pairs(askable(grid.heading))
    if unsaid is not None:
        return _by_unsaid(files, *unsaid)
    alone = {name: read for name in askable(grid.heading) if (read := one_wave_alone(name)) is not None}
    if {read.wave for read in alone.values()} == {"pre", "post"}:
        return FileLayout(kind="columns", files=files, columns=alone, waves={"pre": "pre", "post": "post"})
    return FileLayout(kind="order", files=files)


def _is_number(read: WaveColumn) -> bool:
    return re.fullmatch(r"t\d", read.wave) is not None


def _are_of_a_time_each(grids: Sequence[Grid], within: Sequence[Mapping[str, WaveColumn]], *, numbered: bool) -> bool:
    """Whether sheets with the same questions are of a time each, so that t1 and t2 in their columns are no times.

    Their names say it, or the same people are in them. Refused where it may be so and nothing tells.
    """
    shared = [name for name in within[0] if all(name in found for found in within)]
    if not shared:
        return False
    if named_waves(grids) is not None:
        return True
    if not numbered:
        return False
    if join_sheets(grids):
        return True
    if order_of_times(grids) is None and not _are_counted([grid.sheet or grid.file for grid in grids]):
        return False
    twin = next(n for n, read in within[0].items() if read.stem == within[0][shared[0]].stem and n != shared[0])
    raise Refused(
        Message(
            "“%(one)s” and “%(other)s” may be two questions, or one question at two times. Call the files Before and "
            "After where each file is of one time; where each row has both times, put the rows into one file.",
            one=shared[0],
            other=twin,
        )
    )


def _are_counted(names: Sequence[str]) -> bool:
    """Whether names differ in numbers or months alone, as those of the same form at two times do."""
    return len({" ".join(re.findall(r"[^\W\d_]+", COUNTS.sub(" ", name.casefold()))) for name in names}) == 1


def _by_two_values(files: tuple[FileMap, ...], values: TwoValues) -> FileLayout:
    """A column of two values, one in each row of a person: which of them is Before is asked."""
    waves = dict.fromkeys(values.earlier, "pre") | dict.fromkeys(values.later, "post")
    turned = {"pre": "post", "post": "pre"}
    edits = ((), tuple(Edit(what="wave_word", of=word, value=turned[wave]) for word, wave in waves.items()))
    said = {"one": values.earlier[0], "other": values.later[0], "column": values.name, "count": str(values.people)}
    question = OpenQuestion(id="waves", kind="which_value", values=said, column=values.name, edits=edits)
    return FileLayout(kind="rows", files=files, wave_column=values.name, waves=waves, questions=(question,))


def _by_columns(files: tuple[FileMap, ...], columns: Mapping[str, WaveColumn]) -> FileLayout:
    waves, questions = settled_waves({read.wave: read.wave for read in columns.values()})
    return FileLayout(kind="columns", files=files, columns=columns, waves=waves, questions=questions)


def _by_unsaid(files: tuple[FileMap, ...], columns: Mapping[str, WaveColumn], signs: tuple[str, str]) -> FileLayout:
    turned = {"pre": "post", "post": "pre"}
    one = next(name for name, read in columns.items() if read.wave == "pre")
    other = next(name for name, read in columns.items() if read == WaveColumn(columns[one].stem, "post"))
    edits = ((), tuple(Edit(what="wave_word", of=wave, value=turned[wave]) for wave in turned))
    values = {"one": one, "other": other, "sign": signs[0] or " ", "sign_other": signs[1]}
    question = OpenQuestion(id="columns", kind="which_columns", values=values, edits=edits)
    waves = {"pre": "pre", "post": "post"}
    return FileLayout(kind="columns", files=files, columns=columns, waves=waves, questions=(question,))
