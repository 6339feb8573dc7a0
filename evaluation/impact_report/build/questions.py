"""The figures of each question of a report, and which of them moved the other way than their average."""

from collections.abc import Mapping, Sequence

from analysis.disclosure.disclosure import too_few
from analysis.estimate.estimate import NotEstimable, Suppressed
from analysis.estimate.plan import Plan
from analysis.estimate.sample import SampleFigures, item_figures
from analysis.io.frames import AtWaves
from analysis.scoring.scoring import Scale
from evaluation.impact_report.build.context import Context
from evaluation.impact_report.build.histograms import Answers, answers_of

ONE_TO_ONES = ("oo1", "oo2")
"""The questions after: one-to-ones today, and those of them with somebody from another organisation."""


def opposed_items(scale: Scale, items: Mapping[str, SampleFigures | Suppressed], context: Context) -> tuple[str, ...]:
    """The questions of a scale that by themselves moved the other way than their average, in their words."""
    figures = {item: items[item] for item in scale.items}
    changes = {
        item: round(found.mean_change, 10)
        for item, found in figures.items()
        if isinstance(found, SampleFigures) and not isinstance(found.mean_change, NotEstimable)
    }
    average = sum(changes.values())
    opposed = [item for item, change in changes.items() if change * average < 0]
    return tuple(context.items[item].text if item in context.items else item for item in opposed)


def questions_of(
    people: AtWaves, scales: Sequence[Scale], plan: Plan
) -> tuple[dict[str, SampleFigures | Suppressed], dict[str, Answers]]:
    """Each item over all who answered it twice, in chapters where enough did; their answers after reversal."""
    first: dict[str, Scale] = {}
    for scale in scales:
        first |= {item: scale for item in scale.items if item not in first}
    found = {item: _item(people, item, scale, below=plan.suppress_below) for item, scale in first.items()}
    answers = {item: drawn for item, (_, drawn) in found.items() if drawn}
    return {item: figures for item, (figures, _) in found.items()}, answers


def _item(
    answers: AtWaves, item: str, scale: Scale, *, below: int
) -> tuple[SampleFigures | Suppressed, Answers | None]:
    alone = scale.of_item(item)
    scores = answers.scores(alone, answers.compared(alone))
    both = scores["pre"].notna() & scores["post"].notna()
    enough = both.groupby(scores["chapter"].astype(str)).sum() >= max(below, 1)
    in_chapters = scores["chapter"].astype(str).isin(enough.index[enough])
    pairs, shown = scores[both & in_chapters], scores[in_chapters]
    drawn = answers_of(pairs["pre"].tolist(), pairs["post"].tolist(), scale)
    return (item_figures(shown, scale) if len(shown) else too_few(below, it=True, in_each=True)), drawn
