"""Questions that by themselves moved the other way than their average, where they do not go together."""

from collections.abc import Iterator

from analysis.estimate.change import ChangeTest
from analysis.estimate.sample import SampleFigures
from analysis.wording import phrases
from analysis.wording.measured import Sentence
from evaluation.impact_report.build.report import ImpactReport

OPPOSED = "By itself, “{question}” moved the other way than the average: {change:change}."
OPPOSED_RANGE = (
    "By itself, “{question}” moved the other way than the average: {change:change} ({low:level} to {high:level})."
)
OPPOSED_TURNED = (
    "By itself, “{question}”, as it is turned for the average, moved the other way than it: {change:change}."
)
OPPOSED_TURNED_RANGE = (
    "By itself, “{question}”, as it is turned for the average, moved the other way than it: {change:change} "
)
OPPOSED_TURNED_RANGE += "({low:level} to {high:level})."
SAID = {
    (False, False): OPPOSED,
    (False, True): OPPOSED_RANGE,
    (True, False): OPPOSED_TURNED,
    (True, True): OPPOSED_TURNED_RANGE,
}
"""By whether a question is turned before it is averaged, and whether its change has a range."""


def with_figures(report: ImpactReport, name: str, said: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """The sentences of an outcome, each question that one of them names with its own change.

    Those of which nothing may be told are named as they were.
    """
    return tuple(each for one in said for each in (_each(report, name) if one.message == phrases.OPPOSED else (one,)))


def _each(report: ImpactReport, name: str) -> Iterator[Sentence]:
    opposed, without = report.measured[name].opposed, []
    for item in report.outcomes[name].scale.items:
        words = report.context.items[item].text if item in report.context.items else item
        if words not in opposed:
            continue
        found = report.items.get(item)
        if isinstance(found, SampleFigures) and isinstance(found.mean_change, float):
            yield _of(report, name, item, words, found)
        else:
            without.append(words)
    if without:
        yield Sentence(phrases.OPPOSED, {"names": tuple(without)})


def _of(report: ImpactReport, name: str, item: str, words: str, found: SampleFigures) -> Sentence:
    """One question; across chapters without a range, as one from people alone would take chapters for one group."""
    ranged = not report.across and isinstance(found.change, ChangeTest)
    message = SAID[item in report.outcomes[name].scale.reverse, ranged]
    values: dict[str, object] = {"question": words, "change": found.mean_change}
    keys: tuple[str, ...] = (f"items.{item}.mean_change",)
    if ranged and isinstance(found.change, ChangeTest):
        values |= {"low": found.change.low, "high": found.change.high}
        keys += (f"items.{item}.change.low", f"items.{item}.change.high")
    return Sentence(message, values, keys, people=found.n_pairs)
