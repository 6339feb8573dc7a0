"""Saving a form that somebody else may have saved since it was shown: both changes are kept, or a person chooses.

The page sends along what its form was filled with. What only one of the two has changed is kept whoever saved last;
where both changed one entry, nothing is saved and both texts are shown, to be chosen from one by one.
"""

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from flask import request
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, SelectMultipleField

from evaluation.models import Experiment, Study
from evaluation.store.log.done_by import LastSave, last_save
from evaluation.web.concurrent_edits import Conflict, merged

SHOWN, CHOSEN, THEIRS = "before", "keep.", "theirs"
"""The field that says what was shown, those that say what to keep of two texts, and what these say."""


@dataclass(frozen=True, slots=True)
class Saving:
    """What comes of a form that was sent, and the entries that two people have changed in different ways."""

    form: FlaskForm
    shown: str
    """What there is now, for the page to send along."""
    conflicts: tuple[Conflict, ...] = ()
    last: LastSave | None = None
    """Where there is a conflict: who saved meanwhile, and when, as far as that is written down."""


def asked_by_script() -> bool:
    """Whether a script of ours sent this form, which reads JSON and says on its page what came of it."""
    return request.accept_mimetypes.best == "application/json"


def shown_in(form: FlaskForm) -> str:
    """What a form is filled with, as its page sends it along."""
    return json.dumps(_texts(form), ensure_ascii=False, sort_keys=True)


def saving(current: FlaskForm, fresh: Callable[..., FlaskForm], *, locked: Collection[str] = ()) -> Saving:
    """What was sent, merged with what there is now: `current` is the form as it would be shown.

    A `fresh` form is filled with both people's changes, yours where they are in conflict. What is `locked` stands on
    the page without a field, so that it comes back only where somebody means to change it all the same.
    """
    now = _texts(current)
    shown = {**now, **_shown(now)}
    absent = {name for name in locked if name not in request.form}
    yours = {name: shown[name] if name in absent else _sent(current[name], otherwise=shown[name]) for name in now}
    yours |= {name: shown[name] for name in now if request.form.get(CHOSEN + name) == THEIRS}
    found = merged(shown, now, yours=yours)
    return Saving(fresh(formdata=_as_sent(current, found.values)), shown_in(current), found.conflicts)


def with_last_save(db: Session, row: Experiment | Study, sent: Saving, *actions: str) -> Saving:
    """The same with who saved meanwhile, where both changed something; `actions` are what the log calls saving it."""
    if not sent.conflicts:
        return sent
    names = {one.name for one in sent.conflicts}
    return replace(sent, last=last_save(db, f"{row.__tablename__} {row.id}", names=names, actions=actions))


def _texts(form: FlaskForm) -> dict[str, str]:
    return {field.name: _text(field) for field in form if field.name != "csrf_token"}


def _text(field: Field) -> str:
    if isinstance(field, BooleanField):
        return "y" if field.data else ""
    if isinstance(field, SelectMultipleField):
        return " ".join(field.data or ())
    value = field._value() if hasattr(field, "_value") else field.data  # noqa: SLF001 - what it puts on the page
    return _even(str(value or "") if value != 0 else "0")


def _sent(field: Field, *, otherwise: str) -> str:
    if isinstance(field, BooleanField):
        return "y" if field.name in request.form else ""
    if isinstance(field, SelectMultipleField):
        return " ".join(request.form.getlist(field.name))
    return _even(request.form.get(field.name, otherwise))


def _even(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _shown(now: Mapping[str, str]) -> dict[str, str]:
    """What the form was filled with when it was shown, as far as the page said."""
    try:
        sent = json.loads(request.form.get(SHOWN, "null"))
    except ValueError:
        sent = None
    return {name: _even(str(text)) for name, text in sent.items() if name in now} if isinstance(sent, dict) else {}


def _as_sent(form: FlaskForm, values: Mapping[str, str]) -> MultiDict[str, str]:
    pairs: list[tuple[str, str]] = []
    for name, text in values.items():
        if isinstance(form[name], SelectMultipleField):
            pairs += [(name, one) for one in text.split()]
        elif text or not isinstance(form[name], BooleanField):
            pairs.append((name, text))
    return MultiDict(pairs)
