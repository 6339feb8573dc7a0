"""Questions that moved one way and the other, where they do not go together: which, and which of them are turned.

Scored as they are, the answers cannot tell which side is turned the wrong way: both are named, and neither is blamed.
"""

from collections.abc import Iterable

from analysis.estimate.estimate import Interval
from analysis.estimate.sample import SampleFigures
from analysis.wording import phrases
from analysis.wording.measured import Sentence
from analysis.wording.ranges import range_of_change
from evaluation.impact_report.build.report import ImpactReport

SIDES = "As they are scored now, {ones:names} moved one way, and {others:names} the other."
SIDE = "As they are scored now, {ones:names} moved the other way than the rest."
NAMED, TURNED = "“{question}”", "“{question}”, turned round,"
SAID = {
    (False, False): NAMED + " {change:change}",
    (False, True): NAMED + " {change:change} ({low:level} to {high:level})",
    (True, False): TURNED + " {change:change}",
    (True, True): TURNED + " {change:change} ({low:level} to {high:level})",
}
"""By whether a question is turned before it is averaged, and whether its change has a range."""
NONE_TURNED = "The plan turns none of them: the questions of one side were perhaps asked the other way round, and then "
NONE_TURNED += "have to be turned; their wording tells which."
ONE_SIDE_TURNED = "The plan turns {names:names}: either that is wrong, or the others should be turned, too; their "
ONE_SIDE_TURNED += "wording tells which."
SOME_TURNED = "The plan turns {names:names}: whether each of the questions should be turned, their wording tells."


def with_figures(report: ImpactReport, name: str, said: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """The sentences of an outcome; for that which names questions that oppose, both sides and what may be wrong."""
    if not any(one.message == phrases.OPPOSED for one in said):
        return said
    instead = {phrases.OPPOSED: _sides(report, name), phrases.TURN: ()}
    return tuple(each for one in said for each in instead.get(one.message, (one,)))


def _sides(report: ImpactReport, name: str) -> tuple[Sentence, ...]:
    """Which questions moved which way, and which of them the plan turns."""
    scale, opposed = report.outcomes[name].scale, report.measured[name].opposed
    ones = [item for item in scale.items if _words(report, item) in opposed]
    changes = {item: _change(report, item) for item in scale.items}
    way = next((change for item in ones if (change := changes[item])), None)
    others = [item for item in scale.items if item not in ones and (changes[item] or 0.0) * -(way or -1.0) > 0]
    values = {"ones": _named(report, name, ones), "others": _named(report, name, others)}
    known = [item for item in (*ones, *others) if changes[item] is not None]
    keys = tuple(f"items.{item}.mean_change" for item in known)
    sides = Sentence(SIDES, values, keys) if others else Sentence(SIDE, {"ones": values["ones"]}, keys)
    turned = [item for item in scale.items if item in scale.reverse]
    if not turned:
        return sides, Sentence(NONE_TURNED)
    whole = set(turned) in (set(ones), set(others))
    names = {"names": tuple(f"“{_words(report, item)}”" for item in turned)}
    return sides, Sentence(ONE_SIDE_TURNED if whole else SOME_TURNED, names)


def _words(report: ImpactReport, item: str) -> str:
    return report.context.items[item].text if item in report.context.items else item


def _change(report: ImpactReport, item: str) -> float | None:
    """By how much a question moved as it is scored; None where that may not be told."""
    found = report.items.get(item)
    return found.mean_change if isinstance(found, SampleFigures) and isinstance(found.mean_change, float) else None


def _named(report: ImpactReport, name: str, items: Iterable[str]) -> tuple[Sentence, ...]:
    return tuple(_of(report, name, item) for item in items)


def _of(report: ImpactReport, name: str, item: str) -> Sentence:
    """One question; across chapters without a range, as one from people alone would take chapters for one group."""
    found, is_turned = report.items.get(item), item in report.outcomes[name].scale.reverse
    if not isinstance(found, SampleFigures) or _change(report, item) is None:
        return Sentence(NAMED, {"question": _words(report, item)})
    values: dict[str, object] = {"question": _words(report, item), "change": found.mean_change}
    ends = range_of_change(found, report.outcomes[name].scale)
    ranged = not report.across and isinstance(ends, Interval)
    if ranged and isinstance(ends, Interval):
        values |= {"low": ends.low, "high": ends.high}
    return Sentence(SAID[is_turned, ranged], values, people=found.n_pairs, bounds=(0.0,))
