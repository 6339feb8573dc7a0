"""What people wrote freely: read, sorted and released one by one, only where its writer agreed to be quoted."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select, update
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import STANCES, Experiment, InstrumentVersion, OpenAnswer, Participant, Response, Wave
from evaluation.store.instruments.intact_texts import intact_among
from evaluation.store.responses.disclosed_words import DISCLOSED, HELD_BACK, count_as_left
from evaluation.store.studies.persons import TAKES_PART

LONGEST_THEME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorting:
    """How an open answer is sorted: its theme, how it stands to the others, and whether a report may print it."""

    theme: str = ""
    stance: str = ""
    released: bool = False

    def __post_init__(self) -> None:
        """Refuse what cannot be kept, with every fault at once."""
        faults = []
        if len(self.theme) > LONGEST_THEME:
            faults.append(
                Message(
                    "A theme has at most %(most)s characters; “%(theme)s…” is longer.",
                    most=LONGEST_THEME,
                    theme=self.theme[:30],
                )
            )
        if self.stance not in ("", *STANCES):
            faults.append(
                Message(
                    "“%(stance)s” is no stance: use %(known)s, or none.", stance=self.stance, known=", ".join(STANCES)
                )
            )
        if faults:
            raise Refused(*faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Words of somebody who agreed to be quoted, and how they are sorted."""

    id: uuid.UUID
    text: str
    sorting: Sorting
    released_by: str


def written_at(db: Session, experiment: uuid.UUID, *, search: str = "") -> list[Written]:
    """What people of an experiment wrote and let be quoted, in an order that says nothing of who came when.

    `search` looks in words and themes. Of people who took their answers back there is nothing, nor of those whose words
    wait for more people (`disclosed_words`).
    """
    rows = db.scalars(_agreed(experiment).where(DISCLOSED).order_by(OpenAnswer.id))
    found = [Written(id=row.id, text=row.text, sorting=_sorting(row), released_by=row.released_by) for row in rows]
    sought = search.casefold().split()
    return [each for each in found if all(word in f"{each.text} {each.sorting.theme}".casefold() for word in sought)]


def unquotable(db: Session, experiment: uuid.UUID) -> int:
    """How many answers were written, of those told by now, whose writers did not agree to be quoted."""
    counted = select(func.count(OpenAnswer.id)).where(_standing(experiment), ~OpenAnswer.may_quote, DISCLOSED)
    return db.scalars(counted).one()


def fewest_who_could_have_written(db: Session, experiment: uuid.UUID) -> int | None:
    """How many people answered the wave at which fewest did, of those at which words stand; None where none stand.

    Words that wait for more people stand for nothing, unless there are no others.
    """
    shown = _fewest_at(db, _standing(experiment), DISCLOSED)
    return shown if shown is not None else _fewest_at(db, _standing(experiment))


def _fewest_at(db: Session, *which: ColumnElement[bool]) -> int | None:
    worded = select(Response.wave_id).join(OpenAnswer, OpenAnswer.response_id == Response.id).where(*which)
    answered = (
        select(func.count(Response.participant_id.distinct()))
        .join(Participant, Participant.id == Response.participant_id)
        .where(Response.wave_id.in_(worded), TAKES_PART)
        .group_by(Response.wave_id)
    )
    return min(db.scalars(answered), default=None)


def themes_to_choose(db: Session, experiment: Experiment) -> list[str]:
    """Themes to suggest: the constructs that the experiment asks about, then those used in its study before.

    Of an experiment whose words are held back none is told of: one that is gone would tell which words are.
    """
    versions = select(InstrumentVersion).join(Wave, Wave.instrument_version_id == InstrumentVersion.id)
    asked = db.scalars(versions.where(Wave.experiment_id == experiment.id).distinct().order_by(InstrumentVersion.id))
    labels = [scale.label for version in intact_among(db, asked) for scale in version.scales]
    used = select(OpenAnswer.theme).join(Response).join(Experiment, Experiment.id == Response.experiment_id)
    before = db.scalars(used.where(Experiment.study_id == experiment.study_id, OpenAnswer.theme != "", ~HELD_BACK))
    return list(dict.fromkeys([*labels, *sorted(before)]))


def sort_answers(
    db: Session, experiment: uuid.UUID, *, sorted_as: Mapping[uuid.UUID, Sorting], by: str, now: datetime
) -> dict[uuid.UUID, Sorting]:
    """Sort, release or take back answers of an experiment; those that were changed, as they were before.

    An answer whose writer has taken it back, or no longer agrees, is passed over.
    """
    rows = db.scalars(_agreed(experiment).where(OpenAnswer.id.in_(sorted_as)).with_for_update()).all()
    changed = {row.id: _sorting(row) for row in rows if _sorting(row) != _tidy(sorted_as[row.id])}
    for row in rows:
        if row.id in changed:
            _sort(row, _tidy(sorted_as[row.id]), by=by, now=now)
    db.flush()
    return changed


def take_consent_back(db: Session, response: uuid.UUID, *, but_of: Collection[str]) -> None:
    """Let nothing that a response wrote be quoted any longer, but what still may be.

    What it wrote waits with others to be shown anew, so that nobody is told by the one answer that is missing.
    """
    there = update(OpenAnswer).where(OpenAnswer.response_id == response)
    agreed = select(OpenAnswer.id).where(OpenAnswer.response_id == response, OpenAnswer.may_quote)
    if db.scalars(agreed.where(OpenAnswer.item.not_in(but_of))).first() is None:
        return
    count_as_left(db, [response])
    db.execute(there.values(disclosed_at=None, released_at=None, released_by=""))
    db.execute(there.where(OpenAnswer.item.not_in(but_of)).values(may_quote=False))


def _agreed(experiment: uuid.UUID) -> Select[OpenAnswer]:
    return select(OpenAnswer).where(_standing(experiment), OpenAnswer.may_quote)


def _standing(experiment: uuid.UUID) -> ColumnElement[bool]:
    """Written at an experiment by somebody who has not taken their answers back."""
    responses = select(Response.id).join(Participant, Participant.id == Response.participant_id)
    return OpenAnswer.response_id.in_(responses.where(Response.experiment_id == experiment, TAKES_PART))


def _sorting(row: OpenAnswer) -> Sorting:
    return Sorting(theme=row.theme, stance=row.stance, released=row.released_at is not None)


def _tidy(sorting: Sorting) -> Sorting:
    return replace(sorting, theme=" ".join(sorting.theme.split()))


def _sort(row: OpenAnswer, sorting: Sorting, *, by: str, now: datetime) -> None:
    """Sort one; who released it first stays named until it is taken back."""
    row.theme, row.stance = sorting.theme, sorting.stance
    if sorting.released and row.released_at is None:
        row.released_at, row.released_by = now, by[:200]
    if not sorting.released:
        row.released_at, row.released_by = None, ""
