"""A folder of backups by date, of which the newest are kept: for a timer."""

import re
from datetime import UTC, datetime
from pathlib import Path

DATED = re.compile(r"weaving-\d{8}T\d{6}Z\.(?:zip|keys)")


def dated_name(now: datetime, *, ending: str = "zip") -> str:
    """The name of a backup that is made now, or of its keys."""
    return f"weaving-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.{ending}"


def remove_older(folder: Path, *, keep: int) -> list[Path]:
    """Remove all dated files of a kind but the newest `keep`; which ones went. Other files are left alone."""
    dated = sorted((path for path in folder.iterdir() if DATED.fullmatch(path.name)), reverse=True)
    gone = [path for ending in (".zip", ".keys") for path in [each for each in dated if each.suffix == ending][keep:]]
    for path in gone:
        path.unlink()
    return gone
