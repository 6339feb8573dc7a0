"""What became of what careless people sent: against what is stored, under whom, and the table of what they did."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, NamedTuple

from sqlalchemy import select

from evaluation.models import Response, Wave
from evaluation.store.studies.lookup import experiment_named


class Kept(NamedTuple):
    """A stored response."""

    participant: Any
    wave: str
    answers: Mapping[str, str]
    stopped: bool


@dataclass
class Outcome:
    """Of one person, or of many added up."""

    people: int = 1
    sent: int = 0
    """Questionnaires that they saw they had sent."""
    stored: int = 0
    """Of these, stored as they were seen."""
    doubled: int = 0
    """Stored besides."""
    ended: int = 0
    """Never sent, or stored as stopped, or without something that they had chosen."""
    both: int = 0
    """Before and After sent on one phone."""
    linked: int = 0
    wrong: int = 0
    """Joined with something of another person."""

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(Outcome)))


def kept_at(hall) -> dict[str, Kept]:
    """What is stored of an evening, by response."""
    asked = select(Response.id, Response.participant_id, Wave.kind, Response.answers, Response.stopped)
    with hall.database.reading() as db:
        here = Response.experiment_id == experiment_named(db, hall.words).id
        return {
            str(row.id): Kept(
                row.participant_id, row.kind, {item: str(of) for item, of in row.answers.items()}, row.stopped
            )
            for row in db.execute(asked.join(Wave, Wave.id == Response.wave_id).where(here))
        }


def outcomes(everyone: Iterable[Any], kept: Mapping[str, Kept]) -> list[tuple[Any, Outcome]]:
    """Of each person what became of what they sent; stored responses that are of nobody are the first one's."""
    everyone, found = list(everyone), []
    holders = Counter(person for one in everyone for person in _participants(one, kept))
    strays = len(kept.keys() - {each for one in everyone for each in _responses(one)})
    for one in everyone:
        own = _participants(one, kept)
        outcome = Outcome(
            sent=len(one.sent),
            stored=sum(_is_stored(one, wave, kept) for wave in one.sent),
            doubled=strays + sum(len(receipts & kept.keys()) - 1 for receipts in one.receipts.values()),
            ended=sum(_has_ended(one, wave, kept) for wave in ("pre", "post")),
            both=int(len(one.sent) == 2),
            linked=int(len(one.sent) == 2 and len(own) == 1),
            wrong=int(any(holders[person] > 1 for person in own)),
        )
        found.append((one, outcome))
        strays = 0
    return found


def _responses(one: Any) -> set[str]:
    return {each for receipts in one.receipts.values() for each in receipts}


def _participants(one: Any, kept: Mapping[str, Kept]) -> set[Any]:
    return {kept[each].participant for each in _responses(one) if each in kept}


def _is_stored(one: Any, wave: str, kept: Mapping[str, Kept]) -> bool:
    return any(
        kept[each].answers == one.sent[wave] and kept[each].wave == wave
        for each in one.receipts.get(wave, ())
        if each in kept
    )


def _has_ended(one: Any, wave: str, kept: Mapping[str, Kept]) -> bool:
    if wave not in one.sent:
        return True
    there = [kept[each] for each in one.receipts.get(wave, ()) if each in kept]
    return any(each.stopped or not one.sent[wave].items() <= each.answers.items() for each in there)


def total(found: list[tuple[Any, Outcome]]) -> Outcome:
    """All people added up."""
    return sum((outcome for _, outcome in found), Outcome(people=0))


def table(found: list[tuple[Any, Outcome]]) -> str:
    """A line for each careless thing that people did: how often, and what became of all whoever did it."""
    done = Counter(step for one, _ in found for step in one.did)
    names = [each.name for each in fields(Outcome)]
    lines = ["| what they did | times | " + " | ".join(names) + " |", "|---|" + "---|" * (len(names) + 1)]
    rows = [(step, times, [outcome for one, outcome in found if step in one.did]) for step, times in done.most_common()]
    for step, times, of in [*rows, ("all", done.total(), [outcome for _, outcome in found])]:
        summed = sum(of, Outcome(people=0))
        lines.append(f"| {step} | {times} | " + " | ".join(str(getattr(summed, name)) for name in names) + " |")
    return "\n".join(lines)
