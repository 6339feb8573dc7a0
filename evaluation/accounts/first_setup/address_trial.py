"""The public address as both of its pages show it: what this machine's own may be, and whether phones come by it."""

import os
import socket

from flask import g, request
from flask_babel import gettext as _

from evaluation.domain.errors import Refused
from evaluation.storage.settings import checked_address
from evaluation.web.app import services
from evaluation.web.hosts.address_left_behind import address_left_behind, left_behind_at
from evaluation.web.hosts.lan_address import leads_here_alone, own_address

ANSWERS_WITHIN = 0.5
"""Seconds in which this machine answers itself, if it listens to the network at all."""


def is_fixed() -> bool:
    """Whether whoever runs the server has said the address where the server is started."""
    return bool(os.environ.get("WEAVING_BASE_URL", "").strip())


def found_address() -> str:
    """This machine's own address on its network, with the port that is asked; empty where it is on none."""
    return own_address(request.environ.get("SERVER_PORT", ""))


def likely_address() -> str:
    """What stands in the field at first: the address in use, or this machine's own where no phone opens that."""
    in_use = services().settings.base_url
    leads_nowhere = leads_here_alone(in_use) or address_left_behind()
    return (found_address() or in_use) if leads_nowhere and not is_fixed() else in_use


def address_shown(typed: str) -> dict[str, object]:
    """What a page says of an address: what phones make of it, what to use instead, and what a phone is to try.

    What is no address at all is not tried: the code holds this machine's own then. With https another server takes
    phones in, from any network, and this one is right to listen to that alone.
    """
    found, written = found_address(), typed.strip().rstrip("/")
    tried = written if _is_whole(written) and not leads_here_alone(written) else found
    is_behind_a_front = tried.startswith("https:")
    return {
        "found": found,
        "listens": not found or is_behind_a_front or _answers_the_network(found),
        "here_alone": leads_here_alone(written),
        "warned_of": typed if leads_here_alone(written) or written in {g.get("asked_of"), _warned_of()} else "",
        "tried": tried,
        "any_network": is_behind_a_front,
        "fixed": is_fixed(),
        "latest": services().trial.at(tried),
    }


def to_ask_of(address: str) -> str:
    """What to ask of an address that was sent and by which no phone comes here; empty where the page that sent it did.

    So somebody who means it presses once more, and nobody else comes by it unawares.
    """
    if is_fixed() or _warned_of() == address:
        return ""
    if leads_here_alone(address):
        return str(
            _("Phones cannot open %(address)s. If it is meant for this computer alone, press again.", address=address)
        )
    elsewhere = left_behind_at(address)
    if elsewhere is None:
        return ""
    g.asked_of = address
    if elsewhere.now:
        return str(
            _(
                "Phones that open %(address)s do not come to this computer, which is at %(now)s now. If you mean it "
                "all the same, press again.",
                address=address,
                now=elsewhere.now,
            )
        )
    return str(
        _(
            "Phones that open %(address)s do not come to this computer, which is on no network now. If you mean it "
            "all the same, press again.",
            address=address,
        )
    )


def _warned_of() -> str:
    """The address of which the page that sent it had said that no phone comes by it."""
    return request.form.get("warned_of", "").strip().rstrip("/")


def _is_whole(written: str) -> bool:
    try:
        return bool(checked_address(written))
    except Refused:
        return False


def _answers_the_network(address: str) -> bool:
    host, _colon, port = address.removeprefix("http://").partition(":")
    try:
        with socket.create_connection((host, int(port)), timeout=ANSWERS_WITHIN):
            return True
    except (OSError, ValueError):
        return False
