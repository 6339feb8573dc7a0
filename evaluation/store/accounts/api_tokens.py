"""API tokens: made for some purposes and a time, shown once, kept as digests, and ended by their owner or for them."""

import enum
import hashlib
import re
import secrets
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import Account, ApiToken, Chapter
from evaluation.store.accounts.people import EVERYWHERE, RolePlace, people_within
from evaluation.store.accounts.role_scope import RoleScope, chapters_within

PREFIX: Final = "weaving_"
"""What every token begins with, so that programs which look for lost secrets know one."""
TOKEN: Final = re.compile(r"weaving_[A-Za-z0-9_-]{43}")
LONGEST: Final = timedelta(days=365)
LONGEST_TOKEN_NAME: Final = 60
MOST_TOKENS: Final = 20
"""How many tokens somebody may have at a time."""


class TokenScope(enum.StrEnum):
    """What a token is for. Each allows at most what its owner may do at that moment."""

    READ_EXPERIMENTS = "read:experiments"
    READ_REPORTS = "read:reports"
    READ_FIGURES = "read:figures"
    READ_EXPORTS = "read:exports"
    MAKE_EXPORTS = "make:exports"


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedToken:
    """What somebody asks a token for: its name, its purposes, for how many days, and within what."""

    name: str
    scopes: Collection[str]
    days: int
    place: RolePlace = EVERYWHERE


def make_token(
    db: Session, account: Account, wanted: WantedToken, *, now: datetime, random: str = ""
) -> tuple[ApiToken, str]:
    """A new token of somebody's, and the secret itself, which is kept nowhere; refused with what is wrong.

    `random` is what the secret is made of where it was chosen before: a token that was made of it is given again.
    """
    secret = PREFIX + (random or secrets.token_urlsafe(32))
    if random and (there := token_held(db, secret, now=now)) and there.account_id == account.id:
        return there, secret
    if faults := _faults(db, account, wanted, now=now):
        raise Refused(*faults)
    row = ApiToken(
        id=uuid.uuid4(),
        account_id=account.id,
        name=wanted.name,
        digest=token_digest_of(secret),
        scopes=sorted(set(wanted.scopes)),
        study_id=wanted.place.study,
        chapter_id=wanted.place.chapter,
        made_at=now,
        expires_at=now + timedelta(days=wanted.days),
    )
    db.add(row)
    db.flush()
    return row, secret


def token_held(db: Session, secret: str, *, now: datetime) -> ApiToken | None:
    """The token that this is, with its owner and their roles as they are now; None where it does not work."""
    if not TOKEN.fullmatch(secret):
        return None
    live = ApiToken.revoked_at.is_(None), ApiToken.expires_at > now, Account.active
    found = select(ApiToken).join(Account).where(ApiToken.digest == token_digest_of(secret), *live)
    held = joinedload(ApiToken.account).joinedload(Account.grants)
    return db.scalars(found.options(held)).unique().one_or_none()


def note_use(db: Session, token: uuid.UUID, *, today: date) -> bool:
    """Keep the day on which a token is used; whether it is its first."""
    row = db.get_one(ApiToken, token, with_for_update={"of": ApiToken})
    is_first, row.last_used_on = row.last_used_on is None, today
    db.flush()
    return is_first


def tokens_of(db: Session, account: uuid.UUID, *, now: datetime) -> list[ApiToken]:
    """The tokens of somebody that work, the latest first."""
    return _live(db, [account], now=now)


def tokens_within(db: Session, scope: RoleScope, *, now: datetime) -> list[ApiToken]:
    """The tokens that work of everybody whose every role lies within a scope, each with its owner."""
    return _live(db, [account.id for account in people_within(db, scope)], now=now)


def end_token(db: Session, token: ApiToken, *, now: datetime) -> None:
    """End a token before its time, for good."""
    db.get_one(ApiToken, token.id).revoked_at = now
    db.flush()


def end_tokens(db: Session, *, of: uuid.UUID, now: datetime) -> dict[uuid.UUID, str]:
    """End every token of somebody, since whoever holds one may not be them; each with its name."""
    ended = _live(db, [of], now=now)
    for row in ended:
        row.revoked_at = now
    db.flush()
    return {row.id: row.name for row in ended}


def scope_limited(db: Session, place: RolePlace, scope: RoleScope) -> RoleScope:
    """What of a scope lies within the study or chapter that a token or a webhook is limited to."""
    if place.chapter:
        return _within_chapter(db, place.chapter, scope)
    if not place.study:
        return scope
    if scope.everywhere or place.study in scope.studies:
        return RoleScope(studies=frozenset({place.study}))
    inside = select(Chapter.id).where(Chapter.id.in_(scope.chapters), Chapter.study_id == place.study)
    return RoleScope(chapters=frozenset(db.scalars(inside)))


def token_digest_of(secret: str) -> str:
    """How a token of 256 random bits is kept."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _within_chapter(db: Session, chapter: uuid.UUID, scope: RoleScope) -> RoleScope:
    whole = select(Chapter.id).where(Chapter.id == chapter, chapters_within(scope))
    if db.scalars(whole).first():
        return RoleScope(chapters=frozenset({chapter}))
    limit = chapters_within(RoleScope(chapters=frozenset({chapter})))
    return RoleScope(chapters=frozenset(db.scalars(select(Chapter.id).where(Chapter.id.in_(scope.chapters), limit))))


def _live(db: Session, accounts: Collection[uuid.UUID], *, now: datetime) -> list[ApiToken]:
    found = select(ApiToken).where(ApiToken.account_id.in_(accounts), ApiToken.revoked_at.is_(None))
    found = found.where(ApiToken.expires_at > now).options(joinedload(ApiToken.account))
    return list(db.scalars(found.order_by(ApiToken.made_at.desc(), ApiToken.id)))


def _faults(db: Session, account: Account, wanted: WantedToken, *, now: datetime) -> list[str]:
    faults = list[str]()
    name = wanted.name.strip()
    if not name or len(name) > LONGEST_TOKEN_NAME:
        faults.append(Message("Give the token a name of at most %(most)s characters.", most=LONGEST_TOKEN_NAME))
    if not wanted.scopes or set(wanted.scopes) - set(TokenScope):
        faults.append(Message("Choose what the token is for, from: %(scopes)s.", scopes=", ".join(TokenScope)))
    if not 1 <= wanted.days <= LONGEST.days:
        faults.append(Message("A token works for 1 to %(most)s days.", most=LONGEST.days))
    if len(_live(db, [account.id], now=now)) >= MOST_TOKENS:
        faults.append(Message("There are %(most)s tokens already: end one that is not used.", most=MOST_TOKENS))
    return faults
