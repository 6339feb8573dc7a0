"""What the environment tells the application, read once at the edge."""

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from evaluation.domain.errors import Refused

KNOWN = (
    *("WEAVING_HOME", "WEAVING_DATABASE_URL", "WEAVING_QUEUE_URL", "WEAVING_BASE_URL", "WEAVING_SECRET_FILE"),
    "WEAVING_SECURITY_CONTACT",
)

ADDRESS_FILE = "public-address"
LONGEST_ADDRESS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where things are kept and how the world reaches them."""

    home: Path
    """Folder of all that is kept: database, keys, reports."""
    database_url: str
    """SQLAlchemy address; SQLite in `home` unless told otherwise."""
    queue_url: str | None = None
    """Where long work waits; SQLite in `home` unless told otherwise."""
    base_url: str = "http://127.0.0.1:8000"
    """The address people type, without a closing slash; printed on posters and cards."""
    security_contact: str = ""
    """Whom to tell of a hole, as `mailto:` or `https:`; the contact of a study where it is empty."""
    secret_file: Path | None = None
    """File that holds the master secret; made under `home/keys` unless told otherwise."""

    @property
    def keys(self) -> Path:
        """Folder of secret keys, backed up apart from the database."""
        return self.home / "keys"

    @classmethod
    def at(cls, home: Path) -> "Settings":
        """The defaults for a folder; its path is absolute, since Flask reads others from its own folder."""
        return cls(home=home.absolute(), database_url=f"sqlite:///{home.resolve() / 'weaving.sqlite'}")

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Settings":
        """Settings from `WEAVING_*` variables; an unknown one is refused, since it is most likely misspelt.

        One that is empty is as good as none.
        """
        unknown = sorted(name for name in environ if name.startswith("WEAVING_") and name not in KNOWN)
        if unknown:
            raise Refused(*(_misspelt(name) for name in unknown))
        given = {name: value for name in KNOWN if (value := environ.get(name, "").strip())}
        defaults = cls.at(Path(given.get("WEAVING_HOME", "var")))
        secret = given.get("WEAVING_SECRET_FILE")
        return cls(
            home=defaults.home,
            database_url=given.get("WEAVING_DATABASE_URL", defaults.database_url),
            queue_url=given.get("WEAVING_QUEUE_URL"),
            base_url=_base_url(given["WEAVING_BASE_URL"])
            if "WEAVING_BASE_URL" in given
            else written_address(defaults.home) or defaults.base_url,
            secret_file=Path(secret).absolute() if secret else None,
            security_contact=_checked_contact(given.get("WEAVING_SECURITY_CONTACT", "")),
        )


def _checked_contact(written: str) -> str:
    if written and not re.fullmatch(r"(mailto:[^\s@]+@[^\s@]+|https://\S+|tel:\+?[\d-]+)", written):
        raise Refused(
            "WEAVING_SECURITY_CONTACT is no address that a finder of a hole can write to: begin it with mailto:, "
            "https: or tel:."
        )
    return written


def written_address(home: Path) -> str:
    """The public address that was set on a page or by `weaving address`; empty where none was."""
    try:
        return (home / ADDRESS_FILE).read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def checked_address(written: str) -> str:
    """An address that people can open, without its closing slash; refused with what is wrong."""
    address = written.strip().rstrip("/")
    try:
        found = urlsplit(address)
        whole = found.hostname and found.scheme in {"http", "https"} and found.port != 0 and not found.path
    except ValueError:
        whole = False
    if not whole or len(address) > LONGEST_ADDRESS or re.search(r"[\s?#@\\<>\"]", address):
        raise Refused("Write the address as people open it, such as https://weaving.example.org.")
    if _is_every_network(found.hostname or ""):
        raise Refused(
            "No phone can open 0.0.0.0: it only tells a server to listen on all its networks. Write this computer's "
            "own address, such as http://192.168.1.20:8000, or its name."
        )
    return address


def _is_every_network(host: str) -> bool:
    """Whether a host is what a server listens on to be found on each of its networks: 0.0.0.0 or ::."""
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def _base_url(written: str) -> str:
    """The public address as the environment names it; refused as anywhere else that it is entered."""
    try:
        return checked_address(written)
    except Refused as refusal:
        raise Refused(f"WEAVING_BASE_URL is {written}. {' '.join(refusal.faults)}") from None


def write_address(home: Path, address: str) -> None:
    """Keep the public address for every start from now on, whole or not at all."""
    partial = home / f".{ADDRESS_FILE}.partial"
    partial.write_text(address + "\n", encoding="utf-8")
    partial.replace(home / ADDRESS_FILE)


def _misspelt(name: str) -> str:
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - loaded only where something was mistyped

    near = process.extractOne(name, KNOWN, scorer=fuzz.ratio, score_cutoff=60)
    hint = f" Did you mean {near[0]}?" if near else f" The known ones are {', '.join(KNOWN)}."
    return f"{name} is not a setting of Weaving.{hint}"
