"""What was found out, told to those who answered: the plain result of a public release that covers an experiment."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from evaluation.models import Experiment, Happening, Release, ReleaseEvent, ReleaseScope

NEAREST = (ReleaseScope.EXPERIMENT.value, ReleaseScope.CHAPTER.value, ReleaseScope.STUDY.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Averages:
    """Two averages of one outcome on its scale, as they were released; `before` and `after` as they are written."""

    label: str
    minimum: float
    maximum: float
    pre: float
    post: float
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PlainResult:
    """A result in plain words of one language: the headline, what follows it, and each chapter's own words by name.

    `averages` are those that are drawn.
    """

    headline: str
    more: tuple[str, ...]
    own_words: tuple[tuple[str, str], ...]
    averages: tuple[Averages, ...] = ()


@dataclass(frozen=True, slots=True)
class PublishedResult:
    """A result in plain words: sentences by language, the headline first, and each chapter's own words by its name.

    What was released before averages were drawn has none of them.
    """

    sentences: Mapping[str, tuple[str, ...]]
    own_words: tuple[tuple[str, str], ...]
    averages: Mapping[str, tuple[Averages, ...]] = field(default_factory=dict)

    def in_language(self, language: str) -> PlainResult:
        """The result in a language; in English where the reports do not speak it."""
        there = language if self.sentences.get(language) else "en"
        headline, *more = self.sentences[there]
        return PlainResult(headline, tuple(more), self.own_words, self.averages.get(there, ()))


def as_kept(result: PublishedResult) -> str:
    """A result as it is kept with its release, which never changes."""
    averages = {language: [asdict(each) for each in drawn] for language, drawn in result.averages.items()}
    said = {"sentences": dict(result.sentences), "own_words": result.own_words, "averages": averages}
    return json.dumps(said, ensure_ascii=False)


def published_result_at(db: Session, experiment: uuid.UUID) -> PublishedResult | None:
    """What the nearest and newest public release that used an experiment's answers says; None before there is one.

    A release of the experiment itself is nearer than one of its chapter, and this nearer than one of the study.
    """
    released = (
        select(Release.scope, Release.page, ReleaseEvent.words)
        .join(ReleaseEvent, ReleaseEvent.release_id == Release.id)
        .join(Experiment, Experiment.study_id == Release.study_id)
        .where(Experiment.id == experiment, Release.public, ReleaseEvent.kind == Happening.RELEASED.value)
        .where(ReleaseEvent.words != "")
        .order_by(Release.number.desc())
    )
    covering = [row for row in db.execute(released) if str(experiment) in row.page["used"]]
    if not covering:
        return None
    nearest = min(covering, key=lambda row: NEAREST.index(row.scope))
    return _as_published(json.loads(nearest.words))


def _as_published(kept: Mapping[str, Any]) -> PublishedResult:
    sentences = {language: tuple(said) for language, said in kept["sentences"].items()}
    averages = {
        language: tuple(Averages(**each) for each in drawn) for language, drawn in kept.get("averages", {}).items()
    }
    own_words = tuple((chapter, words) for chapter, words in kept["own_words"])
    return PublishedResult(sentences, own_words, averages)
