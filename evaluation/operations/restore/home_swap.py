"""What was restored takes the place of what was there, and that is kept.

What is to be moved is written down first. From that moment on every other start of the program is refused, and the
moves can be finished after any interruption: so nobody ever meets a home of which half is another one.
"""

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import make_url

from evaluation.domain.errors import Refused
from evaluation.storage.home_lock import RESTORE_FILE
from evaluation.storage.records_elsewhere import MARK_FILE
from evaluation.storage.settings import ADDRESS_FILE, Settings

KEPT = "before-restore-"
KEPT_FILE = "kept.json"
RESTORED = ("keys", "artefacts", "clips", ADDRESS_FILE, "audit-head", MARK_FILE)
"""What is restored besides the database."""
MADE_ANEW = ("audit-verified", "queue.sqlite", "queue.sqlite-wal", "queue.sqlite-shm")
"""What belongs to what was there before, and is made anew."""
SQLITE_FILES = ("weaving.sqlite", "weaving.sqlite-wal", "weaving.sqlite-shm")
UNREADABLE = "{path} cannot be read: keep a copy of {home}, and put what lies in its folders back by hand."


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeMove:
    """What takes the place of what; `fresh` is empty where nothing does."""

    fresh: str
    live: str
    kept: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """All moves of a restore, or of undoing one; and on PostgreSQL the schema that keeps the rows from before."""

    moves: tuple[HomeMove, ...]
    kept: str
    """The folder of what was there."""
    leaving: str
    """The folder that is empty afterwards, and goes."""
    schema: str = ""
    undoes: bool = False
    """Whether what takes the place is what an earlier one has kept, which nothing may take away."""

    @property
    def kept_folder(self) -> Path:
        """Where what was there is kept."""
        return Path(self.kept)

    @property
    def keeps(self) -> bool:
        """Whether anything was there that is kept now: into an empty home nothing was."""
        return bool(self.schema) or any(Path(move.kept).exists() for move in self.moves)

    @property
    def keeps_file(self) -> bool:
        """Whether a SQLite file of records is among what is kept."""
        return (self.kept_folder / SQLITE_FILES[0]).exists()


def planned_swap(settings: Settings, staged: Path, *, stamp: str) -> Swap:
    """What is moved to put an unpacked home in the place of a home."""
    kept = settings.home / f"{KEPT}{stamp}"
    moves = [_move(staged / name, settings.home / name, kept / name) for name in (*RESTORED, *MADE_ANEW)]
    url = make_url(settings.database_url)
    if url.get_backend_name() != "sqlite":
        earlier = [_move(None, settings.home / name, kept / name) for name in SQLITE_FILES]
        schema = f"{KEPT}{stamp}".replace("-", "_")
        return Swap(moves=(*moves, *earlier), kept=str(kept), leaving=str(staged), schema=schema)
    live = Path(url.database or "")
    for ending in ("", "-wal", "-shm"):
        name = f"{live.name}{ending}"
        fresh = staged / f"weaving.sqlite{ending}"
        if live.parent.resolve() != settings.home.resolve():  # another disk, perhaps: only there can it be renamed
            fresh, at = live.with_name(f".{name}.{stamp}"), fresh
            if at.exists():
                shutil.copyfile(at, fresh)
                fresh.chmod(0o600)
            moves.append(_move(fresh, live.with_name(name), live.with_name(f"{name}.{KEPT}{stamp}")))
        else:
            moves.append(_move(fresh, live.with_name(name), kept / name))
    return Swap(moves=tuple(moves), kept=str(kept), leaving=str(staged))


def undoing(settings: Settings, done: Swap, *, stamp: str) -> Swap:
    """What is moved to put back what a restore has kept."""
    kept = settings.home / f"{KEPT}{stamp}"
    moves = []
    for move in done.moves:
        live, was = Path(move.live), Path(move.kept)
        elsewhere = was.parent != Path(done.kept)
        moves.append(_move(was, live, was.with_name(f"{live.name}.{KEPT}{stamp}") if elsewhere else kept / was.name))
    schema = f"{KEPT}{stamp}".replace("-", "_") if done.schema else ""
    return Swap(moves=tuple(moves), kept=str(kept), leaving=done.kept, schema=schema, undoes=True)


def begin_swap(settings: Settings, swap: Swap) -> None:
    """Write down what is to be moved; from here on it is finished, or taken back as a whole."""
    for move in swap.moves:
        if move.fresh and Path(move.fresh).exists():
            _to_disk(Path(move.fresh))
    _write(settings.home / RESTORE_FILE, swap)


def finish_swap(settings: Settings, swap: Swap) -> None:
    """Do what is left to be moved. Every step that was done already stays done."""
    swap.kept_folder.mkdir(mode=0o700, exist_ok=True)
    for move in swap.moves:
        fresh, live, kept = (Path(each) if each else None for each in (move.fresh, move.live, move.kept))
        assert live is not None
        assert kept is not None
        if live.exists() and not kept.exists() and (fresh is None or fresh.exists()):
            live.rename(kept)
        if fresh is not None and fresh.exists():
            fresh.rename(live)
    if swap.keeps:
        _write(swap.kept_folder / KEPT_FILE, swap)
    else:
        swap.kept_folder.rmdir()
    _to_disk(settings.home)
    (settings.home / RESTORE_FILE).unlink()
    _to_disk(settings.home)
    shutil.rmtree(swap.leaving, ignore_errors=True)


def abandon_swap(settings: Settings, swap: Swap) -> None:
    """Take back what was written down, where nothing was moved yet."""
    (settings.home / RESTORE_FILE).unlink()
    if swap.undoes:
        return
    for move in swap.moves:
        if move.fresh and Path(move.fresh).parent != Path(swap.leaving):
            Path(move.fresh).unlink(missing_ok=True)
    shutil.rmtree(swap.leaving, ignore_errors=True)


def swap_under_way(settings: Settings) -> Swap | None:
    """What an interrupted restore has written down; None where none was."""
    path = settings.home / RESTORE_FILE
    return _read(path, settings) if path.exists() else None


def kept_swaps(settings: Settings) -> Iterator[Swap]:
    """What restores have kept, the newest first."""
    for path in sorted(settings.home.glob(f"{KEPT}*/{KEPT_FILE}"), reverse=True):
        yield _read(path, settings)


def remove_kept(swap: Swap) -> None:
    """Remove what a restore has kept, for good."""
    for move in swap.moves:
        kept = Path(move.kept)
        if kept.parent != swap.kept_folder:
            kept.unlink(missing_ok=True)
    shutil.rmtree(swap.kept_folder)


def _move(fresh: Path | None, live: Path, kept: Path) -> HomeMove:
    taking = str(fresh.absolute()) if fresh and fresh.exists() else ""
    return HomeMove(fresh=taking, live=str(live.absolute()), kept=str(kept.absolute()))


def _write(path: Path, swap: Swap) -> None:
    partial = path.with_name(f".{path.name}.partial")
    partial.unlink(missing_ok=True)
    with os.fdopen(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
        json.dump(asdict(swap), file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
    _to_disk(path.parent)


def _read(path: Path, settings: Settings) -> Swap:
    try:
        said = json.loads(path.read_text("utf-8"))
        return Swap(**{**said, "moves": tuple(HomeMove(**move) for move in said["moves"])})
    except (OSError, ValueError, TypeError, KeyError):
        raise Refused(UNREADABLE.format(path=path, home=settings.home)) from None


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
