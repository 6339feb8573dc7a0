"""One request to an address in the public internet: looked up once, connected to as it was looked up, not led on."""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Mapping
from urllib.parse import urlsplit

from evaluation.store.scope.webhooks import is_public, is_sound_address

SECONDS = 10.0
"""How long a receiver may take for each thing that it says."""
READ = 1024
"""Bytes of an answer that are read at most, and thrown away."""
MAY_BE_LOCAL = False
"""Whether receivers on this machine are told, over http too: in tests alone."""


class NotSentError(Exception):
    """The receiver was not reached, in a few words that name no address."""


class _Pinned(http.client.HTTPConnection):
    """A connection to an address that was looked up and looked at before."""

    def __init__(self, host: str, port: int, *, pinned: str, secure: bool) -> None:
        super().__init__(host, port, timeout=SECONDS)
        self.pinned, self.secure = pinned, secure

    def connect(self) -> None:
        """Connect there, and see over TLS that it is the host that was meant."""
        self.sock = socket.create_connection((self.pinned, self.port), timeout=SECONDS)
        if self.secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def post_publicly(address: str, body: bytes, headers: Mapping[str, str]) -> int:
    """Post a body; the status of the answer. Whatever keeps it from being one is an NotSentError."""
    if not is_sound_address(address, may_be_local=MAY_BE_LOCAL):
        raise NotSentError("not an address that is told")
    split = urlsplit(address)
    secure, host = split.scheme == "https", split.hostname or ""
    port = split.port or (443 if secure else 80)
    connection = _Pinned(host, port, pinned=_looked_up(host, port), secure=secure)
    try:
        path = (split.path or "/") + (f"?{split.query}" if split.query else "")
        connection.request("POST", path, body=body, headers=dict(headers))
        answer = connection.getresponse()
        answer.read(READ)
    except ssl.SSLError:
        raise NotSentError("its certificate does not hold") from None
    except TimeoutError:
        raise NotSentError("no answer in time") from None
    except (OSError, http.client.HTTPException, ValueError):
        raise NotSentError("no connection, or no answer in HTTP") from None
    finally:
        connection.close()
    return answer.status


def _looked_up(host: str, port: int) -> str:
    """The first address of a host, once all of them are looked at: one that is not public makes it none."""
    try:
        found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        raise NotSentError("its name is not known") from None
    if not found or not (MAY_BE_LOCAL or all(is_public(ipaddress.ip_address(each)) for each in found)):
        raise NotSentError("not in the public internet")
    return found[0]
