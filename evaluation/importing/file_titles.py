"""What a report of brought files is called."""

from collections.abc import Iterable
from pathlib import PurePath

LONGEST_TITLE = 120


def title_of_files(names: Iterable[str]) -> str:
    """What a report is called that nobody named: by its files, without their endings."""
    return ", ".join(PurePath(name).stem for name in names)[:LONGEST_TITLE]
