"""A place in the home where brought answers wait between two pages: whole or not there, and not for long.

What is held is what its reader has made of the files: keys are hashed before anything comes here. A file is its
owner's alone, known by the account that brought it, and ends by its own time: whoever sweeps need ask nobody.
"""

import json
import os
import uuid
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from evaluation.storage.settings import Settings

HELD_FOR = timedelta(hours=1)
"""How long somebody has to look at what was understood, and a report to begin."""
KEPT_FOR = timedelta(days=365)
"""How long answers stay that somebody keeps on purpose: as long as the report that was made of them."""
_PARTIAL = ".partial"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldAnswers:
    """What one account brought: its contents, until when it is held, and whether somebody said that it be kept."""

    id: uuid.UUID
    account: uuid.UUID
    brought_at: datetime
    until: datetime
    kept: bool
    content: Mapping[str, Any]


def folder_of_held(settings: Settings) -> Path:
    """Where everything that is held lies."""
    return settings.home / "brought"


def hold_answers(settings: Settings, account: uuid.UUID, content: Mapping[str, Any], *, now: datetime) -> HeldAnswers:
    """Hold something new for an hour."""
    held = HeldAnswers(
        id=uuid.uuid4(), account=account, brought_at=now, until=now + HELD_FOR, kept=False, content=content
    )
    _write(settings, held)
    return held


def change_held(settings: Settings, held: HeldAnswers, content: Mapping[str, Any]) -> HeldAnswers:
    """The same with other contents; its time goes on."""
    changed = replace(held, content=content)
    _write(settings, changed)
    return changed


def keep_held(settings: Settings, held: HeldAnswers, *, kept: bool, now: datetime) -> HeldAnswers:
    """The same for the work that begins now: for an hour more or, where somebody says that it be kept, for a year."""
    changed = replace(held, kept=kept, until=now + (KEPT_FOR if kept else HELD_FOR))
    _write(settings, changed)
    return changed


def held_answers(settings: Settings, account: uuid.UUID, held: uuid.UUID, *, now: datetime) -> HeldAnswers | None:
    """What an account brought, by its id; None where it is another's, was forgotten, or its time is over."""
    found = held_for_work(settings, account, held)
    return found if found is not None and found.until > now else None


def held_for_work(settings: Settings, account: uuid.UUID, held: uuid.UUID) -> HeldAnswers | None:
    """The same for work that was asked for in time and waited: until a sweep forgets it, it is there."""
    return _read(_path(settings, account, held))


def kept_by(settings: Settings, account: uuid.UUID, *, now: datetime) -> list[HeldAnswers]:
    """What an account keeps on purpose, the newest first."""
    return [each for each in _all_of(settings, account, now=now) if each.kept]


def unfinished_by(settings: Settings, account: uuid.UUID, *, now: datetime) -> list[HeldAnswers]:
    """What an account has begun to look at and does not keep, the newest first."""
    return [each for each in _all_of(settings, account, now=now) if not each.kept]


def _all_of(settings: Settings, account: uuid.UUID, *, now: datetime) -> list[HeldAnswers]:
    found = [_read(path) for path in folder_of_held(settings).glob(f"{account.hex}-*.json")]
    held = [each for each in found if each is not None and each.until > now]
    return sorted(held, key=lambda each: each.brought_at, reverse=True)


def forget_held(settings: Settings, account: uuid.UUID, held: uuid.UUID) -> None:
    """Remove something that is held, if it is there."""
    _path(settings, account, held).unlink(missing_ok=True)


def forget_due(settings: Settings, *, now: datetime) -> int:
    """Remove everything whose time is over, and what was half written when a process ended; how much."""
    due = held_due(settings, now=now)
    for path in due:
        path.unlink(missing_ok=True)
    return len(due)


def held_due(settings: Settings, *, now: datetime) -> list[Path]:
    """What that would remove."""
    return [*_due(settings, now=now)]


def _due(settings: Settings, *, now: datetime) -> Iterator[Path]:
    for path in folder_of_held(settings).glob("*"):
        with suppress(FileNotFoundError):  # another sweep was there first
            is_old = now.timestamp() - path.stat().st_mtime > HELD_FOR.total_seconds()
            found = None if path.suffix == _PARTIAL else _read(path)
            if found.until <= now if found is not None else is_old:
                yield path


def _path(settings: Settings, account: uuid.UUID, held: uuid.UUID) -> Path:
    return folder_of_held(settings) / f"{account.hex}-{held.hex}.json"


def _read(path: Path) -> HeldAnswers | None:
    """What a file holds; None where it is not there, or is none of ours."""
    try:
        row = json.loads(path.read_text(encoding="utf-8"))
        return HeldAnswers(
            id=uuid.UUID(row["id"]),
            account=uuid.UUID(row["account"]),
            brought_at=datetime.fromisoformat(row["brought_at"]),
            until=datetime.fromisoformat(row["until"]),
            kept=bool(row["kept"]),
            content=row["content"],
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write(settings: Settings, held: HeldAnswers) -> None:
    """Put it in its place at once; nobody but the program's own user can read it, not even for a moment."""
    path = _path(settings, held.account, held.id)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = path.with_name(f"{path.stem}.{uuid.uuid4().hex}{_PARTIAL}")
    row = {
        "id": held.id.hex,
        "account": held.account.hex,
        "brought_at": held.brought_at.isoformat(),
        "until": held.until.isoformat(),
        "kept": held.kept,
        "content": held.content,
    }
    try:
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(row, file, ensure_ascii=False)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
