"""Whether a record can be true: people who came against the answers kept, hosts and guests, rounds and hours."""

import uuid
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import Experiment, Link, Participant, Response, Wave
from evaluation.store.studies.persons import PERSON, counted, standing_links
from evaluation.store.studies.rounds import rounds_of
from evaluation.store.studies.studies import local
from evaluation.store.studies.waves import WAVE_WORDS, waves_of

IN_PERSON = ("pre", "post", "then", "follow_up")
"""Waves that only those answer who came; the pretest is answered by people who register and may not come."""
COUNTED = ("came", "hosts", "guests", "organisations")
COUNTED_THERE = (*COUNTED, "actual_rounds")
"""What can be counted only once there is something to count."""
CHECKED = {*COUNTED_THERE, "minutes_a_round"}
MORE_THAN_ALL = {
    "hosts": Message("There cannot be %(count)s hosts among %(came)s people who came."),
    "guests": Message("There cannot be %(count)s guests among %(came)s people who came."),
}
TIMES_EXPECTED = 20
"""More than so many times those expected is a slip of the keys."""
TIMES_ASKED = 3
"""More than so many times those expected, and those who answered, is asked about and never refused."""


def answered_by_wave(db: Session, experiment: uuid.UUID) -> dict[str, int]:
    """People who answered each wave of an experiment as everywhere; two who were joined are one."""
    asked = (
        select(Wave.kind, func.count(func.distinct(PERSON)))
        .select_from(Response)
        .join(Wave, Wave.id == Response.wave_id)
        .join(Participant, Participant.id == Response.participant_id)
        .outerjoin(Link, standing_links())
        .where(Response.experiment_id == experiment, counted())
        .group_by(Wave.kind)
    )
    return {kind: int(people) for kind, people in db.execute(asked)}


def more_than_came(db: Session, experiment: Experiment, *, came: int | None) -> dict[str, int]:
    """The waves that more people have answered than came, and how many have."""
    answered = answered_by_wave(db, experiment.id) if came is not None else {}
    return {kind: people for kind, people in answered.items() if kind in IN_PERSON and people > (came or 0)}


def unusually_many(db: Session, experiment: Experiment, *, came: int | None) -> Message | None:
    """What to ask of people who came, where they are many more than were expected and than have answered.

    Nothing of what is in the record already, of what is refused without a reason, and where nobody said how many come.
    """
    expected = experiment.expected
    if not came or not expected or came == experiment.came or came > TIMES_EXPECTED * expected:
        return None
    answered = max((n for kind, n in answered_by_wave(db, experiment.id).items() if kind in IN_PERSON), default=0)
    if came <= TIMES_ASKED * max(expected, answered):
        return None
    return Message(
        "%(came)s people are about %(times)s times the %(expected)s who were expected. Forms sent at Before or After, "
        "whichever had more: %(forms)s.",
        came=came,
        times=round(came / expected),
        expected=expected,
        forms=answered,
    )


def refuse_contradictions(
    db: Session, experiment: Experiment, *, facts: Mapping[str, Any], reason: str, now: datetime
) -> None:
    """Refuse a record that cannot be true, every fault at once; one that a reason explains is taken with it.

    `facts` are those that change: where none of them is a figure, the record is not looked at again.
    """
    if not CHECKED & set(facts):
        return
    new = {name: facts.get(name, getattr(experiment, name)) for name in (*COUNTED, "actual_rounds", "minutes_a_round")}
    faults = list(_impossible(new))
    if not reason.strip():
        unlikely = (*_more_answered(db, experiment, new), *_unlikely(experiment, new))
        unlikely = (*unlikely, *_fewer_than_begun(db, experiment, facts.get("actual_rounds")))
        early = _early(db, experiment, facts=facts, now=now)
        faults += [Message("%(fault)s If that is so, say why.", fault=fault) for fault in (*unlikely, *early)]
    if faults:
        raise Refused(*faults)


def _impossible(new: Mapping[str, Any]) -> Iterator[str]:
    came = new["came"]
    if came is None:
        return
    for name, said in MORE_THAN_ALL.items():
        if new[name] is not None and new[name] > came:
            yield Message(said, count=new[name], came=came)
    if new["actual_rounds"] and came < 2:
        yield Message("One-to-ones need at least 2 people, and %(came)s came.", came=came)


def _more_answered(db: Session, experiment: Experiment, new: Mapping[str, Any]) -> Iterator[str]:
    """Somebody who answered on two phones is two: then there are more answers than people."""
    came = new["came"]
    for kind, people in more_than_came(db, experiment, came=came).items():
        yield Message(
            "%(people)s people have answered %(wave)s, so %(came)s cannot be all who came.",
            people=people,
            wave=WAVE_WORDS[kind],
            came=came,
        )


def _fewer_than_begun(db: Session, experiment: Experiment, held: int | None) -> Iterator[str]:
    """Fewer rounds than have begun by the evening's clock, of which one may be on; a mistaken start is explained."""
    begun = rounds_of(db, experiment).number
    if held is not None and held < begun:
        yield Message(
            "By the evening's clock %(begun)s rounds have begun, and the record says %(held)s.",
            begun=begun,
            held=held,
        )


def _early(db: Session, experiment: Experiment, *, facts: Mapping[str, Any], now: datetime) -> Iterator[str]:
    """A count of what is still to come: nothing was opened, nobody has answered, and its time has not come."""
    opened = any(wave.opened_at for wave in waves_of(db, experiment).values())
    begins, today = experiment.starts_at, local(now, experiment.study).date()
    to_come = now < begins if begins else experiment.date is not None and today < experiment.date
    if to_come and not opened and any(facts.get(name) for name in COUNTED_THERE):
        yield Message("The evening has not begun, so nothing of it can have been counted.")


def _unlikely(experiment: Experiment, new: Mapping[str, Any]) -> Iterator[str]:
    came, hosts, guests = new["came"], new["hosts"], new["guests"]
    if None not in (came, hosts, guests) and hosts + guests != came:
        yield Message(
            "%(hosts)s hosts and %(guests)s guests make %(both)s, and %(came)s people came.",
            hosts=hosts,
            guests=guests,
            both=hosts + guests,
            came=came,
        )
    if came is not None and experiment.expected and came > TIMES_EXPECTED * experiment.expected:
        yield Message(
            "%(came)s people are more than %(times)s times the %(expected)s who were expected.",
            came=came,
            times=TIMES_EXPECTED,
            expected=experiment.expected,
        )
    if came is not None and new["organisations"] is not None and new["organisations"] > came:
        yield Message(
            "%(organisations)s organisations are more than the %(came)s people who came.",
            organisations=new["organisations"],
            came=came,
        )
    held = timedelta(minutes=(new["actual_rounds"] or 0) * (new["minutes_a_round"] or 0))
    lasted = experiment.ends_at - experiment.starts_at if experiment.starts_at and experiment.ends_at else None
    if lasted is not None and held > lasted:
        minutes = int(lasted.total_seconds() // 60)
        yield Message(
            "The rounds take %(all)s min (%(rounds)s × %(each)s), and the evening lasted %(lasted)s min.",
            rounds=new["actual_rounds"],
            each=new["minutes_a_round"],
            all=int(held.total_seconds() // 60),
            lasted=minutes,
        )
