"""What page 1 says where months later people were clearly better off than they began: after a fall, or still."""

from collections.abc import Iterator

from analysis.thresholds import TOO_FEW_TO_SAY_BELOW
from analysis.wording import later_phrases
from analysis.wording.measured import Measured, Sentence
from evaluation.impact_report.build.later.further_waves import MONTHS_LATER
from evaluation.impact_report.build.later.what_is_left import is_for_the_better, lasting_of, people_of, way_later
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.text.later.stating_later import lasting_sentence, people_later, values_later

RECOVERED = (later_phrases.RECOVERED, later_phrases.RECOVERED_ON_AVERAGE)
KEPT = (later_phrases.KEPT, later_phrases.KEPT_ON_AVERAGE)


def recovered(report: ImpactReport) -> tuple[Sentence, ...]:
    """Outcomes that moved the unwelcome way and were past where they began, the welcome way, months later."""
    fell = (name for name, found in report.measured.items() if found.unwelcome)
    return tuple(said for name in fell for said in _better(report, name, RECOVERED))


def kept(report: ImpactReport) -> tuple[Sentence, ...]:
    """That what the first outcome had changed by, for the better, was still there: where enough people answered."""
    name, found = next(iter(report.measured.items()))
    return tuple(_better(report, name, KEPT)) if report.later.lasts and is_for_the_better(found) else ()


def not_asked(report: ImpactReport) -> tuple[Sentence, ...]:
    """That the first outcome was not asked months later, while another was, so that nothing tells whether it lasts."""
    name, found = next(iter(report.measured.items()))
    asked = [each for each, outcome in report.outcomes.items() if lasting_of(outcome) is not None]
    if found.renderer < 2 or not asked or MONTHS_LATER in report.outcomes[name].waves or not is_for_the_better(found):
        return ()
    return (Sentence(later_phrases.FIRST_NOT_ASKED, {"outcome": found.outcome}),)


def _better(report: ImpactReport, name: str, forms: tuple[str, str]) -> Iterator[Sentence]:
    """Nothing beside a comparison group: those who came alone do not tell what lasts of a difference."""
    found, lasting = report.measured[name], lasting_of(report.outcomes[name])
    if lasting is None or found.renderer < 2 or _tells_less(found) or people_of(lasting) < TOO_FEW_TO_SAY_BELOW:
        return
    values = values_later(report, name, lasting)
    if way_later(lasting) == -found.worse and "low" in values:
        values["outcome"] = found.outcome
        said = forms[lasting.k is not None]
        yield lasting_sentence(name, said, values, people=people_later(lasting), bounds=found.bounds)


def _tells_less(found: Measured) -> bool:
    """Whether it is compared, or something else is told of it months later."""
    moved = found.harmed_later or found.gone_later or found.faded_later
    return moved or found.apart or found.compared is not None
