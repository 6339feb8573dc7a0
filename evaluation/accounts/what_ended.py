"""Telling whoever disables somebody, or takes a role away, what ended with that person's power."""

from flask import flash
from flask_babel import ngettext

from evaluation.store.accounts.lost_power import Ended


def tell_what_ended(ended: Ended) -> None:
    """Say which invitations, evening keys, resets and API tokens ended, on the next page; nothing where nothing did."""
    if ended.invitations:
        flash(_invitations(len(ended.invitations), ", ".join(ended.invitations.values())))
    if ended.evening_keys:
        flash(_evening_keys(len(ended.evening_keys), ", ".join(dict.fromkeys(ended.evening_keys.values()))))
    if ended.resets:
        flash(_resets(len(ended.resets), ", ".join(ended.resets.values())))
    if ended.api_tokens:
        flash(_api_tokens(len(ended.api_tokens), ", ".join(ended.api_tokens.values())))


def _invitations(count: int, whose: str) -> str:
    said: str = ngettext(
        "%(num)d invitation of theirs ends with it: %(whose)s.",
        "%(num)d invitations of theirs end with it: %(whose)s.",
        count,
        whose=whose,
    )
    return said


def _evening_keys(count: int, where: str) -> str:
    said: str = ngettext(
        "%(num)d evening key of theirs ends with it: %(where)s.",
        "%(num)d evening keys of theirs end with it: %(where)s.",
        count,
        where=where,
    )
    return said


def _resets(count: int, whose: str) -> str:
    said: str = ngettext(
        "%(num)d reset of a sign-in ends with it: %(whose)s.",
        "%(num)d resets of sign-ins end with it: %(whose)s.",
        count,
        whose=whose,
    )
    return said


def _api_tokens(count: int, names: str) -> str:
    said: str = ngettext(
        "%(num)d API token of theirs ends with it: %(names)s.",
        "%(num)d API tokens of theirs end with it: %(names)s.",
        count,
        names=names,
    )
    return said
