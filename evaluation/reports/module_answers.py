"""What a report tells of the answers to questions told as counts: of enough people, and nothing that is all of them."""

from collections.abc import Mapping

from analysis.disclosure.counted_answers import (
    AnswerCount,
    AreaSource,
    CountedQuestion,
    ModuleAnswers,
    rounded_count,
)
from evaluation.store.releases.release_frames import ReleaseFrame
from evaluation.store.reports.gather import Gathered
from evaluation.store.reports.module_counts import ModuleCounts

MODULE = "{id}/{number}"


def module_answers(gathered: Gathered, frame: ReleaseFrame, *, named: bool) -> ModuleAnswers | None:
    """What may be told of the people of a report; None where nothing was asked that is.

    Where chapters are not `named`, no table of an area is: it would name them.
    """
    if not frame.modules:
        return None
    below = int(gathered.plan.body["suppress_below"])
    questions = [_question(each, _area(gathered, each) if named else {}, below=below) for each in frame.modules]
    found = tuple(each for each in questions if each is not None)
    left_out = [each.item.label for each, shown in zip(frame.modules, questions, strict=True) if shown is None]
    area = gathered.area if any(each.has_area for each in found) else None
    return ModuleAnswers(
        questions=found,
        left_out=tuple(dict.fromkeys(left_out)),
        area=AreaSource(source=area.source, year=area.year, licence=area.licence, number=area.number) if area else None,
    )


def _area(gathered: Gathered, question: ModuleCounts) -> Mapping[int | str, float]:
    """The area's percentages: of the chapter's own area in a report of one, otherwise of the whole."""
    chapters = {each.chapter_id for each in gathered.experiments}
    alone = next(iter(chapters)) if len(chapters) == 1 else None
    return gathered.area.percentages(question.item.id, alone) if gathered.area else {}


def _question(found: ModuleCounts, area: Mapping[int | str, float], *, below: int) -> CountedQuestion | None:
    """One question; None where too few answered it, or too little could be told of them."""
    fewest, people = found.fewest(below=below), found.disclosed(below=below)
    answered = rounded_count(found.answered, fewest=fewest)
    if answered is None or not any(people.values()):
        return None
    shown = found.module.format_of(found.item)
    return CountedQuestion(
        module=MODULE.format(id=found.module.id, number=found.module.number),
        wave=found.wave,
        item=found.item.id,
        label=found.item.label,
        text=found.text,
        answered=answered,
        fewest=fewest,
        several=found.is_several,
        answers=tuple(
            AnswerCount(
                value=option.value, label=option.label, people=people[option.value], area=area.get(option.value)
            )
            for option in shown.choices
        ),
    )
