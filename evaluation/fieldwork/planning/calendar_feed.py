"""My evenings in my calendar: a secret address that any calendar can subscribe to, and that I can end."""

import hashlib
from urllib.parse import urlsplit

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response as Answer

from evaluation.domain.calendar_text import CalendarEvent, calendar_text
from evaluation.models import Experiment, State
from evaluation.store.accounts.calendar_feeds import account_of_feed, end_feed, make_feed
from evaluation.store.scope.within_scope import ListedExperiment, experiments_within
from evaluation.web.access import action, public, scope_of_grants
from evaluation.web.app import services
from evaluation.web.current_user import me, my_scope
from evaluation.web.labels import STATE_LABELS, meeting_label
from evaluation.web.scope import log_action

pages = Blueprint("calendar", __name__)
MOST = 500


@pages.get("/calendar")
@action("experiment.see", keeps_within_scope=True)
def mine() -> str:
    """Whether I have a feed, and what it shows."""
    return _page(None)


@pages.post("/calendar")
@action("experiment.see", keeps_within_scope=True)
def make() -> str:
    """A new address, shown on this page alone."""
    with services().database.transaction() as db:
        secret = make_feed(db, me())
        log_action(db, me(), "calendar feed made")
    return _page(f"{services().settings.base_url}/staff/calendar/{secret}.ics")


@pages.post("/calendar/end")
@action("experiment.see", keeps_within_scope=True)
def end() -> Answer:
    """End it: a calendar that still asks is told that there is nothing."""
    my_scope("experiment.see")
    with services().database.transaction() as db:
        if end_feed(db, me()):
            log_action(db, me(), "calendar feed ended")
    flash(_("The address of your calendar has ended."))
    return redirect(url_for("calendar.mine"), 303)


@pages.get("/calendar/<secret>.ics")
@public
def feed(secret: str) -> Response:
    """The evenings within the reach of whoever's address it is, to whoever has it; no answer and no count."""
    with services().database.reading() as db:
        account = account_of_feed(db, secret)
        if account is None:
            return Response(_("This address of a calendar has ended."), 404, content_type="text/plain; charset=utf-8")
        listed = experiments_within(db, scope_of_grants(account.grants, "experiment.see"), limit=MOST)
    events = [_event(row) for row in listed if row.experiment.date and row.state is not State.CANCELLED]
    response = Response(calendar_text(events, name=_("Evenings")), content_type="text/calendar; charset=utf-8")
    response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:16])
    response.headers["Cache-Control"] = "private, no-cache"
    response.make_conditional(request)
    return response


def _event(row: ListedExperiment) -> CalendarEvent:
    one: Experiment = row.experiment
    assert one.date is not None
    site = services().settings.base_url
    about = [one.chapter.name, str(meeting_label(one)), str(STATE_LABELS[row.state]), f"{site}/{one.slug}"]
    return CalendarEvent(
        uid=f"{one.id}@{urlsplit(site).hostname}",
        stamp=one.created_at,
        summary=one.title,
        description="\n".join(about),
        url=f"{site}/staff/experiments/{one.id}",
        day=one.date,
        starts=one.starts_at,
        ends=one.ends_at,
    )


def _page(address: str | None) -> str:
    my_scope("experiment.see")
    return render_template("fieldwork/calendar.html", address=address, has_feed=bool(me().calendar_digest))
