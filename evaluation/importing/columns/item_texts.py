"""The exact words of each question, as the files have them, for the reports of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from evaluation.impact_report.build.context import ItemWords
from evaluation.impact_report.build.scales import ScoringSource
from evaluation.importing.answers_map import AnswersMap, ColumnMap
from evaluation.importing.columns.item_names import parted_words
from evaluation.importing.grids import Grid
from evaluation.importing.sheets.wide_columns import one_wave_alone


def item_texts(answers_map: AnswersMap, grids: Sequence[Grid]) -> Mapping[str, ItemWords]:
    """The words of every item: those under its heading where there are any, else its heading without its wave."""
    texts: dict[str, ItemWords] = {}
    for column in answers_map.columns:
        if column.role == "item" and column.item not in texts:
            ask, text = parted_words(_words(column, grids))
            texts[column.item] = ItemWords(text=text, ask=ask)
    return texts


def context_of(answers_map: AnswersMap, grids: Sequence[Grid], source: ScoringSource | None) -> dict[str, Any]:
    """What the context of a report learns of the questions: from the version that they are of, else from the files."""
    known = dict(source.context) if source else {}
    return {**known, "items": {**item_texts(answers_map, grids), **known.get("items", {})}}


def _words(column: ColumnMap, grids: Sequence[Grid]) -> str:
    label = next((grid.label(column.name) for grid in grids if column.name in grid.heading), column.name)
    if label != column.name or not column.wave:
        return label
    parted = one_wave_alone(column.name)
    return parted.stem if parted else label
