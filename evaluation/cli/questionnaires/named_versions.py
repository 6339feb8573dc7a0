"""Versions of instruments named on the command line: published ones as ID/NUMBER, others as files."""

import re
from pathlib import Path

from evaluation.cli.command_context import opened
from evaluation.cli.questionnaires.version_files import parsed
from evaluation.store.instruments.published_versions import version_of
from instruments import Version

NAMED = re.compile(r"([a-z][a-z0-9-]*)/([0-9]{1,7})")


def named_version(name: str) -> Version:
    """The version called ID/NUMBER, or the one in the file of that name."""
    named = NAMED.fullmatch(name)
    if named is None or Path(name).is_file():
        return parsed(Path(name))
    with opened() as (_, database), database.reading() as db:
        return version_of(db, named[1], int(named[2]))
