"""The folder of an example: how it was made, whether it is whole, and that nothing else is ever taken away."""

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from evaluation.domain.errors import Refused
from evaluation.storage.settings import Settings

MARK = ".weaving-example"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleTerms:
    """What the figures of an example follow from."""

    people: int
    seed: int


@dataclass(frozen=True, slots=True)
class ExampleHome:
    """A folder in which an example is or will be."""

    folder: Path

    @property
    def settings(self) -> Settings:
        """The settings of its home."""
        return Settings.at(self.folder / "home")

    @property
    def reports(self) -> list[Path]:
        """The reports as PDF, in the order of their names, the one across the chapters last."""
        found = self.folder.glob("reports/*/report.pdf")
        return sorted(found, key=lambda path: (path.parent.name == ACROSS, path.parent.name))

    def terms(self) -> ExampleTerms | None:
        """How the example that is here was made; None where none is here, or one that was not made to its end."""
        try:
            kept = json.loads((self.folder / MARK).read_text(encoding="utf-8") or "{}")
            return ExampleTerms(**kept)
        except (OSError, ValueError, TypeError):
            return None

    def clear(self, *, ask: Callable[[], bool]) -> bool:
        """Make room for a new example, after asking where a whole one is here; whether there is room now.

        Refused where there are files that no example wrote.
        """
        if self.folder.exists() and any(self.folder.iterdir()):
            if not (self.folder / MARK).exists():
                raise Refused(f"{self.folder} holds files that no demonstration wrote; name an empty or a new folder.")
            if self.terms() is not None and not ask():
                return False
            shutil.rmtree(self.folder)
        (self.folder / "home").mkdir(parents=True)
        (self.folder / MARK).touch()
        return True

    def finish(self, terms: ExampleTerms) -> None:
        """Write down that the example is whole, and how it was made."""
        (self.folder / MARK).write_text(json.dumps(asdict(terms)) + "\n", encoding="utf-8")


ACROSS = "across-the-chapters"
"""The folder of the report across the chapters."""
