"""A chapter's own words as a form: saved by two they are chosen from, and removed only by somebody who says so."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from flask import request
from flask_wtf import FlaskForm
from wtforms import TextAreaField

from evaluation.models import Chapter
from evaluation.web.save_form import Saving, saving, shown_in

REMOVE = "remove"
"""The button by which somebody says that the words are to go."""


class StatementForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The words that stand beside a chapter's result."""

    words = TextAreaField()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementShown:
    """A chapter's form on the page of a release, and what is to be said of it."""

    chapter: Chapter
    sent: Saving
    to_remove: str = ""
    """The words that an empty box would remove; empty where that is not what is asked."""
    faults: Collection[str] = ()

    @property
    def words(self) -> str:
        """What stands in the box."""
        return str(self.sent.form.words.data or "").strip()


def statement_shown(chapter: Chapter, words: str) -> StatementShown:
    """The form with the words that stand now."""
    form = StatementForm(formdata=None, data={"words": words})
    return StatementShown(chapter=chapter, sent=Saving(form, shown_in(form)))


def statement_sent(chapter: Chapter, words: str) -> StatementShown:
    """The form as it was sent, beside the words that stand now."""
    sent = saving(StatementForm(formdata=None, data={"words": words}), StatementForm)
    asks = words and not (sent.form.words.data or "").strip() and REMOVE not in request.form and not sent.conflicts
    return StatementShown(chapter=chapter, sent=sent, to_remove=words if asks else "")


def statements_shown(
    chapters: Collection[Chapter], words: dict[str, str], *, sent: StatementShown | None = None
) -> list[StatementShown]:
    """The form of each chapter; the one that was sent as it was sent. `words` are by the chapters' ids."""
    theirs: dict[uuid.UUID, StatementShown] = {sent.chapter.id: sent} if sent else {}
    return [theirs.get(each.id) or statement_shown(each, words.get(str(each.id), "")) for each in chapters]
