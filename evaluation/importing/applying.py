"""A map applied to its files: the responses in the form of every analysis, and what was left out, with its reason."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.estimate.estimand import UNDERSTOOD
from analysis.estimate.plan import Plan
from analysis.io.responses_file import FILE_WAVES, UNNAMED_CHAPTER
from analysis.scoring.scoring import Scale
from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.importing.answers_map import AnswersMap, LeftOut, items_of
from evaluation.importing.grids import Grid
from evaluation.importing.map_faults import map_faults
from evaluation.importing.rows.repeated_rows import at_one_wave
from evaluation.importing.rows.row_records import Record, records_of_grid
from evaluation.importing.settling import settled

MOST_FAULTS = 20


@dataclass(frozen=True, kw_only=True)
class AppliedCounts:
    """Rows that were read, people at each wave, and how many were joined; `unjoined` rows have no key.

    `shared` of these have the code of several people.
    `alike` people wrote their code in other signs the second time, and `moved` named another chapter.
    `came` and `compared` of those who were joined came and are of the comparison group; None where none is known.
    """

    rows: int
    before: int
    after: int
    both: int
    before_only: int
    after_only: int
    unjoined: int
    unjoined_after: int = 0
    shared: int = 0
    shared_after: int = 0
    alike: int = 0
    moved: int = 0
    came: int | None = None
    compared: int | None = None


@dataclass(frozen=True, kw_only=True)
class Applied:
    """What the files hold by a map; `notes` has what somebody should know of how they were read."""

    frame: pd.DataFrame
    scales: tuple[Scale, ...]
    plan: Plan
    left_out: tuple[LeftOut, ...]
    counts: AppliedCounts
    notes: tuple[Message, ...] = ()


def apply_map(answers_map: AnswersMap, grids: Sequence[Grid]) -> Applied:
    """The responses of these sheets by a map, which is followed to the letter: the same every time, nothing guessed.

    People are numbered in the order in which they are met, so that no key is in what comes out. A question that is
    still open is taken by its first reading. Refused with every cell that the map does not know.
    """
    made = settled(answers_map)
    faults = tuple(map_faults(made, grids))
    if faults:
        raise Refused(*faults)
    by_place = {(grid.file, grid.sheet): grid for grid in grids}
    records: list[Record] = []
    left: list[LeftOut] = []
    unknown: list[Message] = []
    for file in made.files:
        for found in records_of_grid(made, file, by_place[file.name, file.sheet]):
            if isinstance(found, Record):
                records.append(found)
            elif isinstance(found, LeftOut):
                left.append(found)
            else:
                unknown.append(found)
    if unknown:
        more = (
            [Message("%(count)s more like these.", count=len(unknown) - MOST_FAULTS)]
            if len(unknown) > MOST_FAULTS
            else []
        )
        raise Refused(*unknown[:MOST_FAULTS], *more)
    kept = _once_each(records, made, left)
    return _applied(made, kept, left, rows=sum(len(by_place[file.name, file.sheet].rows) for file in made.files))


def _once_each(records: Sequence[Record], made: AnswersMap, left: list[LeftOut]) -> list[Record]:
    """Of several rows of a person at a wave the latest, or the one that was chosen."""
    used = {(choice.file, choice.sheet, choice.row) for choice in made.used}
    elsewhere = (record for record in records if record.wave not in FILE_WAVES)
    left += (record.left("other_wave", Message("asked at another time")) for record in elsewhere)
    groups = at_one_wave(record for record in records if record.wave in FILE_WAVES)
    parted = {(choice.file, choice.sheet, choice.row) for choice in made.apart}
    shared = {
        same[0].person
        for same in groups
        if len(same) > 1 and (made.repeats == "apart" or any(record.place in parted for record in same))
    }
    kept: list[Record] = []
    for same in groups:
        if same[0].person in shared:
            kept += map(_alone, same)
            continue
        chosen = max(same, key=lambda record: (record.place in used, record.time, record.order))
        kept.append(chosen)
        for record in same:
            if record is not chosen:
                said = (
                    Message("row %(row)s counts", row=chosen.row)
                    if chosen.place in used
                    else Message("same code sent again in row %(row)s; the later one counts", row=chosen.row)
                )
                left.append(record.left("repeated", said, may="use"))
    return sorted(kept, key=lambda record: record.order)


def _alone(record: Record) -> Record:
    """The same as of somebody who is joined to nobody."""
    return replace(record, person=f"row {record.order}", keyed=False)


def _applied(made: AnswersMap, kept: Sequence[Record], left: list[LeftOut], *, rows: int) -> Applied:
    items = [item for item in items_of(made.columns) if any(item in scale.items for scale in made.scales)]
    people = {person: f"p{number:05}" for number, person in enumerate(dict.fromkeys(r.person for r in kept), 1)}
    chapters: dict[str, str] = {}
    arms: dict[str, str] = {}
    moved = set()
    for record in kept:
        if record.chapter and chapters.setdefault(record.person, record.chapter) != record.chapter:
            moved.add(record.person)
        if record.arm:
            arms.setdefault(record.person, record.arm)
    answers = np.array([[record.answers.get(item, np.nan) for item in items] for record in kept], dtype=float)
    texts: dict[str, list[str | None]] = {
        "participant": [people[record.person] for record in kept],
        "chapter": [chapters.get(record.person, UNNAMED_CHAPTER) for record in kept],
        "wave": [record.wave for record in kept],
    }
    if any(record.experiment for record in kept):
        texts["experiment"] = [record.experiment or None for record in kept]
    if arms:
        texts["arm"] = [arms.get(record.person) for record in kept]
    frame = pd.concat(
        [pd.DataFrame(texts, dtype="str"), pd.DataFrame(answers.reshape(len(kept), len(items)), columns=items)],
        axis="columns",
    )
    return Applied(
        frame=frame,
        scales=made.scales_in_order,
        plan=made.plan,
        left_out=tuple(sorted(left, key=lambda each: (each.file, each.sheet, each.row))),
        counts=(counts := replace(_counts(kept, rows), moved=len(moved), **_sides(made, kept, arms))),
        notes=tuple(_notes(kept, counts)),
    )


def _counts(kept: Sequence[Record], rows: int) -> AppliedCounts:
    before, after = ({r.person for r in kept if r.wave == wave} for wave in ("pre", "post"))
    codes: dict[str, set[str]] = {}
    for record in kept:
        codes.setdefault(record.person, set()).add(record.code)
    return AppliedCounts(
        rows=rows,
        before=len(before),
        after=len(after),
        both=len(before & after),
        before_only=len(before - after),
        after_only=len(after - before),
        unjoined=sum(not record.keyed for record in kept),
        unjoined_after=sum(not record.keyed and record.wave == "post" for record in kept),
        shared=sum(record.shared for record in kept),
        shared_after=sum(record.shared and record.wave == "post" for record in kept),
        alike=sum(len(written) > 1 for written in codes.values()),
    )


def _sides(made: AnswersMap, kept: Sequence[Record], arms: Mapping[str, str]) -> dict[str, int]:
    """How many who answered both times came, and are of the comparison group; nothing where there is no such group."""
    named = made.plan.comparison_arm
    others = {who for who, arm in arms.items() if (arm == named if named else arm.casefold() in UNDERSTOOD)}
    before, after = ({r.person for r in kept if r.wave == wave} for wave in ("pre", "post"))
    placed = before & after & arms.keys()
    return {"came": len(placed - others), "compared": len(placed & others)} if others else {}


def _notes(kept: Sequence[Record], counts: AppliedCounts) -> Iterator[Message]:
    alone = Counter(record.wave for record in kept if not record.keyed and not record.shared)
    if alone.total() == 1:
        yield Message("One row with answers has no code: it counts at one time alone, and is joined to nobody.")
    elif alone:
        yield Message(
            "%(count)s rows with answers have no code: they count at one time alone (%(before)s before, %(after)s "
            "after), and are joined to nobody.",
            count=alone.total(),
            before=alone["pre"],
            after=alone["post"],
        )
    if counts.shared:
        yield Message(
            "%(count)s rows have a code that several people share: they count at one time alone (%(before)s before, "
            "%(after)s after), and are joined to nobody.",
            count=counts.shared,
            before=counts.shared - counts.shared_after,
            after=counts.shared_after,
        )
    if counts.alike == 1:
        yield Message(
            "Codes that differ in signs or leading zeros alone, such as AB-12 and AB12, are one: so for one person."
        )
    elif counts.alike:
        yield Message(
            "Codes that differ in signs or leading zeros alone, such as AB-12 and AB12, are one: so for %(count)s "
            "people.",
            count=counts.alike,
        )
    if counts.moved == 1:
        yield Message("One person names another chapter the second time: the first counts.")
    elif counts.moved:
        yield Message("%(count)s people name another chapter the second time: the first counts.", count=counts.moved)
    if not kept:
        yield Message("No row holds an answer.")


def waves_of(applied: Applied) -> Mapping[str, int]:
    """How many people answered at each wave."""
    return {str(wave): int(count) for wave, count in applied.frame["wave"].value_counts().items()}
