"""What page 1 says of harm inside an outcome: in single questions and single workshops."""

from collections.abc import Mapping
from dataclasses import replace

from analysis.disclosure.shares import shares_tell_of_few
from analysis.estimate.estimate import NotEstimable, Suppressed
from analysis.estimate.sample import SampleFigures
from analysis.scoring.scoring import Scale
from analysis.wording import caution_phrases, cautions
from analysis.wording.measured import SILENT, Measured, Sentence, verdict
from analysis.wording.measured_facts import HarmedWorkshops
from analysis.wording.ranges import is_all_that_can_be, range_of_change
from analysis.wording.rounding import sign_of
from analysis.wording.stating import statement
from evaluation.impact_report.build.questions import workshops_that_fell
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.text import look_sentences
from evaluation.impact_report.text.counted.workshops_behind import workshops_behind
from evaluation.impact_report.text.harm.among_outcomes import outcomes_seen

WORKSHOP_AMONG = caution_phrases.WORKSHOP_BY_CHANCE_AMONG
WORKSHOPS_AMONG = caution_phrases.WORKSHOPS_BY_CHANCE_AMONG
MOST_NAMED = 2
"""More questions or workshops than these are counted; the tables mark each."""
FEW_WORKSHOPS = 6
"""Of more workshops than these none is named."""
NAMED = {
    caution_phrases.WORKSHOPS_HARMED: caution_phrases.WORKSHOPS_HARMED_NAMED,
    caution_phrases.WORKSHOPS_SHOWN_HARMED: caution_phrases.WORKSHOPS_SHOWN_HARMED_NAMED,
}


def questions_harmed(report: ImpactReport) -> tuple[Sentence, ...]:
    """Questions that by themselves moved the unwelcome way, of outcomes that did not, in their words."""
    marked = {name: marked_items(report, name) for name in report.measured if _has_several(report, name)}
    said = (_of_questions(report, name, items) for name, items in marked.items() if items)
    return look_sentences.as_described(report, said)


def questions_harmed_apart(report: ImpactReport) -> tuple[Sentence, ...]:
    """Those of outcomes that are not averaged, as their questions do not go together: no other sentence tells it."""
    named = ((name, marked_items(report, name)) for name, found in report.measured.items() if found.apart)
    return look_sentences.as_described(report, (_of_questions(report, name, items) for name, items in named if items))


def workshops_harmed(report: ImpactReport) -> tuple[Sentence, ...]:
    """In how many workshops an outcome moved the unwelcome way, where it does not say so itself."""
    if report.renderer < 2:
        return ()
    return tuple(
        said
        for name, found in report.measured.items()
        if found.harmed_workshops and not found.unwelcome and not found.apart
        for said in _of_workshops(report, found, found.harmed_workshops, workshops_named(report, name))
    )


def workshops_named(report: ImpactReport, name: str) -> dict[str, Measured]:
    """One or two workshops that page 1 names, with their figures; a release names none.

    Of few workshops where each fell by the margin, of many where chance would seldom bring one of them.
    """
    harmed, places = report.measured[name].harmed_workshops, workshops_fallen(report, name)
    if harmed is None or len(places) > MOST_NAMED:
        return {}
    few = harmed.shown <= FEW_WORKSHOPS and all(_is_beyond(place) for place in places.values())
    strong = any(_is_strong(report, place, harmed) for place in places.values())
    return places if few or strong else {}


def workshops_fallen(report: ImpactReport, name: str) -> dict[str, Measured]:
    """Every workshop that page 1 counts as fallen, with its figures, as the tables of findings have it."""
    found, outcome = report.measured[name], report.outcomes[name]
    is_unnamed = report.renderer < 2 or found.unwelcome or found.apart or report.context.released
    if is_unnamed or found.harmed_workshops is None:
        return {}
    fallen = workshops_that_fell(outcome, found)
    return {_called(report, cell): _in_workshop(found, each, outcome.scale) for cell, each in fallen.items()}


def workshops_listed(report: ImpactReport) -> tuple[Sentence, ...]:
    """Where workshops are named that page 1 counts without their names."""
    counted = (name for name in report.measured if not workshops_named(report, name))
    listed = any(workshops_fallen(report, name) for name in counted)
    return (Sentence(caution_phrases.WORKSHOPS_LISTED),) if listed else ()


def _called(report: ImpactReport, cell: tuple[str, str]) -> str:
    """A workshop by its name, a number as that of a workshop, and across chapters with its chapter."""
    chapter, key = cell
    title = report.context.experiments.get(key, key)
    if title.isdecimal():
        title = report.language.catalogue.gettext(caution_phrases.WORKSHOP).format(name=title)
    return f"{chapter}: {title}" if report.across else title


def _is_strong(report: ImpactReport, place: Measured, harmed: HarmedWorkshops) -> bool:
    """Whether chance would seldom bring as much in any workshop and outcome."""
    looked_at = harmed.shown * outcomes_seen(report)
    known = place.low is not None and place.high is not None
    return known and cautions.is_beyond_chance(place.low or 0.0, place.high or 0.0, looked_at=looked_at)


def _in_workshop(found: Measured, figures: SampleFigures, scale: Scale) -> Measured:
    change, ranged = figures.mean_change, range_of_change(figures, scale)
    low, high = (None, None) if isinstance(ranged, NotEstimable | Suppressed) else (ranged.low, ranged.high)
    held = shares_tell_of_few(figures, scale)
    pre, post = (
        each if isinstance(each, float) and not held else None for each in (figures.mean_pre, figures.mean_post)
    )
    own = replace(found, n=figures.n_pairs, low=low, high=high, keys={}, compared=None, pre=pre, post=post)
    return replace(own, change=None if isinstance(change, NotEstimable) else change)


def _is_beyond(place: Measured) -> bool:
    """Whether a workshop's average moved by the smallest change worth counting, with a range."""
    known = place.change is not None and place.low is not None
    return known and abs(place.change or 0.0) >= (place.margin or 0.0)


def no_help(report: ImpactReport, found: Measured) -> tuple[Sentence, ...]:
    """That the range of one chapter is all that its scale allows, as workshops are too few."""
    alone = report.workshops is not None and not report.across and not found.compared and report.renderer >= 2
    if not alone or not is_all_that_can_be(found):
        return ()
    return (Sentence(caution_phrases.NO_HELP, {"count": workshops_behind(report)}),)


def _of_workshops(
    report: ImpactReport, found: Measured, harmed: HarmedWorkshops, places: Mapping[str, Measured]
) -> tuple[Sentence, ...]:
    named, message = caution_phrases.CHAPTER_RANGED, caution_phrases.WORKSHOPS_HARMED
    names = tuple(statement(named, place, extra={"chapter": called}) for called, place in places.items())
    values: dict[str, object] = {"outcome": found.outcome, "count": harmed.count, "shown": harmed.shown}
    message = caution_phrases.WORKSHOPS_SHOWN_HARMED if harmed.held_back else message
    if names:
        message, values = NAMED[message], values | {"names": names}
    strong = any(_is_strong(report, place, harmed) for place in places.values())
    if strong or not harmed.may_be_chance or not cautions.may_be_chance(harmed.count, harmed.shown):
        return (Sentence(message, values),)
    outcomes = outcomes_seen(report)
    if outcomes > 1:
        chance = WORKSHOPS_AMONG if harmed.shown >= cautions.ONE_IN else WORKSHOP_AMONG
        said = Sentence(chance, {**values, **cautions.among(outcomes, harmed.shown)})
        return Sentence(message, values), said
    if harmed.shown < cautions.ONE_IN:
        return Sentence(message, values), Sentence(caution_phrases.WORKSHOP_BY_CHANCE)
    expected: dict[str, object] = {"expected": harmed.shown / cautions.ONE_IN, "shown": harmed.shown}
    return Sentence(message, values), Sentence(caution_phrases.WORKSHOPS_BY_CHANCE, expected)


def marked_items(report: ImpactReport, name: str) -> tuple[str, ...]:
    """The questions of an outcome that moved the unwelcome way, where their answers may be told."""
    found = report.measured[name]
    if report.renderer < 2:
        return ()
    return tuple(item for item in found.harmed_items if isinstance(report.items.get(item), SampleFigures))


def _has_several(report: ImpactReport, name: str) -> bool:
    """Whether an outcome has several questions, and does not say itself that it moved the unwelcome way."""
    found = report.measured[name]
    is_said = found.apart or verdict(found)[0] not in SILENT
    return len(report.outcomes[name].scale.items) > 1 and not found.unwelcome and is_said


def _of_questions(report: ImpactReport, name: str, items: tuple[str, ...]) -> Sentence:
    outcome = report.measured[name].outcome
    words = [report.context.items[item].text if item in report.context.items else item for item in items]
    if len(words) > MOST_NAMED:
        of = len(report.outcomes[name].scale.items)
        return Sentence(caution_phrases.QUESTIONS_HARMED, {"outcome": outcome, "count": len(words), "of": of})
    first, *others = words
    values = {"outcome": outcome, "question": first} | ({"other": others[0]} if others else {})
    alone, by = (caution_phrases.QUESTION_HARMED, caution_phrases.QUESTION_HARMED_BY)
    if others:
        alone, by = (caution_phrases.TWO_QUESTIONS_HARMED, caution_phrases.TWO_QUESTIONS_HARMED_BY)
    return _with_figures(report, name, items, Sentence(alone, values), by)


def _with_figures(report: ImpactReport, name: str, items: tuple[str, ...], said: Sentence, by: str) -> Sentence:
    """A sentence of one or two questions with what each changed by, as its table has it.

    Without, where that of a question has none, or where people alone moved the other way than their chapters.
    """
    worse, bounds = report.measured[name].worse, report.measured[name].bounds
    found = [each for each in (report.items[item] for item in items) if isinstance(each, SampleFigures)]
    changes = [each.mean_change for each in found if isinstance(each.mean_change, float)]
    if len(changes) < len(items) or any(sign_of(each) != worse for each in changes):
        return said
    figures = dict(zip(("change", "second"), changes, strict=False))
    people = min(each.n_pairs for each in found)
    return Sentence(by, {**said.values, **figures}, people=people, bounds=bounds)
