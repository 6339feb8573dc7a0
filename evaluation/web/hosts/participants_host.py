"""Participants' pages answer to the name that is printed and to this machine's own.

A page of another site could otherwise have its own name lead here, and read what is shown to whoever has it open (DNS
rebinding). A printed name that was another once leads on; an address in numbers is nobody's name to lead anywhere with.
"""

import ipaddress
from urllib.parse import urlsplit

from flask import Flask, Response, redirect, request
from werkzeug.exceptions import MisdirectedRequest
from werkzeug.wrappers import Response as AnyResponse

from evaluation.storage.settings import Settings

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def pin_participants_host(app: Flask, settings: Settings) -> None:
    """Refuse what is asked for under another name, or lead to the printed one."""
    public = (urlsplit(settings.base_url).hostname or "localhost").lower()

    def pin() -> Response | AnyResponse | None:
        if is_ours(request.host, public):
            return None
        if request.method in {"GET", "HEAD"} and public not in LOOPBACK:
            return redirect(settings.base_url + request.full_path.rstrip("?"), 308)
        raise MisdirectedRequest

    app.before_request(pin)


def is_ours(host: str, public: str) -> bool:
    """Whether a Host header names us; where we have no name but this machine's, any address in numbers does.

    A machine has other numbers on another network, and the printed ones lead nowhere there.
    """
    try:
        name = (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return False
    is_nameless = public in LOOPBACK or _is_in_numbers(public)
    return name == public or name in LOOPBACK or (is_nameless and _is_in_numbers(name))


def opened_address(public: str, *, host: str) -> str:
    """The address by which somebody came: the public one where it is a name's, else the numbers that they opened."""
    found = urlsplit(public)
    name = (found.hostname or "").lower()
    is_a_name = found.scheme == "https" or not (name in LOOPBACK or _is_in_numbers(name))
    return public if is_a_name else f"http://{host}"


def _is_in_numbers(name: str) -> bool:
    try:
        ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return True
