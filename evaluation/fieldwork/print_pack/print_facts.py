"""What printed pages say of an experiment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from evaluation.models import Experiment, Kind
from evaluation.printing.markup import languages_of
from evaluation.printing.round_prompts import round_prompt
from evaluation.questionnaire.length import minutes_of
from evaluation.store.evening.seating_versions import current_seating
from evaluation.store.instruments.modules import asked_if_intact
from evaluation.store.linking.cards import has_printed_cards
from evaluation.store.studies.evening_clock import after_printed_at
from evaluation.store.studies.rounds import minutes_planned, own_prompts, rounds_planned
from evaluation.store.studies.studies import local
from evaluation.store.studies.waves import waves_of

WITHOUT_CARDS = {Kind.ONLINE, Kind.HOUSE_MEETING}
"""The kinds of meeting that people come to without a card, unless some were printed."""
USUAL_ROUNDS = 5
"""How many rows a script has for rounds where nobody has said how many are planned."""


class Stack(StrEnum):
    """A stack of cards: those of hosts and of guests look different, so that trained hosts can be told apart."""

    HOST = "host"
    GUEST = "guest"
    EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintFacts:
    """An experiment as posters, cards and scripts name it; times are those on the clock in the hall."""

    title: str
    chapter: str
    place: str
    day: date | None
    starts: time | None
    ends: time | None
    after_opens: time | None
    """When After opens by itself; None where it does not, or is open already."""
    opens_only_if: bool = True
    """Whether that is on conditions that are not fulfilled yet: enough time since Before, and somebody's answer."""
    answering: int | None
    """About how many minutes Before takes; None where its questions are not those that were published."""
    rounds: int | None
    minutes: int | None
    prompts: str
    """Which prompts were noted, where others than these are used."""
    own_prompts: Mapping[str, Sequence[str]]
    """The evening's own, by language, one a round."""
    kind: str
    """The kind of meeting."""
    by_card: bool = True
    """Whether people come by a card: wherever one was printed, and else in every room but a home."""
    both_ways: bool = False
    """Whether some came the other way than most, without a card or with one."""
    may_leave_early: bool = True
    """Whether whoever leaves can answer After before it opens: of a learning module, in its last unit alone."""
    has_seats: bool = False
    """Whether a seating plan says who meets whom."""
    words: tuple[str, ...]
    """The words of the join address, as they are read aloud."""
    base_url: str
    slug: str
    is_example: bool
    is_comparison: bool = False
    """Whether its people have no workshop, so that no script is printed."""
    languages: tuple[str, ...]
    """The evening's languages that pages are printed in; cards are in all of them at once."""

    @property
    def language(self) -> str:
        """The first of its languages."""
        return self.languages[0]

    def only_in(self, language: str) -> "PrintFacts":
        """The same, told in one language."""
        return replace(self, languages=(language,))

    def prompt_of(self, number: int) -> str:
        """What people talk about in a round; empty where others than the usual prompts were noted."""
        own = self.own_prompts.get(self.language, ())
        if own or self.prompts:
            return own[number - 1] if number <= len(own) else ""
        return round_prompt(self.kind, number, total=self.rounds or USUAL_ROUNDS, language=self.language)

    @property
    def is_online(self) -> bool:
        """Whether nobody is in one room with the others."""
        return self.kind == Kind.ONLINE

    @property
    def has_rounds(self) -> bool:
        """Whether people talk in rounds, with a bell: as planned, or as the kind of meeting is made of them."""
        return bool(self.rounds) or self.kind in {Kind.WEAVING_TRUST, Kind.ONLINE, Kind.OTHER}

    @property
    def join_url(self) -> str:
        """The join address in full."""
        return f"{self.base_url}/{self.slug}"

    @property
    def site(self) -> str:
        """The address as people type it, without its scheme."""
        address = urlsplit(self.base_url)
        return f"{address.netloc}{address.path}"

    def card_url(self, token: str) -> str:
        """Where the QR code of a card leads."""
        return f"{self.base_url}/c/{token}"


def print_facts(db: Session, experiment: Experiment, *, base_url: str) -> PrintFacts:
    """The facts of an experiment; those of its languages that have words here."""
    languages = languages_of(experiment.languages)
    study, waves = experiment.study, waves_of(db, experiment)
    before = asked_if_intact(db, waves["pre"])
    starts, ends, opens = (
        local(moment, study).time() if moment else None
        for moment in (experiment.starts_at, experiment.ends_at, after_printed_at(experiment))
    )
    return PrintFacts(
        title=experiment.title,
        chapter=experiment.chapter.name,
        place=experiment.place or experiment.chapter.name,
        day=experiment.date,
        starts=starts,
        ends=ends,
        after_opens=None if waves["post"].opened_at else opens,
        answering=minutes_of(len(before.questions("pre"))) if before else None,
        rounds=rounds_planned(experiment) or None,
        minutes=minutes_planned(experiment),
        prompts=experiment.prompt_set,
        own_prompts={each: own_prompts(experiment, each) for each in languages},
        kind=experiment.kind,
        by_card=experiment.kind not in WITHOUT_CARDS or has_printed_cards(db, experiment),
        may_leave_early=experiment.kind != Kind.LEARNING_MODULE,
        has_seats=current_seating(db, experiment) is not None,
        words=tuple(experiment.slug.split("-")),
        base_url=base_url,
        slug=experiment.slug,
        is_example=study.is_example,
        is_comparison=experiment.is_comparison,
        languages=languages,
    )
