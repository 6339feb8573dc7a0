"""Addresses that lead to this machine, and whether others can open them."""

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


def leads_here_alone(address: str) -> bool:
    """Whether an address leads to whichever machine opens it, so that no phone comes here by it."""
    host = (urlsplit(address).hostname or "").lower()
    return host in LOOPBACK or host.startswith("127.") or host == "0.0.0.0"  # noqa: S104 - compared, never listened on
