"""A restore for practice: into a folder that is gone afterwards, so that it is known that a backup serves."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evaluation.operations.backup.archive import Said
from evaluation.operations.backup.key_file import keys_of
from evaluation.operations.restore.staged_home import RestoreRequest, StagedHome, unpacked_home, verified_home
from evaluation.storage.settings import Settings


@contextmanager
def practised_restore(
    settings: Settings, request: RestoreRequest, *, said: Said = lambda _: None
) -> Iterator[StagedHome]:
    """A backup verified as a restore verifies it, in a home of its own that can be looked at meanwhile."""
    with tempfile.TemporaryDirectory(prefix="weaving-restore-") as folder:
        unpacked = unpacked_home(request, Path(folder), held=keys_of(settings), said=said)
        yield verified_home(unpacked, request)
