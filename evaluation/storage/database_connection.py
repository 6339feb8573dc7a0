"""A PostgreSQL that cannot be reached: which part of its address is wrong, or that it does not run, and what to do.

libpq tells why it has no connection in words alone, so these are looked for; a server that speaks another language
than English is told of in general. Neither those words nor the address are passed on, since both may hold a password.
"""

import re
import sys
from dataclasses import dataclass

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from evaluation.storage.settings import Settings

ENDED = {"57P01", "57P02", "57P03"}
"""A server that stopped, broke down or is not ready yet, as its codes say it during a statement."""
WRONG_LOGIN = (
    "{server} does not let {login} in: it has no such login, or another password than {setting} has. Correct it there, "
    "or set it anew: `sudo -u postgres psql`, and in it `\\password {login}`."
)
NO_LOGIN = "{server} has no login {login}: correct {setting}, or `sudo -u postgres createuser --pwprompt {login}`."
NO_DATABASE = (
    "{server} has no database {database}: correct its name in {setting}, or make it: "
    "`sudo -u postgres createdb --owner {login} {database}`."
)
NO_WAY_IN = (
    "{server} does not let {login} in from here in this way: name a host such as localhost and a password in "
    "{setting}, or allow it in the server's pg_hba.conf."
)
NOT_ALLOWED = (
    "{server} does not let {login} use the database {database}: give it that right, or name its owner in {setting}."
)
NO_HOST = "No machine is known by the name {host}: correct the host in {setting}."
NOTHING_THERE = (
    "Nothing answers where {setting} says that PostgreSQL is ({place}): start it (`systemctl start postgresql`), or "
    "correct the host or the port."
)
TOO_LATE = (
    "PostgreSQL does not answer in time ({place}): correct the host in {setting}, or see what lies between it and this "
    "machine."
)
FULL = "{server} has as many connections as it takes: try again in a moment, or let it take more (max_connections)."
NOT_READY = "{server} stops, starts, or ended the connection: nothing half done was stored. Try again in a moment."
IN_GENERAL = (
    "{server} could not be reached as {setting} says: compare login, password, host, port and name of the database, "
    "and read PostgreSQL's own log."
)
CUT_AT_SIGN = "The password in {setting} has an @, at which the address is cut: write %40 for it there."
KNOWN = (
    ("password authentication failed|no password supplied", WRONG_LOGIN),
    ('role "[^"]*" does not exist', NO_LOGIN),
    ('database "[^"]*" does not exist', NO_DATABASE),
    ("peer authentication failed|ident authentication failed|pg_hba.conf", NO_WAY_IN),
    ("permission denied for database", NOT_ALLOWED),
    ("too many clients|too many connections|connection slots", FULL),
    ("starting up|shutting down|recovery|server closed the connection|terminating connection", NOT_READY),
    ("resolve host|translate host|name or service not known", NO_HOST),
    ("connection refused|no such file or directory", NOTHING_THERE),
    ("timeout expired|timed out|no route to host|network is unreachable", TOO_LATE),
)
"""What libpq and the server say, and what that means; what a server itself says stands first, since of several
addresses of a host only one may have it."""


def said_of_connection(fault: BaseException | None, settings: Settings) -> str:
    """What to tell a person where a fault, or one that led to it, is that of a PostgreSQL without a connection; empty
    where none is.
    """
    while fault is not None:
        if isinstance(fault, DBAPIError):
            is_lost = fault.statement is None or fault.connection_invalidated
            return _said(fault.orig, settings.database_url, "WEAVING_DATABASE_URL", is_lost=is_lost)
        if said := _said(fault, settings.queue_url or "", "WEAVING_QUEUE_URL", is_lost=True):
            return said
        fault = fault.__cause__ or fault.__context__
    return ""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an address says that a server is, in words, without its password."""

    url: URL

    @property
    def host(self) -> str:
        """The machine, or the folder of the socket on this one; empty for the usual one."""
        return str(self.url.host or self.url.query.get("host") or "")

    @property
    def in_words(self) -> str:
        """The machine with its port."""
        port = self.url.port or self.url.query.get("port") or 5432
        if not self.host or self.host.startswith("/"):
            return f"this machine, port {port}" + (f", socket in {self.host}" if self.host else "")
        return f"{self.host}, port {port}"


def _said(fault: BaseException | None, address: str, setting: str, *, is_lost: bool) -> str:
    if not _is_operational(fault) or not (is_lost or getattr(fault, "sqlstate", None) in ENDED):
        return ""
    try:
        place = _Place(make_url(address))
    except (ArgumentError, ValueError):
        return IN_GENERAL.format(server="PostgreSQL", setting=setting)
    if "@" in place.host:
        return CUT_AT_SIGN.format(setting=setting)
    words = str(fault)
    known = (said for pattern, said in KNOWN if re.search(pattern, words, re.IGNORECASE))
    return next(known, IN_GENERAL).format(
        server=f"PostgreSQL ({place.in_words})",
        place=place.in_words,
        host=place.host,
        setting=setting,
        login=place.url.username or "this login",
        database=place.url.database or "of that name",
    )


def _is_operational(fault: BaseException | None) -> bool:
    """Whether it is psycopg's kind of fault for what is not the program's own; without psycopg none is."""
    psycopg = sys.modules.get("psycopg")
    return psycopg is not None and isinstance(fault, psycopg.OperationalError)
