"""Who asks: a token in the header, its owner's roles as they are now, the purposes and the limit of the token."""

from flask import current_app, g, request
from sqlalchemy.orm import Session

from evaluation.api.operations import Operation
from evaluation.api.problems import ProblemError
from evaluation.api.rate_limit import RateLimit
from evaluation.models import Account, ApiToken, Base
from evaluation.storage.events.event_log import note_event
from evaluation.store.accounts.api_tokens import note_use, scope_limited, token_held
from evaluation.store.accounts.people import RolePlace
from evaluation.store.accounts.role_scope import RoleScope
from evaluation.web.access import allows, scope_of_grants
from evaluation.web.app import services
from evaluation.web.audit_log import account_actor, write_down

BEARER = 'Bearer realm="Weaving"'
BASIC = 'Basic realm="Weaving", charset="UTF-8"'
HOLDING = "token.make"
"""The action of whoever may have tokens; one whose owner may not any more does nothing."""


def admit(operation: Operation) -> None:
    """Let a token through that works, is not asking too often, and may do this; anything else is a problem."""
    token = _token(operation)
    limit: RateLimit = current_app.extensions["weaving_rate_limit"]
    if wait := limit.wait_of(token.id):
        raise ProblemError(429, f"Too many requests: go on in {wait} seconds.", {"Retry-After": str(wait)})
    g.token = token
    if operation.scope.value not in token.scopes:
        raise ProblemError(403, f"This token is not for that: it takes the scope {operation.scope.value}.")
    grants = token.account.grants
    if not allows(scope_of_grants(grants, HOLDING), HOLDING):
        raise ProblemError(403, "The roles of this token's owner do not allow API tokens any more.")
    if not allows(scope_of_grants(grants, operation.action), operation.action):
        raise ProblemError(403, "The roles of this token's owner do not allow this.")
    _note_day(token)


def token_owner() -> Account:
    """Whose token it is."""
    return held_token().account


def held_token() -> ApiToken:
    """The token that asks."""
    token: ApiToken = g.token
    return token


def token_scope(db: Session, action: str) -> RoleScope:
    """How far this token may do something; that it was asked is noted, since what did not ask is not sent."""
    g.scope_asked = True
    place = RolePlace(held_token().study_id, held_token().chapter_id)
    return scope_limited(db, place, scope_of_grants(token_owner().grants, action))


def log_by_token(db: Session, subject: Base | str, action: str, /, **details: object) -> None:
    """Write down what a token did, as its owner."""
    known, about = services(), {**details, "token": str(held_token().id)}
    actor = account_actor(token_owner())
    write_down(db, known.settings, actor=actor, action=action, subject=subject, now=known.clock(), details=about)


def _token(operation: Operation) -> ApiToken:
    given = request.authorization
    secret = None
    if given is not None and given.type == "bearer":
        secret = given.token
    elif given is not None and given.type == "basic" and operation.by_password:
        secret = given.password
    if not secret:
        raise _unauthorised(operation, "Send a token of yours in the Authorization header.")
    with services().database.reading() as db:
        found = token_held(db, secret, now=services().clock())
    if found is None:
        note_event("wrong token", application="api")
        raise _unauthorised(operation, "This token does not work: it is unknown, over or revoked.", invalid=True)
    return found


def _unauthorised(operation: Operation, detail: str, *, invalid: bool = False) -> ProblemError:
    bearer = BEARER + (', error="invalid_token"' if invalid else "")
    return ProblemError(401, detail, {"WWW-Authenticate": BASIC if operation.by_password else bearer})


def _note_day(token: ApiToken) -> None:
    """Keep the day of use, which is written once a day; the first use of all stands in the audit log."""
    today = services().clock().date()
    if token.last_used_on == today:
        return
    with services().database.transaction() as db:
        if note_use(db, token.id, today=today):
            log_by_token(db, token.account, "token first used")
