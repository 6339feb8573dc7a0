"""Addresses that lead to this machine, and whether others can open them."""

import ipaddress
import socket
from urllib.parse import urlsplit

from evaluation.web.hosts.participants_host import LOOPBACK

SOMEWHERE = ("192.0.2.1", 9)
"""An address of no machine, kept free for documentation: asking for the way there sends nothing."""


def lan_address() -> str:
    """The number under which this machine is known on the network that it uses now; empty where it is on none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(SOMEWHERE)
            found = str(asked.getsockname()[0])
        except OSError:
            return ""
    return "" if found.startswith("127.") or found == "0.0.0.0" else found  # noqa: S104 - compared, never listened on


def own_address(port: int | str) -> str:
    """This machine's own address on its network, where it is served at a port; empty where it is on none."""
    found = lan_address()
    return f"http://{found}:{port}" if found else ""


def same_here(address: str, *, port: int | None) -> str:
    """What an address would be on this machine now, by the port that is served, or its own where that is not known."""
    return own_address(port or urlsplit(address).port or 80)


def leads_past(address: str, *, port: int | None) -> bool:
    """Whether an address in numbers is not this machine's now, or of another port than the one that is served.

    `port` is none where participants' pages are served apart, at a port of their own.
    Nothing is known of names and of https, behind which a server may stand in front of this one.
    """
    found = urlsplit(address)
    try:
        host = ipaddress.ip_address(found.hostname or "")
    except ValueError:
        return False
    if found.scheme != "http" or leads_here_alone(address):
        return False
    return (port is not None and (found.port or 80) != port) or not _is_this_machines(host)


def _is_this_machines(host: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether one of this machine's networks knows it under a number now: another's cannot be listened on."""
    family = socket.AF_INET if host.version == 4 else socket.AF_INET6
    with socket.socket(family, socket.SOCK_DGRAM) as tried:
        try:
            tried.bind((str(host), 0))
        except OSError:
            return False
    return True


def leads_here_alone(address: str) -> bool:
    """Whether an address leads to whichever machine opens it, so that no phone comes here by it."""
    host = (urlsplit(address).hostname or "").lower()
    return host in LOOPBACK or host.startswith("127.") or host == "0.0.0.0"  # noqa: S104 - compared, never listened on
