"""The seating plan on paper: the tables of each round for the wall, and a slip for each person."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from markupsafe import Markup

from evaluation.domain.messages import Message
from evaluation.fieldwork.print_pack.print_facts import PrintFacts
from evaluation.printing.markup import print_templates
from evaluation.printing.pdf_ua import pdf_of
from evaluation.seating.seating_plan import Round, SeatingPlan

STYLE = Path(__file__).parents[2] / "static" / "print" / "seating.css"
SLIPS_AT_ONCE = 90
"""So many are set at once, and then it is said how far the sheets are."""


@dataclass(frozen=True, slots=True)
class Slip:
    """What one person takes along: their number, their group, and for each round the table and whom they meet there."""

    label: str
    group: str
    turns: tuple[tuple[int, int, str], ...]
    """Round, table and the others' numbers; no round at which somebody is not there."""


def seating_pdf(
    plan: SeatingPlan,
    facts: PrintFacts,
    *,
    at: datetime,
    first_round: int = 1,
    step: Callable[[int, int, str], None] = lambda *_: None,
) -> bytes:
    """Each round as tables, then the slips of all who are there in the last round, dated `at` a moment.

    Rounds before the `first_round` from which the plan holds are left out: in them people sat by another, or by none.
    `step` is told what is set next: its number from 1, of how many, and what it is.
    """
    slips = list(slips_of(plan, first_round=first_round))
    some = [slips[first : first + SLIPS_AT_ONCE] for first in range(0, len(slips), SLIPS_AT_ONCE)]
    rounds = list(enumerate(plan.rounds, start=1))[first_round - 1 :]
    pages = [_markup(facts, at=at, plan=plan, rounds=rounds), *(_markup(facts, at=at, slips=each) for each in some)]
    words = [Message("rounds"), *[Message("slips")] * len(some), Message("the PDF")]
    return pdf_of(*pages, at=at, begun=lambda number: step(number + 1, len(words), words[number]))


def _markup(
    facts: PrintFacts,
    *,
    at: datetime,
    plan: SeatingPlan | None = None,
    rounds: Sequence[tuple[int, Round]] = (),
    slips: Sequence[Slip] = (),
) -> str:
    style = Markup(STYLE.read_text(encoding="utf-8"))  # noqa: S704 - the packaged style sheet, not anybody's input
    template = print_templates(facts.language).get_template("print/seating.html")
    return template.render(facts=facts, at=at, plan=plan, rounds=rounds, slips=slips, style=style)


def slips_of(plan: SeatingPlan, *, first_round: int = 1) -> Iterator[Slip]:
    """A slip for everybody who is there in the last round, in the order of their numbers, from a round on."""
    turns: dict[int, list[tuple[int, int, str]]] = {person: [] for person in plan.present}
    for number, tables in enumerate(plan.rounds, start=1):
        for at, table in enumerate(tables if number >= first_round else (), start=1):
            for person in table:
                others = ", ".join(plan.labels[other] for other in table if other != person)
                if person in turns:
                    turns[person].append((number, at, others))
    for person, each in turns.items():
        yield Slip(plan.labels[person], plan.groups[plan.people[person]], tuple(each))
