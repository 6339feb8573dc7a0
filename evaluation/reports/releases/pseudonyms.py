"""Letters in the place of names: chapters and workshops that a reader of a release shall not know by name."""

from collections.abc import Mapping
from dataclasses import replace

from evaluation.impact_report.build.context import ItemWords
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.language.pseudonym_labels import CHAPTER, WORKSHOP
from evaluation.models import Chapter
from evaluation.reports.from_study import SOMEWHERE
from evaluation.store.releases.release_frames import ReleaseFrame
from evaluation.store.reports.gather import Gathered


def pseudonyms_of(gathered: Gathered) -> dict[str, str]:
    """A letter for each chapter of a study, by name, in the order of the names."""
    names = sorted((chapter.name for chapter in gathered.chapters), key=str.casefold)
    return {name: CHAPTER.format(letter=_pseudonym(place)) for place, name in enumerate(names)}


def with_pseudonyms(gathered: Gathered, frame: ReleaseFrame) -> tuple[Gathered, ReleaseFrame]:
    """What a release is made from, with letters for chapters and numbers for workshops."""
    letters = pseudonyms_of(gathered)
    numbers = {name: str(place) for place, name in enumerate(sorted(frame.frame["experiment"].unique()), start=1)}
    answers = frame.frame.assign(
        chapter=frame.frame["chapter"].map(letters), experiment=frame.frame["experiment"].map(numbers)
    )
    chapters = [Chapter(id=each.id, study_id=each.study_id, name=letters[each.name]) for each in gathered.chapters]
    outcomes = {letters[name]: allowed for name, allowed in frame.outcomes.items()}
    flow, comparison_flow = (
        {letters[name]: counts for name, counts in counted.items()} for counted in (frame.flow, frame.comparison_flow)
    )
    changed = frozenset((letters[chapter], numbers[name]) for chapter, name in frame.changed if name in numbers)
    named = replace(
        frame, frame=answers, outcomes=outcomes, flow=flow, changed=changed, comparison_flow=comparison_flow
    )
    return replace(gathered, chapters=chapters), named


def without_places(report: ImpactReport) -> ImpactReport:
    """The report in letters without what else would name: titles, places, people's words, who asked which version."""
    context = report.context
    experiments = sorted(
        {name for _, name in (*report.first.shown.experiments, *report.first.shown.hidden_experiments)}
    )
    place = context.place or ""
    items = {name: _without_place(words, place) for name, words in context.items.items()}
    without_names = replace(
        context,
        title=report.chapters.names[0] if context.title and not report.across else "",
        place="",
        held_on=None,
        held={},
        items=items,
        experiments=_numbered(experiments),
        lettered=True,
        quotation=None,
        open_answers=(),
        versions=replace(context.versions, asked={}) if context.versions else None,
    )
    return replace(report, context=without_names)


def _numbered(experiments: list[str]) -> Mapping[str, str]:
    return {name: WORKSHOP.format(number=name) for name in experiments}


def _without_place(words: ItemWords, place: str) -> ItemWords:
    others = tuple(
        replace(each, text=_unplaced(each.text, place), ask=_unplaced(each.ask, place)) for each in words.others
    )
    return replace(words, text=_unplaced(words.text, place), ask=_unplaced(words.ask, place), others=others)


def _unplaced(text: str, place: str) -> str:
    return text.replace(place, SOMEWHERE) if place else text


def _pseudonym(place: int) -> str:
    """A, B, C and so on, after Z with two letters."""
    before, last = divmod(place, 26)
    return (_pseudonym(before - 1) if before else "") + chr(ord("A") + last)
