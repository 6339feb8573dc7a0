"""Answers that were looked at and not finished, as the first page lists them: their names, and how long they stay."""

import math
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from evaluation.importing.file_titles import title_of_files
from evaluation.storage.brought.held_answers import unfinished_by
from evaluation.storage.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class UnfinishedAnswers:
    """What somebody can go on with: by which name, since when, and for how many minutes more."""

    id: uuid.UUID
    name: str
    brought_at: datetime
    minutes: int


def unfinished_answers(settings: Settings, account: uuid.UUID, *, now: datetime) -> Iterator[UnfinishedAnswers]:
    """Those of an account, the newest first; each by its title, or else by its files."""
    for held in unfinished_by(settings, account, now=now):
        files = [str(file["name"]) for file in held.content.get("files", ())]
        yield UnfinishedAnswers(
            id=held.id,
            name=str(held.content.get("title") or title_of_files(files)),
            brought_at=held.brought_at,
            minutes=math.ceil((held.until - now) / timedelta(minutes=1)),
        )
