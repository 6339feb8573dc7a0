"""The words of each question, as the files have them, and which column was read as which, for the reports of them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from evaluation.impact_report.build.context import ItemWords
from evaluation.impact_report.build.elsewhere.columns_read import ColumnRead, ColumnsRead
from evaluation.impact_report.build.scales import ScoringSource
from evaluation.importing.answers_map import AnswersMap, ColumnMap
from evaluation.importing.columns.given_scales import not_asked
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
    """What a report learns of the questions that were asked, and of the columns that they were read from.

    The words are the files' own. Those of the version that the questions are of stand where a column has its name
    alone, or the same words; nothing tells that a question was answered by pictures.
    """
    known = dict(source.context) if source else {}
    shown: Mapping[str, ItemWords] = known.get("items", {})
    items = {
        item: shown[item] if item in shown and is_worded_as(words, shown[item]) else words
        for item, words in item_texts(answers_map, grids).items()
    }
    read = dict.fromkeys(_columns(answers_map, grids, {**items, **shown}))
    missed = tuple(scale.label for scale in not_asked(source, {column.item for column in read}))
    elsewhere = ColumnsRead(columns=tuple(read), not_asked=missed)
    leading = known.get("leading", "") if source and _leads_as(answers_map, source) else _leading(answers_map)
    return {**known, "items": items, "pictured": frozenset(), "elsewhere": elsewhere, "leading": leading}


def _leads_as(answers_map: AnswersMap, source: ScoringSource) -> bool:
    """Whether what leads is left as it was given with the scales."""
    named = {scale.id for scale in answers_map.scales if scale.primary}
    return not answers_map.leads and named <= {scale.id for scale in source.scales if scale.primary}


def _leading(answers_map: AnswersMap) -> str:
    """Whether a map names a main outcome, which whoever wrote it says of it, or only puts one first.

    Those that the questionnaire itself names are named by nobody who brought answers.
    """
    named = {scale.id for scale in answers_map.scales if scale.primary}
    by_instrument = set(answers_map.instrument.primary) if answers_map.instrument else set()
    if named - by_instrument:
        return "named"
    return "put_first" if answers_map.leads else ""


def is_worded_as(words: ItemWords, shown: ItemWords) -> bool:
    """Whether a heading is a name alone, or has a question's words."""
    own = _plain(f"{words.ask} {words.text}")
    return " " not in words.text.strip() or own in {_plain(shown.text), _plain(f"{shown.ask} {shown.text}")}


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))


def _columns(
    answers_map: AnswersMap, grids: Sequence[Grid], questions: Mapping[str, ItemWords]
) -> Iterator[ColumnRead]:
    for column in answers_map.columns:
        if column.role == "item":
            label = _label(column, grids)
            question = questions[column.item].text if column.item in questions else column.item
            yield ColumnRead(heading=label, item=column.item, question=question)


def _label(column: ColumnMap, grids: Sequence[Grid]) -> str:
    return next((grid.label(column.name) for grid in grids if column.name in grid.heading), column.name)


def _words(column: ColumnMap, grids: Sequence[Grid]) -> str:
    label = _label(column, grids)
    if label != column.name or not column.wave:
        return label
    parted = one_wave_alone(column.name)
    return parted.stem if parted else label
