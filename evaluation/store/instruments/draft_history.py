"""The history of a draft: every change with who made it and when, taken back, done again, or gone behind.

Nothing in it is edited. Taking back is a change as any other: it stands in the history, and can be taken back itself.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, object_session

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import Draft, DraftChange, HistoryStep
from evaluation.store.instruments.draft_content import (
    Content,
    content_of,
    differences,
    keep_reasons_and_texts,
    merged_order,
    version_of_content,
)
from evaluation.store.instruments.drafts import Writer, keep_version
from evaluation.store.instruments.removed_entries import require_needed

TYPED = "typed"
"""What the keys begin with of what was typed and is not in the draft."""
BEGUN_FROM = "file"
"""What the keys begin with of a file that the draft was begun from."""
NOTHING = Message("There is nothing to take back or to do again here any more. Look at the history of the draft.")
CHANGED_SINCE = Message(
    "%(who)s changed the same since, so this cannot be taken back by itself. The history holds both texts."
)


@dataclass(slots=True)
class Recording:
    """A draft that is being changed: what was changed since the last note becomes one change of its history."""

    db: Session
    draft: Draft
    writer: Writer
    before: Content = field(init=False)

    def __post_init__(self) -> None:
        """Remember how the draft stands."""
        self.before = content_of(self.db, self.draft)

    def note(self, step: HistoryStep = HistoryStep.SAVED, *, of: int | None = None) -> DraftChange | None:
        """Write down what changed; None where nothing did, or the draft is gone."""
        if self.draft not in self.db:
            return None
        self.db.flush()
        after = content_of(self.db, self.draft)
        found, self.before = differences(self.before, after), after
        return self._add(step, found, of=of) if found else None

    def note_typed(self, part: str, values: Mapping[str, str]) -> None:
        """Write down what somebody typed into the form of a part and what cannot be saved as it stands."""
        last = self.db.scalars(_newest_first(self.draft).limit(1)).first()
        changes = {f"{TYPED}/{part}": {"before": None, "after": dict(values)}}
        if last is None or (last.step, last.writer, last.changes) != (HistoryStep.TYPED, self.writer.id, changes):
            self._add(HistoryStep.TYPED, changes, of=None)

    def note_file(self, name: str, had: Mapping[str, Any]) -> None:
        """Write down from which file the draft was begun, and what of it came along and what could not."""
        self._add(HistoryStep.TYPED, {f"{BEGUN_FROM}/{name}": {"before": None, "after": dict(had)}}, of=None)

    def _add(self, step: HistoryStep, changes: dict[str, Any], *, of: int | None) -> DraftChange:
        last = self.db.scalar(select(func.max(DraftChange.number)).where(DraftChange.draft_id == self.draft.id))
        made = DraftChange(
            draft_id=self.draft.id,
            number=(last or 0) + 1,
            step=step,
            of=of,
            changes=changes,
            made_at=self.writer.now,
            writer=self.writer.id,
            made_by=self.writer.name,
        )
        self.db.add(made)
        self.db.flush()
        return made


@dataclass(frozen=True, slots=True)
class NextSteps:
    """What somebody can take back and do again, as numbers of changes; None where there is nothing."""

    undo: int | None
    redo: int | None


def next_steps(draft: Draft, *, writer: str) -> NextSteps:
    """What somebody's next undo and redo would be: of their own changes, since others' are not theirs to take back."""
    own = (
        select(DraftChange.number, DraftChange.step, DraftChange.of)
        .where(DraftChange.draft_id == draft.id, DraftChange.writer == writer, DraftChange.step != HistoryStep.TYPED)
        .order_by(DraftChange.number)
    )
    db = object_session(draft)
    assert db is not None, "a draft is shown and changed in the session that found it"
    done: list[int | None] = []
    undone: list[int | None] = []
    for number, step, of in db.execute(own):
        if step == HistoryStep.UNDONE:
            done.remove(of)
            undone.append(of)
        elif step == HistoryStep.REDONE:
            undone.remove(of)
            done.append(of)
        else:
            done.append(number)
            undone.clear()
    return NextSteps(done[-1] if done else None, undone[-1] if undone else None)


def history_of(db: Session, draft: Draft) -> Sequence[DraftChange]:
    """Every change of a draft, the last first."""
    return db.scalars(_newest_first(draft)).all()


@dataclass(frozen=True, slots=True)
class LastWriter:
    """Who changed something last: a name to show, and the id where the history knows it."""

    name: str
    id: str = ""


def last_to_change(db: Session, draft: Draft, places: Collection[str]) -> LastWriter:
    """Who changed any of these last: a part such as items/bt2, or whatever stands under about."""
    saved = (each for each in history_of(db, draft) if each.step != HistoryStep.TYPED)
    found = (each for each in saved if any(_is_under(key, places) for key in each.changes))
    last = next(found, None)
    return LastWriter(last.made_by, last.writer) if last else LastWriter(draft.updated_by)


def _is_under(key: str, places: Collection[str]) -> bool:
    return any(key == part or key.startswith(f"{part}/") for part in places)


def undo(recording: Recording, number: int) -> DraftChange:
    """Take back one's own last change; refused where it is not that, or where somebody changed the same since."""
    change = _own(recording, number, next_steps(recording.draft, writer=recording.writer.id).undo)
    _put(recording, _taken_back(recording, change))
    return _noted(recording, HistoryStep.UNDONE, of=number)


def redo(recording: Recording, number: int) -> DraftChange:
    """Do again what one took back last; refused as `undo` is."""
    change = _own(recording, number, next_steps(recording.draft, writer=recording.writer.id).redo)
    turned = {key: {"before": step["after"], "after": step["before"]} for key, step in change.changes.items()}
    _put(recording, _taken_back(recording, change, turned))
    return _noted(recording, HistoryStep.REDONE, of=number)


def restore(recording: Recording, number: int) -> DraftChange:
    """Bring the draft back to how it stood after a change; after none (0), to how it was begun."""
    content = dict(recording.before)
    for change in history_of(recording.db, recording.draft):
        if change.number > number and change.step != HistoryStep.TYPED:
            content |= {key: step["before"] for key, step in change.changes.items()}
    _put(recording, content)
    return _noted(recording, HistoryStep.RESTORED, of=number)


def _own(recording: Recording, number: int, wanted: int | None) -> DraftChange:
    """The change of a number, where it is the one that may be taken."""
    found = recording.db.scalars(_newest_first(recording.draft).where(DraftChange.number == number)).first()
    if found is None or number != wanted:
        raise Refused(NOTHING)
    return found


def _taken_back(recording: Recording, change: DraftChange, changes: Mapping[str, Any] | None = None) -> Content:
    """What the draft holds without a change, all else that was done since kept."""
    now = dict(recording.before)
    for key, step in (changes or change.changes).items():
        before, after, there = step["before"], step["after"], now.get(key)
        if there == after:
            now[key] = before
        elif there != before:
            order = merged_order(there or [], before or [], after or []) if key.startswith("order/") else None
            if order is None:
                raise Refused(Message(CHANGED_SINCE, who=_last_to_change(recording, key)))
            now[key] = order
    return now


def _last_to_change(recording: Recording, key: str) -> str:
    return next(each.made_by for each in history_of(recording.db, recording.draft) if key in each.changes)


def _put(recording: Recording, content: Content) -> None:
    draft = recording.draft
    there = {key: value for key, value in content.items() if value is not None}
    version = version_of_content(draft, there)
    for item in version.items:
        require_needed(version, item.id, waves=item.waves, format=item.format)
    keep_version(draft, version, writer=recording.writer)
    keep_reasons_and_texts(recording.db, draft, there)


def _noted(recording: Recording, step: HistoryStep, *, of: int) -> DraftChange:
    made = recording.note(step, of=of)
    if made is None:
        raise Refused(NOTHING)
    return made


def _newest_first(draft: Draft) -> Select[DraftChange]:
    return select(DraftChange).where(DraftChange.draft_id == draft.id).order_by(DraftChange.number.desc())
