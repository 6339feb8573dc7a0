"""`weaving person`: who can sign in, and as what."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

import click
from sqlalchemy.orm import Session

from evaluation.cli.command_context import json_option, opened, show, show_one
from evaluation.cli.fieldwork.chapter import the_study
from evaluation.cli.operations.person_meant import ask_whose_account, or_yes
from evaluation.domain.clock import now_utc
from evaluation.domain.errors import Refused
from evaluation.models import Account, Base, Role
from evaluation.storage.events.event_log import account_mark
from evaluation.storage.settings import Settings
from evaluation.store.accounts.accounts import account_named, enable_account, sign_out_everywhere
from evaluation.store.accounts.invitations import (
    INVITATION_LASTS,
    Offer,
    give,
    offer,
    pending_invitations,
    withdraw_invitation,
)
from evaluation.store.accounts.lost_power import disable_account, take_roles
from evaluation.store.accounts.people import (
    ALL,
    RolePlace,
    keep_an_administrator,
    people_within,
    place_in_words,
    place_of,
    refuse_beyond,
)
from evaluation.store.accounts.resets import RESET_LASTS, ask_for_reset, confirm_reset
from evaluation.store.studies.lookup import chapter_named, study_named
from evaluation.web.audit_log import COMMAND_LINE, write_down

Verb = TypeVar("Verb", bound=Callable[..., Any])


def of_roles(verb: Verb) -> Verb:
    """The options that say which roles, and where they hold."""
    verb = click.option("--chapter", help="Only within this chapter, by id or slug.")(verb)
    verb = click.option("--study", help="Only within this study, by id or slug.")(verb)
    said = f"One of {', '.join(Role)}; may be given again."
    return click.option("--role", "roles", multiple=True, required=True, help=said)(verb)


@click.group("person")
def command() -> None:
    """People with an account: organisers, evaluators, researchers, administrators."""


@command.command("invite")
@click.argument("email")
@of_roles
@or_yes
@json_option
def invite_one(
    email: str, roles: tuple[str, ...], study: str | None, chapter: str | None, *, yes: bool, as_json: bool
) -> None:
    """Invite EMAIL and print the address, which works once and for three days.

    Somebody who has an account already has the roles at once, and signs in as before: you are asked first whether it
    is the person you mean.
    """
    now = now_utc()
    with _giving(email, yes=yes) as (settings, db):
        place = _place(db, study, chapter)
        done = offer(db, Offer(email=email, roles=roles, place=place, is_person_meant=True), now=now)
        about = {"roles": sorted(set(roles)), "where": place_in_words(db, place)}
        subject = done.invitation or done.given
        assert subject is not None, "whoever runs the server was asked before"
        _noted(db, settings, "person invited" if done.invitation else "role given", subject, about)
        address = f"{settings.base_url}/staff/invitation/{done.secret}" if done.invitation else None
    until = (now + INVITATION_LASTS).isoformat(timespec="seconds") if address else None
    row = {"email": email, "roles": list(roles), "address": address, "until": until}
    show_one(row, in_json=as_json)


@command.command("grant")
@click.argument("email")
@of_roles
@or_yes
@json_option
def grant(
    email: str, roles: tuple[str, ...], study: str | None, chapter: str | None, *, yes: bool, as_json: bool
) -> None:
    """Give EMAIL, who has an account, more roles: everywhere, in a study or in a chapter.

    You are asked first whether the account is the person's you mean: whoever was invited first may have made it.
    """
    with _giving(email, yes=yes) as (settings, db):
        account, place = account_named(db, email), _place(db, study, chapter)
        refuse_beyond(db, ALL, roles=roles, place=place)
        give(db, account, roles=roles, place=place, now=now_utc())
        about = {"roles": sorted(set(roles)), "where": place_in_words(db, place)}
        _noted(db, settings, "role given", account, about)
        db.refresh(account)
        row = _row(db, account)
    show_one(row, in_json=as_json)


@command.command("revoke")
@click.argument("email")
@of_roles
@json_option
def revoke(email: str, roles: tuple[str, ...], study: str | None, chapter: str | None, *, as_json: bool) -> None:
    """Take roles away from EMAIL, as they were given: everywhere, in a study or in a chapter."""
    with _writing() as (settings, db):
        account, place = account_named(db, email), _place(db, study, chapter)
        held = [each for each in account.grants if each.role in roles and place_of(each) == place]
        if missing := sorted(set(roles) - {each.role for each in held}):
            where = place_in_words(db, place) or "everywhere"
            raise Refused(f"{account.email} is not {' nor '.join(missing)} ({where}); `weaving person list` shows all.")
        ended = take_roles(db, account, held, now=now_utc())
        sign_out_everywhere(db, account)
        about = {"roles": sorted(set(roles)), "where": place_in_words(db, place)}
        _noted(db, settings, "role taken away", account, {**about, **ended.about})
        db.refresh(account)
        row = _row(db, account) | {"ended": ended.names}
    show_one(row, in_json=as_json)


@command.command("reset")
@click.argument("email")
@json_option
def reset(email: str, *, as_json: bool) -> None:
    """Print an address at which EMAIL alone sets a new password and second factor; it works once, for two hours.

    On the pages this takes two administrators. EMAIL is told at the next sign-in that it was done here.
    """
    now = now_utc()
    with _writing() as (settings, db):
        account = account_named(db, email)
        secret = confirm_reset(db, ask_for_reset(db, account, by=None, now=now), by=None, now=now)
        _noted(db, settings, "reset confirmed", account, {})
    row = {
        "email": email,
        "address": f"{settings.base_url}/staff/reset/{secret}",
        "until": (now + RESET_LASTS).isoformat(timespec="seconds"),
    }
    show_one(row, in_json=as_json)


@command.command("list")
@json_option
def list_people(*, as_json: bool) -> None:
    """List everybody with an account, and every role they hold."""
    with opened() as (_, database), database.reading() as db:
        rows = [_row(db, account) for account in people_within(db, ALL)]
        invited = len(pending_invitations(db, scope=ALL, now=now_utc()))
    show(rows, in_json=as_json, empty="Nobody yet; `weaving person invite EMAIL --role administrator` is a beginning.")
    if invited:
        click.echo(f"Invited and not here yet: {invited}; `weaving person invitations` says who.", err=True)


@command.command("invitations")
@json_option
def list_invitations(*, as_json: bool) -> None:
    """List invitations that nobody has used yet."""
    with opened() as (_, database), database.reading() as db:
        rows = [
            {
                "email": row.email,
                "roles": row.roles,
                "where": place_in_words(db, place_of(row)) or "everywhere",
                "until": row.expires_at.isoformat(timespec="seconds"),
            }
            for row in pending_invitations(db, scope=ALL, now=now_utc())
        ]
    show(rows, in_json=as_json, empty="Nobody is invited at present.")


@command.command("withdraw")
@click.argument("email")
@json_option
def withdraw(email: str, *, as_json: bool) -> None:
    """Take back every invitation of EMAIL that nobody has used."""
    now = now_utc()
    with _writing() as (settings, db):
        meant = [row for row in pending_invitations(db, scope=ALL, now=now) if row.email == email.strip().casefold()]
        if not meant:
            raise Refused(f"Nobody is invited as {email}; `weaving person invitations` shows who is.")
        for row in meant:
            withdraw_invitation(db, row.id, scope=ALL, now=now)
            _noted(db, settings, "invitation withdrawn", row, {})
    show_one({"email": email, "withdrawn": len(meant)}, in_json=as_json)


@command.command("disable")
@click.argument("email")
@json_option
def disable(email: str, *, as_json: bool) -> None:
    """End every session of EMAIL and let nobody sign in with it until it is enabled again."""
    with _writing() as (settings, db):
        account = account_named(db, email)
        keep_an_administrator(db, without=account.id)
        ended = disable_account(db, account, now=now_utc())
        _noted(db, settings, "person disabled", account, ended.about)
        row = _row(db, account) | {"ended": ended.names}
    show_one(row, in_json=as_json)


@command.command("enable")
@click.argument("email")
@json_option
def enable(email: str, *, as_json: bool) -> None:
    """Let EMAIL in again, with what they signed in with before."""
    with _writing() as (settings, db):
        account = account_named(db, email)
        enable_account(db, account)
        _noted(db, settings, "person enabled", account, {})
        row = _row(db, account)
    show_one(row, in_json=as_json)


@contextmanager
def _writing() -> Iterator[tuple[Settings, Session]]:
    with opened() as (settings, database), database.transaction() as db:
        yield settings, db


@contextmanager
def _giving(email: str, *, yes: bool) -> Iterator[tuple[Settings, Session]]:
    """Write, once it is sure whose account the address has; nothing waits for the answer meanwhile."""
    with opened() as (settings, database):
        ask_whose_account(database, email, yes=yes)
        with database.transaction() as db:
            yield settings, db


def _place(db: Session, study: str | None, chapter: str | None) -> RolePlace:
    if chapter:
        found = chapter_named(db, chapter, study=the_study(db, study))
        return RolePlace(found.study_id, found.id)
    return RolePlace(study_named(db, study).id) if study else RolePlace()


def _noted(db: Session, settings: Settings, what: str, subject: Base, about: Mapping[str, object]) -> None:
    write_down(db, settings, actor=COMMAND_LINE, action=what, subject=subject, now=now_utc(), details=about)


def _row(db: Session, account: Account) -> dict[str, object]:
    return {
        "email": account.email,
        "name": account.name,
        "roles": sorted({grant.role for grant in account.grants}),
        "grants": [
            {"role": grant.role, "where": place_in_words(db, place_of(grant)) or "everywhere"}
            for grant in account.grants
        ],
        "second_factor": account.second_factor,
        "active": account.active,
        "mark": account_mark(account.id),
    }
