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
HELD = "held"
"""What the address carries that shows the code alone, to hold it out to somebody: that is no projector."""
FOR_LONG = timedelta(minutes=2)
"""A screen that was in touch for less is not missed where a meeting need not have one."""
STEP = 10
"""Seconds between two numbers that are told, so that a page that asks often is answered the same."""


def note_touch(experiment: uuid.UUID) -> None:
    """The projector's page was asked for: it is in touch, unless a phone shows it to whoever holds it."""
    if not _is_in_hand():
        now, before = services().clock(), _touched().get(experiment)
        since = before[0] if before and now - before[1] <= IN_TOUCH else now
        _touched()[experiment] = since, now


def projector_says(experiment: Experiment) -> str:
    """Whether the projector is in touch, in a sentence; since this server was started.

    A home has none, and an online meeting need not share its screen: of these nothing is said unless one was in touch
    for long.
    """
    since, last = _touched().get(experiment.id, (None, None))
    away = services().clock() - last if last else FORGOTTEN
    was_for_long = since is not None and last is not None and last - since >= FOR_LONG
    is_missed = away < FORGOTTEN and (away <= IN_TOUCH or was_for_long)
    if experiment.kind in {Kind.HOUSE_MEETING, Kind.ONLINE} and not is_missed:
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
    if HELD in request.args:
        return True
    return narrow == "1" or (not narrow and "Mobi" in request.headers.get("User-Agent", ""))


def _touched() -> dict[uuid.UUID, tuple[datetime, datetime]]:
    """Since when each was in touch without a break, and when last."""
    return cast("dict[uuid.UUID, tuple[datetime, datetime]]", current_app.extensions.setdefault("projectors", {}))
