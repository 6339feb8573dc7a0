"""Who asks the questions of a study, what law lets them and how long answers are kept: settings, empty until set."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.models import Experiment, Response, Study

BASES = ("consent", "legitimate_interests", "public_task")
"""What may let an organisation hold answers, of Article 6 of the UK GDPR."""
SPECIAL_BASES = ("explicit_consent", "research", "none")
"""What lets it hold answers of the kinds that Article 9 protects; `none` where nothing of those kinds is asked."""
LONGEST = 120
YEARS_KEPT = 30
CONTACT = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+|(?:\d[ ()-]{0,2}){7}")
"""An e-mail address, or a telephone number, somewhere in a text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoAsks:
    """What participants are told of who asks; each is empty until somebody has set it."""

    organisation: str = ""
    contact: str = ""
    """Where to ask and to complain: an e-mail address or a telephone number, and what else helps."""
    basis: str = ""
    special_basis: str = ""
    keep_until: date | None = None
    """The last day on which answers are kept."""
    processor: str = ""
    """Who runs the computer that keeps the answers, and where it stands."""

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "WhoAsks":
        """As a study keeps it."""
        day = kept.get("keep_until")
        return cls(**{**kept, "keep_until": date.fromisoformat(day) if day else None})

    @property
    def missing(self) -> tuple[str, ...]:
        """What has not been set, by name."""
        return tuple(field.name for field in fields(self) if not getattr(self, field.name))

    def as_kept(self) -> dict[str, Any]:
        """As a study keeps it."""
        return {**asdict(self), "keep_until": self.keep_until.isoformat() if self.keep_until else None}


ASKED_FOR = {
    "organisation": Message("Say which organisation asks."),
    "contact": Message("Say where people reach it, as an e-mail address or a telephone number."),
    "basis": Message("Say what lets it hold answers: %(known)s.", known=", ".join(BASES)),
    "special_basis": Message(
        "Say which condition of Article 9 of the UK GDPR holds: %(known)s.", known=", ".join(SPECIAL_BASES)
    ),
    "keep_until": Message("Say until which day answers are kept, as 2031-07-31."),
    "processor": Message("Say who runs the computer that keeps the answers, and in which country it stands."),
}


def who_asks(study: Study) -> WhoAsks:
    """Who asks the questions of a study."""
    return WhoAsks.of(study.who_asks)


def names_that_ask(db: Session) -> list[str]:
    """The names of all studies and of the organisations that ask in them."""
    return [name for study in db.scalars(select(Study)) for name in (study.name, who_asks(study).organisation) if name]


def set_who_asks(db: Session, study: Study, said: WhoAsks, *, today: date) -> dict[str, list[Any]]:
    """Set who asks, all of it at once; what was changed, from and to. Refused with a sentence for each fault."""
    tidy = replace(
        said,
        organisation=_tidy(said.organisation),
        contact=_tidy(said.contact),
        processor=_tidy(said.processor),
    )
    before = who_asks(study)
    faults: list[str] = [ASKED_FOR[name] for name in tidy.missing] or list(_faults(tidy, before, today=today))
    if faults:
        raise Refused(*faults)
    old, new = before.as_kept(), tidy.as_kept()
    study.who_asks = new
    db.flush()
    return {name: [old[name], new[name]] for name in new if old[name] != new[name]}


_TEXTS = {"organisation": Message("organisation"), "contact": Message("contact"), "processor": Message("processor")}
TOO_LONG = Message("The %(what)s has %(length)s characters: phones are small, so %(most)s is the most.")


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _faults(said: WhoAsks, before: WhoAsks, *, today: date) -> Iterator[str]:
    for name, known in {"basis": BASES, "special_basis": SPECIAL_BASES}.items():
        if getattr(said, name) not in known:
            yield Message("“%(said)s” is not one of %(known)s.", said=getattr(said, name), known=", ".join(known))
    for name, what in _TEXTS.items():
        if (length := len(getattr(said, name))) > LONGEST:
            yield Message(TOO_LONG, what=what, length=length, most=LONGEST)
    yield from contact_faults(said.contact)
    assert said.keep_until is not None, "nothing is missing"
    if said.keep_until != before.keep_until:
        yield from keep_until_faults(said.keep_until, today=today)


def contact_faults(contact: str) -> Iterator[str]:
    """Why nobody could be reached by a contact, if so."""
    if not CONTACT.search(contact):
        yield Message(
            "“%(contact)s” has no e-mail address and no telephone number: people must be able to reach you.",
            contact=contact,
        )


def keep_until_faults(last: date, *, today: date) -> Iterator[str]:
    """Why answers cannot be kept until a day, if so."""
    if not today < last <= today.replace(year=today.year + YEARS_KEPT, day=min(today.day, 28)):
        yield Message(
            "Answers can be kept until a day after today, and at most %(years)s years from now.", years=YEARS_KEPT
        )


def unsaid(db: Session) -> Iterator[str]:
    """Every study with meetings whose participants are not told who asks, a sentence each."""
    with_meetings = select(Study).where(exists().where(Experiment.study_id == Study.id)).order_by(Study.slug)
    for study in db.scalars(with_meetings):
        if who_asks(study).missing:
            yield (
                f"People who answer {study.name} are not told who asks: run `weaving study who-asks {study.slug} "
                "--help`, or set it on the page of the study's plan."
            )


def kept_too_long(db: Session, *, today: date) -> Iterator[str]:
    """Every study whose answers are still here after the last day that people were told, a sentence each."""
    has_answers = exists().where(Experiment.study_id == Study.id, Response.experiment_id == Experiment.id)
    for study in db.scalars(select(Study).where(has_answers).order_by(Study.slug)):
        last = who_asks(study).keep_until
        if last and today > last:
            yield (
                f"People who answered {study.name} were told that their answers are kept until {last:%d %B %Y}: "
                f"run `weaving study delete-answers {study.slug}`."
            )
