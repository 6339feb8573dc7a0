"""What a title adds of months later: harm, of which outcome, whose, and where; and that a welcome change was lost."""

from collections.abc import Collection

from analysis.wording import caution_phrases, wording
from analysis.wording.groups.arms_later import arms_harmed_later
from analysis.wording.measured import CLAIMS, Measured, Sentence
from analysis.wording.phrases import Verdict, Way
from evaluation.impact_report.build.later.what_is_left import is_for_the_better
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.text.asked_at_one_wave import before_and_months_later
from evaluation.impact_report.text.later.chapters_later import are_few, harmed_later, is_compared
from evaluation.impact_report.text.side_by_side import with_results

Forms = dict[Way, str]


def with_later(report: ImpactReport, name: str, said: Sentence, *, stated: bool) -> Sentence:
    """A headline with harm of an outcome months later, on the average, in groups, or in chapters of people enough.

    Of a change for the better that it claims it tells, too, where months later that was lost, or most of it, and that
    before it tells of chapters. `stated` is whether the headline tells of the same outcome. Where too few answered to
    say what changed, nothing is added.
    """
    found = report.measured[name]
    if found.arms:
        count = len(arms_harmed_later(found))
        where = Sentence(caution_phrases.IN_GROUPS_THAT_CAME, {"count": count})
        return _added(caution_phrases.UNWELCOME_LATER, found, said, where) if count else said
    if wording.verdict(found)[0] in wording.SILENT and not before_and_months_later(report):
        return said
    if found.harmed_later or found.behind_later:
        forms = _of_difference(found, stated=stated) if found.behind_later else _of_people(found, stated=stated)
        return _added(forms[found.worse], found, said)
    enough = [place for place, each in harmed_later(report, name).items() if not are_few(report, name, place, each)]
    lost = _lost(report, name) if stated and is_for_the_better(found) else ""
    said = _added(lost, found, said) if lost else said
    if not enough or not report.across:
        return said
    if lost:
        return _after_a_loss(report, name, said, enough)
    return _in_chapters(report, name, said, enough, stated=stated)


def _lost(report: ImpactReport, name: str) -> str:
    """That of a change for the better nothing could be told months later, or that less than half of it was left."""
    found, asked = report.measured[name], report.outcomes[name].compared_later is not None
    if found.compared:
        gone, faded = caution_phrases.DIFFERENCE_LOST_LATER, caution_phrases.DIFFERENCE_FADED_LATER if asked else ""
    else:
        gone, faded = caution_phrases.LOST_LATER, caution_phrases.FADED_LATER
    return gone if found.gone_later else faded if found.faded_later else ""


def _in_chapters(report: ImpactReport, name: str, said: Sentence, places: Collection[str], *, stated: bool) -> Sentence:
    found, where = report.measured[name], _where(report, name, places)
    compared = [is_compared(report, name, place) for place in places]
    if all(compared):
        return _added(_of_difference(found, stated=stated)[found.worse], found, said, where)
    if any(compared):
        return _added(caution_phrases.UNWELCOME_LATER, found, said, where)
    return _added(_of_people(found, stated=stated)[found.worse], found, said, where)


def _after_a_loss(report: ImpactReport, name: str, said: Sentence, places: Collection[str]) -> Sentence:
    """Chapters after what was lost on the average of all: that alone would seem to leave the others as they were."""
    found, where = report.measured[name], _where(report, name, places)
    compared = [is_compared(report, name, place) for place in places]
    if all(compared):
        return _added(caution_phrases.LOST_AND_DIFFERS[found.worse], found, said, where)
    if any(compared):
        return _added(caution_phrases.LOST_AND_UNWELCOME, found, said, where)
    forms = caution_phrases.LOST_AND_CAME_LATER if found.compared else caution_phrases.LOST_AND_LATER
    return _added(forms[found.worse], found, said, where)


def _of_difference(found: Measured, *, stated: bool) -> Forms:
    """That a difference lay the unwelcome way: in a word, where the headline claims that it lay the other way."""
    verdict, way = wording.verdict(found)
    if not stated:
        return caution_phrases.DIFFERS_LATER
    claims = way == -found.worse and verdict in (*CLAIMS, Verdict.ALIKE)
    return caution_phrases.AND_LATER if claims else caution_phrases.IT_DIFFERS_LATER


def _of_people(found: Measured, *, stated: bool) -> Forms:
    """That people lay past where they began: beside a comparison group, those who came."""
    if found.compared:
        return caution_phrases.CAME_LATER
    return caution_phrases.IT_LATER if stated else caution_phrases.LATER


def _where(report: ImpactReport, name: str, places: Collection[str]) -> Sentence:
    found, compared = report.measured[name], with_results(report, name)
    if len(compared) == len(("one", "other")) and set(compared) == set(places):
        return Sentence(caution_phrases.IN_BOTH_CHAPTERS)
    between = found.compared is not None and found.compared.between
    said = caution_phrases.IN_GROUPS if between else caution_phrases.IN_CHAPTERS
    return Sentence(said, {"count": len(places)})


def _added(message: str, found: Measured, said: Sentence, where: Sentence | str = "") -> Sentence:
    values = {"said": said, "outcome": found.outcome, "where": where}
    return Sentence(message, {name: each for name, each in values.items() if f"{{{name}" in message}, said.figures)
