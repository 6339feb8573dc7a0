"""The public address by which no phone comes any more, since this computer is in another network or on another port."""

from typing import NamedTuple

from flask import request

from evaluation.web.app import services
from evaluation.web.hosts.lan_address import leads_past, same_here

FRONTS = ("Via", "X-Real-IP")
"""What servers in front add, of that which this one is shown: whatever else they say of the asker is dropped."""


class LeftBehind(NamedTuple):
    """What cards name, and where this computer is now; empty where it is on no network."""

    public: str
    now: str


def address_left_behind() -> LeftBehind | None:
    """What to warn of in the address that is in use; nothing where phones come by it."""
    return left_behind_at(services().settings.base_url)


def left_behind_at(public: str) -> LeftBehind | None:
    """What to warn of in an address; nothing where somebody comes by that very one, or through a server in front."""
    port = int(request.environ.get("SERVER_PORT") or 0) or None if services().serves_all else None
    is_opened_by_it = request.host == public.partition("://")[2].removesuffix(":80")
    if is_opened_by_it or any(name in request.headers for name in FRONTS) or not leads_past(public, port=port):
        return None
    return LeftBehind(public, same_here(public, port=port))
