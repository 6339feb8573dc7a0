"""The figures of each question of a report, and which questions and workshops moved otherwise than their average."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from analysis.disclosure.disclosure import too_few
from analysis.estimate.change import ChangeTest
from analysis.estimate.estimate import NotEstimable, Suppressed
from analysis.estimate.plan import Plan
from analysis.estimate.sample import SampleFigures, item_figures
from analysis.io.frames import AtWaves
from analysis.pooling.across import headline_alone
from analysis.pooling.averages import Headline
from analysis.scoring.scoring import Scale
from analysis.thresholds import TOO_FEW_TO_SAY_BELOW
from analysis.wording.measured import Measured
from analysis.wording.measured_facts import HarmedWorkshops
from analysis.wording.phrases import Way
from evaluation.impact_report.build.context import Context
from evaluation.impact_report.build.findings import moved_alone, moved_unwelcome
from evaluation.impact_report.build.histograms import Answers, answers_of
from evaluation.impact_report.build.outcomes import OutcomeFigures

ONE_TO_ONES = ("oo1", "oo2")
"""The questions after: one-to-ones today, and those of them with somebody from another organisation."""
Moved = ChangeTest | Headline | NotEstimable | Suppressed
"""By how much a question moved, with its range: of the people of one chapter, or of the average over chapters."""


def moved_the_other_way(
    scale: Scale, items: Mapping[str, SampleFigures | Suppressed], context: Context
) -> tuple[str, ...]:
    """The questions of a scale that by themselves moved the other way than their average, in their words.

    Where the average did not move, those that fell.
    """
    figures = {item: items[item] for item in scale.items}
    changes = {
        item: round(found.mean_change, 10)
        for item, found in figures.items()
        if isinstance(found, SampleFigures) and not isinstance(found.mean_change, NotEstimable)
    }
    average = round(sum(changes.values()), 10) or 1.0
    opposed = [item for item, change in changes.items() if change * average < 0]
    return tuple(context.items[item].text if item in context.items else item for item in opposed)


class Questions(NamedTuple):
    """Each item over all who answered it twice, in chapters where enough did; the answers to draw, after reversal.

    `moved` is by how much each moved; across chapters its range knows of them.
    """

    figures: dict[str, SampleFigures | Suppressed]
    answers: dict[str, Answers]
    moved: dict[str, Moved]


def questions_of(people: AtWaves, scales: Sequence[Scale], plan: Plan) -> Questions:
    """The questions of a report; one that several scales have is of the first."""
    first: dict[str, Scale] = {}
    for scale in scales:
        first |= {item: scale for item in scale.items if item not in first}
    found = {item: _item(people, item, scale, below=plan.suppress_below) for item, scale in first.items()}
    return Questions(
        figures={item: figures for item, (figures, _, _) in found.items()},
        answers={item: drawn for item, (_, drawn, _) in found.items() if drawn},
        moved={item: moved for item, (_, _, moved) in found.items()},
    )


def harmed_items(scale: Scale, questions: Questions, *, apart: bool) -> tuple[str, ...]:
    """The questions of a scale that enough people answered twice and that clearly moved the unwelcome way.

    Where they do not go together (`apart`) and some clearly moved the other way, one side may have been asked the other
    way round: which of them is unwelcome cannot be told, and none is named.
    """
    if scale.direction == "not stated":
        return ()
    worse, better = (Way.FALL, Way.RISE) if scale.direction == "higher" else (Way.RISE, Way.FALL)
    return () if apart and _moved(scale, questions, better) else _moved(scale, questions, worse)


def _moved(scale: Scale, questions: Questions, way: Way) -> tuple[str, ...]:
    """The questions that clearly moved one way."""
    figures = {item: questions.figures[item] for item in scale.items}
    enough = (
        item
        for item, found in figures.items()
        if isinstance(found, SampleFigures) and found.n_pairs >= TOO_FEW_TO_SAY_BELOW
    )
    return tuple(item for item in enough if moved_unwelcome(questions.moved[item], way))


def _item(
    answers: AtWaves, item: str, scale: Scale, *, below: int
) -> tuple[SampleFigures | Suppressed, Answers | None, Moved]:
    alone = scale.of_item(item)
    scores = answers.scores(alone, answers.compared(alone))
    both = scores["pre"].notna() & scores["post"].notna()
    enough = both.groupby(scores["chapter"].astype(str)).sum() >= max(below, 1)
    in_chapters = scores["chapter"].astype(str).isin(enough.index[enough])
    pairs, shown = scores[both & in_chapters], scores[in_chapters]
    drawn = answers_of(pairs["pre"].tolist(), pairs["post"].tolist(), scale)
    if not len(shown):
        few = too_few(below, it=True, in_each=True)
        return few, drawn, few
    figures = item_figures(shown, scale)
    return figures, drawn, figures.change if enough.sum() == 1 else headline_alone(shown)


def harmed_workshops(outcome: OutcomeFigures, found: Measured) -> HarmedWorkshops | None:
    """The workshops that are shown alone and whose people clearly moved the unwelcome way; None where none did.

    None, too, beside a comparison group, whose workshops are not told of, and where each is all of its chapter, which
    is told of itself.
    """
    figures = _workshops_shown(outcome)
    harmed = workshops_that_fell(outcome, found)
    hidden = [cell for cell in outcome.shown.hidden_experiments if cell[1]]
    held = Counter(chapter for chapter, _ in (*figures, *hidden))
    if outcome.compared is not None or not any(held[chapter] > 1 for chapter, _ in harmed):
        return None
    return HarmedWorkshops(
        count=len(harmed),
        shown=len(figures),
        held_back=bool(hidden),
        may_be_chance=all(_is_near_nil(figures[cell].change) for cell in harmed),
    )


def _workshops_shown(outcome: OutcomeFigures) -> dict[tuple[str, str], SampleFigures]:
    shown = {cell: outcome.experiments.get("/".join(cell)) for cell in outcome.shown.experiments if cell[1]}
    return {cell: each for cell, each in shown.items() if isinstance(each, SampleFigures)}


def workshops_that_fell(outcome: OutcomeFigures, found: Measured) -> dict[tuple[str, str], SampleFigures]:
    """The workshops that are shown alone and moved the unwelcome way, by their chapter and name."""
    shown = _workshops_shown(outcome)
    return {cell: each for cell, each in shown.items() if moved_alone(each, outcome.scale, found.worse)}


def _is_near_nil(found: ChangeTest | NotEstimable | Suppressed) -> bool:
    """Whether a range lies past nil by less than a quarter of its width: more is seldom chance."""
    return isinstance(found, ChangeTest) and min(abs(found.low), abs(found.high)) < (found.high - found.low) / 4
