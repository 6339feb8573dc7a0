"""Questions that ask the same of several sets of answers, as one."""

from collections.abc import Iterable
from dataclasses import replace

from evaluation.importing.answers_map import OpenQuestion

MERGED_BY = {
    "code_for_missing": ("code",),
    "best_is_low": ("low", "high", "word"),
    "unknown_answer": ("word",),
    "like_answer": ("word", "known", "number"),
    "middle": ("word", "number", "size"),
    "codes_in_order": ("low",),
    "which_ends": ("one_low", "one_high", "other_low", "other_high"),
    "unchosen": ("few_words", "many_words"),
    "numbers_and_words": ("low", "high", "one", "other"),
}
"""By which of their values questions of a kind ask the same."""


def merged_questions(questions: Iterable[OpenQuestion]) -> tuple[OpenQuestion, ...]:
    """The questions, each asked once, with the changes of all sets that it is about and the sum of their counts."""
    found: dict[tuple[str, ...], OpenQuestion] = {}
    for question in questions:
        names = MERGED_BY.get(question.kind)
        key = (question.kind, *(question.values[name] for name in names)) if names else (question.kind, question.id)
        first = found.get(key)
        found[key] = question if first is None else _joined(first, question)
    return tuple(found.values())


def _joined(first: OpenQuestion, other: OpenQuestion) -> OpenQuestion:
    values = dict(first.values)
    if "count" in values:
        values["count"] = str(int(values["count"]) + int(other.values["count"]))
    edits = tuple(tuple(dict.fromkeys((*mine, *its))) for mine, its in zip(first.edits, other.edits, strict=True))
    return replace(first, values=values, edits=(edits[0], edits[1]))
