"""Scales that the names of questions suggest: those of one block with one set of answers; any other question alone."""

from collections.abc import Mapping, Sequence

from analysis.scoring.scoring import Scale
from evaluation.importing.answers_map import AnswerSet
from evaluation.importing.columns.item_names import NamedItem, scale_id


def guessed_scales(items: Sequence[tuple[NamedItem, AnswerSet]]) -> tuple[Scale, ...]:
    """A scale for each block of questions that share a set of answers."""
    groups: dict[tuple[str, str], list[NamedItem]] = {}
    sets: Mapping[str, AnswerSet] = {answers.id: answers for _, answers in items}
    for item, answers in items:
        groups.setdefault((item.block, answers.id), []).append(item)
    scales: dict[str, Scale] = {}
    for (_, answers_id), group in groups.items():
        name = scale_id(group, scales)
        answers = sets[answers_id]
        words = group[0].words if len(group) == 1 else group[0].block_words
        scales[name] = Scale(
            id=name,
            label=(words[:1].upper() + words[1:120]) if " " in words else words,
            items=tuple(item.id for item in group),
            minimum=answers.minimum,
            maximum=answers.maximum,
        )
    return tuple(scales.values())
