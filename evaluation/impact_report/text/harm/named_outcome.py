"""What page 1 says of its first outcome, by name where the title begins with another one."""

from analysis.wording.measured import Sentence
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.text.harm.titles import first_named

IN_OUTCOME = "In {outcome:inside}, {said:within}"
OF_AN_OUTCOME = ("change", "pre", "own", "size", "margin")
"""Values of a sentence that tells a figure of an outcome."""


def named(report: ImpactReport, said: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Sentences of the first outcome, the first of them with its name where it would seem to be of the title's."""
    name, found = next(iter(report.measured.items()))
    if not said or not report.looks.claims or first_named(report)[0] == name:
        return said
    first, *others = said
    if "outcome" in first.values or not any(value in first.values for value in OF_AN_OUTCOME):
        return said
    return Sentence(IN_OUTCOME, {"outcome": found.outcome, "said": first}, first.figures), *others
