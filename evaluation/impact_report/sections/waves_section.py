"""More than two waves: what is left months later, the remembered before, and what moved before anybody met."""

from dataclasses import dataclass

from analysis.estimate.estimate import NotEstimable, Suppressed
from analysis.pooling.contrasts import Contrast
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.language.language import Language

TITLES = {
    "follow_up": "Months later",
    "then": "Looking back: the remembered before, kept apart from the true one",
    "pretest": "Two measures before",
}
CONTRASTS = {
    "change": "from before to after",
    "lasting": "from before to months later",
    "faded": "from after to months later",
    "post_minus_pre": "from the true before to after",
    "post_minus_then": "from the remembered before to after",
    "then_minus_pre": "from the true before to the remembered one",
    "drift": "between the two measures before",
    "beyond_drift": "change beyond that drift",
}


@dataclass(frozen=True)
class WaveRow:
    """One difference of two waves, as it is printed."""

    outcome: str
    contrast: str
    n: str
    change: str


@dataclass(frozen=True)
class WaveTable:
    """The differences of one further wave."""

    title: str
    rows: tuple[WaveRow, ...]


def waves(report: ImpactReport, language: Language) -> tuple[WaveTable, ...]:
    """A table a further wave, of the outcomes that were asked again by enough people."""
    made = [
        WaveTable(
            language.catalogue.gettext(title),
            tuple(row for name in report.outcomes for row in _rows(report, name, wave, language)),
        )
        for wave, title in TITLES.items()
    ]
    return tuple(table for table in made if table.rows)


def _rows(report: ImpactReport, name: str, wave: str, language: Language) -> tuple[WaveRow, ...]:
    found = report.outcomes[name].waves.get(wave)
    if found is None or isinstance(found, NotEstimable | Suppressed):
        return ()
    label = language.begin(report.measured[name].outcome)
    return tuple(
        WaveRow(label, language.catalogue.gettext(CONTRASTS[key]), language.count(each.n), _change(each, language))
        for key, each in found.items()
    )


def _change(found: Contrast, language: Language) -> str:
    language = language.of(found.n)
    if isinstance(found.low, NotEstimable) or isinstance(found.high, NotEstimable):
        return language.change(found.mean)
    return language.estimate(found.mean, found.low, found.high)
