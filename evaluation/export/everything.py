"""From a study to the files of its package: one reading, made anonymous, written in every format, drawn and packed."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

import pandas as pd

import instruments
from evaluation.export.anonymous import anonymous
from evaluation.export.package import About, described, zipped
from evaluation.export.variables import CODEBOOK, Variable, codebook, told, variables
from evaluation.export.words import readme
from evaluation.export.writing import Sheet, as_csv, as_json, as_parquet, as_sav, as_xlsx, sheet_of
from evaluation.models import Experiment
from evaluation.reports import drawings, making, tables
from evaluation.store.exported import ReleasedWords
from evaluation.store.intact import version_of_row
from evaluation.store.reporting import Gathered

Step = Callable[[int, int, str], None]
STEPS = (
    "Reading the answers",
    "Blanking what could single somebody out",
    "Writing CSV, JSON, XLSX and Parquet",
    "Writing SPSS",
    "Drawing the figures",
    "Packing",
)
COUNTED = ("came", "hosts", "guests")
AROUND_AN_EVENING = ("experiment", "chapter", "title", "kind", "date", "planned_rounds", "actual_rounds")


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What an export is made from: a study, its single answers, and the free text that was released."""

    gathered: Gathered
    answers: pd.DataFrame
    words: list[ReleasedWords]


def package_of(read: Read, *, now: datetime, rng: random.Random, step: Step) -> dict[str, bytes]:
    """The files of a study's package by path, the zip of them all included.

    `rng` makes names and order; it is `secrets.SystemRandom()` outside tests. Refused where too few people answered.
    """
    gathered, below = read.gathered, int(read.gathered.plan.body["suppress_below"])
    _begin(2, step)
    found = anonymous(read.answers, below=below, rng=rng)
    columns = variables(_asked(gathered))
    answers = told(found, columns)
    _begin(3, step)
    sheets = [sheet_of("answers", answers), *_beside(read, columns, below=below)]
    files = _tables(sheets, answers)
    _begin(4, step)
    files["data/answers.sav"] = as_sav(answers, columns, title=gathered.study.name)
    _begin(5, step)
    drawn, figures = _drawn(gathered, found, columns, now=now)
    files |= drawn
    _begin(6, step)
    about = _about(read, found, below=below, now=now, figures=bool(drawn))
    described_sheets = [*sheets, *figures]
    files["datapackage.json"] = described(files, described_sheets, columns, about)
    files["README.md"] = readme(about)
    return {**files, f"{gathered.study.slug}.zip": zipped(files)}


def _asked(gathered: Gathered) -> list[instruments.Version]:
    """The published versions that were asked, oldest first."""
    return [version_of_row(row) for row in gathered.versions]


def _begin(number: int, step: Step) -> None:
    step(number, len(STEPS), STEPS[number - 1])


def _beside(read: Read, columns: tuple[Variable, ...], *, below: int) -> list[Sheet]:
    """The tables beside the answers."""
    chapters = {chapter.id: chapter.name for chapter in read.gathered.chapters}
    held = [_evening(each, chapters[each.chapter_id], below=below) for each in read.gathered.experiments]
    return [
        Sheet("codebook", CODEBOOK, codebook(columns)),
        Sheet("experiments", (*AROUND_AN_EVENING, *COUNTED), held),
        Sheet("words", ("item", "wave", "words"), [(each.item, each.wave, each.words) for each in read.words]),
    ]


def _evening(experiment: Experiment, chapter: str, *, below: int) -> tuple[object, ...]:
    """An experiment as it is told: hosts and guests only together with, and never under, the threshold."""
    came = experiment.came if experiment.came is not None and experiment.came >= below else None
    apart = (experiment.hosts, experiment.guests)
    parts = apart if came is not None and all(part is not None and part >= below for part in apart) else (None, None)
    day = experiment.date.isoformat() if experiment.date else None
    rounds = (experiment.planned_rounds, experiment.actual_rounds)
    return (experiment.slug, chapter, experiment.title, experiment.kind, day, *rounds, came, *parts)


def _tables(sheets: list[Sheet], answers: pd.DataFrame) -> dict[str, bytes]:
    files = {f"data/{sheet.name}.csv": as_csv(sheet) for sheet in sheets}
    files["data/answers.json"] = as_json(sheets)
    files["data/answers.xlsx"] = as_xlsx(sheets)
    files["data/answers.parquet"] = as_parquet(answers)
    return files


def _drawn(
    gathered: Gathered, found: pd.DataFrame, columns: tuple[Variable, ...], *, now: datetime
) -> tuple[dict[str, bytes], list[Sheet]]:
    """Figures drawn from the answers of the package, and the same as numbers; none where no chapter can be told."""
    items = [each.name for each in columns if each.is_item and each.type == "integer"]
    frame = _as_frame(found, items, experiments=[experiment.slug for experiment in gathered.experiments])
    if frame.empty:
        return {}, []
    report = making.report_of(replace(gathered, frame=frame), now=now)
    drawn = list(enumerate(drawings.figures(drawings.tree(report)), start=1))
    pictures = {f"figure-{number:02d}.svg": drawings.markup(each) for number, each in drawn}
    pictures |= {f"figure-{number:02d}.png": drawings.png(each) for number, each in drawn}
    numbers = Sheet("figures", ("key", "value", "not_given_because"), tables.figures(report))
    files = {f"figures/{name}": content for name, content in pictures.items()}
    return {**files, "data/figures.csv": as_csv(numbers)}, [numbers]


def _as_frame(rows: pd.DataFrame, items: list[str], *, experiments: list[str]) -> pd.DataFrame:
    """The rows in the form that reports take, as far as their chapter is told."""
    around = ["participant", "chapter", "experiment", "wave", "instrument", "version", "language"]
    kept = rows[rows["chapter"] != ""].reset_index(drop=True)
    kept[["instrument", "version"]] = kept["version"].str.partition("/")[[0, 2]].to_numpy()
    numbers = kept.reindex(columns=items).apply(pd.to_numeric, errors="coerce").astype(float)
    dated = pd.Categorical(kept["experiment"], [*experiments, ""], ordered=True)
    whole: pd.DataFrame = pd.concat([kept[around].assign(experiment=dated), numbers], axis="columns")
    return whole


def _about(read: Read, found: pd.DataFrame, *, below: int, now: datetime, figures: bool) -> About:
    study = read.gathered.study
    return About(
        study=study.name,
        slug=study.slug,
        example=study.is_example,
        made_at=now,
        below=below,
        people=found["participant"].nunique(),
        figures=figures,
    )
