"""What was taken out of a draft and can be put back: whole, at its place, until it is put back, dismissed or published.

Its words in other languages stay in the draft's translations, and count again once it is back.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from evaluation.domain.messages import Message
from evaluation.models import Draft
from instruments import InvalidInstrument, Item, Problem, ResponseFormat, ScaleKey, Version, WavePage

MODELS: Mapping[str, type[BaseModel]] = {
    "items": Item,
    "formats": ResponseFormat,
    "scales": ScaleKey,
    "waves": WavePage,
}
TABLES = (*MODELS, "languages")


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOut:
    """A part that is not in the draft now; `order` names the parts of its kind as they stood, those taken out too."""

    id: str
    table: str
    name: str
    part: Any
    order: Sequence[str]

    @property
    def words(self) -> str:
        """What people know it by: its wording, its title or its name."""
        if self.table == "languages":
            return self.name
        return str(next(filter(None, map(self.part.get, ("text", "title", "label"))), self.name))


def taken_out(draft: Draft, version: Version) -> list[TakenOut]:
    """What can be put back, the last first: nothing that is there again."""
    kept = [TakenOut(**entry) for entry in draft.taken_out]
    return [one for one in reversed(kept) if one.name not in _names(version, one.table)]


def note_taken_out(draft: Draft, before: Version, after: Version) -> None:
    """Note what a change of the draft takes out."""
    gone = taken_out(draft, before)
    new = [_entry(draft, before, table, name, gone) for table, name in _gone(before, after)]
    anew = {(one["table"], one["name"]) for one in new}
    kept = [one for one in draft.taken_out if (one["table"], one["name"]) not in anew]
    draft.taken_out = [*kept, *new]


def put_back(draft: Draft, version: Version, *, id: str) -> Version:  # noqa: A002 - what it is called elsewhere
    """The version with what was taken out; raises InvalidInstrument where what it needs is not there either."""
    one = next((one for one in taken_out(draft, version) if one.id == id), None)
    if one is None:
        raise InvalidInstrument(
            [Problem("", Message("It is in the draft already, or nobody can put it back any more."))]
        )
    if one.table == "items":
        require_needed(version, one.name, waves=one.part.get("waves", ()), format=one.part["format"])
    rows = list[Any](getattr(version, one.table))
    row = MODELS[one.table].model_validate(one.part) if one.table in MODELS else one.part
    rows.insert(_place(_names(version, one.table), one), row)
    dismiss(draft, id=id)
    return version.having(**{one.table: tuple(rows)})


def require_needed(version: Version, item: str, *, waves: Iterable[str], format: str) -> None:  # noqa: A002
    """Refuse an item of a version that lacks the response format or a wave which the item names."""
    absent = [
        Message("it needs the wave '%(wave)s'; put that back first.", wave=wave)
        for wave in waves
        if version.wave(wave) is None
    ]
    if format not in version.formats_by_id:
        absent.append(Message("it needs the response format '%(format)s'; put that back first.", format=format))
    if absent:
        raise InvalidInstrument([Problem(item, each) for each in absent])


def dismiss(draft: Draft, *, id: str) -> None:  # noqa: A002 - what it is called elsewhere
    """Offer no more to put something back."""
    draft.taken_out = [entry for entry in draft.taken_out if entry["id"] != id]


def _names(version: Version, table: str) -> list[str]:
    return [str(row if table == "languages" else _name(row)) for row in getattr(version, table)]


def _name(row: Item | ResponseFormat | ScaleKey | WavePage) -> str:
    return row.kind if isinstance(row, WavePage) else row.id


def _gone(before: Version, after: Version) -> Iterator[tuple[str, str]]:
    for table in TABLES:
        left = set(_names(after, table))
        yield from ((table, name) for name in _names(before, table) if name not in left)


def _entry(draft: Draft, before: Version, table: str, name: str, gone: Iterable[TakenOut]) -> dict[str, Any]:
    names = _names(before, table)
    row = getattr(before, table)[names.index(name)]
    order = list(names)
    for one in gone:
        if one.table == table:
            order.insert(_place(order, one), one.name)
    part = row.model_dump(mode="json", exclude_defaults=True) if isinstance(row, BaseModel) else row
    return {"id": f"{table}.{name}.{draft.counter}", "table": table, "name": name, "part": part, "order": order}


def _place(names: Sequence[str], one: TakenOut) -> int:
    """Where it stood: after the last that stood before it and is there."""
    before = set(one.order[: one.order.index(one.name)])
    return max((place for place, name in enumerate(names, start=1) if name in before), default=0)
