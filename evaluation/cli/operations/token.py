"""`weaving token`: API tokens of people with an account."""

from datetime import datetime

import click
from sqlalchemy.orm import Session

from evaluation.cli.command_actor import identity
from evaluation.cli.command_context import json_option, opened, show, show_one
from evaluation.cli.fieldwork.chapter import the_study
from evaluation.domain.clock import now_utc
from evaluation.domain.errors import Refused
from evaluation.models import ApiToken
from evaluation.store.accounts.accounts import account_named
from evaluation.store.accounts.api_tokens import (
    TokenScope,
    WantedToken,
    end_token,
    make_token,
    tokens_within,
)
from evaluation.store.accounts.people import ALL, EVERYWHERE, RolePlace, place_in_words
from evaluation.store.studies.lookup import chapter_named, study_named
from evaluation.web.access import allows, scope_of_grants
from evaluation.web.audit_log import COMMAND_LINE, write_down


@click.group("token")
def command() -> None:
    """API tokens: what a program shows in place of somebody's signing in."""


@command.command("add")
@click.argument("email")
@click.option("--name", required=True, help="What the token is for, in a word or two.")
@click.option("--scope", "scopes", multiple=True, required=True, help=f"{', '.join(TokenScope)}; again for more.")
@click.option("--days", default=90, show_default=True, help="For how many days it works, at most 365.")
@click.option("--study", help="Only within this study, by id or slug.")
@click.option("--chapter", help="Only within this chapter, by id or slug.")
@json_option
def add(
    email: str,
    *,
    name: str,
    scopes: tuple[str, ...],
    days: int,
    study: str | None,
    chapter: str | None,
    as_json: bool,
) -> None:
    """Make a token of EMAIL and print it once: it acts as that person, within what their roles allow."""
    now = now_utc()
    with opened() as (settings, database), database.transaction() as db:
        account, place = account_named(db, email), _place(db, study, chapter)
        if not allows(scope_of_grants(account.grants, "token.make"), "token.make"):
            raise Refused(f"The roles of {account.email} allow no tokens: evaluators and administrators may have them.")
        wanted = WantedToken(name=name, scopes=scopes, days=days, place=place)
        row, secret = make_token(db, account, wanted, now=now)
        about = {"token": str(row.id), "scopes": row.scopes, "until": str(row.expires_at.date())}
        write_down(db, settings, actor=COMMAND_LINE, action="token made", subject=account, now=now, details=about)
        shown = _row(db, row, now=now) | {"token": secret}
    show_one(shown, in_json=as_json)


@command.command("list")
@json_option
def list_tokens(*, as_json: bool) -> None:
    """List every token that works; none is shown itself."""
    now = now_utc()
    with opened() as (_, database), database.reading() as db:
        rows = [_row(db, row, now=now) for row in tokens_within(db, ALL, now=now)]
    show(rows, in_json=as_json, empty="Nobody has a token that works.")


@command.command("revoke")
@click.argument("token")
@json_option
def revoke(token: str, *, as_json: bool) -> None:
    """End TOKEN, named by its id, for good."""
    now, wanted = now_utc(), identity(token)
    with opened() as (settings, database), database.transaction() as db:
        row = next((each for each in tokens_within(db, ALL, now=now) if each.id == wanted), None)
        if row is None:
            raise Refused("No token that works has this id; `weaving token list` shows those that do.")
        end_token(db, row, now=now)
        about = {"token": str(row.id)}
        write_down(
            db, settings, actor=COMMAND_LINE, action="token revoked", subject=row.account, now=now, details=about
        )
        shown = {"id": str(row.id), "name": row.name, "email": row.account.email}
    show_one(shown, in_json=as_json)


def _place(db: Session, study: str | None, chapter: str | None) -> RolePlace:
    if chapter:
        found = chapter_named(db, chapter, study=the_study(db, study))
        return RolePlace(found.study_id, found.id)
    return RolePlace(study_named(db, study).id) if study else EVERYWHERE


def _row(db: Session, row: ApiToken, *, now: datetime) -> dict[str, object]:
    return {
        "id": str(row.id),
        "name": row.name,
        "email": row.account.email,
        "scopes": row.scopes,
        "where": place_in_words(db, RolePlace(row.study_id, row.chapter_id)) or "everywhere",
        "until": row.expires_at.isoformat(timespec="seconds"),
        "days_left": (row.expires_at - now).days,
        "last_used_on": row.last_used_on.isoformat() if row.last_used_on else None,
    }
