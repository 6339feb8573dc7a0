"""Before an account is given more power: whose it is, and whether that is the person who is meant.

Whoever was invited first at an address made its account, and need not be whose address it is.
"""

import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.models import Account
from evaluation.storage.database import Database
from evaluation.store.accounts.accounts import account_by, normal_email
from evaluation.store.accounts.invitations import inviter_of

Verb = TypeVar("Verb", bound=Callable[..., Any])
ASKED = "Is it the person you mean?"


def or_yes(verb: Verb) -> Verb:
    """The option that answers the question beforehand."""
    return click.option("--yes", is_flag=True, help="The account of this address is the person's that I mean.")(verb)


def ask_whose_account(database: Database, email: str, *, yes: bool) -> None:
    """Ask whether an account that is there is the person's who is meant; refused where it is not.

    Without a terminal nobody can be asked: then it is refused, too. Nothing is asked where there is no such account.
    """
    with database.reading() as db:
        account = account_by(db, email=normal_email(email))
        said = _whose(db, account) if account else ""
    if yes or not said:
        return
    if not sys.stdin.isatty():
        raise Refused(f"{said} Ask them whether it is theirs, then add --yes. Nothing was given.")
    click.echo(said, err=True)
    if not click.confirm(ASKED, err=True):
        raise Refused("Nothing was given.")


def _whose(db: Session, account: Account) -> str:
    since, by = f"{account.created_at:%d %B %Y}", inviter_of(db, account)
    invited = f", invited by {by}" if by else ""
    return f"{account.email} has an account since {since}, called {account.name or '–'}{invited}."
