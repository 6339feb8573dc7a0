"""A calendar entry for the questions that come months later: it holds the personal link, and we hold no address."""

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta

from flask import Blueprint, Response
from flask_babel import format_date
from flask_babel import gettext as _
from werkzeug import Response as AnyResponse

from evaluation.store.responses.join_page import evening_at
from evaluation.store.responses.receipts import StoredReceipt, kept_response
from evaluation.store.studies.wave_windows import Window, window_in
from evaluation.survey.notices import offer_languages_of
from evaluation.survey.sent.receipt import is_shown_here, nothing_stored
from evaluation.survey.unknown_address import unknown_address
from evaluation.web.access import public
from evaluation.web.app import services
from evaluation.web.i18n import use_language

pages = Blueprint("reminder", __name__)
RINGS_AT = 10
"""The hour of the first day at which the phone reminds."""
LONGEST_LINE = 73
"""Octets before a line is folded (RFC 5545, 3.1, allows 75)."""


@pages.get("/<words>/sent/<uuid:response>/follow-up.ics")
@public
def entry(words: str, response: uuid.UUID) -> AnyResponse:
    """The entry, where a follow-up is planned."""
    with services().database.reading() as db:
        kept = kept_response(db, response, words=words)
        evening = None if kept else evening_at(db, words)
        if kept is None and evening is None:
            return unknown_address(db, words)
        if evening:
            offer_languages_of(db, evening)
    window = window_in(kept.options, "follow_up") if kept else None
    if kept is None or window is None:
        return nothing_stored(words)
    use_language(kept.language)
    token = kept.token if is_shown_here(kept, response) else ""
    calendar = "".join(_folded(line) for line in _lines(kept, window, response, token=token, now=services().clock()))
    named = {"Content-Disposition": f"attachment; filename={words}.ics"}
    return Response(calendar, headers=named, content_type="text/calendar; charset=utf-8")


def _lines(kept: StoredReceipt, window: Window, response: uuid.UUID, *, token: str, now: datetime) -> Iterator[str]:
    """One entry on the first day, which rings; the others it names. `token` is the code, where it may be shown."""
    base = services().settings.base_url.rstrip("/")
    link = f"{base}/c/{token}" if token else f"{base}/{kept.words}"
    summary = _("A few short questions: %(title)s", title=kept.title)
    days = {"first": format_date(window.first, "long"), "last": format_date(window.last, "long")}
    said = _("From %(first)s to %(last)s you can answer with this link: %(link)s", **days, link=link)
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Weaving//EN", "BEGIN:VEVENT")
    yield f"UID:{uuid.uuid5(response, 'follow-up')}@weaving"
    yield f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{window.first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{window.first + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(summary)}"
    yield f"DESCRIPTION:{_escaped(said)}"
    yield from (f"URL:{link}", "TRANSP:TRANSPARENT", "BEGIN:VALARM", "ACTION:DISPLAY")
    yield from (f"TRIGGER:PT{RINGS_AT}H", f"DESCRIPTION:{_escaped(summary)}", "END:VALARM")
    yield from ("END:VEVENT", "END:VCALENDAR")


def _escaped(text: str) -> str:
    """A text as RFC 5545, 3.3.11 writes it."""
    for mark in ("\\", ";", ","):
        text = text.replace(mark, "\\" + mark)
    return text.replace("\n", "\\n")


def _folded(line: str) -> str:
    """A line folded where it is long, never within a character."""
    pieces, piece = list[str](), ""
    for character in line:
        if len((piece + character).encode()) > LONGEST_LINE:
            pieces.append(piece)
            piece = ""
        piece += character
    return "\r\n ".join([*pieces, piece]) + "\r\n"
