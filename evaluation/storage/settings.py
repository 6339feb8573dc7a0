"""What the environment tells the application, read once at the edge."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from evaluation.domain.errors import Refused

KNOWN = ("WEAVING_HOME", "WEAVING_DATABASE_URL", "WEAVING_QUEUE_URL", "WEAVING_BASE_URL", "WEAVING_SECRET_FILE")


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
    secret_file: Path | None = None
    """File that holds the master secret; made under `home/keys` unless told otherwise."""

    @property
    def keys(self) -> Path:
        """Folder of secret keys, backed up apart from the database."""
        return self.home / "keys"

    @classmethod
    def at(cls, home: Path) -> "Settings":
        """The defaults for a folder."""
        return cls(home=home, database_url=f"sqlite:///{home.resolve() / 'weaving.sqlite'}")

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Settings":
        """Settings from `WEAVING_*` variables; an unknown one is refused, since it is most likely misspelt.

        One that is empty is as good as none.
        """
        unknown = sorted(name for name in environ if name.startswith("WEAVING_") and name not in KNOWN)
        if unknown:
            raise Refused(*(_misspelt(name) for name in unknown))
        given = {name: value for name in KNOWN if (value := environ.get(name, "").strip())}
        home = Path(given.get("WEAVING_HOME", "var"))
        defaults = cls.at(home)
        secret = given.get("WEAVING_SECRET_FILE")
        return cls(
            home=home,
            database_url=given.get("WEAVING_DATABASE_URL", defaults.database_url),
            queue_url=given.get("WEAVING_QUEUE_URL"),
            base_url=given.get("WEAVING_BASE_URL", defaults.base_url).rstrip("/"),
            secret_file=Path(secret) if secret else None,
        )


def _misspelt(name: str) -> str:
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - loaded only where something was mistyped

    near = process.extractOne(name, KNOWN, scorer=fuzz.ratio, score_cutoff=60)
    hint = f" Did you mean {near[0]}?" if near else f" The known ones are {', '.join(KNOWN)}."
    return f"{name} is not a setting of Weaving.{hint}"
