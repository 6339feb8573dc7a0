"""`weaving person`: who can sign in, and as what."""

import click

from evaluation.audit import COMMAND_LINE, write_down
from evaluation.cli.chapter import the_study
from evaluation.cli.surroundings import as_json, opened, show, show_one
from evaluation.clock import now_utc
from evaluation.models import Account, Role
from evaluation.store.accounts import account_named, all_accounts, disable_account
from evaluation.store.finding import chapter_named, study_named
from evaluation.store.invitations import LASTS, invite


@click.group("person")
def command() -> None:
    """People with an account: organisers, evaluators, researchers, administrators."""


@command.command("invite")
@click.argument("email")
@click.option("--role", "roles", multiple=True, required=True, help=f"One of {', '.join(Role)}; may be given again.")
@click.option("--study", help="Only within this study, by id or slug.")
@click.option("--chapter", help="Only within this chapter, by id or slug.")
@as_json
def invite_one(email: str, roles: tuple[str, ...], study: str | None, chapter: str | None, *, as_json: bool) -> None:
    """Invite EMAIL and print the address, which works once and for three days.

    Somebody who has an account already sets a new password and a new second factor with it.
    """
    now = now_utc()
    with opened() as (settings, database), database.transaction() as db:
        place = chapter_named(db, chapter, study=the_study(db, study)) if chapter else None
        within = study_named(db, study) if study and place is None else None
        secret = invite(db, email, roles=roles, study=within, chapter=place, now=now)
        about = {"roles": sorted(set(roles)), "where": place.slug if place else within.slug if within else ""}
        write_down(
            db, settings, actor=COMMAND_LINE, action="person invited", subject="invitation", now=now, details=about
        )
    row = {
        "email": email,
        "roles": list(roles),
        "address": f"{settings.base_url}/staff/invitation/{secret}",
        "until": (now + LASTS).isoformat(timespec="seconds"),
    }
    show_one(row, in_json=as_json)


@command.command("list")
@as_json
def list_people(*, as_json: bool) -> None:
    """List everybody with an account."""
    with opened() as (_, database), database.reading() as db:
        rows = [_row(account) for account in all_accounts(db)]
    show(rows, in_json=as_json, empty="Nobody yet; `weaving person invite EMAIL --role administrator` is a beginning.")


@command.command("disable")
@click.argument("email")
@as_json
def disable(email: str, *, as_json: bool) -> None:
    """End every session of EMAIL and let nobody sign in with it again."""
    now = now_utc()
    with opened() as (settings, database), database.transaction() as db:
        account = account_named(db, email)
        disable_account(db, account, now=now)
        write_down(db, settings, actor=COMMAND_LINE, action="person disabled", subject=account, now=now)
        row = _row(account)
    show_one(row, in_json=as_json)


def _row(account: Account) -> dict[str, object]:
    return {
        "email": account.email,
        "name": account.name,
        "roles": sorted({grant.role for grant in account.grants}),
        "second_factor": account.second_factor,
        "active": account.active,
    }
