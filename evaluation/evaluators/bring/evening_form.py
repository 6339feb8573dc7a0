"""Which evening of which study brought answers become, and which question each column asks, as a form."""

import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from flask_babel import gettext as _

import instruments
from evaluation.domain.errors import Refused
from evaluation.domain.experiment_roles import ExperimentRole
from evaluation.impact_report.build.scales import SOMEWHERE
from evaluation.importing.answers_map import AnswersMap
from evaluation.importing.understanding import understand
from evaluation.models import Chapter
from evaluation.reports.brought.brought_answers import BroughtAnswers
from evaluation.reports.brought.forms_from_files import (
    every_item,
    forms_from_files,
    numbered_items,
    without_questions,
)
from evaluation.store.from_file.evening_from_file import OldAnswers

COLUMN = "item."
COMPARISON, SAME_NUMBERS = "comparison", "same_numbers"
LONGEST_QUESTION = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnOfAnswers:
    """A column of answers, and the question that it seems to ask; "" where nothing tells."""

    place: int
    name: str
    own: str
    suggested: str


def columns_of_answers(
    brought: BroughtAnswers, version: instruments.Version, *, places: Collection[str] = ()
) -> list[ColumnOfAnswers]:
    """Every column of answers, with the question of the questionnaire that its words or its name are."""
    found = without_questions(brought.map)
    like = _like(brought, version, places)
    firsts = {column.item: column.name for column in reversed(found.columns) if column.role == "item"}
    return [
        ColumnOfAnswers(place=place, name=name, own=item, suggested=like.get(name, ""))
        for place, (item, name) in enumerate(reversed(firsts.items()))
    ]


def questions_of(version: instruments.Version) -> list[tuple[str, str]]:
    """The questions that a column may ask, by item."""
    words = {item.id: item.text.replace("{place}", SOMEWHERE) for item in version.items}
    return [
        (item, shorten(f"{item}: {words[item]}", LONGEST_QUESTION, placeholder=" …"))
        for item in numbered_items(version)
    ]


def likely_name(
    brought: BroughtAnswers, versions: Sequence[instruments.Version], *, places: Collection[str] = ()
) -> str:
    """The name of the first of these versions of which some column is a question; of the first where it is of none."""
    likely = next((each for each in versions if _like(brought, each, places)), versions[0])
    return f"{likely.id}/{likely.number}"


def _like(brought: BroughtAnswers, version: instruments.Version, places: Collection[str]) -> Mapping[str, str]:
    try:
        found: AnswersMap | None = understand(brought.grids, source=every_item(version), named={}, places=places)
    except Refused:
        found = None
    known = numbered_items(version)
    own = {column.name: column.item for column in brought.map.columns if column.item in known}
    return {**({column.name: column.item for column in found.columns if column.item} if found else {}), **own}


def answers_sent(brought: BroughtAnswers, version: instruments.Version, form: Mapping[str, str]) -> OldAnswers:
    """The evening that a form describes, with the answers; refused with a sentence for each thing that is wrong."""
    held_on, title = _day(form.get("date", "")), form.get("title", "").strip()
    faults = [*_unsaid(held_on, title)]
    if faults or held_on is None:
        raise Refused(*faults)
    part = form.get("part", "")
    found = forms_from_files(
        brought.map,
        brought.grids,
        version,
        items=dict(_items_sent(brought, version, form)),
        part=part,
        same_numbers=SAME_NUMBERS in form,
    )
    return OldAnswers(
        title=title,
        held_on=held_on,
        people=found.people,
        files={file.name: file.sha256 for file in brought.files},
        columns=found.columns,
        joined_by=found.joined_by,
        part=part,
        kind=form.get("kind", ""),
        role=ExperimentRole.COMPARISON if COMPARISON in form else ExperimentRole.WORKSHOP,
        language=form.get("language", ""),
    )


def chapter_sent(chapters: Collection[Chapter], form: Mapping[str, str]) -> uuid.UUID:
    """The chapter that was chosen, of those that may be."""
    there = {str(each.id): each.id for each in chapters}
    if (found := there.get(form.get("chapter", ""))) is None:
        raise Refused(_("Choose the chapter in which people met."))
    return found


def _items_sent(
    brought: BroughtAnswers, version: instruments.Version, form: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    for column in columns_of_answers(brought, version):
        if item := form.get(f"{COLUMN}{column.place}", ""):
            yield column.own, item


def _unsaid(held_on: date | None, title: str) -> Iterator[str]:
    if held_on is None:
        yield _("Write the day on which people met.")
    if not title:
        yield _("Write what the evening is called, such as the name of the hall.")


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
