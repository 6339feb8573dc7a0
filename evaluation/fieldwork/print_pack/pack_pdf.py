"""The print pack of an evening: poster, host script, shuffled cards and paper forms, in one PDF."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from markupsafe import Markup

from evaluation.domain.card_codes import grouped
from evaluation.domain.messages import Message
from evaluation.fieldwork.print_pack.print_facts import PrintFacts, Stack
from evaluation.printing.markup import print_templates
from evaluation.printing.pdf_ua import pdf_of
from evaluation.printing.qr import qr_picture
from evaluation.store.paper.print_packs import PrintedPart

STYLE = Path(__file__).parents[2] / "static" / "print" / "pack.css"
CARDS_ON_A_SHEET = 8
SHEETS_AT_ONCE = 13
"""About a hundred cards: so much is set at once, and then it is said how far the pack is."""
SHEETS_FIRST = {
    PrintedPart.WHOLE: ("poster", "host_script"),
    PrintedPart.POSTER: ("poster",),
    PrintedPart.SCRIPT: ("host_script",),
}
WITH_CARDS = (PrintedPart.WHOLE, PrintedPart.CARDS)
CARD_WORDS = ("band", "says", "otherwise", "foot")

Stacks = Mapping[Stack, Sequence[str]]
Step = Callable[[int, int, str], None]
"""Says what is set next: its number from 1, of how many, and what it is."""


@dataclass(frozen=True, slots=True)
class PrintedCard:
    """One card: the address behind its QR code as a picture, and the code as people read it."""

    stack: Stack
    picture: str
    code: str


def cards_pdf(stacks: Stacks, facts: PrintFacts, *, at: datetime) -> bytes:
    """Cards alone, eight to an A4 sheet, each stack on sheets of its own; dated `at` a moment."""
    return pdf_of(*_cards(facts, stacks, at=at), at=at)


def pack_pdf(
    stacks: Stacks,
    facts: PrintFacts,
    *,
    at: datetime,
    part: PrintedPart = PrintedPart.WHOLE,
    copies: int = 1,
    two_stacks: bool = False,
    paper: Sequence[str] = (),
    step: Step = lambda *_: None,
) -> bytes:
    """Poster and host script in each language, cards in all of them, then `paper`; or one `part` of it alone.

    `paper` are forms to be filled in by hand, each a whole HTML page. A comparison group has no script. Of poster and
    script there are so many `copies`; `two_stacks` says that cards of hosts lie apart, also where none is printed here.
    `step` is told what is set next.
    """
    two = two_stacks or bool(stacks.get(Stack.HOST))
    first = tuple(each for each in SHEETS_FIRST.get(part, ()) if not (facts.is_comparison and each == "host_script"))
    each_language = [facts.only_in(language) for language in facts.languages] if first else []
    sheets = [_markup(each, sections=first, at=at, two_stacks=two) for each in each_language] * copies
    cards = _cards(facts, stacks, at=at) if part in WITH_CARDS else []
    words = [
        *[_named(first)] * len(sheets),
        *[Message("cards")] * len(cards),
        *[Message("paper forms")] * len(paper),
        Message("the PDF"),
    ]
    pages = (*sheets, *cards, *paper)
    return pdf_of(*pages, at=at, begun=lambda number: step(number + 1, len(words), words[number]))


def _named(sections: Collection[str]) -> Message:
    """What the sheets before the cards are called."""
    if len(sections) > 1:
        return Message("poster and script")
    return Message("script") if "host_script" in sections else Message("poster")


def _cards(facts: PrintFacts, stacks: Stacks, *, at: datetime) -> list[str]:
    """The cards as HTML pages of so many sheets each."""
    sheets, two = list(_sheets(facts, stacks)), bool(stacks.get(Stack.HOST))
    some = [sheets[first : first + SHEETS_AT_ONCE] for first in range(0, max(len(sheets), 1), SHEETS_AT_ONCE)]
    return [_markup(facts, sheets=each, at=at, two_stacks=two) for each in some]


def _markup(
    facts: PrintFacts,
    *,
    at: datetime,
    two_stacks: bool,
    sections: Sequence[str] = (),
    sheets: Sequence[Sequence[PrintedCard]] = (),
) -> str:
    """Some parts of a pack, or sheets of cards, as one HTML page."""
    return (
        print_templates(facts.language)
        .get_template("print/pack.html")
        .render(
            facts=facts,
            sections=sections,
            at=at,
            sheets=sheets,
            said=[_card_words(facts, language) for language in facts.languages],
            two_stacks=two_stacks,
            join_picture=qr_picture(facts.join_url),
            style=Markup(STYLE.read_text(encoding="utf-8")),  # noqa: S704 - the packaged style sheet, not anybody's input
        )
    )


def _card_words(facts: PrintFacts, language: str) -> Mapping[str, object]:
    """What a card says in one language, by part."""
    words = print_templates(language).get_template("print/card_words.html").make_module({"facts": facts})
    return {"language": language, **{name: getattr(words, name) for name in CARD_WORDS}}


def _sheets(facts: PrintFacts, stacks: Stacks) -> Iterator[list[PrintedCard]]:
    """Sheets of cards, a stack after another: no sheet holds cards of two."""
    for stack in Stack:
        for tokens in _eights(stacks.get(stack, ())):
            yield [PrintedCard(stack, qr_picture(facts.card_url(token)), grouped(token)) for token in tokens]


def _eights(tokens: Sequence[str]) -> Iterator[Sequence[str]]:
    for first in range(0, len(tokens), CARDS_ON_A_SHEET):
        yield tokens[first : first + CARDS_ON_A_SHEET]
