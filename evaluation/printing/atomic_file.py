"""A file that is there whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from evaluation.domain.errors import Refused


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to write into, which appears at `path` once the block is done; an earlier one stays until then.

    A place that cannot be written is refused at once, before any work. Only its owner may read the file: codes on
    cards are secrets.
    """
    if path.is_dir():
        raise Refused(f"{path} is a folder; name a file in it.")
    try:
        beginning, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    except OSError as fault:
        raise Refused(f"{path} cannot be written: {fault.strerror}.") from fault
    try:
        with os.fdopen(beginning, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
