"""Several chapters in one sentence, each with its figure; of many, between which figures theirs lie."""

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.wording import caution_phrases
from analysis.wording.measured import Measured, Sentence
from analysis.wording.stating import statement

MOST_WITH_FIGURES = 6
"""Of more chapters than these the smallest and the largest figure are told in place of each one's."""


@dataclass(frozen=True)
class Messages:
    """What is said of several chapters with the figure of each, and of many with those between which theirs lie."""

    each: str
    between: str


def named_together(
    said: Messages,
    found: Measured,
    places: Mapping[str, Measured],
    *,
    k: int,
    figures: tuple[str, ...] = (),
    among: Mapping[str, int] | None = None,
) -> Sentence:
    """That an outcome moved the unwelcome way in these of k chapters, with the figures there are of them.

    `among` has further counts that the message names.
    """
    values: dict[str, object] = {"count": len(places), "k": k, "outcome": found.outcome, **(among or {})}
    changes = [place.change for place in places.values() if place.change is not None]
    if len(places) <= MOST_WITH_FIGURES or not changes:
        each = tuple(_with_figure(chapter, place) for chapter, place in places.items())
        return Sentence(said.each, values | {"names": each}, figures)
    ends = {"least": min(changes, key=abs), "most": max(changes, key=abs)}
    people = min(place.fewest for place in places.values())
    values |= {"names": tuple(places), **ends}
    return Sentence(said.between, values, figures, people=people, bounds=found.bounds)


def _with_figure(chapter: str, place: Measured) -> Sentence | str:
    """A chapter with its figure, without a range where it has none; its name alone where no figure may be told."""
    if place.change is None:
        return chapter
    said = caution_phrases.CHAPTER_ALIKE if place.low is None else caution_phrases.CHAPTER_RANGED
    return statement(said, place, extra={"chapter": chapter})
