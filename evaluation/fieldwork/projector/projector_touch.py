"""When the projector of an evening last asked for its picture, so that whoever stands elsewhere knows that it works.

A phone that has the same page in a hand is no projector, and does not count.
"""

import uuid
from datetime import datetime, timedelta
from typing import cast

from flask import current_app, request
from flask_babel import gettext as _
from flask_babel import ngettext

from evaluation.models import Experiment, Kind
from evaluation.web.app import services

IN_TOUCH = timedelta(seconds=15)
"""It asks every three seconds, and where no script runs every ten."""
FORGOTTEN = timedelta(hours=12)
NARROW = "narrow"
"""What the script of the page says of its own width: "1" of one as narrow as a phone, "0" of a wider one."""
STEP = 10
"""Seconds between two numbers that are told, so that a page that asks often is answered the same."""


def note_touch(experiment: uuid.UUID) -> None:
    """The projector's page was asked for: it is in touch, unless a phone shows it to whoever holds it."""
    if not _is_in_hand():
        _touched()[experiment] = services().clock()


def projector_says(experiment: Experiment) -> str:
    """Whether the projector is in touch, in a sentence; since this server was started.

    A home has none, and an online meeting need not share its screen: of these nothing is said before it was opened.
    """
    last = _touched().get(experiment.id)
    away = services().clock() - last if last else FORGOTTEN
    if away >= FORGOTTEN and experiment.kind in {Kind.HOUSE_MEETING, Kind.ONLINE}:
        return ""
    if away >= FORGOTTEN:
        said: str = _("The projector has not been opened.")
    elif away <= IN_TOUCH:
        said = _("The projector is in touch.")
    elif away < timedelta(minutes=2):
        seconds = int(away.total_seconds()) // STEP * STEP
        said = _("The projector was last in touch %(num)s s ago. Look whether its screen still moves.", num=seconds)
    else:
        said = ngettext(
            "The projector was last in touch %(num)s minute ago. Open it again from here.",
            "The projector was last in touch %(num)s minutes ago. Open it again from here.",
            int(away.total_seconds()) // 60,
        )
    return said


def _is_in_hand() -> bool:
    """Whether a phone shows the page: by its width, where its script has said it, else as browsers of phones say."""
    narrow = request.args.get(NARROW, "")
    return narrow == "1" or (not narrow and "Mobi" in request.headers.get("User-Agent", ""))


def _touched() -> dict[uuid.UUID, datetime]:
    return cast("dict[uuid.UUID, datetime]", current_app.extensions.setdefault("projectors", {}))
