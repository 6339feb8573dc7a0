"""Scales that the names of questions suggest: those of one block with one set of answers; any other question alone."""

from collections.abc import Mapping, Sequence

from analysis.scoring.quoted_labels import is_asked, label_of
from analysis.scoring.scoring import Scale
from evaluation.importing.answers_map import AnswerSet
from evaluation.importing.columns.item_names import NamedItem, own_words, scale_id
from evaluation.importing.values.heading_ends import without_ends


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
        scales[name] = Scale(
            id=name,
            label=_label(group),
            items=tuple(item.id for item in group),
            minimum=answers.minimum,
            maximum=answers.maximum,
            direction="not stated",
        )
    return tuple(scales.values())


def _label(group: Sequence[NamedItem]) -> str:
    """What an outcome is called: its question's words, or what stands before its questions where that is a name.

    What all questions of a grid are asked with is the name of nothing.
    """
    block = without_ends(group[0].block_words)
    if len(group) == 1 or is_asked(block) or block == without_ends(group[0].words):
        first = label_of(without_ends(own_words(group[0].words)))
        others = len(group) - 1
        questions = "question" if others == 1 else "questions"
        return f"{first} and {others} more {questions}" if others else _begun(first)
    return _begun(block)


def _begun(label: str) -> str:
    return label[:1].upper() + label[1:] if " " in label else label
