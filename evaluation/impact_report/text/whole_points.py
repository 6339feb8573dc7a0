"""How figures are told: of so few people that they are whole points, and of yes/no questions in per cent of people."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from analysis.disclosure.disclosure import FEWEST_WITH_A_DECIMAL
from analysis.wording.wording import SILENT, Sentence, verdict
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.language.language import Language

AS_SHARES = "{outcome:begin}, in shares: 1 is 100 %"
WHOLE_POINTS = (
    "Figures are rounded to whole points, and ranges outwards, because fewer than {enough:count} people answered both "
    "times; the change may be half a point either way. What is said of it was decided by unrounded figures."
)
WHOLE_POINTS_COMPARED = (
    "Figures are rounded to whole points, and ranges outwards, because fewer than {enough:count} people of one of the "
    "groups answered both times; the difference may be half a point either way. What is said of it was decided by "
    "unrounded figures."
)


def whole_points(report: ImpactReport) -> tuple[Sentence, ...]:
    """That the figures of page 1 are whole points, and how far off the change may be; empty where they are finer."""
    first = next(iter(report.measured.values()))
    silent = first.change is None or verdict(first)[0] in SILENT
    if report.renderer < 2 or silent or report.language.of(first.fewest).decimals > 0:
        return ()
    return (Sentence(WHOLE_POINTS_COMPARED if first.compared else WHOLE_POINTS, {"enough": FEWEST_WITH_A_DECIMAL}),)


def in_per_cent(report: ImpactReport, said: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """The same sentences, each that speaks of a yes/no question told in per cent."""
    shares = {name: found.outcome for name, found in report.measured.items() if found.yes_or_no}
    return tuple(replace(each, of_shares=True) if _is_of(each, shares) else each for each in said)


def _is_of(said: Sentence, shares: dict[str, str]) -> bool:
    if said.values.get("outcome") in shares.values():
        return True
    return bool(said.figures) and all(
        key.startswith(tuple(f"outcomes.{name}." for name in shares)) for key in said.figures
    )


def headings(report: ImpactReport, language: Language) -> Iterator[str]:
    """Each outcome over its column; of a yes/no question, whose figures are shares here, how they are to be read."""
    for found in report.measured.values():
        shares = found.yes_or_no and report.renderer >= 2
        named = Sentence(AS_SHARES, {"outcome": found.outcome})
        yield language.say(named) if shares else language.begin(found.outcome)
