"""From the database to a report: of one experiment, of a chapter, or across the chapters of a study."""

import uuid
from dataclasses import replace
from datetime import datetime
from importlib.metadata import version as version_of_package

import pandas as pd

import instruments
from analysis.plan import Plan, plan_for
from analysis.scoring import Scale, scales_from_key
from evaluation.models import Experiment
from evaluation.reports.context import Context, ItemWords
from evaluation.reports.impact import ImpactReport, impact_report
from evaluation.store.reporting import Gathered
from evaluation.store.studies import local

KINDS = {
    "weaving_trust": "Weaving Trust",
    "house_meeting": "House meeting",
    "assembly": "Assembly",
    "online": "Online meeting",
    "learning_module": "Learning module",
    "other": "Meeting",
}
SOMEWHERE = "your area"
"""What {place} says where a report covers more than one place."""


def report_of(gathered: Gathered, *, now: datetime, seed: int | None = None) -> ImpactReport:
    """The report of what was gathered: page 1 speaks of one evening where it is one, otherwise across chapters."""
    asked = instruments_of(gathered)
    scales = scales_of(asked)
    context = _around(gathered, asked, now=now, seed=seed)
    if len(gathered.experiments) == 1:
        context = _evening(context, gathered.experiments[0], gathered)
    elif gathered.one_chapter:
        context = _chapter(context, gathered)
    return impact_report(_whole(gathered.frame, scales), scales, plan_of(gathered, scales), context=context)


def _whole(frame: pd.DataFrame, scales: tuple[Scale, ...]) -> pd.DataFrame:
    """The frame with a column for every item that counts, also one that nobody answered."""
    unanswered = [item for scale in scales for item in scale.items if item not in frame.columns]
    return frame.assign(**dict.fromkeys(unanswered, float("nan")))


def instruments_of(gathered: Gathered) -> list[instruments.Version]:
    """The published versions that were asked, oldest first."""
    return [instruments.parse(row.body, name=f"{row.instrument}/{row.number}") for row in gathered.versions]


def scales_of(asked: list[instruments.Version]) -> tuple[Scale, ...]:
    """The outcomes of these versions; where two define one, the newer definition serves."""
    rows = {str(row["id"]): row for version in asked for row in instruments.scoring_key(version)}
    return scales_from_key(rows.values())


def plan_of(gathered: Gathered, scales: tuple[Scale, ...]) -> Plan:
    """The study's plan in the form that the statistics take."""
    return plan_for(scales, suppress_below=int(gathered.plan.body["suppress_below"]))


def _around(gathered: Gathered, asked: list[instruments.Version], *, now: datetime, seed: int | None) -> Context:
    newest = asked[-1]
    plan = gathered.plan
    return Context(
        study=gathered.study.name,
        chapters=tuple(chapter.name for chapter in gathered.chapters),
        experiments={experiment.slug: experiment.title for experiment in gathered.experiments},
        came_by_chapter=_came_by_chapter(gathered),
        instrument=newest.id,
        version=str(newest.number),
        status_note=newest.status_note,
        items=_items(asked, place=SOMEWHERE),
        pictured=_pictured(newest),
        labels={row.id: row.label for row in newest.scales},
        example=gathered.study.is_example,
        plan_version=str(plan.number),
        plan_fixed=local(plan.locked_at, gathered.study).date() if plan.locked_at else None,
        frozen_at=local(now, gathered.study),
        code=version_of_package("weaving-evaluation"),
        seed=seed,
        data_sha256=gathered.data_sha256,
    )


def _evening(context: Context, experiment: Experiment, gathered: Gathered) -> Context:
    name = _names(gathered)[experiment.chapter_id]
    return replace(
        context,
        title=experiment.title,
        kind=KINDS[experiment.kind],
        chapter=name,
        chapters=(name,),
        place="",
        held_on=experiment.date,
        came=experiment.came,
        organisations=experiment.organisations,
        rounds=experiment.actual_rounds or experiment.planned_rounds,
        minutes=experiment.minutes_a_round,
        one_to_ones=_pairs(experiment),
        items=_items(instruments_of(gathered), place=experiment.place or SOMEWHERE),
    )


def _chapter(context: Context, gathered: Gathered) -> Context:
    name = _names(gathered)[gathered.experiments[0].chapter_id]
    return replace(context, title=name, chapter=name, chapters=(name,), came=context.came_by_chapter.get(name))


def _names(gathered: Gathered) -> dict[uuid.UUID, str]:
    return {chapter.id: chapter.name for chapter in gathered.chapters}


def _pairs(experiment: Experiment) -> int | None:
    """One-to-ones counted as pairs: each round seats half of those who came, in twos."""
    if experiment.came is None or experiment.actual_rounds is None:
        return None
    return experiment.came // 2 * experiment.actual_rounds


def _came_by_chapter(gathered: Gathered) -> dict[str, int]:
    names = _names(gathered)
    came: dict[str, int] = {}
    for experiment in gathered.experiments:
        if experiment.came is not None:
            name = names[experiment.chapter_id]
            came[name] = came.get(name, 0) + experiment.came
    return came


def _items(asked: list[instruments.Version], *, place: str) -> dict[str, ItemWords]:
    return {
        item.id: _words(version, item, place=place)
        for version in asked
        for item in version.items
        if version.format_of(item).limits
    }


def _words(version: instruments.Version, item: instruments.Item, *, place: str) -> ItemWords:
    shown = version.format_of(item)
    options = {float(option.value): option.label for option in shown.options if isinstance(option.value, int)}
    return ItemWords(
        text=item.text.replace("{place}", place),
        ask=item.ask.replace("{place}", place),
        options=options,
        ends=(shown.low_label, shown.high_label),
    )


def _pictured(version: instruments.Version) -> frozenset[str]:
    pictures = {item.id for item in version.items if version.format_of(item).layout is instruments.Layout.PICTURES}
    return frozenset(scale.id for scale in version.scales if set(scale.items) <= pictures)
