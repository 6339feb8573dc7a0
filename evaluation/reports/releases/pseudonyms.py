"""Letters in the place of names: chapters and workshops that a reader of a release shall not know by name.

Which letter stands for whom is drawn by lot for each release, and nothing that is printed tells the lot: an order of
names, of join words, or one that follows from the seed in the report could be gone through by whoever has a list of the
chapters. What is frozen has the letters alone, so that a release is written again to the same bytes. Figures stay as
they are: beside a report with names the same figures tell which letter is whose.
"""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from evaluation.impact_report.build.context import ItemWords
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.build.scales import SOMEWHERE
from evaluation.impact_report.language.pseudonym_labels import CHAPTER, WORKSHOP
from evaluation.models import Chapter
from evaluation.reports.from_study import KINDS_IN_REPORTS
from evaluation.store.releases.release_frames import ReleaseFrame
from evaluation.store.reports.gather import Gathered

ANY_KIND = KINDS_IN_REPORTS["other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pseudonyms:
    """A letter for each chapter, by name, and a number for each workshop, by its address or, left out, by its title."""

    chapters: Mapping[str, str]
    workshops: Mapping[str, str]


def drawn_pseudonyms(gathered: Gathered, frame: ReleaseFrame, *, rng: random.Random) -> Pseudonyms:
    """Letters for the chapters of a study and numbers for its workshops, both by lot."""
    chapters = [chapter.name for chapter in gathered.chapters]
    workshops = [*map(str, frame.frame["experiment"].unique()), *gathered.still_open]
    rng.shuffle(chapters)
    rng.shuffle(workshops)
    return Pseudonyms(
        chapters={name: CHAPTER.format(letter=_pseudonym(place)) for place, name in enumerate(chapters)},
        workshops={name: str(place) for place, name in enumerate(workshops, start=1)},
    )


def with_pseudonyms(
    gathered: Gathered, frame: ReleaseFrame, *, pseudonyms: Pseudonyms
) -> tuple[Gathered, ReleaseFrame]:
    """What a release is made from, with letters for chapters and numbers for workshops."""
    letters, numbers = pseudonyms.chapters, pseudonyms.workshops
    answers = frame.frame.assign(
        chapter=frame.frame["chapter"].map(letters), experiment=frame.frame["experiment"].map(numbers)
    )
    chapters = [Chapter(id=each.id, study_id=each.study_id, name=letters[each.name]) for each in gathered.chapters]
    still_open = tuple(sorted((numbers[title] for title in gathered.still_open), key=int))
    outcomes = {letters[name]: allowed for name, allowed in frame.outcomes.items()}
    flow, comparison_flow = (
        {letters[name]: counts for name, counts in counted.items()} for counted in (frame.flow, frame.comparison_flow)
    )
    changed = frozenset((letters[chapter], numbers[name]) for chapter, name in frame.changed if name in numbers)
    named = replace(
        frame, frame=answers, outcomes=outcomes, flow=flow, changed=changed, comparison_flow=comparison_flow
    )
    follow_up_open, from_file = (_of_places(each, numbers) for each in (gathered.follow_up_open, gathered.from_file))
    said = replace(gathered, still_open=still_open, follow_up_open=follow_up_open, from_file=from_file)
    return replace(said, chapters=chapters), named


def _of_places(addresses: Iterable[str], numbers: Mapping[str, str]) -> tuple[str, ...]:
    """The numbers of the workshops of these addresses, each alone or with others that are told of as one."""
    there = {each: number for name, number in numbers.items() for each in name.split("+")}
    return tuple(sorted({there[each] for each in addresses if each in there}, key=int))


def without_places(report: ImpactReport) -> ImpactReport:
    """The report in letters without what else would name: titles, places, people's words, who asked which version.

    Nor how each chapter works: that only one of them holds assemblies, or how many rounds it has, names it to whoever
    knows the chapters.
    """
    context = report.context
    experiments = sorted(
        {name for _, name in (*report.first.shown.experiments, *report.first.shown.hidden_experiments)}
    )
    place = context.place or ""
    still_open, follow_up_open, from_file = (
        tuple(WORKSHOP.format(number=number) for number in numbers)
        for numbers in (context.still_open, context.follow_up_open, context.from_file)
    )
    items = {name: _without_place(words, place) for name, words in context.items.items()}
    without_names = replace(
        context,
        title=report.chapters.names[0] if context.title and not report.across else "",
        place="",
        held_on=None,
        held={},
        items=items,
        experiments=_numbered([*experiments, *context.still_open]),
        still_open=still_open,
        follow_up_open=follow_up_open,
        from_file=from_file,
        elsewhere=replace(context.elsewhere, columns=(), joined_by=()) if context.elsewhere else None,
        kind=ANY_KIND if context.kind else context.kind,
        practice=(),
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
