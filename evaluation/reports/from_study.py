"""From the database to a report: of one experiment, of a chapter, or across the chapters of a study."""

import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from importlib.metadata import version as version_of_package

import pandas as pd

import instruments
from analysis.estimate.plan import Plan, plan_for
from analysis.scoring.scoring import Scale
from analysis.sensitivity.attrition import flow
from evaluation.domain.experiment_roles import ExperimentRole
from evaluation.domain.languages import INTERFACE_LANGUAGES
from evaluation.impact_report.build.context import Context, ItemWords, OtherWords
from evaluation.impact_report.build.report import ImpactReport, impact_report
from evaluation.impact_report.build.scales import SOMEWHERE, words_shown
from evaluation.impact_report.build.versions import VersionsUsed, versions_described
from evaluation.impact_report.language.language import Language
from evaluation.models import Experiment
from evaluation.reports.evenings_from_files import as_headed, columns_of_evenings
from evaluation.reports.practice import practice_of
from evaluation.store.reports.gather import Gathered
from evaluation.store.studies.studies import local
from evaluation.store.studies.study_plan import PlanTerms
from instruments.comparison.families import Versions, name_of

KINDS_IN_REPORTS = {
    "weaving_trust": "Weaving Trust",
    "house_meeting": "House meeting",
    "assembly": "Assembly",
    "online": "Online meeting",
    "learning_module": "Learning module",
    "other": "Meeting",
}
"""What a report calls each kind. What staff choose as "Other" from a list of the other kinds is "Meeting" here,
since on page 1 a kind stands alone."""


def report_of(
    gathered: Gathered,
    *,
    now: datetime,
    seed: int | None = None,
    language_code: str = "en",
    unclaimed: tuple[str, ...] = (),
) -> ImpactReport:
    """The report of what was gathered: page 1 speaks of one evening where it is one, otherwise across chapters.

    `language_code` is the language it is read in; nothing is claimed of the outcomes `unclaimed`.
    """
    scales, plan, language = gathered.alike.scales, plan_of(gathered, gathered.alike.scales), Language(language_code)
    context = replace(_around(gathered, language, now=now, seed=seed), unclaimed=unclaimed)
    if len(gathered.experiments) == 1:
        context = _evening(context, gathered.experiments[0], gathered)
    elif gathered.one_chapter:
        context = _chapter(context, gathered)
    return impact_report(gathered.frame, scales, plan, context=_practised(context, gathered))


def _practised(context: Context, gathered: Gathered) -> Context:
    """The context with how each chapter works."""
    names = _names(gathered)
    held: dict[str, list[Experiment]] = {}
    for experiment in gathered.workshops:
        held.setdefault(names[experiment.chapter_id], []).append(experiment)
    return replace(context, practice=practice_of(held, kinds=KINDS_IN_REPORTS))


def those_who_came(gathered: Gathered) -> pd.DataFrame:
    """The answers of those who came, without comparison groups."""
    frame = gathered.frame
    return frame[frame["arm"] != ExperimentRole.COMPARISON] if "arm" in frame else frame


def plan_of(gathered: Gathered, scales: tuple[Scale, ...]) -> Plan:
    """The study's plan in the form that the statistics take."""
    compared = any(experiment.is_comparison for experiment in gathered.experiments)
    terms = PlanTerms.of(gathered.plan)
    planned = plan_for(
        scales,
        suppress_below=terms.suppress_below,
        comparison=ExperimentRole.COMPARISON.value if compared else None,
        randomised=terms.randomised and compared,
    )
    return replace(planned, evenings=terms.evenings, looks=terms.looks)


def _around(gathered: Gathered, language: Language, *, now: datetime, seed: int | None) -> Context:
    newest = gathered.known.versions[-1]
    plan, elsewhere = gathered.plan, columns_of_evenings(gathered)
    return Context(
        study=gathered.study.name,
        chapters=_chapters(gathered),
        experiments={experiment.slug: experiment.title for experiment in gathered.experiments},
        held={experiment.slug: experiment.date for experiment in gathered.experiments if experiment.date},
        came_by_chapter=_came_by_chapter(gathered),
        unanswered=gathered.unanswered,
        still_open=gathered.still_open,
        follow_up_open=_titles(gathered, gathered.follow_up_open),
        from_file=_titles(gathered, gathered.from_file),
        elsewhere=elsewhere,
        miscounted=_miscounted(gathered),
        instrument=newest.id,
        version=_numbers(gathered.known, newest.id),
        status_note=newest.status_note,
        items=as_headed(_items(gathered, place=SOMEWHERE), elsewhere),
        pictured=frozenset() if elsewhere and elsewhere.whole else _pictured(gathered),
        labels={scale.id: language.catalogue.gettext(scale.label) for scale in gathered.alike.scales},
        language=language.code,
        also_in=_also_in(gathered) if language.code == "en" else (),
        versions=_versions(gathered),
        example=gathered.study.is_example,
        plan_version=str(plan.number),
        plan_changed=gathered.plan_changed,
        plan_fixed=local(plan.locked_at, gathered.study).date() if plan.locked_at else None,
        evenings_held=gathered.evenings_held,
        ended=PlanTerms.of(gathered.plan).has_ended(local(now, gathered.study).date()),
        frozen_at=local(now, gathered.study),
        code=version_of_package("weaving-evaluation"),
        seed=seed,
        data_sha256=gathered.data_sha256,
    )


def _titles(gathered: Gathered, addresses: Iterable[str]) -> tuple[str, ...]:
    """What experiments are called; a number stands for itself where it stands for a name."""
    titles = {experiment.slug: experiment.title for experiment in gathered.experiments}
    return tuple(titles.get(each, each) for each in addresses)


def _chapters(gathered: Gathered) -> tuple[str, ...]:
    """The study's chapters by name, but for those that hold comparison groups alone."""
    met = {experiment.chapter_id for experiment in gathered.workshops}
    asked = {experiment.chapter_id for experiment in gathered.experiments}
    return tuple(chapter.name for chapter in gathered.chapters if chapter.id in met or chapter.id not in asked)


def _also_in(gathered: Gathered) -> tuple[str, ...]:
    """The languages other than English that reports speak and in which one of these evenings was held."""
    held = {language for experiment in gathered.experiments for language in experiment.languages}
    return tuple(code for code in INTERFACE_LANGUAGES if code != "en" and code in held)


def _evening(context: Context, experiment: Experiment, gathered: Gathered) -> Context:
    name = _names(gathered)[experiment.chapter_id]
    return replace(
        context,
        title=experiment.title,
        kind=KINDS_IN_REPORTS[experiment.kind],
        chapter=name,
        chapters=(name,),
        place="",
        held_on=experiment.date,
        came=experiment.came,
        organisations=experiment.organisations,
        rounds=experiment.actual_rounds or experiment.planned_rounds,
        minutes=experiment.minutes_a_round,
        one_to_ones=_pairs(experiment),
        items=as_headed(_items(gathered, place=experiment.place or SOMEWHERE), context.elsewhere),
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
    for experiment in gathered.workshops:
        if experiment.came is not None:
            name = names[experiment.chapter_id]
            came[name] = came.get(name, 0) + experiment.came
    return came


def _miscounted(gathered: Gathered) -> tuple[str, ...]:
    """The workshops of which more people answered than are recorded as having come."""
    held = gathered.frame["experiment"].astype(str)
    found = {each.title: flow(gathered.frame[held == each.slug], came=each.came) for each in gathered.workshops}
    return tuple(title for title, each in found.items() if each.is_miscounted)


def _items(gathered: Gathered, *, place: str) -> dict[str, ItemWords]:
    """Every question of numbers by the column that holds its answers, in the words that were answered there."""
    versions = gathered.frame["instrument"].astype(str) + "/" + gathered.frame["version"].astype(str)
    plain = {
        item.id: words_shown(version, item, place=place)
        for version in gathered.known.versions
        for item in version.items
        if version.format_of(item).limits
    }
    return plain | {
        column: _with_others(
            gathered,
            column,
            words_shown(version, version.items_by_id[item], place=place),
            counted=set(versions[gathered.frame[column].notna()].unique()),
            place=place,
        )
        for column, (version, item) in gathered.alike.words.items()
    }


def _with_others(gathered: Gathered, column: str, words: ItemWords, *, counted: set[str], place: str) -> ItemWords:
    """A question's words with those in which others of the versions `counted` showed it to people."""
    newest, item = gathered.alike.words[column]
    asked = [each for each in reversed(gathered.known.versions) if name_of(each) in counted - {name_of(newest)}]
    others = [
        OtherWords(version=_named(version), text=shown.text, ask=shown.ask, options=shown.options, ends=shown.ends)
        for version in asked
        if (shown := words_shown(version, version.items_by_id[item], place=place)) != words
    ]
    return replace(words, version=_named(newest), others=tuple(others)) if others else words


def _named(version: instruments.Version) -> str:
    return f"{version.id} v{version.number}"


def _pictured(gathered: Gathered) -> frozenset[str]:
    """The outcomes that are answered by pictures alone."""
    words = gathered.alike.words
    drawn = {
        column
        for column, (version, item) in words.items()
        if version.format_of(version.items_by_id[item]).layout is instruments.Layout.PICTURES
    }
    return frozenset(scale.id for scale in gathered.alike.scales if set(scale.items) <= drawn)


def _numbers(known: Versions, instrument: str) -> str:
    """The numbers of an instrument's versions that were used, oldest first."""
    return ", ".join(str(version.number) for version in known.versions if version.id == instrument)


def _versions(gathered: Gathered) -> VersionsUsed | None:
    return versions_described(gathered.known, _places(gathered), apart=gathered.alike.apart, place=SOMEWHERE)


def _places(gathered: Gathered) -> dict[str, dict[str, str]]:
    """Which version each wave asked: by experiment in a report of one chapter, otherwise by chapter."""
    names = _names(gathered)
    several = len({experiment.chapter_id for experiment in gathered.experiments}) > 1
    found: dict[str, dict[str, str]] = {}
    for experiment in gathered.experiments:
        place = found.setdefault(names[experiment.chapter_id] if several else experiment.title, {})
        for wave, version in gathered.asked.get(experiment.slug, {}).items():
            versions = [part for part in place.get(wave, "").split(", ") if part]
            place[wave] = ", ".join(sorted({*versions, version.replace("/", " v")}))
    return found
