"""Staff pages for whoever sits at this machine alone: a network's phones come to participants' pages and no others."""

import ipaddress
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from evaluation.web.app import Application, is_for_staff

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

NOT_FROM_ELSEWHERE = "The staff pages of an example open on the machine that shows it, and nowhere else."


def staff_on_this_machine(application: Application) -> Callable[..., Iterable[bytes]]:
    """The application, for staff and their programs only where this machine itself asks, with no front before."""

    def guarded(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if is_for_staff(environ.get("PATH_INFO", "")) and not is_loopback(environ.get("REMOTE_ADDR", "")):
            start_response("403 Forbidden", [("Content-Type", "text/plain; charset=utf-8")])
            return [NOT_FROM_ELSEWHERE.encode()]
        return application(environ, start_response)

    return guarded


def is_loopback(address: str) -> bool:
    """Whether a request's sender is this machine."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
