"""Files that are made from packaged ones and kept between runs: compiled templates, unpacked fonts.

They may be deleted at any time, and are made again when they are needed; where no folder is set, none are kept.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import BytecodeCache
    from jinja2.bccache import Bucket

_kept: list[Path] = []
"""The folder, once it is set."""


def keep_in(folder: Path) -> None:
    """Set where derived files are kept; the folder belongs to whoever runs the program, since code is read from it."""
    _kept[:] = [folder]


def compiled_templates(written: str) -> "BytecodeCache | None":
    """The templates compiled before for one kind of environment; None where nothing is kept.

    A template that has changed since, or was compiled for another Python, is compiled again; another Jinja has its own.
    Where the folder goes while the program runs, nothing is kept.
    """
    import jinja2  # noqa: PLC0415 - every verb knows this module, and few write a page

    class Kept(jinja2.FileSystemBytecodeCache):
        def dump_bytecode(self, bucket: "Bucket") -> None:
            with suppress(OSError):
                super().dump_bytecode(bucket)

    folder = _folder(f"templates-{written}-jinja-{jinja2.__version__}")
    return Kept(str(folder)) if folder else None


def derived(source: Path, kind: str, make: Callable[[Path], bytes]) -> bytes:
    """What `make` makes of a file, read where it was kept for the same content before."""
    folder = _folder(kind)
    if folder is None:
        return make(source)
    kept = folder / hashlib.sha256(source.read_bytes()).hexdigest()
    if kept.is_file():
        return kept.read_bytes()
    made = make(source)
    _write(kept, made)
    return made


def _folder(name: str) -> Path | None:
    """A folder of the kept files, made where it is missing; None where it cannot be."""
    if not _kept:
        return None
    folder = _kept[0] / name
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None


def _write(path: Path, content: bytes) -> None:
    """Write whole or not at all, whoever else writes the same."""
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).replace(path)
