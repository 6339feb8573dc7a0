"""Who was in the room, and the room beside its area: what modules asked, described and never called an effect."""

from collections.abc import Iterable
from dataclasses import dataclass

from analysis.disclosure.counted_answers import AnswerCount, CountedQuestion, ModuleAnswers
from analysis.wording.wording import Sentence
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.language.language import Language

ANSWERED = "About {most:count} people answered each question. This describes who answered: others who came may differ."
ANSWERED_BETWEEN = (
    "About {fewest:count} to {most:count} people answered each question. This describes who answered: others who came "
    "may differ."
)
LEFT_OUT = "Left out, as too few people answered, or as it could tell of a few people: {names:names}."
SOURCE = "The figures of the area are from {source}, {year} (licence: {licence})."
PEOPLE = "about {people:count}"
FEWER = "fewer than {fewest:count}"
FEWER_OR_MOST = "fewer than {fewest:count}, or all but so few"
SEVERAL = "People could choose several answers."
SHARE = "{low:count} to {high:count}%"
OF_AREA = "{percent:count}%"
OF_FEW = "under 1%"
DRAWN = "{answer}: {share} in the room"
DRAWN_WITH_AREA = "{answer}: {share} in the room, {area} in the area"
NOT_IN_TABLE = "not in its table"
WAVES = {"pre": "Asked before.", "post": "Asked after."}


@dataclass(frozen=True, kw_only=True)
class AnswerRow:
    """One answer as printed; `came_bar` (from, to) and `area_bar` are percentages to draw, None where none is known."""

    answer: str
    people: str
    share: str
    area: str
    drawn: str
    came_bar: tuple[int, int] | None
    area_bar: float | None


@dataclass(frozen=True, kw_only=True)
class QuestionPart:
    """One question with its answers; `wave` says when it was asked where that differs between questions, and how."""

    label: str
    text: str
    wave: str
    answered: str
    rows: tuple[AnswerRow, ...]


@dataclass(frozen=True, kw_only=True)
class ModulePart:
    """Questions of one section, what is said before them, and what is left out or where figures are from."""

    intro: str
    note: str
    questions: tuple[QuestionPart, ...]


def who_was_there(report: ImpactReport, language: Language) -> ModulePart | None:
    """What those who came said of themselves, as far as it stands beside no area; None where no module asked."""
    found = _modules(report)
    if found is None:
        return None
    questions = [each for each in found.questions if not each.has_area]
    names = [language.catalogue.gettext(name) for name in found.left_out]
    if not questions and not names:
        return None
    return ModulePart(
        intro=_answered(questions, language),
        note=language.say(Sentence(LEFT_OUT, {"names": names})) if names else "",
        questions=_as_printed(questions, found, language),
    )


def area(report: ImpactReport, language: Language) -> ModulePart | None:
    """The room beside its area; None where no table of the area has a question that is told of."""
    found = _modules(report)
    questions = [each for each in found.questions if each.has_area] if found else []
    if found is None or found.area is None or not questions:
        return None
    about = {"source": found.area.source, "year": found.area.year, "licence": found.area.licence}
    return ModulePart(
        intro=_answered(questions, language),
        note=language.say(Sentence(SOURCE, about)),
        questions=_as_printed(questions, found, language),
    )


def _modules(report: ImpactReport) -> ModuleAnswers | None:
    return report.context.modules if report.renderer >= 2 else None


def _answered(questions: Iterable[CountedQuestion], language: Language) -> str:
    counts = [each.answered for each in questions]
    if not counts:
        return ""
    fewest, most = min(counts), max(counts)
    return language.say(Sentence(ANSWERED if fewest == most else ANSWERED_BETWEEN, {"fewest": fewest, "most": most}))


def _as_printed(
    questions: Iterable[CountedQuestion], found: ModuleAnswers, language: Language
) -> tuple[QuestionPart, ...]:
    gettext = language.catalogue.gettext
    differ = len({each.wave for each in found.questions}) > 1
    return tuple(
        QuestionPart(
            label=gettext(each.label),
            text=gettext(each.text),
            wave=" ".join([gettext(WAVES[each.wave])] * differ + [gettext(SEVERAL)] * each.several),
            answered=language.say(Sentence(PEOPLE, {"people": each.answered})),
            rows=tuple(_row(each, answer, language) for answer in each.answers),
        )
        for each in questions
    )


def _row(question: CountedQuestion, answer: AnswerCount, language: Language) -> AnswerRow:
    label, percents = language.catalogue.gettext(answer.label), question.percents(answer)
    few = language.say(Sentence(FEWER_OR_MOST if question.several else FEWER, {"fewest": question.fewest}))
    share = "" if percents is None else language.say(Sentence(SHARE, dict(zip(("low", "high"), percents, strict=True))))
    of_area = _of_area(answer, language)
    drawn = Sentence(DRAWN_WITH_AREA if answer.area is not None else DRAWN, {})
    values = {"answer": label, "share": share or few, "area": of_area}
    return AnswerRow(
        answer=label,
        people=few if answer.people is None else language.say(Sentence(PEOPLE, {"people": answer.people})),
        share=share,
        area=of_area,
        drawn=language.say(Sentence(drawn.message, values)),
        came_bar=percents,
        area_bar=answer.area,
    )


def _of_area(answer: AnswerCount, language: Language) -> str:
    """The share of the area, to whole per cent."""
    if answer.area is None:
        return language.catalogue.gettext(NOT_IN_TABLE)
    if 0 < answer.area < 0.5:
        return language.catalogue.gettext(OF_FEW)
    return language.say(Sentence(OF_AREA, {"percent": round(answer.area)}))
