"""Sessions as rows: the cookie holds 256 random bits and nothing else."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, Request, Response, current_app, request
from flask.sessions import SessionInterface, SessionMixin
from werkzeug.datastructures import CallbackDict

from evaluation.accounts.device import device_in_words
from evaluation.store.accounts.sessions import forget_session, keep_session, live_session
from evaluation.web.app import Services

NOTICED = timedelta(minutes=1)
"""A session that was seen this recently is not written again for having been seen."""
WHO = "_user_id"
"""Where the sign-in keeps whose session it is."""


class StaffSessionState(CallbackDict[str, Any], SessionMixin):
    """What a session holds while a request runs."""

    def __init__(self, contents: dict[str, Any], *, token: str | None, seen_at: datetime | None) -> None:
        super().__init__(contents, StaffSessionState._changed)
        self.token = token
        self.seen_at = seen_at
        self.began_as = contents.get(WHO)
        self.new = token is None
        self.modified = False

    def _changed(self) -> None:
        self.modified = True


class StaffSessions(SessionInterface):
    """Opens and keeps sessions in the database, never across a request."""

    session_class = StaffSessionState

    def open_session(self, app: Flask, request: Request) -> StaffSessionState:
        """The session of a cookie, or an empty one."""
        token = request.cookies.get(self.get_cookie_name(app))
        if token:
            services: Services = app.extensions["weaving"]
            with services.database.reading() as db:
                kept = live_session(db, token_digest(token), now=services.clock())
            if kept:
                return StaffSessionState(kept.contents, token=token, seen_at=kept.seen_at)
        return StaffSessionState({}, token=None, seen_at=None)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write what changed; whoever signs in or out gets a new token, so that no old one can be fixed on them."""
        assert isinstance(session, StaffSessionState)
        services: Services = app.extensions["weaving"]
        if not session:
            self._forget(services, session, response)
            return
        now = services.clock()
        changed_hands = session.get(WHO) != session.began_as
        if not (session.modified or changed_hands or session.seen_at is None or now - session.seen_at > NOTICED):
            return
        old, token = session.token, session.token
        if token is None or changed_hands:
            token = secrets.token_urlsafe(32)
        with services.database.transaction() as db:
            if old and old != token:
                forget_session(db, token_digest(old))
            keep_session(
                db,
                token_digest(token),
                contents=_contents(session),
                session_key=session.get(WHO),
                device=device_in_words(request.user_agent.string),
                now=now,
            )
        if token != old:
            self._send(app, response, token)

    def _forget(self, services: Services, session: StaffSessionState, response: Response) -> None:
        if session.token and session.modified:
            with services.database.transaction() as db:
                forget_session(db, token_digest(session.token))
            response.delete_cookie(self.get_cookie_name(current_app), path="/")

    def _send(self, app: Flask, response: Response, token: str) -> None:
        response.set_cookie(
            self.get_cookie_name(app),
            token,
            path="/",
            secure=bool(app.config["SESSION_COOKIE_SECURE"]),
            httponly=True,
            samesite="Lax",
        )
        response.vary.add("Cookie")


def _contents(session: StaffSessionState) -> dict[str, object]:
    """What is kept: of what is flashed its words, which may be looked up only now."""
    kept = dict(session)
    if "_flashes" in kept:
        kept["_flashes"] = [(category, str(said)) for category, said in kept["_flashes"]]
    return kept


def token_digest(token: str) -> str:
    """How a session's token is kept: a copy of the database signs nobody in."""
    return hashlib.sha256(token.encode()).hexdigest()
