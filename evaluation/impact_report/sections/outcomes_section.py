"""Every outcome in turn: person by person in one place, chapter by chapter across."""

from dataclasses import dataclass

from analysis.thresholds import TOO_FEW_TO_SAY_BELOW
from analysis.wording import wording
from analysis.wording.counts_moved import are_too_few_to_count
from analysis.wording.phrases import Way
from analysis.wording.wording import Measured, Sentence
from evaluation.impact_report.build.findings import counts_in_words, direction_counts, is_undrawn
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.figures.forest import Forest, span_of
from evaluation.impact_report.figures.forest_columns import Columns
from evaluation.impact_report.figures.people_moved import People, people_moved
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.layout.first_page_across import OtherRow, other_outcome_rows
from evaluation.impact_report.layout.forest_rows import columns_of, forest_of, title_of_forest
from evaluation.impact_report.text import sentences
from evaluation.impact_report.text.chance import how_chapters_differ
from evaluation.impact_report.text.held_back import UNDRAWN


@dataclass(frozen=True, kw_only=True)
class ByPerson:
    """One outcome: what may be said of it, and its people where they are many enough.

    `both_ways` tells that some moved up and some down, as is printed.
    """

    label: str
    said: tuple[Sentence, ...]
    people: People | None
    title: str
    less_is_better: bool
    both_ways: bool


def by_person(report: ImpactReport, language: Language) -> tuple[ByPerson, ...]:
    """Every outcome but the first, which has page 1; nobody where people are too few to say what changed."""
    enough = [name for name, found in report.measured.items() if found.n >= TOO_FEW_TO_SAY_BELOW]
    return tuple(_by_person(report, name, language) for name in list(report.outcomes)[1:] if name in enough)


def _by_person(report: ImpactReport, name: str, language: Language) -> ByPerson:
    outcome, found = report.outcomes[name], report.measured[name]
    counts = None if found.apart else direction_counts(outcome)
    counts = None if counts and report.renderer >= 2 and are_too_few_to_count(sum(counts)) else counts
    moves = outcome.moves if counts else None
    read = {"yes_or_no": found.yes_or_no, "stated": found.worse is not Way.NOT_STATED}
    drawn = people_moved(moves, margin=found.margin, renderer=report.renderer, **read)
    moved = (counts_in_words(counts, found),) if counts else ()
    undrawn = (Sentence(UNDRAWN),) if counts and report.renderer >= 2 and is_undrawn(outcome) else ()
    title = "Change in {outcome:inside} for each of {n:count} people: {moved}"
    return ByPerson(
        label=language.begin(found.outcome),
        said=(wording.row(found, across=_in_whole_points(found, language)), *moved, *undrawn),
        people=drawn,
        title=language.say(Sentence(title, {**vars(found), "moved": language.say_all(moved)})),
        less_is_better=report.renderer >= 2 and found.direction == "lower",
        both_ways=report.renderer < 2 or bool(counts and counts[0] and counts[2]),
    )


def _in_whole_points(found: Measured, language: Language) -> bool:
    """Whether its averages are so coarse that two which lie apart may be written alike."""
    return found.renderer >= 2 and language.of(found.n).decimals == 0


def behind_stories(report: ImpactReport, language: Language) -> tuple[OtherRow, ...]:  # noqa: ARG001 - every section's signature
    """The other outcomes with what may be said of each, where the stories have their place on page 1."""
    if not report.context.stories or report.chapters.k < 3:
        return ()
    return tuple(other_outcome_rows(report, list(report.measured)[1:]))


@dataclass(frozen=True, kw_only=True)
class Multiple:
    """One outcome chapter by chapter, on the axis of all outcomes answered on its scale."""

    label: str
    said: tuple[Sentence, ...]
    forest: Forest
    columns: Columns | None
    title: str


def multiples(report: ImpactReport, language: Language) -> tuple[Multiple, ...]:
    """Every outcome but the first as a forest; outcomes of one scale share their axis."""
    names = [name for name in list(report.outcomes)[1:] if report.outcomes[name].across.chapters]
    spans: dict[tuple[float, float], tuple[float, float]] = {}
    for name in names:
        kind = (report.measured[name].minimum, report.measured[name].maximum)
        low, high = span_of(forest_of(report, name, language))
        spans[kind] = (min(low, spans.get(kind, (low, high))[0]), max(high, spans.get(kind, (low, high))[1]))
    made = [_multiple(report, name, language, spans) for name in names]
    return tuple(one for one in made if one)


def _multiple(
    report: ImpactReport, name: str, language: Language, spans: dict[tuple[float, float], tuple[float, float]]
) -> Multiple | None:
    found = report.measured[name]
    span = spans[found.minimum, found.maximum]
    drawn = forest_of(report, name, language, span=span)
    if drawn is None:
        return None
    averaged = (wording.row(found, across=True),) if sentences.chapters_averaged(report, found).k > 2 else ()
    return Multiple(
        label=language.begin(found.outcome),
        said=(*averaged, *how_chapters_differ(report.outcomes[name], found)),
        forest=drawn,
        columns=columns_of(report, name, language, span=span),
        title=title_of_forest(drawn, found, language),
    )
