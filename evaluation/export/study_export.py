"""From a study to the files of its package: one reading, made anonymous, written in every format, drawn and packed."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

import instruments
from analysis.disclosure.counted_answers import rounded_count
from evaluation.domain.messages import Message
from evaluation.export.data_package import PackageDescription, described, zipped
from evaluation.export.forms_alone import forms_alone
from evaluation.export.included_people import IncludedPeople
from evaluation.export.package_readme import readme
from evaluation.export.questions_held_back import HeldBack, questions_held_back
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.build.scales import questions_path
from evaluation.impact_report.formats import csv, images
from evaluation.impact_report.formats.extras import is_installed
from evaluation.models import Experiment
from evaluation.reports.releases.freeze_release import released_report
from evaluation.reports.single_answers.answer_files import (
    DisclosedAnswers,
    disclosed_answers,
    group_names,
    name_of_questions,
)
from evaluation.reports.single_answers.codebook import (
    ARM,
    CODEBOOK,
    TRANSLATION,
    Variable,
    answer_columns,
    codebook,
    variables,
)
from evaluation.reports.single_answers.table_formats import (
    TableSheet,
    as_csv,
    as_parquet,
    as_sav,
    as_xlsx,
    table_sheet,
    tables_as_json,
)
from evaluation.store.releases.ledger import BOTH
from evaluation.store.reports.gather import Gathered
from evaluation.store.reports.module_counts import ModuleCounts

Step = Callable[[int, int, str], None]
EXPORT_STEPS = (
    Message("Reading the answers"),
    Message("Leaving out what could single somebody out"),
    Message("Writing CSV, JSON, XLSX and Parquet"),
    Message("Writing SPSS"),
    Message("Drawing the figures"),
    Message("Packing"),
)
PARQUET = "data/answers.parquet"
"""The one file that is left out where its package, by far the largest of all, is not installed."""
COUNTED = ("came", "hosts", "guests")
AROUND_AN_EVENING = ("experiment", "told_as", "chapter", "title", "kind", "date", "planned_rounds", "actual_rounds")

MODULE = ("module", "wave", "item", "words", "answer", "answer_words", "people")


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What an export is made from: a study, and who of it may be told of."""

    gathered: Gathered
    included: IncludedPeople

    @property
    def below(self) -> int:
        """The fewest people who are told of together."""
        return int(self.gathered.plan.body["suppress_below"])

    @property
    def groups(self) -> dict[str, str]:
        """What the group of each experiment that is told of is called."""
        return group_names(self.included.frame)


def package_of(read: Read, *, now: datetime, rng: random.Random, step: Step) -> dict[str, bytes]:
    """The files of a study's package by path, the zip of them all included.

    `rng` makes the order of forms that stand alone; it is `secrets.SystemRandom()` outside tests.
    """
    _begin(2, step)
    columns = variables(
        _asked(read.gathered),
        compared=ARM.name in read.included.answers,
        corrected=TRANSLATION.name in read.included.answers,
    )
    disclosed = _disclosed(read)
    answers = answer_columns(disclosed.frame, columns)
    report = _report(read)
    alone = _single_forms(read, report, rng=rng)
    _begin(3, step)
    sheets = [
        table_sheet("answers", answers),
        table_sheet("single_forms", answer_columns(alone, columns, around=("wave",))),
    ]
    sheets += _further_tables(read, columns)
    files = _tables(sheets, answers) | disclosed.by_group | _questions(read.gathered)
    _begin(4, step)
    files["data/answers.sav"] = as_sav(answers, columns, title=read.gathered.study.name)
    _begin(5, step)
    drawn, figures = _drawn(report)
    _begin(6, step)
    held_back = questions_held_back(read.gathered, answers=disclosed.frame, alone=alone)
    people, forms = answers["participant"].nunique(), len(answers) + len(alone)
    about = _about(read, people=people, forms=forms, held_back=held_back, now=now)
    files = {**files, **drawn}
    files["datapackage.json"] = described(files, [*sheets, figures], columns, about)
    files["README.md"] = readme(about, with_parquet=PARQUET in files)
    return {**files, f"{read.gathered.study.slug}.zip": zipped(files)}


def _disclosed(read: Read) -> DisclosedAnswers:
    """The answers of the people who are told of, by group."""
    included = read.included
    return disclosed_answers(included.answers, included.people, groups=read.groups, asked=_asked(read.gathered))


def _questions(gathered: Gathered) -> dict[str, bytes]:
    """The versions that did not come with the program, each as a file that `weaving analyse` reads."""
    paths = {questions_path(version.id, version.number): version for version in _asked(gathered)}
    own = {path: version for path, version in paths.items() if name_of_questions(version) == path}
    return {path: instruments.canonical_toml(version).encode() for path, version in own.items()}


def _asked(gathered: Gathered) -> list[instruments.Version]:
    """The published versions that were asked, oldest first."""
    return list(gathered.known.versions)


def _begin(number: int, step: Step) -> None:
    step(number, len(EXPORT_STEPS), EXPORT_STEPS[number - 1])


def _further_tables(read: Read, columns: tuple[Variable, ...]) -> list[TableSheet]:
    """The tables beside the answers."""
    chapters, groups = {chapter.id: chapter.name for chapter in read.gathered.chapters}, read.groups
    held = [
        _evening(each, chapters[each.chapter_id], groups.get(each.slug, ""), below=read.below)
        for each in read.gathered.experiments
    ]
    words = [(each.item, each.wave, each.words) for each in read.included.words]
    module_rows = [row for each in read.included.modules for row in _counted(each, below=read.below)]
    return [
        TableSheet("codebook", CODEBOOK, codebook(columns)),
        TableSheet("experiments", (*AROUND_AN_EVENING, *COUNTED), held),
        TableSheet("words", ("item", "wave", "words"), words),
        *([TableSheet("modules", MODULE, module_rows)] if module_rows else []),
    ]


def _counted(question: ModuleCounts, *, below: int) -> list[tuple[object, ...]]:
    """A question of a module as it is told: about how many gave each answer, blank where too few did."""
    module = f"{question.module.id}/{question.module.number}"
    labels = {option.value: option.label for option in question.module.format_of(question.item).choices}
    about = (module, question.wave, question.item.id, question.text)
    return [(*about, value, labels[value], people) for value, people in question.disclosed(below=below).items()]


def _evening(experiment: Experiment, chapter: str, group: str, *, below: int) -> tuple[object, ...]:
    """An experiment as it is told: who came only where its answers are told alone, and never under the threshold.

    Hosts and guests are told only together.
    """
    alone = experiment.came is not None and experiment.came >= below and group == experiment.slug
    came = experiment.came if alone else None
    apart = (experiment.hosts, experiment.guests)
    sides = apart if came is not None and all(part is not None and part >= below for part in apart) else (None, None)
    day = experiment.date.isoformat() if experiment.date else None
    rounds = (experiment.planned_rounds, experiment.actual_rounds)
    return (experiment.slug, group, chapter, experiment.title, experiment.kind, day, *rounds, came, *sides)


def _tables(sheets: list[TableSheet], answers: pd.DataFrame) -> dict[str, bytes]:
    files = {f"data/{sheet.name}.csv": as_csv(sheet) for sheet in sheets}
    files["data/answers.json"] = tables_as_json(sheets)
    files["data/answers.xlsx"] = as_xlsx(sheets)
    if is_installed("pyarrow"):
        files[PARQUET] = as_parquet(answers)
    return files


def _report(read: Read) -> ImpactReport:
    """The study's report of these people, rounded and masked as it is."""
    included = read.included
    return released_report(read.gathered, included.frame, included.printed, draft=True)


def _single_forms(read: Read, report: ImpactReport, *, rng: random.Random) -> pd.DataFrame:
    """The forms that stand alone, without those of further waves that nearly all of those told of answered.

    Added up and held against the report's average months later, these would tell how those began who did not answer,
    and so whose answers before and after they are not.
    """
    included, scales = read.included, read.gathered.alike.scales
    alone = forms_alone(
        included.decided.answers,
        included.alone,
        scales=scales,
        printed=included.printed,
        asked=_asked(read.gathered),
        below=read.below,
        rng=rng,
    )
    return alone if report.later.exact else alone[alone["wave"].isin(BOTH)]


def _drawn(report: ImpactReport) -> tuple[dict[str, bytes], TableSheet]:
    """The figures of the report, drawn and as numbers."""
    drawn = list(enumerate(images.page_figures(images.tree(report)), start=1))
    pictures = {f"figures/figure-{number:02d}.svg": images.markup(each) for number, each in drawn}
    pictures |= {f"figures/figure-{number:02d}.png": images.png(each) for number, each in drawn}
    numbers = TableSheet("figures", ("key", "value", "not_given_because"), csv.figure_rows(report))
    return {**pictures, "data/figures.csv": as_csv(numbers)}, numbers


def _about(
    read: Read, *, people: int, forms: int, held_back: tuple[HeldBack, ...], now: datetime
) -> PackageDescription:
    study = read.gathered.study
    about = rounded_count(len(read.included.answers) - forms, fewest=read.below)
    return PackageDescription(
        study=study.name,
        slug=study.slug,
        example=study.is_example,
        made_at=now,
        below=read.below,
        people=people,
        still_open=read.gathered.still_open,
        follow_up_open=read.gathered.follow_up_open,
        held_back=held_back,
        left_out=f"fewer than {read.below}" if about is None else f"about {about}",
    )
