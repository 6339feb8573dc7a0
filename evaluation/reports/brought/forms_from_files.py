"""Answers of files as the forms of a published questionnaire: which column answers which item, each answer checked.

What a file asked on other numbers than the questionnaire does is refused, and so is a form that nobody could have sent.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd
from werkzeug.datastructures import MultiDict

import instruments
from analysis.estimate.plan import plan_for
from analysis.scoring.scoring import Scale
from evaluation.domain.errors import Refused
from evaluation.domain.messages import Message
from evaluation.impact_report.build.scales import ScoringSource, version_facts
from evaluation.importing.answers_map import AnswerSet, AnswersMap, items_of
from evaluation.importing.applying import AppliedCounts, apply_map
from evaluation.importing.columns.given_scales import NO_COLUMN
from evaluation.importing.grids import Grid
from evaluation.importing.settling import settled
from evaluation.questionnaire.form import Checks, check, checks_of
from evaluation.store.studies.waves import WAVE_WORDS

MOST_FAULTS = 20
SETTLE_FIRST = Message("A question about these answers is still open. Settle it first.")
NO_ITEM = Message("%(name)s has no question %(item)s that is answered by a number.")
TWICE = Message("Two columns are given as %(item)s: “%(one)s” and “%(other)s”.")
OTHER_NUMBERS = Message(
    "“%(column)s” is answered from %(low)s to %(high)s in the files, and %(item)s from %(least)s to %(most)s."
)
NOT_ASKED_THEN = Message("%(item)s is not asked at %(wave)s, and “%(column)s” has answers of it.")
NO_ANSWER = Message("%(item)s at %(wave)s: %(value)s is none of its answers (%(count)s rows).")
SEVERAL_WORKSHOPS = Message("The files hold several workshops: %(names)s. Say which of them this evening is.")
NO_WORKSHOP = Message("The files hold no workshop called “%(part)s”; they hold %(names)s.")


@dataclass(frozen=True, kw_only=True)
class FormsFromFiles:
    """What the people of one workshop answered, and which column was read as which item."""

    people: tuple[Mapping[str, Mapping[str, int | str]], ...]
    """Somebody each: what they answered, by wave."""
    columns: Mapping[str, str]
    """The heading of each item's column."""
    passed_over: tuple[str, ...]
    """Columns of answers that are stored nowhere, since they are no question of the questionnaire."""
    counts: AppliedCounts
    joined_by: tuple[str, ...] = ()
    """The headings of the columns by which people were joined."""


def numbered_items(version: instruments.Version) -> dict[str, tuple[int, int]]:
    """The items that are answered by a number, with the least and the most."""
    limits = {item.id: version.format_of(item).limits for item in version.items}
    return {item: found for item, found in limits.items() if found}


def every_item(version: instruments.Version) -> ScoringSource:
    """Each of these items as if it were a scale, by which the columns of files are understood."""
    words = {item.id: item.label for item in version.items}
    scales = tuple(
        Scale(id=item, label=words[item] or item, items=(item,), minimum=low, maximum=high)
        for item, (low, high) in numbered_items(version).items()
    )
    return ScoringSource(scales=scales, plan=plan_for(scales), context=version_facts(version, scales))


def forms_from_files(
    answers_map: AnswersMap,
    grids: Sequence[Grid],
    version: instruments.Version,
    *,
    items: Mapping[str, str] | None = None,
    part: str = "",
    same_numbers: bool = False,
) -> FormsFromFiles:
    """The forms that these files hold by a map.

    `items` says which item of the version an item of the map is; without it, those of the same name are. `part` names
    the workshop where the files have several. `same_numbers` says that questions answered by numbers were asked on the
    questionnaire's own, also where nobody gave the lowest or the highest of them.
    """
    if answers_map.open_questions:
        raise Refused(SETTLE_FIRST)
    known, made = numbered_items(version), without_questions(answers_map)
    chosen = items if items is not None else {item: item for item in items_of(made.columns) if item in known}
    found = _on_the_same_numbers(made, chosen, known) if same_numbers else made
    read = _read_as(found, chosen, version)
    applied = apply_map(read, grids)
    columns = {column.item: column.name for column in reversed(read.columns) if column.role == "item"}
    frame = _of_part(applied.frame, part)
    return FormsFromFiles(
        people=_people(frame, version, columns),
        columns=dict(sorted(columns.items())),
        passed_over=tuple(
            column.name for column in made.columns if column.role == "item" and column.item not in chosen
        ),
        counts=applied.counts,
        joined_by=tuple(dict.fromkeys(column.name for column in read.columns if column.role == "key")),
    )


def without_questions(answers_map: AnswersMap) -> AnswersMap:
    """The map with what every chosen reading changes, and nothing left to choose."""
    return replace(settled(answers_map), questions=())


def _read_as(found: AnswersMap, chosen: Mapping[str, str], version: instruments.Version) -> AnswersMap:
    """The map with the version's items in place of its own, each by itself; other columns are left out."""
    known, sets = numbered_items(version), {answers.id: answers for answers in found.answers}
    faults = list(_faults_of(found, chosen, known, sets, name=f"{version.id}/{version.number}"))
    if faults:
        raise Refused(*faults)
    columns = tuple(
        each
        if each.role != "item"
        else replace(each, item=chosen[each.item])
        if each.item in chosen
        else replace(each, role="left_out", item="", answers="")
        for each in found.columns
    )
    ends = {item: known[item] for item in chosen.values()}
    scales = tuple(
        Scale(id=item, label=item, items=(item,), minimum=low, maximum=high) for item, (low, high) in ends.items()
    )
    return replace(found, columns=columns, scales=scales, plan=plan_for(scales))


def _on_the_same_numbers(
    found: AnswersMap, chosen: Mapping[str, str], known: Mapping[str, tuple[int, int]]
) -> AnswersMap:
    """The map with the ends of the version's items for columns whose answers are numbers alone, and within these."""
    sets = {answers.id: answers for answers in found.answers}
    made, columns = list(found.answers), []
    for column in found.columns:
        low, high = known.get(chosen.get(column.item, ""), (0, -1))
        answers = sets.get(column.answers)
        if answers and not answers.numbers and low <= answers.minimum and answers.maximum <= high:
            made.append(replace(answers, id=f"{answers.id} as {column.item}", minimum=low, maximum=high))
            columns.append(replace(column, answers=made[-1].id))
        else:
            columns.append(column)
    return replace(found, answers=tuple({each.id: each for each in made}.values()), columns=tuple(columns))


def _faults_of(
    found: AnswersMap,
    chosen: Mapping[str, str],
    known: Mapping[str, tuple[int, int]],
    sets: Mapping[str, AnswerSet],
    *,
    name: str,
) -> Iterator[Message]:
    if not chosen:
        yield Message(NO_COLUMN, name=name)
    first = {column.item: column for column in reversed(found.columns) if column.role == "item"}
    taken: dict[str, str] = {}
    for own, item in chosen.items():
        column = first[own]
        if item not in known:
            yield Message(NO_ITEM, name=name, item=item)
        elif item in taken:
            yield Message(TWICE, item=item, one=taken[item], other=column.name)
        elif (sets[column.answers].minimum, sets[column.answers].maximum) != known[item]:
            low, high = sets[column.answers].minimum, sets[column.answers].maximum
            (least, most), ends = known[item], {"low": f"{low:g}", "high": f"{high:g}"}
            yield Message(OTHER_NUMBERS, column=column.name, item=item, least=least, most=most, **ends)
        taken.setdefault(item, column.name)


def _of_part(frame: pd.DataFrame, part: str) -> pd.DataFrame:
    """The rows of one workshop: all of them, where the files hold one alone."""
    labels = _workshops(frame)
    there = list(dict.fromkeys(labels))
    named = ", ".join(f"“{each}”" for each in there)
    if part and part not in there:
        raise Refused(Message(NO_WORKSHOP, part=part, names=named))
    if not part and len(there) > 1:
        raise Refused(Message(SEVERAL_WORKSHOPS, names=named))
    return frame[labels == part] if part else frame


def _workshops(frame: pd.DataFrame) -> "pd.Series[str]":
    """Which workshop each row is of: its chapter, its workshop and its arm, as far as the files name them."""
    names = [name for name in ("chapter", "experiment", "arm") if name in frame]
    rows = frame[names].fillna("").itertuples(index=False)
    return pd.Series([" · ".join(filter(None, row)) for row in rows], index=frame.index, dtype=str)


def _people(
    frame: pd.DataFrame, version: instruments.Version, columns: Mapping[str, str]
) -> tuple[Mapping[str, Mapping[str, int | str]], ...]:
    asked = {str(page.kind) for page in version.waves}
    checks = {wave: checks_of(version, wave) for wave in frame["wave"].unique() if wave in asked}
    people: dict[str, dict[str, Mapping[str, int | str]]] = {}
    faults: Counter[tuple[str, str, str]] = Counter()
    for row in frame.to_dict("records"):
        wave = row["wave"]
        given = {item: f"{row[item]:g}" for item in columns if pd.notna(row[item])}
        if wave not in checks:
            people.setdefault(row["participant"], {})[wave] = {}
            continue
        form, wrong = _form(given, version, wave, checks[wave])
        faults.update((item, wave, value) for item, value in wrong.items())
        if form:
            people.setdefault(row["participant"], {})[wave] = form
    _refuse(faults, columns)
    return tuple(people.values())


def _form(
    given: Mapping[str, str], version: instruments.Version, wave: str, checks: Checks
) -> tuple[Mapping[str, int | str], dict[str, str]]:
    """A form as it would have been sent, and the answers that it cannot hold; "" for one that is not asked then."""
    wrong = {item: "" for item in given if item not in checks.fields}
    sent = check(version, wave, sent=MultiDict(given), by=checks)
    return sent.answers, wrong | {item: given[item] for item in sent.faults}


def _refuse(faults: Counter[tuple[str, str, str]], columns: Mapping[str, str]) -> None:
    said = []
    for (item, wave, value), count in sorted(faults.items())[:MOST_FAULTS]:
        shown = WAVE_WORDS[wave]
        said.append(
            Message(NO_ANSWER, item=item, wave=shown, value=value, count=count)
            if value
            else Message(NOT_ASKED_THEN, item=item, wave=shown, column=columns[item])
        )
    if said:
        raise Refused(*said)


def workshops_of(frame: pd.DataFrame) -> tuple[str, ...]:
    """What the workshops in the files are called, where there are several."""
    there = tuple(dict.fromkeys(_workshops(frame)))
    return there if len(there) > 1 else ()
