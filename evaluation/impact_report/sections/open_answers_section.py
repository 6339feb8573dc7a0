"""What people wrote freely: only what its writer agreed to and a person released, by theme, one of them dissenting."""

from dataclasses import dataclass

from evaluation.impact_report.build.context import QuotableAnswer
from evaluation.impact_report.build.report import FEWEST_TO_QUOTE, ImpactReport
from evaluation.impact_report.language.language import Language

MOST_OF_A_THEME = 3
DISSENTING = ("contradicts", "complicates")


@dataclass(frozen=True, kw_only=True)
class Theme:
    """Answers of one theme as printed; `dissenting` is one that goes against the others, where somebody found one."""

    name: str
    answers: tuple[str, ...]
    dissenting: str
    more: int


def open_answers(report: ImpactReport, language: Language) -> tuple[Theme, ...]:
    """The themes with most answers first; none where fewer than 20 people answered both times."""
    first = next(iter(report.measured.values()))
    if first.n < FEWEST_TO_QUOTE:
        return ()
    themes: dict[str, list[QuotableAnswer]] = {}
    for answer in report.context.open_answers:
        themes.setdefault(answer.theme, []).append(answer)
    ordered = sorted(themes, key=lambda name: (not name, -len(themes[name]), name))
    return tuple(_theme(name, themes[name], language) for name in ordered)


def _theme(name: str, answers: list[QuotableAnswer], language: Language) -> Theme:
    dissenting = next((each.text for each in answers if each.stance in DISSENTING), "")
    others = [each.text for each in answers if each.text != dissenting]
    return Theme(
        name=name or language.catalogue.gettext("Not yet sorted by theme"),
        answers=tuple(others[:MOST_OF_A_THEME]),
        dissenting=dissenting,
        more=max(0, len(others) - MOST_OF_A_THEME),
    )
