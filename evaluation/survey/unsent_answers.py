"""Answers begun at a wave that has closed, and not sent: what somebody is told of them, on every page they reach."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from flask import request
from flask_babel import format_date, format_time
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from evaluation.store.responses.join_page import Asking, JoinPage
from evaluation.store.responses.remembered_people import BegunWave, holder_of, known_people
from evaluation.store.studies.wave_presses import opening_taken_back
from evaluation.survey.cookie import query_of_form, remembered
from evaluation.web.app import services


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsent:
    """What was begun on this phone and has not arrived."""

    title: str
    """The wave's name, such as Before."""
    response: uuid.UUID
    address: str
    """Where its questions are."""
    is_taken: bool
    """Whether it is taken all the same if it is sent now."""
    until: str
    """Until when, in words; empty where there is no end yet."""


@dataclass(frozen=True, slots=True)
class BegunByAnother:
    """A form of somebody else than whoever this phone is with."""

    tag: str
    """What a page calls them."""
    when: str
    """When they began, in words."""


def unsent_on_phone(
    db: Session, evening: JoinPage, *, titles: Callable[[str], str], open_wave: str = "", card: str = ""
) -> Unsent | None:
    """What whoever holds this phone, or a card, began at a wave other than the one that is open, and has not sent."""
    holder = holder_of(db, card, experiment=evening.experiment) if card else remembered(request).current
    known = known_people(db, (holder,) if holder else (), experiment=evening.experiment)
    steps = [step for person in known for step in person.steps if step.sent_at is None and step.wave != open_wave]
    if not steps:
        return None
    step = max(steps, key=lambda step: step.begun_at)
    asking = evening.waves[step.wave]
    return Unsent(
        title=titles(step.wave),
        response=step.response,
        address=way_to_form(evening, step, holder=known[0].participant, card=card),
        is_taken=_is_taken(db, asking, step),
        until=until(asking, evening),
    )


def way_to_form(
    evening: JoinPage,
    step: BegunWave,
    *,
    holder: uuid.UUID,
    card: str,
    language: str = "",
    is_kiosk: bool = False,
) -> str:
    """Where somebody goes on with their form.

    By a card it is open on the phone that it is with; any other asks first whether it was they who began it, or has the
    phone be theirs again. What is shown at a card's own address does not know whose the phone is.
    """
    language, phone = language or step.language or evening.languages[0], remembered(request)
    if card and (request.path.startswith("/c/") or holder != phone.current):
        return f"/{evening.words}/own?{urlencode({'card': card, 'wave': step.wave, 'lang': language})}"
    query = query_of_form(step.response, is_kiosk=is_kiosk, is_marked=is_kiosk or holder not in phone.people)
    return f"/{evening.words}/{step.wave}/{language}/{step.response}{query}"


def moment_of(moment: datetime, evening: JoinPage) -> str:
    """A moment by the clock in the hall: the time where it is today, the day where it is not."""
    return moment_there(moment, evening.time_zone)


def moment_there(moment: datetime, time_zone: str) -> str:
    """A moment by the clock of a place: the time where it is today, the day where it is not."""
    zone = ZoneInfo(time_zone)
    there = moment.astimezone(zone)
    if there.date() == services().clock().astimezone(zone).date():
        return str(_("at %(time)s", time=format_time(there, "short", rebase=False)))
    return str(_("on %(day)s", day=format_date(there.date(), "long")))


def until(asking: Asking, evening: JoinPage) -> str:
    """Until when a form that was begun is taken, in words; empty while its wave is not closed."""
    if asking.closed_at is None:
        return ""
    there = (asking.closed_at + asking.grace).astimezone(ZoneInfo(evening.time_zone))
    if there.date() == services().clock().astimezone(there.tzinfo).date():
        return str(_("until %(time)s", time=format_time(there, "short", rebase=False)))
    day = format_date(there.date(), "long")
    return str(_("until %(time)s on %(day)s", time=format_time(there, "short", rebase=False), day=day))


def _is_taken(db: Session, asking: Asking, step: BegunWave) -> bool:
    now = services().clock()
    if asking.opened_at is None:
        return step.early or opening_taken_back(db, asking.id, now=now)
    return asking.is_open() or asking.takes_late(now)
