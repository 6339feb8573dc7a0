"""The title where two chapters stand side by side and an outcome was harmed in both: nothing averages it."""

from collections.abc import Sequence

from analysis.wording import caution_phrases
from analysis.wording.measured import Measured, Sentence
from analysis.wording.phrases import Way
from evaluation.impact_report.build.planned_looks import harmed_in_both, stands_in_two
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.text import not_compared
from evaluation.impact_report.text.side_by_side import stand_side_by_side, with_results

Forms = dict[Way, str]


def fell_in_both(report: ImpactReport, mains: Sequence[str]) -> Sentence | None:
    """Which of the main outcomes clearly moved the unwelcome way in both of two chapters; None where none did."""
    found = {name: _forms(report, name) for name in mains} if report.across and stand_side_by_side(report) else {}
    said = None
    for name, forms in found.items():
        if forms is not None:
            own = _said(forms, report.measured[name], several=len(mains) > 1)
            said = own if said is None else Sentence(caution_phrases.TITLE_AND, {"said": said, "further": own})
    return None if said is None else Sentence(caution_phrases.NOT_AVERAGED, {"said": said})


def with_left_out(report: ImpactReport, name: str, said: Sentence) -> Sentence:
    """A title of two chapters that are compared, with harm in those that are not."""
    found = report.measured[name]
    if not found.two_compared or not any(True for _ in not_compared.fell_left_out(report, name)):
        return said
    stated = _names_it(said)
    form = (caution_phrases.IT_LEFT_OUT if stated else caution_phrases.LEFT_OUT)[found.worse]
    values = {"said": said} if stated else {"said": said, "outcome": found.outcome}
    return Sentence(form, values, said.figures)


def _names_it(said: Sentence) -> bool:
    """Whether a title names its outcome, or the one that it goes on from does."""
    inner = said.values.get("said")
    return "outcome" in said.values or (isinstance(inner, Sentence) and _names_it(inner))


def _said(forms: Forms, found: Measured, *, several: bool) -> Sentence:
    own = Sentence(forms[found.worse], {"outcome": found.outcome})
    return Sentence(caution_phrases.TITLE_UNWELCOME, {"said": own}) if several else own


def _forms(report: ImpactReport, name: str) -> Forms | None:
    """What is said of an outcome that was harmed in both chapters: of people, of a difference, or of those who came."""
    found, places = report.measured[name], with_results(report, name)
    if harmed_in_both(report.outcomes[name], found, report.looks, chapters=report.chapters):
        return caution_phrases.IN_BOTH_COMPARED if found.compared else caution_phrases.IN_BOTH
    came = stands_in_two(found, places) and set(found.own_harmed) == set(places)
    return caution_phrases.IN_BOTH_CAME if came else None
