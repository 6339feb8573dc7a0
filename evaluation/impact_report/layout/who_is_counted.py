"""Who is behind a row of the table of findings, in words."""

from dataclasses import replace

from analysis.estimate.estimand import Design
from analysis.wording import wording
from analysis.wording.phrases import Verdict
from analysis.wording.wording import Sentence
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.language.language import Language
from evaluation.impact_report.layout.findings_listed import Listed
from evaluation.impact_report.text.later.rows_later import RowLater
from evaluation.impact_report.text.sentences import chapters_averaged

COMPARED = "{n:count} who came, {others:count} of the comparison group"
IN_CHAPTERS, PAIRS = "{n:count} pairs, {k:count} chapters", "{n:count} pairs"
IN_ONE_CHAPTER, IN_GROUPS = "{n:count} pairs, one chapter", "{n:count} pairs, {k:count} groups"
OWN_CHANGE = "own change of {n:count} who came"
OWN_IN_CHAPTERS, OWN_IN_ONE_CHAPTER = OWN_CHANGE + ", {k:count} chapters", OWN_CHANGE + ", one chapter"
OWN_IN_GROUPS = OWN_CHANGE + ", {k:count} groups"
OWN_FORMS = {
    PAIRS: OWN_CHANGE,
    IN_CHAPTERS: OWN_IN_CHAPTERS,
    IN_ONE_CHAPTER: OWN_IN_ONE_CHAPTER,
    IN_GROUPS: OWN_IN_GROUPS,
}
"""The same in a table of differences, of an outcome that the comparison group was not asked."""

AGAIN, AGAIN_IN_CHAPTERS = "{n:count} people asked again", "{n:count} people asked again, {k:count} chapters"
AGAIN_IN_ONE = "{n:count} people asked again, one chapter"


def who_of(report: ImpactReport, each: Listed, language: Language) -> str:
    """Pairs of answers, and of how many chapters; beside a comparison group those of both sides."""
    found = each.measured
    if wording.verdict(found)[0] is Verdict.TOO_FEW_TO_REPORT:
        return "–"
    if each.later is not None:
        return language.say(_asked_again(each.later))
    if found.compared is not None:
        return language.say(Sentence(COMPARED, {"n": found.n, "others": found.compared.people}))
    said = _counted(report, each)
    own = report.renderer >= 2 and report.estimand.compared and not each.own
    return language.say(replace(said, message=OWN_FORMS[said.message]) if own else said)


def _counted(report: ImpactReport, each: Listed) -> Sentence:
    """Pairs, and of how many chapters or groups where these are averaged."""
    found = each.measured
    if not report.across or (each.place and found.chapters is None):
        return Sentence(PAIRS, {"n": found.n})
    k = chapters_averaged(report, found).k
    groups = report.estimand.design is Design.BETWEEN and report.estimand.by == "chapter"
    form = IN_GROUPS if groups else IN_ONE_CHAPTER if k == 1 else IN_CHAPTERS
    return Sentence(form, {"n": found.n, "k": k})


def _asked_again(later: RowLater) -> Sentence:
    """The people of a row of months later, as they may be told."""
    if later.others is not None:
        return Sentence(COMPARED, {"n": later.people, "others": later.others})
    if later.k is None:
        return Sentence(AGAIN, {"n": later.people})
    return Sentence(AGAIN_IN_ONE if later.k == 1 else AGAIN_IN_CHAPTERS, {"n": later.people, "k": later.k})
