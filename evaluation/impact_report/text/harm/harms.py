"""Whatever moved the unwelcome way, for the lede and for what may be quoted."""

from collections.abc import Collection

from analysis.wording import wording
from analysis.wording.groups.arms import harms_of_arms
from analysis.wording.measured import Sentence
from analysis.wording.so_far import few_unwelcome_in
from evaluation.impact_report.build.report import ImpactReport
from evaluation.impact_report.text import care_taken, everybody_sentences, harm_within, look_sentences, not_compared
from evaluation.impact_report.text.harm.many_moved import many_moved, many_moved_later
from evaluation.impact_report.text.later import harm_later


def harms(
    report: ImpactReport, *, marked: Collection[str] = (), preceding: Collection[Sentence] = ()
) -> tuple[Sentence, ...]:
    """Every outcome but the first that clearly moved the unwelcome way, primary or not.

    Chapters and workshops where one did, and every outcome, the first one too, that did so for everybody at once, or
    was past where it began months later; and of every outcome how many people did, where they are many and its average
    does not tell it. Chapters are `marked` whose own sentences say it of the first outcome, and `preceding` sentences
    stand before these.
    """
    first, *others = report.measured
    single = (
        said
        for name in report.measured
        for said in care_taken.harmed(report, name, marked=marked if name == first else ())
    )
    of_others = [report.measured[name] for name in others]
    few = () if report.across else of_others
    now = (wording.unwelcome(found) for found in of_others if found.unwelcome or found.described)
    found = (
        *everybody_sentences.everybody_harmed(report),
        *everybody_sentences.small_harmed(report),
        *now,
        *(said for each in few for said in few_unwelcome_in(each)),
        *(said for each in of_others for said in harms_of_arms(each)),
        *care_taken.own(report),
        *(said for name in report.measured for said in care_taken.own_in_chapters(report, name)),
        *single,
        *many_moved(report, preceding=preceding),
        *harm_within.workshops_harmed(report),
        *not_compared.harms_not_compared(report),
        *harm_later.later(report),
        *many_moved_later(report),
    )
    return look_sentences.as_described(report, found)
