"""The file of an area's table: CSV with the columns item, answer and percent, and chapter where areas differ."""

import csv
import io
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass

from instruments import ResponseFormat

NEEDED = ("item", "answer", "percent")
COLUMNS = (*NEEDED, "chapter")
LARGEST = 200_000
ABOUT = 2.0
"""How far percentages that were rounded may add to other than 100."""
COLUMNS_SAID = "Line 1: the columns are item, answer and percent, and chapter where areas differ; these are {found}."
TOO_LARGE = f"The file is larger than {LARGEST // 1000} kB; a table of an area is a few lines a question."
NOT_TEXT = "The file is not text in UTF-8: save it as CSV in UTF-8."
NO_ROWS = "The file has no line below its first."
UNKNOWN_ITEM = "Line {line}: no module asks a question “{item}”; those asked are {known}."
UNKNOWN_ANSWER = "Line {line}: “{item}” has no answer “{answer}”; its answers are {known}."
UNKNOWN_CHAPTER = "Line {line}: this study has no chapter “{chapter}”."
NO_PERCENTAGE = "Line {line}: “{percent}” is no percentage from 0 to 100, such as 12.5."
TWICE = "Line {line}: “{answer}” of “{item}” stands in line {before} already."
OTHER_SUM = "The percentages of “{item}” from line {line} on add to {total:g}, and not to about 100."


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaRow:
    """One answer to one question: the percentage of people of an area who gave it, of a chapter's area or of all."""

    item: str
    answer: int | str
    percent: float
    chapter: str = ""

    def as_kept(self) -> dict[str, object]:
        """The row as it is stored."""
        return asdict(self)


def rows_of_file(
    content: bytes, *, questions: Mapping[str, ResponseFormat], chapters: Mapping[str, str]
) -> tuple[list[AreaRow], list[str]]:
    """The rows of a file, and what is wrong with it, a sentence each with its line.

    `questions` may be asked; `chapters` are ids by name and by slug. An answer is named by its code or by its words.
    """
    if len(content) > LARGEST:
        return [], [TOO_LARGE]
    try:
        lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    except (UnicodeDecodeError, csv.Error):
        return [], [NOT_TEXT]
    heading = [cell.strip().lower() for cell in lines[0]] if lines else []
    if not set(NEEDED) <= set(heading) <= set(COLUMNS) or len(heading) != len(set(heading)):
        return [], [COLUMNS_SAID.format(found=", ".join(heading) or "none")]
    filled = [
        (number, dict(zip(heading, (cell.strip() for cell in [*line, *[""] * len(heading)]), strict=False)))
        for number, line in enumerate(lines[1:], start=2)
        if any(cell.strip() for cell in line)
    ]
    return _read(filled, questions, chapters) if filled else ([], [NO_ROWS])


def _read(
    lines: list[tuple[int, dict[str, str]]], questions: Mapping[str, ResponseFormat], chapters: Mapping[str, str]
) -> tuple[list[AreaRow], list[str]]:
    rows: dict[tuple[str, str, int | str], tuple[int, AreaRow]] = {}
    faults: list[str] = []
    for number, cells in lines:
        row, wrong = _row(number, cells, questions, chapters)
        faults += wrong
        if row is None:
            continue
        before = rows.setdefault((row.chapter, row.item, row.answer), (number, row))
        if before[0] != number:
            faults.append(TWICE.format(line=number, answer=cells["answer"], item=row.item, before=before[0]))
    if not faults:
        faults += _sums(rows.values())
    return [row for _, row in rows.values()], faults


def _row(
    number: int, cells: Mapping[str, str], questions: Mapping[str, ResponseFormat], chapters: Mapping[str, str]
) -> tuple[AreaRow | None, list[str]]:
    faults = []
    item, chapter, percent = cells["item"], cells.get("chapter", ""), _percentage(cells["percent"])
    answers = _answers(questions[item]) if item in questions else {}
    if not answers:
        faults.append(UNKNOWN_ITEM.format(line=number, item=item, known=", ".join(sorted(questions))))
    elif cells["answer"].casefold() not in answers:
        known = ", ".join(str(option.value) for option in questions[item].choices)
        faults.append(UNKNOWN_ANSWER.format(line=number, item=item, answer=cells["answer"], known=known))
    if chapter and chapter not in chapters:
        faults.append(UNKNOWN_CHAPTER.format(line=number, chapter=chapter))
    if percent is None:
        faults.append(NO_PERCENTAGE.format(line=number, percent=cells["percent"]))
    if faults or percent is None:
        return None, faults
    answer = answers[cells["answer"].casefold()]
    return AreaRow(item=item, answer=answer, percent=percent, chapter=chapters[chapter] if chapter else ""), []


def _answers(shown: ResponseFormat) -> dict[str, int | str]:
    """The answers to a question by their codes and by their words."""
    worded = {option.label.casefold(): option.value for option in shown.choices}
    return worded | {str(option.value).casefold(): option.value for option in shown.choices}


def _percentage(text: str) -> float | None:
    try:
        found = float(text.removesuffix("%").strip())
    except ValueError:
        return None
    return found if math.isfinite(found) and 0 <= found <= 100 else None


def _sums(rows: Iterable[tuple[int, AreaRow]]) -> Iterator[str]:
    """Of each question of each area, whose percentages add to other than about 100, a sentence."""
    found: dict[tuple[str, str], list[tuple[int, AreaRow]]] = defaultdict(list)
    for number, row in rows:
        found[row.chapter, row.item].append((number, row))
    for (_, item), of in found.items():
        total = math.fsum(row.percent for _, row in of)
        if abs(total - 100) > ABOUT:
            yield OTHER_SUM.format(item=item, line=of[0][0], total=round(total, 2))
