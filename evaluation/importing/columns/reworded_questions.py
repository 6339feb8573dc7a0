"""Questions whose words differ between Before and After: whether two are one is asked, never taken for granted."""

from collections.abc import Mapping

from rapidfuzz import fuzz, process

from evaluation.importing.answers_map import Edit, OpenQuestion
from evaluation.importing.columns.asked_columns import AskedColumn, aligned
from evaluation.importing.sheets.file_layout import FileLayout
from evaluation.importing.values.answer_profiles import profile_of

ALIKE = 75


def one_question_each(
    asked: Mapping[str, AskedColumn], layout: FileLayout
) -> tuple[dict[str, AskedColumn], tuple[OpenQuestion, ...]]:
    """The questions, those joined of which one stands in Before alone and one much like it in After alone."""
    found = dict(asked)
    questions: list[OpenQuestion] = []
    if layout.kind not in {"files", "columns"}:
        return found, ()
    earlier, later = ({key: c for key, c in asked.items() if _only(c, wave)} for wave in ("pre", "post"))
    for key, column in earlier.items():
        words = {each: aligned(other.stem) for each, other in later.items() if each in found}
        near = process.extractOne(aligned(column.stem), words, scorer=fuzz.ratio, score_cutoff=ALIKE)
        if near is None:
            continue
        other = found.pop(near[2])
        found[key] = AskedColumn(
            stem=column.stem,
            words=column.words,
            names={**other.names, **column.names},
            cells={**other.cells, **column.cells},
        )
        questions.append(
            OpenQuestion(
                id=f"same{len(questions) + 1}",
                kind="same_column",
                values={"one": column.column, "other": other.column},
                column=column.column,
                edits=((), (Edit(what="unscored_column", of=column.column),)),
            )
        )
    return found, tuple(questions)


def _only(column: AskedColumn, wave: str) -> bool:
    """Whether a question was answered at this wave alone, in numbers or known words."""
    answered = {each for each, cells in column.cells.items() if cells}
    return answered == {wave} and bool(profile_of("", column.column, column.cells).kind)
