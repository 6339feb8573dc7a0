"""Files or sheets of a wave each: which is which by their names, by their columns, or by the times in them."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.importing.answers_map import Edit, FileMap, OpenQuestion
from evaluation.importing.grids import Grid
from evaluation.importing.sheets.column_headings import askable
from evaluation.importing.sheets.file_layout import FileLayout, settled_waves
from evaluation.importing.sheets.moments import first_and_last
from evaluation.importing.sheets.wave_words import plain_words, wave_of, waves_in_name
from evaluation.importing.sheets.wide_columns import WaveColumn, one_wave_alone, wave_columns

Spans = tuple[tuple[str, str], ...]
"""The first and the last moment of a sheet, by each order of day and month."""


def by_files(grids: Sequence[Grid], files: tuple[FileMap, ...]) -> FileLayout:
    """Each sheet is of one wave: as its name says, or its columns, or the times in it, or as is asked."""
    named = named_waves(grids)
    columns = _columns_alone(grids)
    spans = [first_and_last(grid) for grid in grids]
    known = named or [_one_wave(grid, columns) for grid in grids]
    if all(known):
        raw = {str(place): wave for place, wave in enumerate(known)}
        waves, questions = settled_waves({wave: wave for wave in raw.values()})
        if len(grids) == 2 and not questions and _against_times(known, waves, spans):
            return _asked(grids, files, columns, Message("Their names say another order than the times in them."))
        placed = tuple(FileMap(name=f.name, sheet=f.sheet, wave=waves[w]) for f, w in zip(files, known, strict=True))
        edits = questions and _file_questions(questions, files, known)
        return FileLayout(kind="files", files=placed, columns=columns, questions=edits or ())
    if len(grids) != 2:
        raise Refused(
            Message(
                "It cannot be told which of these are Before and which After: %(names)s. No time is known in "
                "%(unknown)s: call them Before and After, and Follow-up where there is a third time.",
                names=_quoted(_names(grids)),
                unknown=_quoted(_untimed(grids)),
            )
        )
    order = _order(spans)
    if order is not None:
        by_place = dict(zip(order, ("pre", "post"), strict=True))
        placed = tuple(FileMap(name=f.name, sheet=f.sheet, wave=by_place[n]) for n, f in enumerate(files))
        return FileLayout(kind="files", files=placed, columns=columns)
    return _asked(grids, files, columns, Message("Neither their names nor the times in them tell."))


def _sheets(grids: Sequence[Grid]) -> bool:
    return len({grid.file for grid in grids}) == 1


def _file_questions(
    questions: tuple[OpenQuestion, ...], files: tuple[FileMap, ...], known: Sequence[str]
) -> tuple[OpenQuestion, ...]:
    """The questions with their edits of words turned into edits of the files that these words name."""

    def of_files(edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
        return tuple(
            Edit(what="file_wave", of=f"{file.name}|{file.sheet}", value=edit.value)
            for edit in edits
            for file, wave in zip(files, known, strict=True)
            if wave == edit.of
        )

    return tuple(
        OpenQuestion(
            id=each.id, kind=each.kind, values=each.values, edits=(of_files(each.edits[0]), of_files(each.edits[1]))
        )
        for each in questions
    )


def named_waves(grids: Sequence[Grid]) -> list[str] | None:
    """The wave that the name of each tells by the words that not all of them have; None where one tells none or two."""
    said = _waves_in_names(_names(grids))
    waves = [each.copy().pop() for each in said if len(each) == 1]
    return waves if len(waves) == len(said) and len(set(waves)) > 1 else None


def _waves_in_names(names: Sequence[str]) -> list[set[str]]:
    common = set.intersection(*(set(plain_words(name)) for name in names))
    waves = []
    for name in names:
        own = " ".join(word for word in plain_words(re.sub(r"\.\w{2,4}$", "", name)) if word not in common)
        waves.append(waves_in_name(own) or ({wave_of(own)} - {""}))
    return waves


def _untimed(grids: Sequence[Grid]) -> list[str]:
    """The names that tell no one wave; all of them where they tell the same."""
    names = _names(grids)
    return [name for name, said in zip(names, _waves_in_names(names), strict=True) if len(said) != 1] or names


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def _names(grids: Sequence[Grid]) -> list[str]:
    """What the sheets are called, or their files where these are several."""
    return [grid.sheet if _sheets(grids) else grid.file for grid in grids]


def _columns_alone(grids: Sequence[Grid]) -> dict[str, WaveColumn]:
    """Columns that name a wave and have their pair in another sheet: bt1_pre in one file, bt1_post in another.

    A column that several sheets have is of several waves, and what its name ends in is no wave.
    """
    sheets = Counter(name for grid in grids for name in askable(grid.heading))
    return dict(wave_columns(name for name, count in sheets.items() if count == 1))


def _one_wave(grid: Grid, columns: Mapping[str, WaveColumn]) -> str:
    waves = {columns[name].wave for name in grid.heading if name in columns}
    if not waves:
        alone = [read.wave for name in askable(grid.heading) if (read := one_wave_alone(name)) is not None]
        waves = set(alone) if len(alone) > len(grid.heading) / 2 else set()
    return waves.pop() if len(waves) == 1 else ""


def order_of_times(grids: Sequence[Grid]) -> tuple[int, int] | None:
    """Which of two sheets was answered before the other, as its times tell; None where they do not, or of more."""
    return _order([first_and_last(grid) for grid in grids]) if len(grids) == 2 else None


def _order(spans: Sequence[Spans]) -> tuple[int, int] | None:
    """Which of two sheets ended before the other began, by every way to read its dates; None where it did not."""
    orders = set()
    for one, other in zip(*spans, strict=True):
        orders.add(
            (0, 1)
            if one[1] and other[0] and one[1] < other[0]
            else (1, 0)
            if other[1] and one[0] and other[1] < one[0]
            else None
        )
    return orders.pop() if len(orders) == 1 else None


def _against_times(known: Sequence[str], waves: Mapping[str, str], spans: Sequence[Spans]) -> bool:
    order = _order(spans)
    return order is not None and [waves[known[place]] for place in order] == ["post", "pre"]


def _asked(
    grids: Sequence[Grid], files: tuple[FileMap, ...], columns: Mapping[str, WaveColumn], why: Message
) -> FileLayout:
    names = _names(grids)
    placed = tuple(FileMap(name=f.name, sheet=f.sheet, wave=w) for f, w in zip(files, ("pre", "post"), strict=True))
    turned = tuple(
        Edit(what="file_wave", of=f"{file.name}|{file.sheet}", value=wave)
        for file, wave in zip(files, ("post", "pre"), strict=True)
    )
    values = {"one": names[0], "other": names[1], "why": why}
    question = OpenQuestion(id="before", kind="which_is_before", values=values, edits=((), turned))
    return FileLayout(kind="files", files=placed, columns=columns, questions=(question,))
